"""One-class Reptile: towards where a few steps lead, all but the last of which see normal items alone.

Nichol, Achiam, Schulman (2018), arXiv:1803.02999, algorithm 2, as Frikha et al. (AAAI 2021), arXiv:2007.04146,
section 3.3, set it beside one-class MAML: were all steps on normal items, calling everything normal would be all that
is learned, so the last one sees as many of either kind. Here items are pseudo-classes'; no label is read.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.one_class import balanced_loss, one_class_steps
from metaunsup.learners.one_class import FRIKHA, ClassifyingLearner
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class OneClassReptile(ClassifyingLearner):
    """``train_steps`` steps at ``inner_lr`` on the support of a task, then one on its queries."""

    name = "oc-reptile"
    print_name = "One-class Reptile"
    paper = FRIKHA

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """How far the steps moved the parameters, backwards: the mean over an episode's one-class tasks."""
        total = {name: torch.zeros_like(value) for name, value in parameters.items()}
        loss, seen = 0.0, 0
        tasks = self.tasks(episodes, generator)
        for one in tasks:
            first = len(one.support)
            steps = one_class_steps(
                self.logits, parameters, one.items, first, rate=self.inner_lr, steps=self.train_steps
            )
            phi = deque(steps, maxlen=1).pop().parameters
            with torch.enable_grad():
                last = balanced_loss(self.logits(phi, one.items)[first:], one.anomalous)
                gradients = torch.autograd.grad(last, list(phi.values()))
            for (name, value), gradient in zip(phi.items(), gradients, strict=True):
                total[name] += (parameters[name] - value + self.inner_lr * gradient).detach() / len(tasks)
            loss += float(last.detach()) / len(tasks)
            seen += len(one.items)
        return total, loss, seen
