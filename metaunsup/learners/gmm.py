"""Gaussian mixture: every cluster a normal distribution, fitted by expectation-maximisation. Nothing is meta-learned.

Dempster, Laird, Rubin, J. Royal Statistical Society B 39 (1977); Bishop, Pattern Recognition (2006), section 9.2; BIC:
Schwarz, Annals of Statistics 6 (1978). The EM is scikit-learn's; it begins at the project's one k-means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from threadpoolctl import threadpool_limits
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.adaptation.mixture import fitted
from metaunsup.adaptation.reduction import pca
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical
from metaunsup.learners.papers import MIXTURE
from metaunsup.learners.settings import setting

COVARIANCES = ("full", "tied", "diag", "spherical")


@dataclass(eq=False, repr=False)
class Gmm(Classical):
    """A step of the trace is an iteration of EM, its loss the mean negative log-likelihood of an item.

    ``covariance``: how clusters may be shaped; "auto" is the one of lowest BIC. ``components``: a covariance of D x D
    needs many more than D items, so where D is above this number PCA comes first and keeps so many (0: N / (2 K), two
    items for each dimension of a cluster, but at least K - 1, which K means can span, and 2). Points are divided by one
    number, their root mean variance, so that scikit-learn's floor under variances (1e-6) means the same for any unit.
    Probabilities are the responsibilities.
    """

    name = "gmm"
    print_name = "Gaussian mixture"
    paper = MIXTURE

    steps: int = 20
    covariance: str = setting("auto", choices=("auto", *COVARIANCES))
    components: int = setting(0, low=0, high=1000)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator)
        different, which = np.unique(placed.array(), axis=0, return_inverse=True)
        if len(different) < max(2, n_clusters):  # nothing to fit: each different item is a cluster of its own
            found = torch.from_numpy(which.reshape(-1).astype(np.int64))
            certain = F.one_hot(found, n_clusters).float()
            yield State(found, placed.embedding, probability=certain, chosen=placed.chosen)
            return
        chosen = dict(placed.chosen)
        with threadpool_limits(1):
            points = self._few(placed.array(), n_clusters, chosen)
            clusters = kmeans(torch.from_numpy(points), n_clusters, generator)
            start = np.eye(n_clusters)[clusters.numpy()]
            covariances = COVARIANCES if self.covariance == "auto" else (self.covariance,)
            models = [fitted(points, start, covariance) for covariance in covariances]
        best = min(models, key=lambda model: model.bic(points))
        chosen["covariance"] = best.covariance_type
        for shares, likelihood in [*best.path[:-1][:steps], best.path[-1]]:
            probability = torch.from_numpy(shares)
            yield State(probability.argmax(1), placed.embedding, -likelihood, probability, chosen)

    def _few(self, points: np.ndarray, n_clusters: int, chosen: dict[str, Any]) -> np.ndarray:
        """Points (N, D) in few enough dimensions, at a mean variance of 1."""
        most = self.components or max(2, n_clusters - 1, len(points) // (2 * n_clusters))
        if points.shape[1] > most:
            points, reduced = pca(points, components=most)
            chosen |= reduced
        centred = points - points.mean(0)
        return centred / np.sqrt(centred.var(0).mean())
