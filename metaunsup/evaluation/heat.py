"""Where a detector that draws fails to draw an item: pixel by pixel, in two colours; of a row column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.data.preview import as_pictures

MISSING, ADDED = (255, 146, 83), (95, 176, 234)  # orange and blue: told apart by nearly everybody on black
SHOWN = 12  # items in a row
_GAP, _TILE = 4, 84  # pixels between items, and the least width of one
_FAINT = 0.25  # how much of the item is seen below its heat


def difference(items: Tensor, drawn: Tensor) -> Tensor:
    """What is missing from the drawing (above 0) or added by it (below 0), (N, H, W), of (N, C, H, W) in [0, 1]."""
    return (items - drawn).mean(1)


def board(items: Tensor, drawn: Tensor, order: Sequence[int], shown: int = SHOWN) -> np.ndarray:
    """Three rows of the first ``shown`` of ``order``: the items, as they are drawn, and where that fails.

    A picture (H, W, 3) uint8. Orange: the item is bright there, and the drawing is not; blue: the reverse. Heat is on
    one scale for all: full colour where the difference is 1, which is as large as can be. Of rows (N, D) a cell is a
    number, as ``data.preview.as_pictures`` shows it.
    """
    first = list(order[:shown])
    if items.ndim == 2:
        items, drawn = as_pictures(items), as_pictures(drawn)
    grey, redrawn, apart = items[first].mean(1), drawn[first].mean(1), difference(items[first], drawn[first])
    rows = [_white(grey), _white(redrawn), _heat(apart, grey)]
    return torch.cat([_side_by_side(row) for row in rows], 0).clamp(0, 255).round().to(torch.uint8).numpy()


def glowing(items: Tensor, heat: Tensor, order: Sequence[int], shown: int = SHOWN) -> np.ndarray:
    """Two rows of the first ``shown`` of ``order``: the pictures (N, C, H, W), and ``heat`` (N, 1, H, W) over them.

    On one scale for all: what half of all places reach is cold, and the hottest place has the full colour.
    """
    first = list(order[:shown])
    grey, hot = items[first].mean(1), heat[:, 0]
    low = float(hot.quantile(0.5))
    strength = ((hot[first] - low) / max(float(hot.max()) - low, 1e-12)).clamp(0, 1)
    rows = [_white(grey), _heat(strength, grey)]
    return torch.cat([_side_by_side(row) for row in rows], 0).clamp(0, 255).round().to(torch.uint8).numpy()


def _white(grey: Tensor) -> Tensor:
    return grey[..., None].expand(*grey.shape, 3) * 255


def _heat(apart: Tensor, grey: Tensor) -> Tensor:
    strength = apart.abs()[..., None]
    ink = torch.where(apart[..., None] > 0, torch.tensor(MISSING), torch.tensor(ADDED)).to(apart.dtype)
    return strength * ink + (1 - strength) * _FAINT * _white(grey)


def _side_by_side(row: Tensor) -> Tensor:
    times = max(1, -(-_TILE // row.shape[2]))
    large = row.repeat_interleave(times, 1).repeat_interleave(times, 2)
    return torch.cat([F.pad(one, (0, 0, 0, _GAP, 0, _GAP)) for one in large], 1)


@dataclass(frozen=True)
class Missed:
    """A number of a row that is drawn: its ``value``, what is ``drawn``, in deviations of the column from its mean."""

    column: int
    value: float
    drawn: float

    @property
    def squared_error(self) -> float:
        """How far it is missed."""
        return (self.value - self.drawn) ** 2


def missed(row: Tensor, drawn: Tensor) -> list[Missed]:
    """The numbers of ``row`` (D,) and of what is ``drawn`` of it, those that are missed farthest first."""
    order = torch.argsort((row - drawn).square(), descending=True, stable=True).tolist()
    return [Missed(column, float(row[column]), float(drawn[column])) for column in order]
