"""Features of an image, or of a row, by itself: what sees it never knows what lies beside it.

Conv4's batch norm lets an item's embedding depend on the others. For a bound on how likely one image is, and for a
critic whose gradient is held down image by image (Gulrajani et al. 2017, section 4), that would be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.networks.decoder import SEED
from metaunsup.networks.mlp import WIDTH, Columns, is_of_vectors
from metaunsup.networks.rows import RowFeatures, row_features

FEATURES = 128
BLOCKS = 3
SLOPE = 0.2  # of the leaky ReLU below zero


class Strided(nn.Module):
    """Images (N, C, H, W) -> features (N, ``FEATURES``).

    Three 3 x 3 convolutions of stride 2, means over a grid of 3 x 3, so that images may have any size, and a linear
    layer; leaky ReLU behind each, and nothing is normalised.
    """

    def __init__(self, channels: int = 1, filters: int = 32) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.ModuleDict(
                {"conv": nn.Conv2d(filters if block else channels, filters, 3, stride=2, padding=1, bias=False)}
            )
            for block in range(BLOCKS)
        )
        self.offsets = nn.ParameterList(nn.Parameter(torch.zeros(filters)) for _ in range(BLOCKS))
        self.last = nn.Linear(filters * SEED**2, FEATURES)

    def forward(self, images: Tensor) -> Tensor:
        """The features of each of ``images``."""
        return strided_features(dict(self.named_parameters()), images)


def strided_features(parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
    """What a ``Strided`` with these ``parameters`` sees of ``images`` (N, C, H, W): (N, ``FEATURES``).

    Without the module: at ten images, building one takes longer than computing. With those of a ``RowFeatures``, what
    it sees of rows (N, D).
    """
    if is_of_vectors(parameters):
        return row_features(parameters, images)
    hidden = images
    for block in range(BLOCKS):
        kernel, offset = parameters[f"blocks.{block}.conv.weight"], parameters[f"offsets.{block}"]
        hidden = F.leaky_relu(F.conv2d(hidden, kernel, offset, stride=2, padding=1), SLOPE)
    pooled = F.adaptive_avg_pool2d(hidden, SEED).flatten(1)
    return F.leaky_relu(F.linear(pooled, parameters["last.weight"], parameters["last.bias"]), SLOPE)


def strided(channels: int, filters: int) -> nn.Module:
    """One on no device, to be called with somebody's parameters (see ``conv4.blueprint``); of ``Columns``, of rows."""
    with torch.device("meta"):
        if isinstance(channels, Columns):
            return RowFeatures(channels, WIDTH * filters, FEATURES)
        return Strided(channels, filters)
