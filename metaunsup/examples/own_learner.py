"""A learner of your own: a class, its settings, one line that registers it; then it meets K-Means on the same tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup import evaluate
from metaunsup.cli.output import with_interval
from metaunsup.learners.base import Learner, State
from metaunsup.learners.papers import Paper
from metaunsup.learners.registry import register
from metaunsup.learners.settings import setting
from metaunsup.words import Say


@dataclass(eq=False, repr=False)
class KMedoids(Learner):
    """K-Medoids on pixels: each cluster is represented by the item that is nearest to all others in it."""

    name = "kmedoids"
    print_name = "K-Medoids"
    paper = Paper(
        "Park & Jun 2009",
        "A simple and fast algorithm for K-medoids clustering",
        "https://doi.org/10.1016/j.eswa.2008.01.039",
        (r"\min_{M \subset X, \lvert M \rvert = K} \sum_i \min_{m \in M} d(x_i, m)",),
    )
    takes_vectors = True

    norm: float = setting(2.0, low=1.0, high=10.0)  # distances are of this p-norm

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        points = items.flatten(1)
        distances = torch.cdist(points, points, p=self.norm)
        medoids = torch.randperm(len(points), generator=generator)[:n_clusters]
        for _ in range(steps + 1):  # step 0 is before any update
            assignments = distances[:, medoids].argmin(1)
            loss = float(distances[:, medoids].amin(1).sum())
            yield State(assignments, F.normalize(points, dim=1), loss)
            inside = F.one_hot(assignments, n_clusters).to(points.dtype)  # (N, K)
            cost = (distances @ inside).masked_fill(inside == 0, torch.inf)  # (N, K): of each item as the medoid
            medoids = cost.argmin(0)


def run(say: Say) -> None:
    """Register it, and evaluate it as any other learner, by its name."""
    register(KMedoids)
    summary = evaluate("digits", ["kmeans", "kmedoids"], tasks=10, adapt_steps=10).summary()
    print(say("examples.own_learner.tasks", tasks=summary["tasks"], clusters=summary["ways"]))
    for name, one in summary["learners"].items():
        print(f"  {name}: {with_interval(one['accuracy'])}")
    difference = with_interval(summary["paired"]["accuracy"]["kmeans vs kmedoids"], signed=True)
    print(say("examples.own_learner.paired", difference=difference))
