"""K-Means on the items' pixels: what everything else must beat. Nothing is meta-learned.

Lloyd, Least squares quantization in PCM (1982); ``adaptation.kmeans`` with greedy seeds and, as what everything else
is measured by, with more starts than any loop can afford.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import STARTS, lloyd_states
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical
from metaunsup.learners.papers import Paper

MOST_STARTS = 100
WORK = 4e8  # numbers that an iteration of all starts multiplies: larger tasks get fewer starts, but never below STARTS


@dataclass(eq=False, repr=False)
class KMeans(Classical):
    """K-Means from scratch; a step of the trace is a Lloyd iteration of the start that ends best.

    Of 100 starts from greedy k-means++, each next seed the best of 2 + log K candidates, as in scikit-learn (which
    takes one start by default): on 10 x 20 items its inertia is that of scikit-learn's best of 100.
    """

    name = "kmeans"
    print_name = "K-Means"
    paper = Paper(
        "Lloyd 1982",
        "Least squares quantization in PCM",
        "https://doi.org/10.1109/TIT.1982.1056489",
        (r"\min_{a, c} \sum_i \lVert x_i - c_{a_i} \rVert^2",),
    )

    steps: int = 50

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator)
        points = turned(placed.points)
        starts = int(min(MOST_STARTS, max(STARTS, WORK // (points.numel() * n_clusters))))
        greedy = 2 + int(math.log(n_clusters))
        for assignments, inertia in lloyd_states(points, n_clusters, generator, steps, starts, greedy):
            yield State(assignments, placed.embedding, inertia, chosen=placed.chosen)


def turned(points: Tensor) -> Tensor:
    """Points (N, D) in N coordinates where these are fewer: turned, so that no distance changes but by rounding."""
    if points.shape[1] <= len(points):
        return points
    centred = points - points.mean(0)
    return centred @ torch.linalg.qr(centred.T).Q
