"""Small helpers for pictures as uint8 arrays."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F


def resize(images: np.ndarray, side: int) -> np.ndarray:
    """Pictures (N, C, H, W) uint8 as (N, C, side, side) uint8: anti-aliased when smaller, smooth when larger."""
    if images.shape[-2:] == (side, side):
        return images
    mode = "bicubic" if max(images.shape[-2:]) < side else "bilinear"
    scaled = F.interpolate(
        torch.from_numpy(images).to(torch.float32), size=(side, side), mode=mode, align_corners=False, antialias=True
    )
    return to_uint8(scaled.numpy())


def to_uint8(values: np.ndarray) -> np.ndarray:
    """Brightness on the scale of 0 to 255, rounded and clipped to uint8."""
    rounded: np.ndarray = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return rounded
