"""A mixture of Gaussians in an embedding, fitted by expectation-maximisation from the project's one k-means.

Dempster, Laird, Rubin, J. Royal Statistical Society B 39 (1977); Bishop, Pattern Recognition (2006), section 9.2. The
EM is scikit-learn's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans

ITERATIONS = 100  # scikit-learn's own bound
FLOOR = 1e-2  # under a variance, in mean variances of the points: a cluster of one item would be infinitely likely


def mixture_rounds(points: Tensor, k: int, generator: torch.Generator) -> list[tuple[Tensor, float | None]]:
    """Responsibilities (N, K) and mean negative log-likelihood after each iteration of EM on ``points`` (N, D).

    Diagonal covariances: there are few items for each number of a full one. The likelihood is that of the points
    divided by one number, their root mean variance, so that the floor means the same for any unit. Where there are
    fewer different points than clusters there is nothing to fit: k-means' clusters are certain, and no likelihood.
    """
    clusters = kmeans(points, k, generator)
    centred = points.double().numpy() - points.double().numpy().mean(0)
    if len(np.unique(centred, axis=0)) < max(2, k):
        return [(F.one_hot(clusters, k).to(points.dtype), None)]
    with threadpool_limits(1):
        model = fitted(centred / np.sqrt(centred.var(0).mean()), np.eye(k)[clusters.numpy()], "diag", FLOOR)
    return [(torch.from_numpy(shares).to(points.dtype), -likelihood) for shares, likelihood in model.path]


class _Told(GaussianMixture):
    """scikit-learn's mixture from given memberships (N, K); keeps responsibilities and likelihood of every iteration.

    Its ``fit`` warns where it was stopped early, and warnings can only be silenced for all threads at once: at the
    last iteration allowed, any change is small enough.
    """

    start: np.ndarray
    path: list[tuple[np.ndarray, float]]

    def _initialize_parameters(self, X: np.ndarray, random_state: Any, xp: Any = None) -> None:
        self._initialize(X, self.start, xp=xp)

    def _e_step(self, X: np.ndarray, xp: Any = None) -> Any:
        likelihood, log_shares = super()._e_step(X, xp=xp)
        self.path.append((np.exp(log_shares), float(likelihood)))
        if len(self.path) == ITERATIONS:
            self.tol = np.inf
        return likelihood, log_shares


def fitted(points: np.ndarray, start: np.ndarray, covariance: str, floor: float = 1e-6) -> _Told:
    """A mixture of ``covariance`` fitted to points (N, D), from memberships ``start`` (N, K).

    ``floor`` is added to every variance.
    """
    model = _Told(start.shape[1], covariance_type=covariance, max_iter=ITERATIONS, reg_covar=floor)
    model.start, model.path = start, []
    model.fit(points)
    return model
