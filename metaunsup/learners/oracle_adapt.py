"""A ceiling, and the one learner that sees labels: the inner loop learns from the true classes, not from its clusters.

Its steps, views and start are ``protonet-adapt``'s; the gradient is that of the prototypical loss (Snell, Swersky,
Zemel 2017) on the task's own labels. Clusters are found by k-means all the same, and only to be shown and judged: so
the distance to ``protonet-adapt`` is what wrong labels cost the loop, and what is missing to 1 is the encoder's.
It is no competitor, has no part in a headline, and whatever shows it says what it is.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Self

import torch
from torch import Tensor

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.encoded import BorrowingLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.self_labelling import SelfLabellingLearner


@dataclass(eq=False, repr=False)
class OracleAdapt(SelfLabellingLearner, BorrowingLearner):
    """ProtoNet's encoder, adapted with the true classes for labels; must be ``told`` them, task by task."""

    name = "oracle-adapt"
    print_name = "ProtoNet, true labels (ceiling)"
    paper = Paper(
        "Snell, Swersky, Zemel 2017",
        "Prototypical networks for few-shot learning",
        "https://arxiv.org/abs/1703.05175",
        (
            r"c_k \propto \sum_{i\,:\,y_i = k} z_i",
            r"\phi \leftarrow \phi - \alpha \nabla_\phi\, \mathrm{CE}\bigl(f_\phi(S')\, c^\top / \tau,\; y\bigr)",
        ),
    )

    _told: Tensor | None = field(default=None, init=False)

    @property
    def told_classes(self) -> Tensor | None:
        """The labels that it was told."""
        return self._told

    def told(self, labels: Tensor) -> Self:
        """One like it that knows ``labels`` (N,) int64 of a task: 0 .. n_clusters - 1, or -1 for an outlier.

        This is the only way in; the learner itself stays without, and so does a clone.
        """
        self.ready()  # the copy need not read the checkpoint again
        knowing = copy.copy(self)
        knowing._told = labels.clone()
        return knowing

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        labels = self._told
        if labels is None:
            raise MetaUnsupError("needs_labels", learner=self.name)
        known = labels.dtype == torch.int64 and labels.ndim == 1 and labels.numel() > 0
        if not known or len(labels) != len(items) or not (labels.min() >= -1 and 0 <= labels.max() < n_clusters):
            raise MetaUnsupError("labels_against_items", learner=self.name, items=len(items), most=n_clusters - 1)
