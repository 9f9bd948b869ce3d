"""Defects of a surface with their masks: scratch, spot, hole, fold, stain, missing thread.

A mask is exactly where the picture has changed. Sizes are pixels of a picture about 64 pixels wide and follow larger or
smaller ones. Frozen: what was measured rests on it (``tests/data/test_textures.py``).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Rng = np.random.Generator
USUAL = 64.0  # pixels a side that sizes are told for
FAINTEST = 0.08  # of a defect's edge that is drawn


def _line(shape: tuple[int, int], points: np.ndarray, width: float) -> np.ndarray:
    """How much of each pixel a pen ``width`` wide covers along ``points`` (P, 2): (H, W) in [0, 1]."""
    down, across = np.mgrid[: shape[0], : shape[1]]
    far = np.sqrt((across[..., None] - points[:, 0]) ** 2 + (down[..., None] - points[:, 1]) ** 2).min(-1)
    covered: np.ndarray = (width / 2 + 0.5 - far).clip(0, 1)
    return covered


def _disc(shape: tuple[int, int], rng: Rng, radius: float, soft: float) -> np.ndarray:
    """An ellipse somewhere inside the picture, its edge ``soft`` pixels wide."""
    high, wide = shape
    middle = rng.uniform(radius, wide - radius), rng.uniform(radius, high - radius)
    angle, flat = rng.uniform(0, np.pi), rng.uniform(0.65, 1)
    down, across = np.mgrid[:high, :wide]
    x, y = across - middle[0], down - middle[1]
    along, beside = x * np.cos(angle) + y * np.sin(angle), (y * np.cos(angle) - x * np.sin(angle)) / flat
    inside: np.ndarray = ((radius - np.hypot(along, beside)) / soft + 0.5).clip(0, 1)
    return inside


def _away(image: np.ndarray, rng: Rng, by: float) -> float:
    """A brightness that lies ``by`` from the picture's mean, on a side where there is room for it."""
    mean = float(image.mean())
    sides = [one for one in (mean - by, mean + by) if 0 <= one <= 1] or [mean - by]
    return float(np.clip(sides[rng.integers(len(sides))], 0, 1))


def _scratch(image: np.ndarray, rng: Rng, scale: float) -> np.ndarray:
    high, wide = image.shape
    start = np.array([rng.uniform(0.15, 0.85) * wide, rng.uniform(0.15, 0.85) * high])
    angle, length = rng.uniform(0, 2 * np.pi), rng.uniform(14, 34) * scale
    end = start + length * np.array([np.cos(angle), np.sin(angle)])
    bend = (start + end) / 2 + rng.normal(0, 0.12 * length, 2)
    at = np.linspace(0, 1, 60)[:, None]
    points = (1 - at) ** 2 * start + 2 * at * (1 - at) * bend + at**2 * end
    cover = _line(image.shape, points, rng.uniform(0.8, 1.6) * scale)
    return image + cover * rng.uniform(0.7, 1) * (_away(image, rng, rng.uniform(0.25, 0.4)) - image)


def _spot(image: np.ndarray, rng: Rng, scale: float) -> np.ndarray:
    cover = _disc(image.shape, rng, rng.uniform(2, 4) * scale, 2 * scale)
    return image + cover * rng.uniform(0.6, 0.95) * (_away(image, rng, rng.uniform(0.25, 0.4)) - image)


def _hole(image: np.ndarray, rng: Rng, scale: float) -> np.ndarray:
    cover = _disc(image.shape, rng, rng.uniform(2.5, 5.5) * scale, 1.0)
    return image + cover * (rng.uniform(0.02, 0.1) - image)


def _fold(image: np.ndarray, rng: Rng, scale: float) -> np.ndarray:
    high, wide = image.shape
    angle, width = rng.uniform(0, np.pi), rng.uniform(1.2, 2.4) * scale
    middle = rng.uniform(0.3, 0.7, 2) * (wide, high)
    down, across = np.mgrid[:high, :wide]
    far = (across - middle[0]) * np.cos(angle) + (down - middle[1]) * np.sin(angle)
    # light on one side of the crease, shadow on the other
    shading = far / width * np.exp(0.5 - (far / width) ** 2 / 2)
    shading = np.where(np.abs(shading) < FAINTEST, 0, shading)
    return np.asarray(image + rng.uniform(0.1, 0.2) * rng.choice([-1, 1]) * shading)


def _stain(image: np.ndarray, rng: Rng, scale: float) -> np.ndarray:
    from scipy.ndimage import gaussian_filter

    cover = _disc(image.shape, rng, rng.uniform(7, 13) * scale, 3 * scale)
    ragged = gaussian_filter(rng.standard_normal(image.shape), 2.5 * scale)
    cover = cover * (1 + 0.6 * ragged / ragged.std()).clip(0, 1)
    return image * (1 - cover * rng.uniform(0.18, 0.35))


def _missing_thread(image: np.ndarray, rng: Rng, scale: float) -> np.ndarray:
    turned = rng.random() < 0.5
    surface = (image.T if turned else image).copy()
    high, wide = surface.shape
    width = max(1, round(rng.uniform(1, 2.4) * scale))
    row = int(rng.integers(2, high - 2 - width))
    length = int(rng.uniform(0.55, 1) * wide)
    begin = int(rng.integers(0, wide - length + 1))
    # what lies behind: no pattern, and less light
    behind = float(np.quantile(surface, 0.1)) - rng.uniform(0.02, 0.1)
    surface[row : row + width, begin : begin + length] = max(behind, 0)
    return surface.T if turned else surface


DEFECTS: dict[str, Callable[[np.ndarray, Rng, float], np.ndarray]] = {
    "scratch": _scratch,
    "spot": _spot,
    "hole": _hole,
    "fold": _fold,
    "stain": _stain,
    "missing_thread": _missing_thread,
}


def spoil(image: np.ndarray, defect: str, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """``image`` (H, W) uint8 with a defect, and its mask (H, W) bool: where any pixel is another than before."""
    scale = min(image.shape) / USUAL
    after = DEFECTS[defect](image.astype(np.float64) / 255, rng, scale)
    spoiled = np.round(after.clip(0, 1) * 255).astype(np.uint8)
    return spoiled, spoiled != image
