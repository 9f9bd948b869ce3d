"""What a reader does that has learned no assigning, in Memory's own encoder: sequential k-means and a buffer of items.

Both read, open slots and come together as Memory does, so that only what an item joins is decided otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.learners.encoded import BorrowingLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.reading import ReadingLearner
from metaunsup.learners.settings import setting
from metaunsup.networks.mlp import first_weight
from metaunsup.networks.slots import ADDRESSING, OPENING, Items, Slots, View, allowed, initial_assigner


@dataclass(eq=False, repr=False)
class MemoryOnline(BorrowingLearner, ReadingLearner):
    """Sequential k-means: an item joins the nearest mean, or opens a slot where none is within a fixed distance."""

    name = "memory-online"
    print_name = "Sequential k-means"
    paper = Paper(
        "MacQueen 1967",
        "Some methods for classification and analysis of multivariate observations",
        "https://projecteuclid.org/euclid.bsmsp/1200512992",
        (
            r"a_i = \arg\min_k \lVert z_i - c_k \rVert^2",
            r"c_k \leftarrow c_k + \tfrac{1}{n_k} (z_i - c_k)",
        ),
    )

    lender = "memory"

    def assigner(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """One that has not practised, which corrects nothing."""
        like = first_weight(parameters)
        return {name: value.to(like) for name, value in initial_assigner(torch.Generator().manual_seed(0)).items()}


@dataclass(eq=False, repr=False)
class MemoryKnn(MemoryOnline):
    """A buffer: of the items read so far the ``neighbours`` nearest vote, each as much as it is near."""

    name = "memory-knn"
    print_name = "Nearest neighbours, buffered"
    paper = Paper(
        "Cover, Hart 1967",
        "Nearest neighbor pattern classification",
        "https://doi.org/10.1109/TIT.1967.1053964",
        (r"a_i = \arg\max_k \sum_{j \in Q_i,\, a_j = k} e^{-\beta \lVert z_i - z_j \rVert^2 / s}",),
    )

    neighbours: int = setting(5, low=1, high=100)

    def score(
        self,
        own: Mapping[str, Tensor],
        n_clusters: Tensor,
        items: Items,
        slots: Slots,
        index: Tensor,
        view: View,
        left: Tensor,
    ) -> Tensor:
        """The logarithm of each slot's votes, beside what one item has at the distance at which a slot is opened."""
        rows, most = slots.rows[:, :-1], slots.counts.shape[1]
        near, which = items.near[index].masked_fill(rows == most, 0.0).topk(min(self.neighbours, rows.shape[1]), 1)
        votes = near.new_zeros(len(index), most + 1).scatter_add(1, rows.gather(1, which), near)[:, :-1]
        join = votes.clamp(min=1e-30).log()
        return allowed(join, join.new_full((len(index),), -ADDRESSING * OPENING), slots.counts > 0, left, n_clusters)
