"""Adaptive Centered Representations: far from the support's centre, under batch norm by the support alone.

See ``learners.acr``, which practises for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.detectors.base import Judged, folds
from metaunsup.detectors.practised import PractisedDetector
from metaunsup.learners.acr import Acr


@dataclass(eq=False, repr=False)
class AcrDetector(PractisedDetector):
    """One forward pass; no query changes another's score. Held-out scores are cross-validated."""

    name = "acr"
    print_name = Acr.print_name
    paper = Acr.paper
    learner_name = Acr.name

    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Judged]:
        learner = self.learner
        assert isinstance(learner, Acr)
        parameters = learner.ready()
        with torch.no_grad():
            far = learner.distances(parameters, support, queries)
            apart = [
                learner.distances(parameters, support[others], support[one]) for others, one in folds(len(support))
            ]
        yield Judged(-far, -torch.cat(apart))
