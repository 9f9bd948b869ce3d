"""Random views of an image that keep what it shows: the pseudo-labels of UMTRA and of the inner loop rest on them.

For strokes the augmentation decides the result (Khodadadeh et al., UMTRA, NeurIPS 2019, arXiv:1811.11819, section 3):
rotation, shear, anisotropic scale and shift move the symbol, an elastic displacement on a coarse grid changes the
hand, dilation and erosion change the pen.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.data.augment_vectors import augment_vectors

ROTATION = math.radians(20)
SHEAR = 0.4
SCALE = 0.25
SHIFT = 0.1  # of the side
ELASTIC = 0.05  # standard deviation of a grid point's displacement, of the side
ELASTIC_GRID = 5
PEN = 0.8  # most of the way to a full 3 x 3 dilation or erosion


def augment(
    images: Tensor, generator: torch.Generator, strength: float | Tensor = 1.0, *, alike: bool = False
) -> Tensor:
    """One random view of every image; with ``alike`` all are altered in the same way, as if one hand had drawn them.

    ``images`` (N, C, H, W) float32 in [0, 1] -> the same shape and range; of vectors (N, D) see ``augment_vectors``.
    ``strength`` scales every range; 0 gives the images back unchanged. It may be a scalar tensor that is learned.
    """
    if strength == 0 or len(images) == 0:
        return images
    if images.ndim == 2:
        return augment_vectors(images, generator, strength, alike=alike)
    height, width = images.shape[2:]
    count = 1 if alike else len(images)

    def uniform(*shape: int) -> Tensor:
        return torch.rand(count, *shape, generator=generator, dtype=images.dtype) * 2 - 1

    angle = uniform() * ROTATION * strength
    shear = uniform() * SHEAR * strength
    scale = torch.exp(uniform(2) * math.log1p(SCALE) * strength)
    shift = uniform(2) * 2 * SHIFT * strength  # grid coordinates span 2
    cos, sin = torch.cos(angle), torch.sin(angle)
    # grid_sample asks where each output pixel comes from, so this is the inverse map; its ranges are symmetric
    turn = torch.stack([torch.stack([cos, -sin], 1), torch.stack([sin, cos], 1)], 1)
    lean = torch.zeros(count, 2, 2, dtype=images.dtype)
    lean[:, 0, 0] = scale[:, 0]
    lean[:, 1, 1] = scale[:, 1]
    lean[:, 0, 1] = shear
    size = [count, *images.shape[1:]]
    grid = F.affine_grid(torch.cat([turn @ lean, shift[:, :, None]], 2), size, align_corners=False)
    bend = torch.randn(count, 2, ELASTIC_GRID, ELASTIC_GRID, generator=generator, dtype=images.dtype)
    bend = F.interpolate(bend * 2 * ELASTIC * strength, (height, width), mode="bicubic", align_corners=True)
    grid = (grid + bend.permute(0, 2, 3, 1)).expand(len(images), -1, -1, -1)
    moved = F.grid_sample(images, grid, padding_mode="zeros", align_corners=False)
    return _change_pen(moved, (uniform() * PEN * min(strength, 1 / PEN)).expand(len(images)))


def _change_pen(images: Tensor, amount: Tensor) -> Tensor:
    """Blend each image towards its 3 x 3 dilation (``amount`` > 0) or erosion (< 0), by |amount|."""
    thick = F.max_pool2d(images, 3, stride=1, padding=1)
    thin = -F.max_pool2d(-images, 3, stride=1, padding=1)
    amount = amount[:, None, None, None]
    # half as far towards thin: an eroded one-pixel stroke is gone, a dilated one only thicker
    return images + amount.clamp(min=0) * (thick - images) + 0.5 * (-amount).clamp(min=0) * (thin - images)
