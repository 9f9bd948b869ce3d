"""What detectors share that are of no use before a learner has practised for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from torch import Tensor

from metaunsup.detectors.base import Detector
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.meta import MetaLearner, check_items
from metaunsup.networks.mlp import size_of


@dataclass(eq=False, repr=False)
class PractisedDetector(Detector):
    """Judges by what ``learner`` has practised, one whose checkpoints are called ``learner_name``."""

    learner_name: ClassVar[str]

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

    def _check(self, support: Tensor, queries: Tensor) -> None:
        if self.learner is None:
            raise MetaUnsupError("not_meta_trained", learner=self.full_name)
        super()._check(support, queries)
        check_items(self.full_name, support, size_of(self.learner.ready())[1])
