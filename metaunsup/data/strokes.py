"""Drawings as strokes of a pen, and as pictures in the manner of MNIST.

A drawing is a list of strokes, a stroke a list of points [x, y] on a pad that reaches from 0 to 1, y downwards. MNIST's
digits were scaled into a box of 20 x 20 pixels, aspect kept, and their centre of mass put into the middle of 28 x 28
(LeCun, Bottou, Bengio, Haffner, Gradient-based learning applied to document recognition, 1998, section III.A). Here the
pen is drawn after that, always as wide, so that a small drawing has no thicker lines than a large one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from metaunsup.data.files import read_json
from metaunsup.errors import MetaUnsupError

SIDE, BOX, PEN = 28, 20, 2.4  # pixels: a picture, the box that its ink fills, the pen's width
DOT = 0.05  # of the pad: what is smaller is not enlarged beyond this, so that a dot stays one
MOST_DRAWINGS, MOST_POINTS, LONGEST_NAME = 200, 4000, 12
_LOW, _HIGH = -1.0, 2.0  # a pen may leave the pad, not the room
_MOST_BYTES = 1 << 24  # of a file of drawings

Stroke = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Drawing:
    """``strokes`` of (x, y), hashable; ``name`` is what the person calls it, or "": no learner ever sees that."""

    strokes: tuple[Stroke, ...]
    name: str = ""

    @property
    def points(self) -> int:
        """How many points there are in all strokes."""
        return sum(map(len, self.strokes))


def drawings_of(content: Any) -> tuple[Drawing, ...]:
    """Drawings from plain JSON, ``{"drawings": [{"name": ..., "strokes": [[[x, y], ...], ...]}, ...]}``, or that list.

    Strokes without a point are left out, and so are drawings without a stroke: a pad that nobody drew on is nothing.
    Raises ``drawings_malformed`` (``where``: which drawing), ``drawings_too_many`` or ``drawing_too_long``.
    """
    listed = content.get("drawings") if isinstance(content, dict) else content
    if not isinstance(listed, list):
        raise MetaUnsupError("drawings_malformed", where=0)
    found = [one for place, entry in enumerate(listed, 1) if (one := _drawing(entry, place)).strokes]
    if len(found) > MOST_DRAWINGS:
        raise MetaUnsupError("drawings_too_many", count=len(found), most=MOST_DRAWINGS)
    return tuple(found)


def _drawing(entry: Any, place: int) -> Drawing:
    name = entry.get("name", "") if isinstance(entry, dict) else None
    strokes = entry.get("strokes") if isinstance(entry, dict) else None
    if not (isinstance(strokes, list) and isinstance(name, str) and name.isprintable() and len(name) <= LONGEST_NAME):
        raise MetaUnsupError("drawings_malformed", where=place)
    if not all(isinstance(stroke, list) for stroke in strokes):
        raise MetaUnsupError("drawings_malformed", where=place)
    if sum(map(len, strokes)) > MOST_POINTS:
        raise MetaUnsupError("drawing_too_long", where=place, most=MOST_POINTS)
    return Drawing(tuple(tuple(_point(at, place) for at in stroke) for stroke in strokes if stroke), name.strip())


def _point(at: Any, place: int) -> tuple[float, float]:
    if not (isinstance(at, list) and len(at) == 2):
        raise MetaUnsupError("drawings_malformed", where=place)
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in at):
        raise MetaUnsupError("drawings_malformed", where=place)
    if not all(_LOW <= value <= _HIGH for value in at):  # also refuses NaN
        raise MetaUnsupError("drawings_malformed", where=place)
    return float(at[0]), float(at[1])


def as_plain(drawings: Iterable[Drawing]) -> dict[str, Any]:
    """What ``drawings_of`` reads, for JSON."""
    told = ({"name": one.name, "strokes": [[list(at) for at in stroke] for stroke in one.strokes]} for one in drawings)
    return {"drawings": list(told)}


def read_drawings(path: Path) -> tuple[Drawing, ...]:
    """The drawings in a file; raises ``cannot_read``, ``drawings_unreadable``, ``drawings_empty``, or as above."""
    drawings = drawings_of(read_json(path, _MOST_BYTES, MetaUnsupError("drawings_unreadable", path=path)))
    if not drawings:
        raise MetaUnsupError("drawings_empty")
    return drawings


def render(drawings: Sequence[Drawing]) -> np.ndarray:
    """Pictures (N, 1, 28, 28) uint8 of drawings, ink bright on black."""
    pictures = [_picture(one.strokes) for one in drawings]
    return np.stack(pictures)[:, None] if pictures else np.zeros((0, 1, SIDE, SIDE), dtype=np.uint8)


@lru_cache(maxsize=1024)
def _picture(strokes: tuple[Stroke, ...]) -> np.ndarray:
    """One picture (28, 28) uint8, kept: while one draws, all drawings but one stay as they are."""
    lines = np.concatenate([_segments(np.array(stroke)) for stroke in strokes])  # (S, 2, 2)
    low, high = lines.min((0, 1)), lines.max((0, 1))
    scale = (BOX - PEN) / max(float((high - low).max()), DOT)
    middle = (SIDE - 1) / 2
    lines = (lines - (low + high) / 2) * scale + middle
    ink = _ink(lines)
    rows, columns = np.indices(ink.shape)
    off = np.array([(columns * ink).sum(), (rows * ink).sum()]) / ink.sum() - middle
    room = (SIDE - BOX) / 2  # further, and ink would leave the picture
    return np.rint(255 * _ink(lines - off.clip(-room, room))).astype(np.uint8)


def _segments(points: np.ndarray) -> np.ndarray:
    """Lines (S, 2, 2) between the points of a stroke (P, 2); a lone point is a line of no length."""
    ends = points[1:] if len(points) > 1 else points
    return np.stack([points[: len(ends)], ends], axis=1)


def _ink(lines: np.ndarray) -> np.ndarray:
    """Ink (28, 28) in [0, 1] of lines (S, 2, 2) in pixels: by the distance to the nearest, fading over one pixel."""
    grid = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), axis=-1).reshape(-1, 1, 2)
    start, along = lines[:, 0], lines[:, 1] - lines[:, 0]
    length = (along**2).sum(1)
    share = ((grid - start) * along).sum(2) / np.where(length > 0, length, math.inf)
    apart = grid - start - share.clip(0, 1)[..., None] * along
    distance = np.sqrt((apart**2).sum(2).min(1)).reshape(SIDE, SIDE)
    return np.asarray((PEN / 2 + 0.5 - distance).clip(0, 1))
