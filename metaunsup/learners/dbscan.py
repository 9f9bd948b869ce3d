"""DBSCAN: clusters are where items lie densely; what lies alone is noise. Nothing is meta-learned.

Ester, Kriegel, Sander, Xu, A density-based algorithm for discovering clusters, KDD (1996); scikit-learn's. It is not
told how many clusters there are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.cluster import DBSCAN
from torch import Tensor

from metaunsup.adaptation.model_selection import distances, elbow
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting

CORE = 4  # the items, itself included, that a core item has within eps: what the source recommends, for many items


@dataclass(eq=False, repr=False)
class Dbscan(Classical):
    """One step. ``eps``: the radius (0: chosen for each task); ``min_samples``: as scikit-learn counts (0: 4, or less).

    Of few items 4 would be more than a cluster has, and everything noise: it is ln N, rounded, where that is less
    (Birant & Kut, ST-DBSCAN, Data & Knowledge Engineering 60, 2007), and at least 2.

    The radius is where the items' sorted distances to their (min_samples - 1)-th nearest other item bend upwards (the
    source's section 4.2, which leaves the place to the reader's eye; ``adaptation.model_selection.elbow`` is ours):
    exactly the items up to the bend are then core items.
    """

    name = "dbscan"
    print_name = "DBSCAN"
    paper = Paper(
        "Ester, Kriegel, Sander, Xu 1996",
        "A density-based algorithm for discovering clusters in large spatial databases with noise",
        "https://www.aaai.org/Papers/KDD/1996/KDD96-037.pdf",
        (r"\bigl|\{x' : \lVert x - x' \rVert \le \varepsilon\}\bigr| \ge m",),
    )

    steps: int = 0
    eps: float = setting(0.0, low=0.0, high=1e12)
    min_samples: int = setting(0, low=0, high=1000)
    finds_clusters = True

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator)
        apart = distances(placed.array())
        if not apart.any():  # one item, or copies of one: no distance to look around by
            yield State(torch.zeros(len(items), dtype=torch.int64), placed.embedding, chosen=placed.chosen)
            return
        core = self.min_samples or fewest_of_a_core(len(items))
        eps = self.eps or radius(apart, core)
        found = DBSCAN(eps=eps, min_samples=core, metric="precomputed").fit_predict(apart)
        chosen = {**placed.chosen, "eps": eps, "min_samples": core}
        yield State(torch.from_numpy(found.astype(np.int64)), placed.embedding, chosen=chosen)


def fewest_of_a_core(count: int) -> int:
    """``min_samples`` for so many items: 2 to 4, no more than there are."""
    return min(count, max(2, min(CORE, round(math.log(count)))))


def radius(apart: np.ndarray, core: int) -> float:
    """The eps of a task from its distances (N, N).

    Where the bend is at 0, because most items have copies, half the smallest distance there is: copies are together.
    """
    reach = np.sort(np.sort(apart, axis=1)[:, min(core, len(apart)) - 1])
    return float(reach[elbow(reach)]) or float(apart[apart > 0].min()) / 2
