"""DBSCAN: clusters are where items lie densely; what lies alone is noise. Nothing is meta-learned.

Ester, Kriegel, Sander, Xu, A density-based algorithm for discovering clusters, KDD (1996); scikit-learn's. It is not
told how many clusters there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from sklearn.cluster import DBSCAN
from torch import Tensor

from metaunsup.adaptation.choosing import distances, elbow
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical

CORE = 4  # the items, itself included, that a core item has within eps: what the source recommends


class Dbscan(Classical):
    """One step. ``eps``: the radius (0: chosen for each task); ``min_samples``: as scikit-learn counts (0: 4, or N).

    The radius is where the items' sorted distances to their (min_samples - 1)-th nearest other item bend upwards (the
    source's section 4.2, which leaves the place to the reader's eye; ``adaptation.choosing.elbow`` is ours): exactly
    the items up to the bend are then core items.
    """

    name = "dbscan"
    finds_clusters = True

    def __init__(
        self,
        n_clusters: int = 10,
        steps: int = 0,
        random_state: int = 0,
        *,
        eps: float = 0.0,
        min_samples: int = 0,
    ) -> None:
        self.n_clusters, self.steps, self.random_state = n_clusters, steps, random_state
        self.eps, self.min_samples = eps, min_samples

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator)
        apart = distances(placed.array())
        if not apart.any():  # one item, or copies of one: no distance to look around by
            yield State(torch.zeros(len(items), dtype=torch.int64), placed.embedding, chosen=placed.chosen)
            return
        core = self.min_samples or min(CORE, len(items))
        eps = self.eps or radius(apart, core)
        found = DBSCAN(eps=eps, min_samples=core, metric="precomputed").fit_predict(apart)
        chosen = {**placed.chosen, "eps": eps, "min_samples": core}
        yield State(torch.from_numpy(found.astype(np.int64)), placed.embedding, chosen=chosen)


def radius(apart: np.ndarray, core: int) -> float:
    """The eps of a task from its distances (N, N).

    Where the bend is at 0, because most items have copies, half the smallest distance there is: copies are together.
    """
    reach = np.sort(np.sort(apart, axis=1)[:, min(core, len(apart)) - 1])
    return float(reach[elbow(reach)]) or float(apart[apart > 0].min()) / 2
