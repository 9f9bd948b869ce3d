"""Whether an image and a latent belong together as an encoder's pair or a generator's: BiGAN's joint discriminator."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.networks.decoder import SEED
from metaunsup.networks.mlp import Columns
from metaunsup.networks.rows import RowDiscriminator

SLOPE = 0.2  # of the leaky ReLU below zero
HIDDEN = 128


class JointDiscriminator(nn.Module):
    """Images (N, C, H, W) and latents (N, ``latent_size``) -> logits (N,), above 0 for an encoder's pair.

    Donahue, Krahenbuhl, Darrell (ICLR 2017), section 3: it sees both at once. Three 3 x 3 convolutions of stride 2, a
    grid of 3 x 3 means, so that images may have any size, and a hidden layer for each side before they meet. Nothing is
    normalised: each pair is judged by itself, as its gradient's penalty asks.
    """

    def __init__(self, latent_size: int, channels: int = 1, filters: int = 32) -> None:
        super().__init__()
        widths = (channels, filters // 2, filters, 2 * filters)
        self.convs = nn.ModuleList(nn.Conv2d(taken, given, 3, stride=2, padding=1) for taken, given in pairwise(widths))
        self.image = nn.Linear(widths[-1] * SEED**2, HIDDEN)
        self.latent = nn.Linear(latent_size, HIDDEN)
        self.both = nn.Linear(2 * HIDDEN, HIDDEN)
        self.last = nn.Linear(HIDDEN, 1)

    def forward(self, images: Tensor, latents: Tensor) -> Tensor:
        """The logits of pairs."""
        hidden = images
        for conv in self.convs:
            hidden = F.leaky_relu(conv(hidden), SLOPE)
        seen = self.image(F.adaptive_avg_pool2d(hidden, SEED).flatten(1))
        pair = F.leaky_relu(torch.cat([seen, self.latent(latents)], 1), SLOPE)
        logits: Tensor = self.last(F.leaky_relu(self.both(pair), SLOPE))
        return logits[:, 0]


def joint_discriminator(latent_size: int, channels: int, filters: int) -> nn.Module:
    """One on no device, to be called with somebody's parameters (see ``conv4.blueprint``); of ``Columns``, of rows."""
    with torch.device("meta"):
        if isinstance(channels, Columns):
            return RowDiscriminator(latent_size, channels)
        return JointDiscriminator(latent_size, channels, filters)
