"""Ready-made drawings, a set for each lesson, for those who have no pen: ``metaunsup/drawings/NAME.json``.

``make`` drew them, from characters that are in no learner's practice (``data.glyphs``, test part) and from digits given
here as curves; ``python -m benchmarks.drawings`` writes the files again. Nothing of them is anybody's handwriting.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from metaunsup.data import glyphs
from metaunsup.data.drawing_sets import SETS
from metaunsup.data.strokes import Drawing, drawings_of
from metaunsup.errors import MetaUnsupError

FOLDER = Path(__file__).parent.parent / "drawings"
_POINTS = 10  # along a stroke
# the seeds of characters of the test part that are easily told apart
KINDS = (0, 41, 89, 7, 64, 14, 97, 72, 125, 80, 16, 95)
# control points of curves within [-1, 1], y downwards
DIGITS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0, -1), (-1.1, -1), (-1.1, 1), (0, 1)), ((0, 1), (1.1, 1), (1.1, -1), (0, -1))),
    "1": (((-0.4, -0.6), (-0.2, -0.8), (-0.1, -0.9), (0, -1)), ((0, -1), (0, -0.3), (0, 0.3), (0, 1))),
    "2": (
        ((-0.7, -0.5), (-0.5, -1.3), (1.2, -1.2), (0.5, -0.1)),
        ((0.5, -0.1), (0.2, 0.3), (-0.4, 0.8), (-0.7, 1)),
        ((-0.7, 1), (-0.2, 1), (0.2, 1), (0.7, 1)),
    ),
    "4": (
        ((0.2, -1), (-0.1, -0.6), (-0.5, -0.1), (-0.8, 0.3)),
        ((-0.8, 0.3), (-0.3, 0.3), (0.3, 0.3), (0.8, 0.3)),
        ((0.3, -0.3), (0.3, 0.1), (0.3, 0.6), (0.3, 1)),
    ),
}


def ready_made(name: str) -> tuple[Drawing, ...]:
    """The set called ``name``, one of ``SETS``; raises ``unknown_drawings``."""
    if name not in SETS:
        raise MetaUnsupError("unknown_drawings", name=name, known=SETS)
    return drawings_of(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def make(name: str) -> tuple[Drawing, ...]:
    """Draw the set ``name`` anew, the same each time, in an order that tells nothing."""
    found = list(_MADE[name]())
    order = np.random.Generator(np.random.PCG64(SETS.index(name))).permutation(len(found))
    return tuple(found[place] for place in order)


def _kinds(*sizes: int, first: int = 0) -> Iterator[Drawing]:
    """As many drawings of each kind as ``sizes`` say, kinds from the ``first`` on."""
    for kind, size in enumerate(sizes):
        for path in glyphs.paths(KINDS[first + kind], size, _POINTS):
            yield _drawing(path, "ABCDE"[kind])


def _drawing(path: np.ndarray, name: str = "") -> Drawing:
    """A drawing from strokes (S, P, 2) in pixels."""
    strokes = np.round((path + 0.5) / glyphs.SIDE, 3).tolist()
    return Drawing(tuple(tuple((x, y) for x, y in stroke) for stroke in strokes), name)


def _turned(path: np.ndarray, degrees: float) -> np.ndarray:
    middle, angle = (glyphs.SIDE - 1) / 2, np.deg2rad(degrees)
    matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray((path - middle) @ matrix + middle)


def _slanted() -> Iterator[Drawing]:
    """Three kinds, each drawing turned by its own angle: alike to the eye, and far apart pixel by pixel."""
    for kind in range(3):
        for place, path in enumerate(glyphs.paths(KINDS[kind + 3], 4, _POINTS)):
            yield _drawing(_turned(path, (-30, -10, 10, 30)[place]), "ABC"[kind])


def _quarters() -> Iterator[Drawing]:
    """One character in three positions: three kinds or one, as one's practice had it."""
    for place, path in enumerate(glyphs.paths(KINDS[1], 12, _POINTS)):
        yield _drawing(_turned(path, 90 * (place % 3)), "ABC"[place % 3])


def _digits() -> Iterator[Drawing]:
    for digit, curves in DIGITS.items():
        rng = np.random.Generator(np.random.PCG64(int(digit)))
        for strokes in glyphs.by_hand(np.array(curves, dtype=float), rng, 3):
            yield _drawing(glyphs.passed(strokes, _POINTS), digit)


def _strangers() -> Iterator[Drawing]:
    """Two drawings of each of three kinds, among six that are like nothing else."""
    yield from _kinds(2, 2, 2)
    for seed in KINDS[4:10]:
        yield _drawing(glyphs.paths(seed, 1, _POINTS)[0])


def _between() -> Iterator[Drawing]:
    """Two kinds, drawings on the way from one to the other, which have no name, and a third kind."""
    one, other = (glyphs.paths(seed, 4, _POINTS) for seed in (KINDS[0], KINDS[2]))
    strokes = min(one.shape[1], other.shape[1])
    for share in (0.0, 0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0, 1.0):
        name = "A" if share < 0.2 else "B" if share > 0.8 else ""
        place = int(share * 3)
        yield _drawing((1 - share) * one[place, :strokes] + share * other[place, :strokes], name)
    yield from (_drawing(path, "C") for path in glyphs.paths(KINDS[7], 3, _POINTS))


_MADE = {
    "learning": lambda: _kinds(4, 4, 4),
    "kmeans": _slanted,
    "augmentation": _quarters,
    "orders": lambda: _kinds(3, 3, 3, first=6),
    "digits": _digits,
    "hurts": _strangers,
    "control": lambda: _kinds(3, 3, 3, 3, first=4),
    "unsure": _between,
    "unequal": lambda: _kinds(9, 2, 2, first=8),
    "fair": lambda: _kinds(4, 4, 4, 4, 4, first=5),
}
