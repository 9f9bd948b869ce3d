"""HDBSCAN: DBSCAN at every radius at once, of which the most persistent clusters are kept. Nothing is meta-learned.

Campello, Moulavi, Sander, PAKDD (2013); McInnes & Healy, arXiv:1705.07321; scikit-learn's. It is not told how many
clusters there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.cluster import HDBSCAN
from threadpoolctl import threadpool_limits
from torch import Tensor

from metaunsup.adaptation.model_selection import distances, silhouette
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting

SMALLEST = 2  # one item is no cluster
SIZES = (3, 5, 8, 12)  # smallest clusters that are tried
FEW = 40  # items up to which a pair may be a cluster; of many items there is always some pair that lies close


@dataclass(eq=False, repr=False)
class Hdbscan(Classical):
    """One step. ``min_cluster_size`` (0: chosen for each task); ``min_samples`` of the core distance (0: the same).

    Of the sizes 3, 5, 8 and 12, and 2 where there are few items, the one with the best silhouette, noise counted as 0
    (``adaptation.model_selection``), and of equals the smallest.
    """

    name = "hdbscan"
    print_name = "HDBSCAN"
    paper = Paper(
        "Campello, Moulavi, Sander 2013",
        "Density-based clustering based on hierarchical density estimates",
        "https://doi.org/10.1007/978-3-642-37456-2_14",
        (r"d_m(x, x') = \max\{\kappa_m(x), \kappa_m(x'), \lVert x - x' \rVert\}",),
    )

    steps: int = 0
    min_cluster_size: int = setting(0, low=0, high=1000)
    min_samples: int = setting(0, low=0, high=1000)
    finds_clusters = True

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator)
        apart = distances(placed.array())
        if not apart.any():  # one item, or copies of one: the method itself would call them noise
            yield State(torch.zeros(len(items), dtype=torch.int64), placed.embedding, chosen=placed.chosen)
            return
        fixed = self.min_cluster_size
        sizes = [max(SMALLEST, fixed)] if fixed else sizes_for(len(items))
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


def sizes_for(count: int) -> list[int]:
    """The smallest clusters that are tried for ``count`` items."""
    pair = [SMALLEST] if count <= FEW else []
    return pair + [size for size in SIZES if size <= count]
