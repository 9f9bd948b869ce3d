"""Stand-ins for support items that an adapting detector has not learned from: it has learned the support by heart."""

from __future__ import annotations

import torch
from torch import Tensor

from metaunsup.data.augment import augment

STRENGTH = 0.5  # of the views that encoders practise on
NOISE = 0.3  # of a vector's spread over the support, number by number


def held_out_views(support: Tensor, generator: torch.Generator) -> Tensor:
    """A gently altered view of each image (S, C, H, W); of each vector (S, D) one with noise."""
    if support.ndim == 4:
        return augment(support, generator, STRENGTH)
    return support + NOISE * support.std(0) * torch.randn(support.shape, generator=generator)
