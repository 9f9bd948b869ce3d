"""What the inner loop takes for labels: clusters that last, items that count by their margin, views remembered.

Clustered anew at every step, a handful of items changes its labels by chance, and the gradient runs after them. Three
remedies, each of which can be left out: the last clusters stay unless a new start is plainly better (warm starts, as
Lloyd's own iterations have them); what is clustered is the items' embedding together with a running mean of their
altered views', which the loop computes anyway; and an item between two clusters teaches little, since the loss weighs
it by its margin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import continued, inertia_of, kmeans, match_clusters
from metaunsup.adaptation.objectives import cluster_probability, prototypes

Head = Callable[[Tensor, int, torch.Generator], Tensor]


@dataclass(frozen=True)
class LoopRule:
    """How the inner loop labels, steps and ends; the same for every learner and for the control.

    ``optimiser``: "adam" or "sgd" (``preconditioning``). ``lasting``: clusters found from new starts take the last
    ones' place where their inertia is lower by more than this share; None: each step clusters anew. ``margin``: the
    exponent of an item's margin in its weight (0: all items count alike). ``memory``: how much the running mean of
    views weighs beside the embedding in what is clustered (0: nothing), and ``fade`` how much of it is left after a
    step. ``settle``: the loop ends when so many steps in a row changed no label (0: never). ``instances``: a step
    learns to tell every item from all others, whatever its cluster: the control without clusters in the loop.
    ``together``: batch norm takes the statistics of the items and a view of each at once; else of either alone.
    """

    optimiser: str = "adam"
    lasting: float | None = 0.02
    margin: float | Tensor = 1.0
    memory: float = 0.5
    fade: float = 0.5
    settle: int = 3
    instances: bool = False
    together: bool = True


# of before: k-means anew each step, hard labels, gradient descent to the end
PLAIN = LoopRule("sgd", lasting=None, margin=0.0, memory=0.0, settle=0)


class Labels(NamedTuple):
    """What a step learns from: ``assignments`` (N,) int64, found in ``points`` (N, D), and ``weights`` (N,), mean 1."""

    assignments: Tensor
    points: Tensor
    weights: Tensor | None


class Labeller:
    """Labels for one task, step after step; nothing of it is differentiated through."""

    def __init__(
        self, n_clusters: int, rule: LoopRule, head: Head, generator: torch.Generator, temperature: float | Tensor
    ) -> None:
        self.n_clusters, self.rule, self.head = n_clusters, rule, head
        self.generator, self.temperature = generator, temperature
        self.previous: Tensor | None = None
        self.views: Tensor | None = None
        self.unchanged = 0

    @property
    def settled(self) -> bool:
        """Whether enough steps in a row have changed no label."""
        return 0 < self.rule.settle <= self.unchanged

    def label(self, embedding: Tensor) -> Labels:
        """Labels by the items' ``embedding`` (N, D), unit length, and the views of the steps before.

        This step's are left out: an item would be labelled by the very view that is to be told by the label.
        """
        points = embedding.detach()
        if self.views is not None:
            points = F.normalize(points + self.rule.memory * self.views, dim=1)
        assignments = self._cluster(points)
        changed = self.previous is None or not torch.equal(assignments, self.previous)
        self.unchanged = 0 if changed else self.unchanged + 1
        self.previous = assignments
        return Labels(assignments, points, self._weights(points, assignments))

    def remember(self, views: Tensor) -> None:
        """Take the embedding (N, D) of a step's views into the running mean."""
        if self.rule.memory:
            seen = views.detach()
            self.views = seen if self.views is None else self.rule.fade * self.views + seen

    def _cluster(self, points: Tensor) -> Tensor:
        found = self.head(points, self.n_clusters, self.generator)
        if self.previous is None:
            return found
        # only k-means' objective is known here: another head's clusters are found anew
        if self.rule.lasting is not None and self.head is kmeans:
            on, k = points.cpu(), self.n_clusters
            last = continued(on, self.previous, k)
            if inertia_of(on, found, k) >= (1 - self.rule.lasting) * inertia_of(on, last, k):
                return last
        return match_clusters(found, self.previous, self.n_clusters)

    def _weights(self, points: Tensor, assignments: Tensor) -> Tensor | None:
        """First minus second probability, to the power ``margin``; None where all items count alike."""
        if not self.rule.margin or self.n_clusters < 2:
            return None
        centres = prototypes(points, assignments.to(points.device), self.n_clusters)
        top = cluster_probability(points, centres, self.temperature).topk(2, 1).values
        gap = top[:, 0] - top[:, 1]
        if isinstance(self.rule.margin, Tensor):
            gap = gap.clamp(min=1e-6)  # a learned exponent below 1 has no slope at 0
        weights = gap**self.rule.margin
        mean = weights.mean()
        # all items may lie between two clusters: they must count all the same
        return weights / mean if float(mean) > 0 else None
