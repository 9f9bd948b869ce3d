"""LASIUM: pseudo-tasks of pictures that a generative model draws (Khodadadeh et al., ICLR 2021, arXiv:2006.10236).

Near latents are one pseudo-class, latents far apart are different ones. Each class begins at the latent that an encoder
finds for an item of the pool; its other members are drawn from latents on the straight lines from there towards those
of other items, a small part of the way. Differs from the paper: the first member is the item itself, not a drawing, so
that an encoder must see through what sets drawings apart (of drawings alone it learns little about pictures; measured:
benchmarks/results), and members are altered besides, as in every other construction here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.func import functional_call

from metaunsup.data.augment import augment
from metaunsup.data.pool import Unlabelled
from metaunsup.networks.conv4 import FILTERS
from metaunsup.networks.decoder import SIDE, DenseDecoder, LatentDecoder, dense_decoder, latent_decoder
from metaunsup.networks.rows import RowDecoder, row_decoder
from metaunsup.tasks.episode import Episode, episode_of
from metaunsup.tasks.umtra import refuse_ways

INTERPOLATION = 0.2
BATCH = 512  # drawn at once: what is between a latent and its picture takes twenty times as much as that


def decoder_of(parameters: Mapping[str, Tensor]) -> LatentDecoder | DenseDecoder | RowDecoder | None:
    """The decoder that these are all the parameters of, on no device; None where they are no decoder's."""
    kernel, rows = parameters.get("body.blocks.0.conv.weight"), parameters.get("columns.weight")
    network: LatentDecoder | DenseDecoder | RowDecoder
    try:
        if rows is not None:
            hidden, size = parameters["hidden.weight"].shape if "hidden.weight" in parameters else (0, rows.shape[1])
            network = row_decoder(size, len(rows), hidden)
        elif kernel is None:
            hidden, size = parameters["first.weight"].shape
            network = dense_decoder(size, max(1, len(parameters["last.weight"]) // SIDE**2), hidden)
        else:
            _, size = parameters["first.weight"].shape
            network = latent_decoder(size, len(parameters["body.last.weight"]), len(kernel))
    except (KeyError, ValueError, TypeError, RuntimeError, ZeroDivisionError):
        return None
    wanted = {name: value.shape for name, value in network.named_parameters()}
    whole = {name: value.shape for name, value in parameters.items()} == wanted
    return network if whole and (kernel is None or len(kernel) in FILTERS) else None


@dataclass(frozen=True)
class LasiumEpisodes:
    """Episodes around the items of ``source``, whose ``latents`` (N, L) float32 a decoder draws from.

    ``interpolation`` is how far from its item's latent a member lies, as a share of the way to another item's.
    """

    source: Unlabelled
    latents: Tensor
    decoder: Mapping[str, Tensor]
    interpolation: float = INTERPOLATION
    strength: float = 1.0

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """``ways`` classes around as many items; refuses more than the pool has.

        Members are grouped by pseudo-class: support (ways * support, C, H, W), query (ways * query, C, H, W).
        """
        refuse_ways(ways, self.source)
        chosen = torch.randperm(len(self.source), generator=generator)[:ways]
        views = augment(self.drawn(chosen, support + query, generator).flatten(0, 1), generator, self.strength)
        return episode_of(views.unflatten(0, (ways, support + query)), support)

    def drawn(self, chosen: Tensor, each: int, generator: torch.Generator) -> Tensor:
        """``each`` pictures of the class of every item of ``chosen`` (K,), (K, each, C, H, W) in [0, 1]; or rows.

        The first is the item itself.
        """
        others = torch.randint(len(self.latents), (len(chosen), each - 1), generator=generator)
        latents = torch.lerp(self.latents[chosen][:, None], self.latents[others], self.interpolation)
        network, size = decoder_of(self.decoder), self.source.images.shape[2:]  # of rows no size
        assert network is not None
        with torch.no_grad():
            parts = latents.flatten(0, 1).split(BATCH)
            drawn = torch.cat([functional_call(network, dict(self.decoder), (one, *size)) for one in parts])
        drawings = (drawn.sigmoid() if size else drawn).unflatten(0, (len(chosen), each - 1))
        return torch.cat([self.source.items(chosen)[:, None], drawings], 1)
