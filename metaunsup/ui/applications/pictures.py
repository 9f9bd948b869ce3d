"""Pictures with heat over them and a flaw's outline, large enough to be looked at."""

from __future__ import annotations

import numpy as np
from PIL import Image
from scipy.ndimage import binary_dilation

SHOWN = 128  # pixels a side, at least
HOTTEST = 0.75  # most that heat hides of what is below
GAP = 4  # pixels between a picture and the next
OUTLINE = np.array([64, 196, 255])
# dark violet to yellow by way of red: what is hot is light in print and to the colour-blind, too
_STOPS = np.array([[20, 10, 60], [130, 20, 110], [220, 60, 60], [250, 150, 30], [255, 245, 120]], dtype=float)


def framed(picture: np.ndarray, heat: np.ndarray | None = None, mask: np.ndarray | None = None) -> Image.Image:
    """A grey picture (H, W) in [0, 1], heat (H, W) in [0, 1] over it, the edge of ``mask`` (H, W) bool drawn around."""
    times = max(1, SHOWN // picture.shape[0])
    large = _larger(picture * 255, times)
    shown = np.repeat(large[..., None], 3, axis=2)
    if heat is not None:
        hot = (_larger(heat * 255, times) / 255).clip(0, 1)[..., None]
        shown = shown * (1 - HOTTEST * hot) + _colours(hot[..., 0]) * HOTTEST * hot
    if mask is not None and mask.any():
        inside = np.kron(mask, np.ones((times, times), dtype=bool))
        shown[binary_dilation(inside, iterations=3) & ~binary_dilation(inside, iterations=1)] = OUTLINE
    opaque = np.full((*shown.shape[:2], 1), 255.0)
    rows = np.round(np.concatenate([shown, opaque], axis=2).clip(0, 255)).astype(np.uint8)
    return Image.fromarray(np.pad(rows, ((GAP, GAP), (GAP, GAP), (0, 0))))  # nothing around it, on any page's colour


def on_one_scale(heat: np.ndarray, quiet: float, loud: float) -> np.ndarray:
    """Heat (Q, H, W) as 0 at ``quiet`` and below, 1 at ``loud``; its root, as few places are far hotter."""
    return np.asarray(((heat - quiet) / max(loud - quiet, 1e-12)).clip(0, 1) ** 0.5)


def _larger(values: np.ndarray, times: int) -> np.ndarray:
    size = (values.shape[1] * times, values.shape[0] * times)
    return np.asarray(Image.fromarray(values.astype(np.float32)).resize(size, Image.Resampling.BICUBIC), dtype=float)


def _colours(hot: np.ndarray) -> np.ndarray:
    """Colours (H, W, 3) of heat (H, W) in [0, 1]."""
    at = np.linspace(0, 1, len(_STOPS))
    return np.stack([np.interp(hot, at, _STOPS[:, channel]) for channel in range(3)], axis=-1)
