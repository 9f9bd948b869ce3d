"""K-Means on the items' pixels: what everything else must beat. Nothing is meta-learned.

Lloyd, Least squares quantization in PCM (1982); seeding and starts as in ``adaptation.kmeans``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import lloyd_states
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical
from metaunsup.learners.papers import Paper


@dataclass(eq=False, repr=False)
class KMeans(Classical):
    """K-Means from scratch; a step of the trace is a Lloyd iteration of the start that ends best."""

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
        for assignments, inertia in lloyd_states(placed.points, n_clusters, generator, steps):
            yield State(assignments, placed.embedding, inertia, chosen=placed.chosen)
