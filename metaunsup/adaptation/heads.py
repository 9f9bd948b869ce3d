"""How items are parted in an embedding: k-means, soft k-means, or balanced k-means by Sinkhorn's algorithm.

Soft k-means: the EM of equal spherical clusters, Bishop, Pattern Recognition (2006), section 9.3.2, here on the unit
sphere. Balanced k-means: Huang, Larochelle, Lacoste-Julien, Centroid Networks (2019), arXiv:1902.08605, section 4.1:
the assignment is an optimal transport with entropy that gives every cluster the same weight (Cuturi, Sinkhorn
Distances, NeurIPS 2013). It is told that clusters are of equal size, which no other head knows. Both begin at the
centroids of the one k-means, where the sources begin at random.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans, lloyd_states
from metaunsup.adaptation.objectives import TEMPERATURE, cluster_probability, prototypes

ROUNDS = 50
SCALINGS = 100  # of rows and columns in turn, for each round's transport
KNOWS_SIZES = frozenset({"sinkhorn"})


@dataclass(frozen=True, eq=False)
class Parting:
    """``assignments`` (N,) int64, ``probability`` (N, K), and the ``objective`` that a round has come to."""

    assignments: Tensor
    probability: Tensor
    objective: float


Head = Callable[[Tensor, int, torch.Generator], Tensor]


def partings(head: str, points: Tensor, k: int, generator: torch.Generator, steps: int) -> Iterator[Parting]:
    """Part unit-length ``points`` (N, D) into ``k`` clusters: round 0, 1, ... up to ``steps``, the end always told.

    k-means' probabilities are the softmax of similarity to its centroids, as every objective here takes them.
    """
    points = points.detach().cpu()
    if head == "kmeans":
        for assignments, inertia in lloyd_states(points, k, generator, steps):
            yield Parting(assignments, cluster_probability(points, prototypes(points, assignments, k)), inertia)
        return
    probability = _plan if head == "sinkhorn" else cluster_probability
    path = list(_rounds(points, prototypes(points, kmeans(points, k, generator), k), probability))
    yield from [*path[:steps], path[-1]] if len(path) > steps else path


def _rounds(points: Tensor, centroids: Tensor, probability: Callable[[Tensor, Tensor], Tensor]) -> Iterator[Parting]:
    """Assign and average in turn until nothing moves."""
    for _ in range(ROUNDS + 1):
        share = probability(points, centroids)
        likeness = float((share * (points @ centroids.T)).sum())
        yield Parting(share.argmax(1), share, len(points) - likeness)
        moved = F.normalize(share.T @ points, dim=1)
        if torch.allclose(moved, centroids, atol=1e-6):
            return
        centroids = moved


def _plan(points: Tensor, centroids: Tensor) -> Tensor:
    """The transport (N, K) whose rows add up to 1 and whose columns to N / K, by scalings in logarithms."""
    n, k = len(points), len(centroids)
    log = points.double() @ centroids.double().T / TEMPERATURE
    column = torch.zeros(k, dtype=log.dtype)
    for _ in range(SCALINGS):
        row = -torch.logsumexp(log + column, 1, keepdim=True)
        column = math.log(n / k) - torch.logsumexp(log + row, 0)
    return (log + column).softmax(1).to(points.dtype)


def _last(head: str) -> Head:
    def part(points: Tensor, k: int, generator: torch.Generator) -> Tensor:
        return deque(partings(head, points, k, generator, ROUNDS), maxlen=1).pop().assignments

    return part


HEADS: dict[str, Head] = {"kmeans": kmeans, "soft": _last("soft"), "sinkhorn": _last("sinkhorn")}
