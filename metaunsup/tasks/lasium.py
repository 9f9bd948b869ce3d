"""LASIUM: pseudo-tasks of pictures that a generative model draws (Khodadadeh et al., ICLR 2021, arXiv:2006.10236).

Near latents are one pseudo-class, latents far apart are different ones. Each class begins at a latent of its own; its
other members lie on the straight lines from there towards latents drawn at random, a small part of the way (section 3,
LASIUM-RO), and a decoder draws all of them. Differs from the paper: classes begin at what an encoder finds for items
of the pool, which are further apart than an untrained eye may place two draws of the prior, and members are altered
besides, as in every other construction here, so that what differs between constructions is where members come from.
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
from metaunsup.networks.decoder import LatentDecoder, latent_decoder
from metaunsup.tasks.episode import Episode, episode_of
from metaunsup.tasks.umtra import refuse_ways

INTERPOLATION = 0.2


def decoder_of(parameters: Mapping[str, Tensor]) -> LatentDecoder | None:
    """The ``LatentDecoder`` that these are all the parameters of, on no device; None where they are no decoder's."""
    try:
        first, last = parameters["first.weight"], parameters["body.last.weight"]
        network = latent_decoder(first.shape[1], len(last), parameters["body.blocks.0.conv.weight"].shape[0])
    except (KeyError, IndexError, RuntimeError, ZeroDivisionError):
        return None
    wanted = {name: value.shape for name, value in network.named_parameters()}
    whole = {name: value.shape for name, value in parameters.items()} == wanted
    return network if whole and len(parameters["body.blocks.0.conv.weight"]) in FILTERS else None


@dataclass(frozen=True)
class LasiumEpisodes:
    """Episodes drawn around the ``latents`` (N, L) float32 of the items of ``source``, by a ``LatentDecoder``.

    ``interpolation`` is how far from its class's first latent a member lies, as a share of the way to another item's.
    """

    source: Unlabelled
    latents: Tensor
    decoder: Mapping[str, Tensor]
    interpolation: float = INTERPOLATION
    strength: float = 1.0

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """``ways`` classes around as many items' latents; refuses more than the pool has items.

        Items are grouped by pseudo-class: support (ways * support, C, H, W), query (ways * query, C, H, W).
        """
        refuse_ways(ways, self.source)
        chosen = torch.randperm(len(self.source), generator=generator)[:ways]
        views = augment(self.drawn(chosen, support + query, generator).flatten(0, 1), generator, self.strength)
        return episode_of(views.unflatten(0, (ways, support + query)), support)

    def drawn(self, chosen: Tensor, each: int, generator: torch.Generator) -> Tensor:
        """``each`` pictures of the class of every item of ``chosen`` (K,), (K, each, C, H, W) in [0, 1].

        The first is of the item's own latent.
        """
        others = torch.randint(len(self.latents), (len(chosen), each), generator=generator)
        share = torch.full((each, 1), self.interpolation)
        share[0] = 0.0
        latents = torch.lerp(self.latents[chosen][:, None], self.latents[others], share)
        network, size = decoder_of(self.decoder), self.source.images.shape[2:]
        assert network is not None
        with torch.no_grad():
            logits: Tensor = functional_call(network, dict(self.decoder), (latents.flatten(0, 1), *size))
        return logits.sigmoid().unflatten(0, (len(chosen), each))
