"""What learners share that practise to draw more of a handful of items: their tasks are pseudo-classes, one at a time.

Reptile (Nichol, Achiam, Schulman 2018, arXiv:1803.02999, algorithm 2) on a model that draws: theta moves towards where
a few steps on one pseudo-class lead. The same steps, on the few items that are there, are what adapting is.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from statistics import fmean
from typing import ClassVar, Self

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.data.augment import augment
from metaunsup.errors import check_range
from metaunsup.learners.base import MOST_STEPS
from metaunsup.learners.latent import DECODER, SIZE, LatentLearner
from metaunsup.learners.meta import EpisodeSize
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import initial_parameters, part, under
from metaunsup.networks.decoder import dense_decoder, latent_decoder
from metaunsup.networks.mlp import Columns, first_weight
from metaunsup.networks.rows import row_decoder
from metaunsup.networks.strided import strided, strided_features
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class FewShotLearner(LatentLearner):
    """Practises on ``ways`` pseudo-classes of ``support_views`` + ``query_views`` items each, one after the other.

    ``train_steps`` steps at ``train_lr`` on each, every one on a ``batch`` of views of its items, altered by
    ``strength``: of a single item there are as many as of twenty, so that one item and twenty take equal steps. What
    sees items is ``networks.strided``, which sees each by itself. ``hidden`` units has the decoder; 0: it is of
    convolutions, or of rows linear. Where shapes are given as those of images (N, C, H, W), rows (N, D) do as well.
    """

    terms: ClassVar[tuple[str, ...]] = ()
    told: float | None = None  # the loss that the last step of ``tuned`` began with

    steps: int = 20
    ways: int = setting(4)
    support_views: int = setting(10)
    query_views: int = setting(10)
    strength: float = setting(0.5)
    outer_lr: float = setting(2e-3)
    hidden: int = setting(128, low=0, high=4096, group="outer")
    batch: int = setting(10, low=1, high=200, group="inner")
    train_steps: int = setting(10, low=0, high=100, group="inner", words="meta_train.reptile_steps")
    train_lr: float = setting(2e-3, low=1e-6, high=1.0, group="inner", words="meta_train.reptile_lr")

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before practice: of what sees items, and of ``parts``."""
        parameters = initial_parameters(strided(channels, self.filters), generator)
        for prefix, network in self.parts(channels).items():
            parameters |= under(prefix, initial_parameters(network, generator))
        return parameters

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """What draws."""
        return {DECODER: self.decoder(channels)}

    def decoder(self, channels: int) -> nn.Module:
        """Of one hidden layer, or of convolutions; of rows one that may be linear. From ``codes_drawn`` numbers."""
        if isinstance(channels, Columns):
            return row_decoder(self.codes_drawn, channels, self.hidden)
        build = dense_decoder if self.hidden else latent_decoder
        return build(self.codes_drawn, channels, self.hidden or self.filters)

    @property
    def codes_drawn(self) -> int:
        """How many numbers an item is drawn of: those of its latent."""
        return self.latent_size

    def features(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """What is seen of each of ``images``, (N, FEATURES)."""
        return strided_features(parameters, images.to(first_weight(parameters)))

    def logits(self, parameters: Mapping[str, Tensor], latents: Tensor, size: Sequence[int]) -> Tensor:
        """As every latent's; pictures of one hidden layer without building the module."""
        if not self.hidden or tuple(size) != SIZE:
            return super().logits(parameters, latents, size)
        own = part(parameters, DECODER)
        hidden = F.relu(F.linear(latents, own["first.weight"], own["first.bias"]))
        return F.linear(hidden, own["last.weight"], own["last.bias"]).unflatten(1, (-1, *SIZE))

    # -- practising ------------------------------------------------------------------------------------------------

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """How far the steps on a pseudo-class moved the parameters, backwards: the mean over an episode's."""
        moved = {name: torch.zeros_like(value) for name, value in parameters.items()}
        losses, sets = [], self.sets(episodes, generator)
        for items in sets:
            phi = {name: value.detach().clone().requires_grad_() for name, value in parameters.items()}
            losses += list(self.descend(phi, items, self.train_steps, generator, share))
            for name, value in parameters.items():
                moved[name] += (value - phi[name]).detach() / len(sets)
        return moved, fmean(losses), len(sets) * self.train_steps * self.batch

    def sets(self, episodes: Episodes, generator: torch.Generator) -> Tensor:
        """The items of an episode's pseudo-classes as they are in the pool, (K, M, C, H, W)."""
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        items = episode.to_draw(denoising=True)[1]
        parts = items.tensor_split([len(episode.support)])
        return torch.cat([part.unflatten(0, (episode.n_classes, -1)) for part in parts], 1)

    def altered(self, episodes: Episodes, generator: torch.Generator) -> Tensor:
        """A view of every item of an episode's pseudo-classes, as the episode has them, (K, M, C, H, W)."""
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        parts = (part.unflatten(0, (episode.n_classes, -1)) for part in (episode.support, episode.query))
        return torch.cat(list(parts), 1)

    def views(self, items: Tensor, generator: torch.Generator) -> Tensor:
        """``batch`` altered views of ``items``, each of which comes as often as any other, or once more."""
        rounds = math.ceil(self.batch / len(items))
        order = torch.cat([torch.randperm(len(items), generator=generator) for _ in range(rounds)])[: self.batch]
        return augment(items[order], generator, self.strength)

    @abstractmethod
    def descend(
        self, parameters: dict[str, Tensor], items: Tensor, steps: int, generator: torch.Generator, share: float = 1.0
    ) -> Iterator[float]:
        """``steps`` steps on ``parameters``, in place, on views of ``items``; yields the loss that each began with.

        ``share`` of practice is behind us: 1 at a task.
        """

    def tuned(self, images: Tensor, steps: int, generator: torch.Generator) -> Iterator[Self]:
        """A copy after 0, 1, ... ``steps`` steps on views of ``images``; ``told`` is what the step began with."""
        check_range("steps", steps, 0, MOST_STEPS)
        items = self._images(images)
        parameters = {name: value.detach().clone().requires_grad_() for name, value in self.ready().items()}
        return self._steps(parameters, items, steps, generator)

    def _steps(
        self, parameters: dict[str, Tensor], items: Tensor, steps: int, generator: torch.Generator
    ) -> Iterator[Self]:
        yield self.at(parameters)
        for loss in self.descend(parameters, items, steps, generator):
            yield self.at(parameters, loss)

    def at(self, parameters: Mapping[str, Tensor], told: float | None = None) -> Self:
        """A copy with these parameters."""
        one = copy(self)
        one.parameters = {name: value.detach().clone() for name, value in parameters.items()}
        one.told = told
        return one

    def untrained(self, channels: int, generator: torch.Generator) -> Self:
        """A copy that has never practised."""
        return self.at(self.initialise(channels, generator))

    def episode_size(self, share: float) -> EpisodeSize:
        """Items of each pseudo-class."""
        return EpisodeSize("ways", self.support_views + self.query_views)

    def task_bytes(self, share: float, pixels: int) -> float:
        """Of one inner step: nothing is kept for the next."""
        return self.kept_bytes(self.batch, pixels)
