"""K-Means in an encoder that never practised: how much of a result is the architecture alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor

from metaunsup.adaptation.heads import head_steps
from metaunsup.learners.base import Learner, State
from metaunsup.learners.meta import check_items
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import FILTERS, embed, initial_parameters
from metaunsup.networks.mlp import encoder, inputs_of


@dataclass(eq=False, repr=False)
class RandomEncoder(Learner):
    """Draws a fresh Conv4 (for vectors, an MLP) of ``filters`` from the task's random stream and clusters in it."""

    name = "random"
    takes_vectors = True
    varies = "head"
    print_name = "Random encoder"
    paper = Paper(
        "Saxe et al. 2011",
        "On random weights and unsupervised feature learning",
        "https://icml.cc/2011/papers/551_icmlpaper.pdf",
        (
            r"z = f_\theta(x), \quad \theta \sim \mathcal{U}",
            r"a_i = \arg\min_k \lVert z_i - c_k \rVert^2",
        ),
    )

    steps: int = 50
    filters: int = setting(32, choices=FILTERS)
    head: str = field(default="kmeans", kw_only=True)  # how items are clustered in the embedding (adaptation.heads)

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        check_items(self.full_name, items, inputs_of(items))

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        network = encoder(inputs_of(items), self.filters)
        with torch.no_grad():
            z = embed(network, initial_parameters(network, generator), items)
        for one in head_steps(self.head, z, n_clusters, generator, steps):
            yield State(one.assignments, z, one.objective, one.probability)
