"""What generators share that tune a network to the items: as it has practised, or one that never has."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import partial

import torch
from torch import Tensor

from metaunsup.errors import MetaUnsupError
from metaunsup.generation.base import WEIGHTS, Drawing, FewShotGenerator
from metaunsup.learners.bound import BoundLearner
from metaunsup.learners.few_shot import FewShotLearner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.settings import setting
from metaunsup.networks.mlp import inputs_of, size_of


@dataclass(eq=False, repr=False)
class PractisedGenerator(FewShotGenerator):
    """Draws by what ``learner`` has practised, one whose checkpoints are called ``learner_name``."""

    learner: MetaLearner | None = field(default=None, kw_only=True)
    label: str = field(default="", kw_only=True)

    @property
    def full_name(self) -> str:
        """With the label of a checkpoint of somebody's own behind it."""
        return f"{self.name}@{self.label}" if self.label else self.name

    @property
    def encoders(self) -> tuple[MetaLearner, ...]:
        """The learner."""
        return () if self.learner is None else (self.learner,)

    @property
    def inputs(self) -> int | None:
        """Of what it practised on; refuses where it never did."""
        if self.learner is None:
            raise MetaUnsupError("not_meta_trained", learner=self.full_name)
        return size_of(self.learner.ready())[1]


@dataclass(eq=False, repr=False)
class Tuning(FewShotGenerator):
    """Takes steps of a learner's practice on the items, at ``rate``."""

    rate: float = setting(2e-3, low=1e-6, high=1.0)

    def _tuned(
        self, learner: FewShotLearner, items: Tensor, steps: int, generator: torch.Generator
    ) -> Iterator[Drawing]:
        """The drawings of ``learner`` before any step, and after each."""
        learner = copy(learner)  # whose own rate is practice's
        learner.train_lr = self.rate
        for step, one in enumerate(learner.tuned(items, steps, generator)):
            read = self._read(one, items) if step else one
            bound = partial(_bound, read) if isinstance(read, BoundLearner) else None
            yield Drawing(partial(read.sample, size=items.shape[2:]), bound, one.told)

    def _read(self, learner: FewShotLearner, items: Tensor) -> FewShotLearner:
        """``learner`` as it draws when it has seen ``items``: as it is, unless a subclass has more to make of them."""
        return learner


@dataclass(eq=False, repr=False)
class TunedGenerator(PractisedGenerator, Tuning):
    """Tunes what has practised."""

    def _adapt(self, items: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Drawing]:
        assert isinstance(self.learner, FewShotLearner)
        return self._tuned(self.learner, items, steps, generator)


@dataclass(eq=False, repr=False)
class ScratchGenerator(Tuning):
    """Tunes the same network from parameters drawn at random: what the items alone can teach.

    Its views are altered by ``strength``, as in the practice of those that it is a control of.
    """

    rate: float = setting(5e-3)
    strength: float = setting(0.5, low=0.0, high=3.0)

    def _adapt(self, items: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Drawing]:
        learner = self._learner().untrained(inputs_of(items), generator)
        learner.strength = self.strength
        return self._tuned(learner, items, steps, generator)

    def _learner(self) -> FewShotLearner:
        """The learner whose network it is."""
        raise NotImplementedError


def _bound(learner: BoundLearner, images: Tensor, generator: torch.Generator) -> Tensor:
    return learner.importance_bound(images, WEIGHTS, generator)
