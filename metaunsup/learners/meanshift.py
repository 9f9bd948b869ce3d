"""Mean shift: every item climbs to where items are densest around it; those that meet are a cluster.

Comaniciu & Meer, IEEE PAMI 24 (2002); scikit-learn's, with its flat kernel. Nothing is meta-learned, and it is not
told how many clusters there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.cluster import MeanShift as ScikitMeanShift
from sklearn.cluster import estimate_bandwidth
from threadpoolctl import threadpool_limits
from torch import Tensor

from metaunsup.adaptation.model_selection import distances, silhouette
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting

QUANTILES = (0.05, 0.1, 0.2, 0.3)  # the last is scikit-learn's own
COPIES = 1e-6  # of the largest distance: below it items are copies, whatever rounding says


@dataclass(eq=False, repr=False)
class MeanShift(Classical):
    """One step. ``bandwidth``: how far an item looks around (0: chosen for each task).

    Tried are scikit-learn's estimates for four quantiles of the distances; the best silhouette decides, and of equals
    the smallest quantile. Every item is put into a cluster; none is noise.
    """

    name = "meanshift"
    print_name = "Mean shift"
    paper = Paper(
        "Comaniciu, Meer 2002",
        "Mean shift: a robust approach toward feature space analysis",
        "https://doi.org/10.1109/34.1000236",
        (
            r"y \leftarrow \frac{\sum_i x_i\, g_i}{\sum_i g_i}",
            r"g_i = [\lVert y - x_i \rVert \le h]",
        ),
    )

    steps: int = 0
    bandwidth: float = setting(0.0, low=0.0, high=1e12)
    finds_clusters = True

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator)
        points = placed.array() - placed.array().mean(0)  # near the origin its distances keep more digits
        apart = distances(points)
        if not apart.any():  # one item, or copies of one: no distance to look around by
            yield State(torch.zeros(len(items), dtype=torch.int64), placed.embedding, chosen=placed.chosen)
            return
        with threadpool_limits(1):
            fixed = self.bandwidth
            widths = [max(fixed, COPIES * float(apart.max()))] if fixed else bandwidths(points, apart)
            partitions = [ScikitMeanShift(bandwidth=width).fit_predict(points) for width in widths]
        best = max(range(len(widths)), key=lambda at: silhouette(apart, partitions[at]))
        found = torch.from_numpy(partitions[best].astype(np.int64))
        yield State(found, placed.embedding, chosen={**placed.chosen, "bandwidth": widths[best]})


def bandwidths(points: np.ndarray, apart: np.ndarray) -> list[float]:
    """What to try: the estimates that are more than rounding, else half the way between the two nearest items."""
    estimates = [float(estimate_bandwidth(points, quantile=quantile)) for quantile in QUANTILES]
    real = [width for width in dict.fromkeys(estimates) if width > COPIES * apart.max()]
    return real or [float(apart[apart > COPIES * apart.max()].min()) / 2]
