"""Procedural surfaces: a kind (wood, leather) is a formula, a material one set of its numbers, a picture a view of it.

Nothing is downloaded. Every picture lies elsewhere on its material, slightly turned and lit, with fresh noise, so that
two of one material agree in what it is made of and in no pixel. All brightness is in [0, 1], distances are pixels, at
one scale whatever the size of a picture. Frozen: what was measured rests on it (``tests/data/test_textures.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from metaunsup.data.pool import PartName

Rng = np.random.Generator
TURN = np.radians(4)  # a camera is never quite straight
LIGHT, SHADE = 0.04, 0.05  # how pictures differ in brightness, and the most that one is darker at an edge
GRAIN = 0.012  # of the camera


@dataclass(frozen=True)
class View:
    """Where a picture lies: ``x`` and ``y`` (H, W) on its material, in pixels; ``rng`` for what is new in it."""

    x: np.ndarray
    y: np.ndarray
    rng: Rng

    def smooth(self, down: float, across: float) -> np.ndarray:
        """Noise of unit variance without structure below so many pixels, (H, W)."""
        from scipy.ndimage import gaussian_filter

        noise = gaussian_filter(self.rng.standard_normal(self.x.shape), (down, across), mode="reflect", truncate=3)
        return noise / max(float(noise.std()), 1e-9)

    def cells(self, size: float, jitter: float = 0.45) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Distances to the nearest and second nearest of jittered points about ``size`` apart, and a tone per cell."""
        from scipy.spatial import cKDTree

        low, high = self.x.min() - 2 * size, self.x.max() + 2 * size
        left, right = self.y.min() - 2 * size, self.y.max() + 2 * size
        grid = np.stack(np.meshgrid(np.arange(low, high, size), np.arange(left, right, size)), -1).reshape(-1, 2)
        points = grid + self.rng.uniform(-jitter, jitter, grid.shape) * size
        near, which = cKDTree(points).query(np.stack([self.x, self.y], -1), k=2)
        return near[..., 0], near[..., 1], self.rng.standard_normal(len(points))[which[..., 0]]


def wave(phase: np.ndarray) -> np.ndarray:
    """A sine of ``phase`` in turns."""
    return np.sin(2 * np.pi * phase)


def _wood(v: View, p: Rng) -> np.ndarray:
    period, bend, tone = p.uniform(6, 12), p.uniform(0.25, 0.5), p.uniform(0.45, 0.6)
    rings = wave(v.y / period + bend * v.smooth(9, 22))
    return tone + p.uniform(0.08, 0.13) * rings + p.uniform(0.03, 0.05) * v.smooth(0.6, 6)


def _carpet(v: View, p: Rng) -> np.ndarray:
    tuft, rib, tone = p.uniform(0.8, 1.3), p.uniform(4, 7), p.uniform(0.35, 0.6)
    return tone + p.uniform(0.08, 0.12) * v.smooth(tuft, tuft) + p.uniform(0.02, 0.05) * wave(v.y / rib)


def _grid(v: View, p: Rng) -> np.ndarray:
    period, wire = p.uniform(6, 10), p.uniform(0.24, 0.34)
    lean = p.uniform(0, 1) < 0.5
    a, b = ((v.x + v.y) / 2**0.5, (v.x - v.y) / 2**0.5) if lean else (v.x, v.y)
    bars = np.maximum(np.cos(2 * np.pi * a / period), np.cos(2 * np.pi * b / period))
    metal = 1 / (1 + np.exp(-(bars - np.cos(np.pi * wire)) * 6))
    return p.uniform(0.12, 0.2) + p.uniform(0.45, 0.6) * metal + 0.02 * v.smooth(1, 1)


def _leather(v: View, p: Rng) -> np.ndarray:
    near, next_, tone = v.cells(p.uniform(4, 6.5))
    crease = np.exp(-((next_ - near) ** 2) / p.uniform(0.8, 1.6))
    base, deep = p.uniform(0.4, 0.6), p.uniform(0.16, 0.24)
    return base - deep * crease + 0.03 * tone + 0.03 * v.smooth(3, 3)


def _tile(v: View, p: Rng) -> np.ndarray:
    size, share = p.uniform(1.5, 2.6), p.uniform(0.3, 0.8)
    chips = 1 / (1 + np.exp(-(v.smooth(size, size) - share) * 5))
    other = 1 / (1 + np.exp(-(v.smooth(size / 2, size / 2) - 1.1) * 6))
    return p.uniform(0.55, 0.7) - p.uniform(0.2, 0.3) * chips + p.uniform(0.08, 0.16) * other


def _weave(v: View, p: Rng) -> np.ndarray:
    period = p.uniform(4, 7)
    warp, weft = np.cos(np.pi * v.x / period) ** 2, np.cos(np.pi * v.y / period) ** 2
    over = wave(v.x / (2 * period) + 0.25) * wave(v.y / (2 * period) + 0.25) > 0
    thread = np.where(over, warp, weft)
    return p.uniform(0.3, 0.42) + p.uniform(0.2, 0.3) * thread + 0.04 * v.smooth(0.7, 0.7)


def _denim(v: View, p: Rng) -> np.ndarray:
    period, slope = p.uniform(4, 6.5), p.choice([-1.0, 1.0]) * p.uniform(0.8, 1.4)
    ribs = wave((v.x + slope * v.y) / period)
    knots = wave(v.y / (period / 2))
    return p.uniform(0.35, 0.5) + p.uniform(0.1, 0.15) * ribs + 0.05 * knots + 0.05 * v.smooth(0.8, 0.8)


