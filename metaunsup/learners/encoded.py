"""What learners share that do not adapt their encoder: clustering in it as it is, and borrowing ProtoNet's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from metaunsup.adaptation.heads import head_steps
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import State
from metaunsup.learners.meta import MetaLearner
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class EncodedLearner(MetaLearner):
    """Clusters by its head in what it has practised to see; a step of the trace is the head's."""

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        with torch.no_grad():
            z = self.embed(self.ready(), items)
        for one in head_steps(self.head, z, n_clusters, generator, steps):
            yield State(one.assignments, z, one.objective, one.probability)


@dataclass(eq=False, repr=False)
class BorrowingLearner(MetaLearner):
    """Has no practice of its own: its encoder, and the checkpoint that it loads, are ``lender``'s. It has no variants.

    A control, so that only what it does with the encoder differs from what the lender does.
    """

    varies = ""
    lender: ClassVar[str] = "protonet"

    @classmethod
    def checkpoint_of(cls) -> str:
        """The lender's."""
        return cls.lender

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """There is none."""
        raise MetaUnsupError("not_trainable", learner=self.name, known=(self.lender,))
