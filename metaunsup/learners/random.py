"""K-Means in an encoder that never practised: how much of a result is the architecture alone."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from metaunsup.adaptation.heads import partings
from metaunsup.learners.base import Learner, State
from metaunsup.learners.meta import check_images
from metaunsup.networks.conv4 import blueprint, embed, initial_parameters


class RandomEncoder(Learner):
    """Draws a fresh Conv4 with ``filters`` filters from the task's random stream and clusters in it."""

    name = "random"
    head = "kmeans"  # how items are parted in the embedding (adaptation.heads)

    def __init__(self, n_clusters: int = 10, steps: int = 50, random_state: int = 0, *, filters: int = 32) -> None:
        self.n_clusters, self.steps, self.random_state, self.filters = n_clusters, steps, random_state, filters

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        check_images(self.name, items, channels=items.shape[1])

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        network = blueprint(items.shape[1], self.filters)
        with torch.no_grad():
            z = embed(network, initial_parameters(network, generator), items)
        for one in partings(self.head, z, n_clusters, generator, steps):
            yield State(one.assignments, z, one.objective, one.probability)
