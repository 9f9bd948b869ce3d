"""HDBSCAN: DBSCAN at every radius at once, of which the most persistent clusters are kept. Nothing is meta-learned.

Campello, Moulavi, Sander, PAKDD (2013); McInnes & Healy, arXiv:1705.07321; scikit-learn's. It is not told how many
clusters there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from sklearn.cluster import HDBSCAN
from threadpoolctl import threadpool_limits
from torch import Tensor

from metaunsup.adaptation.choosing import distances, silhouette
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical

SMALLEST = 2  # one item is no cluster
SIZES = (3, 5, 8, 12)  # smallest clusters that are tried


class Hdbscan(Classical):
    """One step. ``min_cluster_size`` (0: chosen for each task); ``min_samples`` of the core distance (0: the same).

    Of the sizes 3, 5, 8 and 12 the one with the best silhouette, noise counted as 0 (``adaptation.choosing``), and of
    equals the smallest.
    """

    name = "hdbscan"
    finds_clusters = True

    def __init__(
        self,
        n_clusters: int = 10,
        steps: int = 0,
        random_state: int = 0,
        *,
        min_cluster_size: int = 0,
        min_samples: int = 0,
    ) -> None:
        self.n_clusters, self.steps, self.random_state = n_clusters, steps, random_state
        self.min_cluster_size, self.min_samples = min_cluster_size, min_samples

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator)
        apart = distances(placed.array())
        if not apart.any():  # one item, or copies of one: the method itself would call them noise
            yield State(torch.zeros(len(items), dtype=torch.int64), placed.embedding, chosen=placed.chosen)
            return
        fixed = self.min_cluster_size
        sizes = [max(SMALLEST, fixed)] if fixed else [size for size in SIZES if size <= len(items)] or [SMALLEST]
        with threadpool_limits(1):
            partitions = {size: self._part(apart, size) for size in sizes}
        size = max(sizes, key=lambda size: silhouette(apart, partitions[size]))
        found = torch.from_numpy(partitions[size].astype(np.int64))
        core = self._core(len(items), size)
        yield State(found, placed.embedding, chosen={**placed.chosen, "min_cluster_size": size, "min_samples": core})

    def _core(self, count: int, size: int) -> int:
        return min(self.min_samples or size, count)

    def _part(self, apart: np.ndarray, size: int) -> np.ndarray:
        core = self._core(len(apart), size)
        model = HDBSCAN(min_cluster_size=size, min_samples=core, metric="precomputed", copy=True)
        return np.asarray(model.fit_predict(apart))