def _metal(v: View, p: Rng) -> np.ndarray:
    long = p.uniform(14, 30)
    return p.uniform(0.5, 0.65) + p.uniform(0.05, 0.09) * v.smooth(0.5, long) + 0.03 * v.smooth(12, 12)


def _stone(v: View, p: Rng) -> np.ndarray:
    coarse, fine = v.smooth(2.4, 2.4), v.smooth(0.8, 0.8)
    dark = 1 / (1 + np.exp(-(v.smooth(1.2, 1.2) - p.uniform(0.8, 1.3)) * 5))
    return p.uniform(0.5, 0.65) + p.uniform(0.05, 0.08) * coarse + p.uniform(0.05, 0.08) * fine - 0.25 * dark


def _paper(v: View, p: Rng) -> np.ndarray:
    fibres = np.maximum(v.smooth(0.5, 3.5), 0) + np.maximum(v.smooth(3.5, 0.5), 0)
    return p.uniform(0.68, 0.8) - p.uniform(0.03, 0.06) * fibres + p.uniform(0.02, 0.04) * v.smooth(5, 5)


def _brick(v: View, p: Rng) -> np.ndarray:
    high, long = p.uniform(8, 11), p.uniform(18, 24)
    row = np.floor(v.y / high)
    along = v.x / long + 0.5 * (row % 2)
    edge = np.minimum(high / 2 - np.abs((v.y / high) % 1 - 0.5) * high, long / 2 - np.abs(along % 1 - 0.5) * long)
    number = (row * 7919 + np.floor(along) * 104729).astype(np.int64) % 97
    brick = 1 / (1 + np.exp(-(edge - 0.9) * 3))
    tone = 0.04 * (number / 48 - 1)
    return p.uniform(0.62, 0.72) * (1 - brick) + (p.uniform(0.35, 0.45) + tone) * brick + 0.03 * v.smooth(0.9, 0.9)


def _marble(v: View, p: Rng) -> np.ndarray:
    vein = np.exp(-np.abs(v.smooth(p.uniform(4, 7), p.uniform(6, 10))) * p.uniform(5, 8))
    return p.uniform(0.68, 0.78) - p.uniform(0.2, 0.3) * vein + 0.04 * v.smooth(8, 8)


def _cork(v: View, p: Rng) -> np.ndarray:
    near, next_, tone = v.cells(p.uniform(5, 8))
    dark = np.exp(-((next_ - near) ** 2) / 0.6)
    return p.uniform(0.5, 0.6) + p.uniform(0.06, 0.1) * tone - 0.08 * dark + 0.03 * v.smooth(0.8, 0.8)


def _corrugated(v: View, p: Rng) -> np.ndarray:
    ribs = np.abs(wave(v.x / p.uniform(12, 18))) ** 0.7
    return p.uniform(0.35, 0.45) + p.uniform(0.22, 0.3) * ribs + 0.03 * v.smooth(3, 0.8)


@dataclass(frozen=True)
class KindOfSurface:
    """``draw(view, numbers)`` -> brightness (H, W); ``numbers`` is a generator that gives a material's numbers."""

    draw: Callable[[View, Rng], np.ndarray] = field(repr=False)
    part: PartName


SURFACES: dict[str, KindOfSurface] = {
    # practised on
    "weave": KindOfSurface(_weave, "train"),
    "denim": KindOfSurface(_denim, "train"),
    "metal": KindOfSurface(_metal, "train"),
    "stone": KindOfSurface(_stone, "train"),
    "paper": KindOfSurface(_paper, "train"),
    "brick": KindOfSurface(_brick, "train"),
    "marble": KindOfSurface(_marble, "train"),
    "cork": KindOfSurface(_cork, "validation"),
    "corrugated": KindOfSurface(_corrugated, "validation"),
    # tested on: the five surfaces of MVTec-AD (Bergmann et al., CVPR 2019)
    "carpet": KindOfSurface(_carpet, "test"),
    "grid": KindOfSurface(_grid, "test"),
    "leather": KindOfSurface(_leather, "test"),
    "tile": KindOfSurface(_tile, "test"),
    "wood": KindOfSurface(_wood, "test"),
}


def picture(kind: str, rng: Rng, numbers: Rng, side: int) -> np.ndarray:
    """One picture (side, side) uint8 of a material of ``kind``, whose numbers come from ``numbers``."""
    angle = rng.uniform(-TURN, TURN)
    shift = rng.uniform(0, 1000, 2)
    down, across = np.mgrid[:side, :side].astype(np.float64)
    x = across * np.cos(angle) - down * np.sin(angle) + shift[0]
    y = across * np.sin(angle) + down * np.cos(angle) + shift[1]
    surface = SURFACES[kind].draw(View(x, y, rng), numbers)
    way = rng.uniform(0, 2 * np.pi)
    slope = (across * np.cos(way) + down * np.sin(way)) / side
    lit = surface * (1 + rng.normal(0, LIGHT)) + rng.uniform(0, SHADE) * (slope - slope.mean())
    lit += GRAIN * rng.standard_normal(lit.shape)
    return np.round(lit.clip(0, 1) * 255).astype(np.uint8)
