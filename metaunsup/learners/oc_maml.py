"""One-class MAML: an initialisation from which a few steps on normal items alone give a classifier of what is not.

Frikha, Krompaß, Köpken, Tresp (AAAI 2021), arXiv:2007.04146, algorithm 1, on pseudo-classes instead of classes: no
label is read. First order (``oc-fomaml``) takes the outer gradient where the inner loop ends; the paper finds that the
second order, which says how to move so that one class suffices, matters more here than with two (section 3.3).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from metaunsup.adaptation.one_class import balanced_loss, one_class_steps
from metaunsup.learners.one_class import FRIKHA, ClassifyingLearner
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class OneClassMaml(ClassifyingLearner):
    """Meta-learns through ``train_steps`` steps at ``inner_lr`` on the support of each one-class task."""

    name = "oc-maml"
    print_name = "One-class MAML"
    paper = FRIKHA

    second_order: ClassVar[bool] = True

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the mean loss of the queries after the inner loop."""
        names = list(parameters)
        total = {name: torch.zeros_like(value) for name, value in parameters.items()}
        loss, seen = 0.0, 0
        tasks = self.tasks(episodes, generator)
        for one in tasks:  # each by itself: one graph at a time
            first = len(one.support)
            steps = one_class_steps(
                self.logits,
                parameters,
                one.items,
                first,
                rate=self.inner_lr,
                steps=self.train_steps,
                create_graph=self.second_order,
                track=True,
            )
            outer = balanced_loss(deque(steps, maxlen=1).pop().logits[first:], one.anomalous)
            for name, gradient in zip(names, torch.autograd.grad(outer, list(parameters.values())), strict=True):
                total[name] += gradient / len(tasks)
            loss += float(outer.detach()) / len(tasks)
            seen += len(one.items)
        return total, loss, seen


@dataclass(eq=False, repr=False)
class OneClassFomaml(OneClassMaml):
    """Inner gradients count as constants."""

    name = "oc-fomaml"
    print_name = "One-class FOMAML"

    second_order = False
