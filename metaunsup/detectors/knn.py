"""Nearest neighbours: what lies far from the nearest items of the support is anomalous.

Ramaswamy, Rastogi, Shim, Efficient Algorithms for Mining Outliers from Large Data Sets (SIGMOD 2000), with the mean
distance of the k nearest in place of the k-th's (Angiulli & Pizzuti, PKDD 2002).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from sklearn.neighbors import NearestNeighbors
from torch import Tensor

from metaunsup.detectors.placed import PlacedDetector
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class Knn(PlacedDetector):
    """Minus the mean distance to the ``neighbours`` nearest of the support."""

    name = "knn"
    print_name = "k nearest neighbours"
    paper = Paper(
        "Ramaswamy, Rastogi, Shim 2000",
        "Efficient algorithms for mining outliers from large data sets",
        "https://doi.org/10.1145/342009.335437",
        (r"s(x) = -\frac{1}{k} \sum_{i \in N_k(x)} \lVert x - x_i \rVert",),
    )

    neighbours: int = setting(3, low=1, high=1000)

    def score(self, known: Tensor, new: Tensor, seed: int) -> Tensor:
        """Minus the mean distance."""
        found = NearestNeighbors(n_neighbors=min(self.neighbours, len(known))).fit(known.numpy())
        return -torch.from_numpy(found.kneighbors(new.numpy())[0].mean(1))
