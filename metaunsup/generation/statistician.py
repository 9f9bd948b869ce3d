"""Neural Statistician (Edwards & Storkey, ICLR 2017, arXiv:1606.02185): one look at the items, no tuning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from metaunsup.adaptation.bounds import Posterior
from metaunsup.generation.base import WEIGHTS, Drawing
from metaunsup.generation.tuned import PractisedGenerator
from metaunsup.learners.statistician import Statistician


@dataclass(eq=False, repr=False)
class StatisticianGenerator(PractisedGenerator):
    """Step 0 draws whatever it knows, step 1 under what the items told it."""

    name = learner_name = Statistician.name
    print_name = Statistician.print_name
    paper = Statistician.paper
    has_bound = True
    most_steps = 1

    def _adapt(self, items: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Drawing]:
        learner = self.learner
        assert isinstance(learner, Statistician)
        for known in (None, items)[: steps + 1]:
            context = learner.context(known)
            yield Drawing(partial(learner.draw, context, size=items.shape[2:]), partial(_bound, learner, context))


def _bound(learner: Statistician, context: Posterior, images: Tensor, generator: torch.Generator) -> Tensor:
    return learner.predictive_bound(context, images, WEIGHTS, generator)
