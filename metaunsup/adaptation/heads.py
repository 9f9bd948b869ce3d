"""How items are clustered in an embedding: k-means, soft or balanced, the cut of a neighbours' graph, a mixture.

Soft k-means: the EM of equal spherical clusters, Bishop, Pattern Recognition (2006), section 9.3.2, here on the unit
sphere. Balanced k-means: Huang, Larochelle, Lacoste-Julien, Centroid Networks (2019), arXiv:1902.08605, section 4.1:
the assignment is an optimal transport with entropy that gives every cluster the same weight (Cuturi, Sinkhorn
Distances, NeurIPS 2013). It is told that clusters are of equal size, which no other head knows, and items are
assigned so that sizes differ by one at most: of a plan with equal weights the likeliest cluster of each item need not
keep to them. Both begin at the centroids of the one k-means, where the sources begin at random; and their softmax is as
wide as the items are spread, since an encoder that has not practised puts all of them into a narrow cone, where a fixed
temperature would find them all alike. The spectral cut is ``adaptation.spectral``'s.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans, lloyd_states
from metaunsup.adaptation.mixture import mixture_rounds
from metaunsup.adaptation.objectives import TEMPERATURE, cluster_probability, prototypes
from metaunsup.adaptation.spectral import spectral_cut

ROUNDS = 50
SMALLEST_SPREAD = 1e-4  # of points that coincide: what is left is rounding
SCALINGS = 100  # of rows and columns in turn, for each round's transport
KNOWS_SIZES = frozenset({"sinkhorn"})


@dataclass(frozen=True, eq=False)
class HeadStep:
    """``assignments`` (N,) int64, ``probability`` (N, K), and the ``objective`` that a round has come to, if any."""

    assignments: Tensor
    probability: Tensor
    objective: float | None


Head = Callable[[Tensor, int, torch.Generator], Tensor]


def head_steps(head: str, points: Tensor, k: int, generator: torch.Generator, steps: int) -> Iterator[HeadStep]:
    """Cluster unit-length ``points`` (N, D) into ``k``: round 0, 1, ... up to ``steps``, and always the last one.

    The mixture takes points of any length. k-means' probabilities, and the cut's, are the softmax of similarity to the
    clusters' centroids, as every objective here takes them.
    """
    points = points.detach().cpu()
    if head == "kmeans":
        for assignments, inertia in lloyd_states(points, k, generator, steps):
            yield HeadStep(assignments, cluster_probability(points, prototypes(points, assignments, k)), inertia)
        return
    if head == "spectral":  # one round, and no objective: its own is in the graph, not in the embedding
        assignments = spectral_cut(points, k, generator).assignments
        yield HeadStep(assignments, cluster_probability(points, prototypes(points, assignments, k)), None)
        return
    if head == "gmm":
        path = [HeadStep(share.argmax(1), share, loss) for share, loss in mixture_rounds(points, k, generator)]
    else:
        probability = transport_plan if head == "sinkhorn" else cluster_probability
        path = list(_rounds(points, prototypes(points, kmeans(points, k, generator), k), probability))
    for one in [*path[:steps], path[-1]] if len(path) > steps else path:
        yield replace(one, assignments=balanced_assignment(one.probability)) if head in KNOWS_SIZES else one


def spread_temperature(points: Tensor) -> float:
    """Temperature for unit-length ``points`` (N, D): ``TEMPERATURE`` times their variance, all dimensions together."""
    spread = float((points - points.mean(0)).square().sum(1).mean())
    return TEMPERATURE * max(spread, SMALLEST_SPREAD)


def balanced_assignment(probability: Tensor) -> Tensor:
    """The likeliest assignment (N,) int64 whose cluster sizes differ by one at most; ``probability`` (N, K).

    Every cluster has N // K seats that must be taken and one more that may be: an assignment problem.
    """
    n, k = probability.shape
    gain = np.log(probability.double().cpu().numpy() + 1e-300)
    must = np.repeat(gain, n // k, axis=1) + 1e6  # more than any likelihood could weigh
    seats = np.concatenate([must, gain], axis=1)
    owner = np.concatenate([np.repeat(np.arange(k), n // k), np.arange(k)])
    items, taken = linear_sum_assignment(seats, maximize=True)
    found = np.empty(n, dtype=np.int64)
    found[items] = owner[taken]
    return torch.from_numpy(found)


def _rounds(
    points: Tensor, centroids: Tensor, probability: Callable[[Tensor, Tensor, float], Tensor]
) -> Iterator[HeadStep]:
    """Assign and average in turn until nothing moves."""
    temperature = spread_temperature(points)
    for _ in range(ROUNDS + 1):
        share = probability(points, centroids, temperature)
        likeness = float((share * (points @ centroids.T)).sum())
        yield HeadStep(share.argmax(1), share, len(points) - likeness)
        moved = F.normalize(share.T @ points, dim=1)
        if torch.allclose(moved, centroids, atol=1e-6):
            return
        centroids = moved


def transport_plan(
    points: Tensor, centroids: Tensor, temperature: float = TEMPERATURE, scalings: int = SCALINGS
) -> Tensor:
    """The transport (N, K) whose rows add up to 1 and whose columns to N / K, by scalings in logarithms."""
    n, k = len(points), len(centroids)
    log = points.double() @ centroids.double().T / temperature
    column = torch.zeros(k, dtype=log.dtype)
    for _ in range(scalings):
        row = -torch.logsumexp(log + column, 1, keepdim=True)
        column = math.log(n / k) - torch.logsumexp(log + row, 0)
    return (log + column).softmax(1).to(points.dtype)


def _last(head: str) -> Head:
    def part(points: Tensor, k: int, generator: torch.Generator) -> Tensor:
        return deque(head_steps(head, points, k, generator, 0), maxlen=1).pop().assignments

    return part


HEADS: dict[str, Head] = {
    "kmeans": kmeans,
    "soft": _last("soft"),
    "sinkhorn": _last("sinkhorn"),
    "spectral": lambda points, k, generator: spectral_cut(points, k, generator).assignments,
    "gmm": _last("gmm"),
}
