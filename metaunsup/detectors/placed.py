"""What detectors share that place items in a space once and judge them there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import torch
from torch import Tensor

from metaunsup.detectors.base import Detector, Judged, folds
from metaunsup.detectors.spaces import Raw, Space
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.meta import MetaLearner


@dataclass(eq=False, repr=False)
class SpaceDetector(Detector):
    """Works in ``space``: items as they are, or what an encoder sees.

    ``whole``: it asks the space for whole items, which may be looked at through views, or with batch norm set alone.
    """

    whole: ClassVar[bool] = True

    space: Space = field(default_factory=Raw, kw_only=True)

    @property
    def full_name(self) -> str:
        """``knn``, or with the space behind it, ``knn@protonet``."""
        return f"{self.name}@{self.space.name}" if self.space.name else self.name

    @property
    def encoders(self) -> tuple[MetaLearner, ...]:
        """The space's."""
        return () if self.space.encoder is None else (self.space.encoder,)

    def _check(self, support: Tensor, queries: Tensor) -> None:
        super()._check(support, queries)
        if support.ndim == 2 and not self.space.takes_vectors:
            raise MetaUnsupError("needs_images", learner=self.full_name, shape=tuple(support.shape))
        self.space.check(support, self.full_name)


@dataclass(eq=False, repr=False)
class PlacedDetector(SpaceDetector):
    """Scores queries by where the support lies; a single step.

    Held-out scores are cross-validated: those of each fifth of the support by the other four.
    """

    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Judged]:
        known, new = self.space.place(support, queries, generator)
        seed = int(torch.randint(2**31, (), generator=generator))
        held_out = torch.cat([self.score(known[others], known[part], seed) for others, part in folds(len(known))])
        yield Judged(self.score(known, new, seed), held_out)

    @abstractmethod
    def score(self, known: Tensor, new: Tensor, seed: int) -> Tensor:
        """Scores (Q,) of ``new`` (Q, D), higher where more normal, by ``known`` (S, D), of which there may be one."""
