"""One-class MAML, first-order MAML and Reptile: a classifier, made of an initialisation by steps on the support alone.

They differ in how the initialisation was practised (``learners.oc_maml``, ``learners.oc_reptile``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.one_class import one_class_steps
from metaunsup.detectors.base import Judged
from metaunsup.detectors.practised import PractisedDetector
from metaunsup.detectors.views import held_out_views
from metaunsup.learners.oc_maml import OneClassFomaml, OneClassMaml
from metaunsup.learners.oc_reptile import OneClassReptile
from metaunsup.learners.one_class import ClassifyingLearner


@dataclass(eq=False, repr=False)
class MamlDetector(PractisedDetector):
    """Steps at the learner's ``inner_lr``; the score is the logit. Items are seen together (batch norm)."""

    name = "maml"
    print_name = OneClassMaml.print_name
    paper = OneClassMaml.paper
    adapts = True
    learner_name = OneClassMaml.name

    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Judged]:
        learner = self.learner
        assert isinstance(learner, ClassifyingLearner)
        items = torch.cat([support, queries, held_out_views(support, generator)])
        first, last = len(support), len(support) + len(queries)
        for one in one_class_steps(learner.logits, learner.ready(), items, first, rate=learner.inner_lr, steps=steps):
            yield Judged(one.logits[first:last], one.logits[last:], one.loss)


@dataclass(eq=False, repr=False)
class FomamlDetector(MamlDetector):
    """Practised to the first order."""

    name = "fomaml"
    print_name = OneClassFomaml.print_name
    learner_name = OneClassFomaml.name


@dataclass(eq=False, repr=False)
class ReptileDetector(MamlDetector):
    """Practised by Reptile."""

    name = "reptile"
    print_name = OneClassReptile.print_name
    paper = OneClassReptile.paper
    learner_name = OneClassReptile.name
