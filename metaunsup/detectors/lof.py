"""Local outlier factor: an item where others lie closer together than it lies to them is anomalous.

Breunig, Kriegel, Ng, Sander, LOF: Identifying Density-Based Local Outliers (SIGMOD 2000), by scikit-learn.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from sklearn.neighbors import LocalOutlierFactor
from torch import Tensor

from metaunsup.detectors.placed import PlacedDetector
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class Lof(PlacedDetector):
    """Densities of up to ``neighbours`` of the support; no query has a part in them."""

    name = "lof"
    print_name = "Local outlier factor"
    paper = Paper(
        "Breunig, Kriegel, Ng, Sander 2000",
        "LOF: identifying density-based local outliers",
        "https://doi.org/10.1145/335191.335388",
        (r"s(x) = -\frac{1}{k} \sum_{i \in N_k(x)} \frac{\mathrm{lrd}(x_i)}{\mathrm{lrd}(x)}",),
    )

    neighbours: int = setting(20, low=1, high=1000)

    def score(self, known: Tensor, new: Tensor, seed: int) -> Tensor:
        """Minus the factor; of a single known item the distance to it, since one has no density."""
        if len(known) == 1:
            return -torch.cdist(new, known)[:, 0]
        factor = LocalOutlierFactor(n_neighbors=min(self.neighbours, len(known) - 1), novelty=True).fit(known.numpy())
        return torch.from_numpy(factor.score_samples(new.numpy()))
