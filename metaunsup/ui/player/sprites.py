"""All pictures of a task in one PNG, so that the browser fetches one image and draws any of them."""

from __future__ import annotations

import base64
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from torch import Tensor


NO_GROUP = 65_535  # how noise travels


@dataclass(frozen=True)
class Sheet:
    """A sprite sheet: ``png`` (base64) of square tiles ``tile`` pixels wide, ``columns`` in a row, ``count`` in all."""

    png: str
    tile: int
    columns: int
    count: int

    def as_dict(self) -> dict[str, object]:
        """What the browser is sent."""
        return {"png": self.png, "tile": self.tile, "columns": self.columns, "count": self.count}


def sheet(items: Tensor) -> Sheet:
    """Lay ``items`` (N, C, H, W) float32 in [0, 1], or vectors (N, D), out in rows, in grey (colours averaged)."""
    if items.ndim == 2:
        from metaunsup.data.preview import as_pictures  # loads torch, which a server that has just begun does without

        items = as_pictures(items)
    return grey_sheet(items.detach().mean(dim=1).clamp(0, 1).mul(255).round().numpy().astype(np.uint8))


def grey_sheet(grey: np.ndarray) -> Sheet:
    """The same of grey levels (N, H, W) uint8."""
    count, height, width = grey.shape
    side = max(height, width)
    columns = max(1, math.ceil(math.sqrt(count)))
    rows = max(1, math.ceil(count / columns))
    board = np.zeros((rows * side, columns * side), dtype=np.uint8)
    for index, picture in enumerate(grey):
        row, column = divmod(index, columns)
        board[row * side : row * side + height, column * side : column * side + width] = picture
    stream = io.BytesIO()
    # not made as small as can be: that saves 1 to 4 % of the bytes and takes six times as long
    Image.fromarray(board).save(stream, format="PNG")
    return Sheet(base64.b64encode(stream.getvalue()).decode("ascii"), side, columns, count)
