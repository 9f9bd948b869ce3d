"""Adaptive Centered Representations: batch norm over a set puts what is normal in the middle, for every set.

Li, Qiu, Kloft, Smyth, Rudolph, Mandt, Zero-Shot Anomaly Detection via Batch Normalization (NeurIPS 2023),
arXiv:2302.07849: meta-training on mixtures of classes, of each of which most items are of one class, with a one-class
loss (section 3.2, one-vs-rest) in which batch norm is the only adapting there is. Differs from the paper: classes are
pseudo-classes, no label is read; statistics are of the support, which is what there is that is mostly normal, so items
are judged one by one; the centre is the mean of the support and not learned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.one_class import svdd_loss
from metaunsup.learners.one_class import OneClassLearner
from metaunsup.learners.papers import Paper
from metaunsup.networks.by_support import features_by
from metaunsup.networks.mlp import first_weight
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class Acr(OneClassLearner):
    """Meta-learns an encoder by the distances from the support's centre, batch norm having the support's statistics."""

    name = "acr"
    print_name = "ACR"
    paper = Paper(
        "Li, Qiu, Kloft, Smyth, Rudolph, Mandt 2023",
        "Zero-shot anomaly detection via batch normalization",
        "https://arxiv.org/abs/2302.07849",
        (
            r"d(x) = \bigl\lVert f_\theta(x; \mu_S, \sigma_S) - c_S \bigr\rVert^2",
            r"\min_\theta \sum_{x \in N} d(x) + \sum_{x \in A} d(x)^{-1}",
        ),
    )

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the mean loss of an episode's one-class tasks."""
        tasks = self.tasks(episodes, generator)
        losses = [svdd_loss(self.distances(parameters, one.support, one.queries), one.anomalous) for one in tasks]
        loss = torch.stack(losses).mean()
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        seen = sum(len(one.items) for one in tasks)
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), seen

    def distances(self, parameters: Mapping[str, Tensor], support: Tensor, queries: Tensor) -> Tensor:
        """Squared distance of each query from the support's centre, a mean over dimensions: (Q,)."""
        kernel = first_weight(parameters)
        items = torch.cat([support, queries]).to(kernel.device, kernel.dtype)
        z = features_by(parameters, items, len(support))
        return (z[len(support) :] - z[: len(support)].mean(0)).square().mean(1)
