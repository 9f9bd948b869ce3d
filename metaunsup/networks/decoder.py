"""From a code back to an image: Conv4 the other way round, for images of any size that Conv4 takes."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIDE = 28  # of the pools' images
SEED = 3  # places a side that a latent is laid out on: of 28 pixels, three halvings leave as many


class Decoder4(nn.Module):
    """Codes (N, filters * (H // 16) * (W // 16)), or maps (N, filters, h, w) -> images (N, C, H, W) in logits.

    Four times: up to the next larger size of Conv4's by the nearest neighbour (which leaves no checkerboard, as strided
    transposed convolutions do; Odena et al., Distill 2016), 3 x 3 convolution, batch norm, ReLU; then a last 3 x 3
    convolution. From the second on each has half the channels of the one before, so that it costs no more. Batch norm
    uses the batch's own statistics, as Conv4's does; ``alone``, each image is normalised by its own instead, so that
    what is drawn of a code does not depend on the codes beside it.
    """

    def __init__(self, channels: int = 1, filters: int = 32, alone: bool = False) -> None:
        super().__init__()
        widths = (filters, filters, filters // 2, filters // 4, filters // 8)
        self.blocks = nn.ModuleList(
            nn.ModuleDict(
                {
                    "conv": nn.Conv2d(taken, given, 3, padding=1, bias=False),
                    "norm": nn.GroupNorm(1, given) if alone else nn.BatchNorm2d(given, track_running_stats=False),
                }
            )
            for taken, given in pairwise(widths)
        )
        self.last = nn.Conv2d(widths[-1], channels, 3, padding=1)

    def forward(self, codes: Tensor, height: int, width: int) -> Tensor:
        """Images of ``height`` x ``width`` from ``codes``."""
        hidden = codes if codes.ndim == 4 else codes.unflatten(1, (-1, height // 16, width // 16))
        for halvings, block in zip((3, 2, 1, 0), self.blocks, strict=True):
            assert isinstance(block, nn.ModuleDict)
            hidden = F.interpolate(hidden, (height >> halvings, width >> halvings))
            hidden = F.relu(block["norm"](block["conv"](hidden).contiguous(memory_format=torch.channels_last)))
        return self.last(hidden)


def decoder(channels: int, filters: int) -> Decoder4:
    """A decoder on no device, to be called with somebody's parameters (see ``conv4.blueprint``)."""
    with torch.device("meta"):
        return Decoder4(channels, filters)


class LatentDecoder(nn.Module):
    """Latents (N, ``latent_size``) -> images (N, C, H, W) in logits: a linear map to a small map, then ``Decoder4``."""

    def __init__(self, latent_size: int, channels: int = 1, filters: int = 32) -> None:
        super().__init__()
        self.latent_size, self.channels = latent_size, channels
        self.first = nn.Linear(latent_size, filters * SEED**2)
        self.body = Decoder4(channels, filters, alone=True)

    def forward(self, latents: Tensor, height: int, width: int) -> Tensor:
        """Images of ``height`` x ``width`` from ``latents``, each by itself."""
        drawn: Tensor = self.body(self.first(latents).unflatten(1, (-1, SEED, SEED)), height, width)
        return drawn


def latent_decoder(latent_size: int, channels: int, filters: int) -> LatentDecoder:
    """As ``decoder``, from latents."""
    with torch.device("meta"):
        return LatentDecoder(latent_size, channels, filters)


class DenseDecoder(nn.Module):
    """Latents (N, ``latent_size``) -> images (N, C, H, W) in logits: one hidden layer draws 28 x 28, then stretched.

    Of few steps of practice it makes more than convolutions do: every pixel hears from every latent from the first on.
    """

    def __init__(self, latent_size: int, channels: int = 1, hidden: int = 256) -> None:
        super().__init__()
        self.latent_size, self.channels = latent_size, channels
        self.first = nn.Linear(latent_size, hidden)
        self.last = nn.Linear(hidden, channels * SIDE**2)

    def forward(self, latents: Tensor, height: int, width: int) -> Tensor:
        """Images of ``height`` x ``width`` from ``latents``, each by itself."""
        drawn = self.last(F.relu(self.first(latents))).unflatten(1, (-1, SIDE, SIDE))
        return drawn if (height, width) == (SIDE, SIDE) else F.interpolate(drawn, (height, width), mode="bilinear")


def dense_decoder(latent_size: int, channels: int, hidden: int) -> DenseDecoder:
    """As ``latent_decoder``."""
    with torch.device("meta"):
        return DenseDecoder(latent_size, channels, hidden)
