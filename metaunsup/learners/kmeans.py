"""K-Means on the items' pixels: what everything else must beat. Nothing is meta-learned.

Lloyd, Least squares quantization in PCM (1982); seeding and starts as in ``adaptation.kmeans``.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import lloyd_states
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical


class KMeans(Classical):
    """K-Means from scratch; a step of the trace is a Lloyd iteration of the start that ends best."""

    name = "kmeans"

    def __init__(self, n_clusters: int = 10, steps: int = 50, random_state: int = 0) -> None:
        self.n_clusters, self.steps, self.random_state = n_clusters, steps, random_state

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator)
        for assignments, inertia in lloyd_states(placed.points, n_clusters, generator, steps):
            yield State(assignments, placed.embedding, inertia, chosen=placed.chosen)
