"""Where items are judged: as they are, in an untrained network, or in what an encoder has practised to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.data.augment import augment
from metaunsup.data.augment_vectors import augment_vectors
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.meta import MetaLearner, check_items
from metaunsup.networks.by_support import features_by
from metaunsup.networks.conv4 import FILTERS, SMALLEST_SIDE, embed, initial_parameters
from metaunsup.networks.mlp import encoder, inputs_of, size_of
from metaunsup.tasks.streams import stream

RAW, UNTRAINED = "", "untrained"


class Space(Protocol):
    """Places support and queries, (S, D) and (Q, D) float32; ``name`` is what stands behind a detector's @."""

    @property
    def name(self) -> str:
        """Empty for items as they are."""
        ...

    @property
    def takes_vectors(self) -> bool:
        """Whether items may be (N, D)."""
        ...

    @property
    def encoder(self) -> MetaLearner | None:
        """Who practised for it."""
        ...

    def check(self, items: Tensor, detector: str) -> None:
        """Refuse items that cannot be placed."""
        ...

    def place(self, support: Tensor, queries: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Both, as they lie there."""
        ...


@dataclass(frozen=True)
class Raw:
    """Items as they are."""

    name: str = RAW
    takes_vectors: bool = True
    encoder: None = None

    def check(self, items: Tensor, detector: str) -> None:
        """Takes all."""

    def place(self, support: Tensor, queries: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Each item as a row of numbers."""
        return support.flatten(1), queries.flatten(1)


@dataclass(frozen=True, eq=False)
class Encoded:
    """What an encoder sees; batch norm takes its statistics from support and queries together.

    That is how encoders practised, and how every learner here sees a task; ``alone``: from the support alone, so that
    no query changes another's place. With ``views`` above 0 an item is the mean of so many altered views of it. Without
    a learner it is a network that has never practised.
    """

    name: str
    learner: MetaLearner | None
    alone: bool = False
    views: int = 0
    takes_vectors: bool = True

    @property
    def encoder(self) -> MetaLearner | None:
        """The learner."""
        return self.learner

    def check(self, items: Tensor, detector: str) -> None:
        """Refuse items that the encoder cannot take."""
        if self.learner is not None:
            check_items(detector, items, size_of(self.learner.ready())[1])
        elif items.ndim == 4 and min(items.shape[2:]) < SMALLEST_SIDE:
            raise MetaUnsupError("items_too_small", learner=detector, side=min(items.shape[2:]), smallest=SMALLEST_SIDE)

    @torch.no_grad()
    def place(self, support: Tensor, queries: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Unit vectors, or the latent means of an encoder that draws."""
        items = torch.cat([support, queries])
        if not self.views:
            placed = self._embed(items, len(support))
        else:
            strength = 1.0 if self.learner is None else float(self.learner.strength)
            alter = augment_vectors if items.ndim == 2 else augment
            seen = (self._embed(alter(items, generator, strength), len(support)) for _ in range(self.views))
            placed = torch.stack(list(seen)).mean(0)
            placed = placed if isinstance(self.learner, LatentLearner) else F.normalize(placed, dim=1)
        return placed[: len(support)], placed[len(support) :]

    def _embed(self, items: Tensor, first: int) -> Tensor:
        if isinstance(self.learner, LatentLearner):
            return self.learner.codes(self.learner.ready(), items)
        if self.alone:
            return F.normalize(features_by(self.parameters(inputs_of(items)), items, first), dim=1)
        if self.learner is not None:
            return self.learner.embed(self.learner.ready(), items)
        return embed(encoder(inputs_of(items), FILTERS[0]), self.parameters(inputs_of(items)), items)

    def parameters(self, inputs: int) -> dict[str, Tensor]:
        """The encoder's own."""
        if self.learner is not None:
            return self.learner.encoder(self.learner.ready())
        return initial_parameters(encoder(inputs, FILTERS[0]), stream(0, "untrained"))
