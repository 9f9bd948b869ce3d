"""K-Means in tensors: the one k-means of the project, for every encoder, learner and control.

k-means++ seeding (Arthur & Vassilvitskii, SODA 2007), several starts side by side in one batch, at most 50 Lloyd
iterations, lowest inertia wins. Greedy seeding draws several candidates for each seed and keeps the best one (the same
paper, section 5; scikit-learn's): it costs more and is asked for by ``candidates``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from torch import Tensor

STARTS = 10
ITERATIONS = 50


@dataclass(frozen=True, eq=False)
class Lloyd:
    """All starts after an iteration: ``assignments`` (R, N) int64, ``centroids`` (R, K, D), ``inertia`` (R,)."""

    assignments: Tensor
    centroids: Tensor
    inertia: Tensor


def lloyd(
    points: Tensor, k: int, generator: torch.Generator, starts: int = STARTS, candidates: int = 1
) -> Iterator[Lloyd]:
    """Yield the state after seeding and after each iteration, until no start changes any more (or 50 iterations).

    ``points`` (N, D); 1 <= k <= N.
    """
    points = points - points.mean(0)  # distances keep more digits near the origin
    centroids = _seed(points, k, generator, starts, candidates)
    squared, assignments = _nearest(points, centroids)
    yield Lloyd(assignments, centroids, squared.sum(1))
    for _ in range(ITERATIONS):
        centroids = _means(points, assignments, squared, k)
        before = assignments
        squared, assignments = _nearest(points, centroids)
        yield Lloyd(assignments, centroids, squared.sum(1))  # the last too: only now is each inertia its own
        if torch.equal(before, assignments):
            return


def kmeans(points: Tensor, k: int, generator: torch.Generator, starts: int = STARTS) -> Tensor:
    """Assignments (N,) int64, on the CPU, of the best start; ``points`` (N, D) are not differentiated through."""
    with torch.no_grad():
        state = deque(lloyd(points.detach().cpu(), k, generator, starts), maxlen=1).pop()
    return state.assignments[state.inertia.argmin()]


def continued(points: Tensor, assignments: Tensor, k: int) -> Tensor:
    """Lloyd's iterations (50 at most) from the clusters ``assignments`` (N,) that there are: (N,) int64.

    ``points`` (N, D), which have moved since; a cluster that loses all its points is not started anew.
    """
    points = points - points.mean(0)
    for _ in range(ITERATIONS):
        moved = _nearest(points, _centroids(points, assignments, k)[None])[1][0]
        if torch.equal(moved, assignments):
            break
        assignments = moved
    return assignments


def inertia_of(points: Tensor, assignments: Tensor, k: int) -> float:
    """Sum of the squared distances of ``points`` (N, D) to the means of their clusters."""
    return float((points - _centroids(points, assignments, k)[assignments]).square().sum())


def _centroids(points: Tensor, assignments: Tensor, k: int) -> Tensor:
    """Means of the clusters (K, D); an empty one's is out of reach."""
    member = torch.nn.functional.one_hot(assignments, k).to(points.dtype)
    size = member.sum(0)[:, None]
    return torch.where(size > 0, member.T @ points / size.clamp(min=1), torch.full((), 1e6, dtype=points.dtype))


def _nearest(points: Tensor, centroids: Tensor) -> tuple[Tensor, Tensor]:
    """Squared distance to, and index of, the nearest centroid: (R, N) each."""
    cross = torch.matmul(points, centroids.transpose(1, 2))  # (R, N, K)
    reach = centroids.square().sum(2)[:, None] - 2 * cross
    nearest, index = reach.min(2)
    return (nearest + points.square().sum(1)).clamp(min=0), index


def _seed(points: Tensor, k: int, generator: torch.Generator, starts: int, candidates: int = 1) -> Tensor:
    """k-means++ seeds (R, K, D): each next seed is drawn with probability proportional to its squared distance.

    Of several ``candidates`` the one that leaves the smallest squared distances.
    """
    chosen = torch.randint(len(points), (starts, 1), generator=generator)
    seeds = [points[chosen[:, 0]]]
    squared = torch.full((starts, len(points)), torch.inf, dtype=points.dtype)
    for _ in range(1, k):
        squared = torch.minimum(squared, (points - seeds[-1][:, None]).square().sum(2))
        # where every point is a seed already (duplicates), any will do
        weight = torch.where(squared.sum(1, keepdim=True) > 0, squared, torch.ones_like(squared))
        drawn = torch.multinomial(weight, candidates, candidates > 1, generator=generator)  # (R, candidates)
        if candidates > 1:
            left = torch.minimum(squared[:, None], _apart(points[drawn], points)).sum(2)
            drawn = drawn.gather(1, left.argmin(1, keepdim=True))
        seeds.append(points[drawn[:, 0]])
    return torch.stack(seeds, 1)


def _apart(some: Tensor, points: Tensor) -> Tensor:
    """Squared distances (R, M, N) of ``some`` (R, M, D) to ``points`` (N, D)."""
    cross = torch.matmul(some, points.T)
    return (some.square().sum(2, keepdim=True) + points.square().sum(1) - 2 * cross).clamp(min=0)


def _means(points: Tensor, assignments: Tensor, squared: Tensor, k: int) -> Tensor:
    """Centroids (R, K, D); a cluster that lost all its points restarts at the point farthest from its centroid."""
    member = torch.nn.functional.one_hot(assignments, k).to(points.dtype)  # (R, N, K)
    size = member.sum(1)
    centroids = torch.matmul(member.transpose(1, 2), points) / size.clamp(min=1)[:, :, None]
    for start, cluster in (size == 0).nonzero().tolist():
        farthest = squared[start].argmax()
        centroids[start, cluster] = points[farthest]
        squared[start, farthest] = 0  # so that a second empty cluster takes another point
    return centroids


def match_clusters(assignments: Tensor, previous: Tensor, k: int) -> Tensor:
    """Renumber ``assignments`` so that they overlap most with ``previous`` (N,): colours then do not flicker.

    Matched by overlap with the step before (Hungarian method), never by the truth.
    """
    overlap = np.zeros((k, k), dtype=np.int64)
    np.add.at(overlap, (assignments.numpy(), previous.numpy()), 1)
    rows, columns = linear_sum_assignment(-overlap)
    renumber = torch.empty(k, dtype=torch.int64)
    renumber[torch.from_numpy(rows)] = torch.from_numpy(columns)
    return renumber[assignments]


def lloyd_states(
    points: Tensor, k: int, generator: torch.Generator, steps: int, starts: int = STARTS, candidates: int = 1
) -> Iterator[tuple[Tensor, float]]:
    """The path of the start that ends best: (assignments (N,), inertia) after seeding and after each iteration.

    Which start ends best is only known at the end, so all run to the end first; at most ``steps`` iterations are
    yielded, and the last one is always the end.
    """
    with torch.no_grad():
        # not the centroids of all starts: memory
        states = lloyd(points.detach().cpu(), k, generator, starts, candidates)
        path = [(one.assignments, one.inertia) for one in states]
    best = int(path[-1][1].argmin())
    previous: Tensor | None = None
    for assignments, inertia in [*path[:steps], path[-1]]:
        # a start that converged early repeats its last state while others go on: nothing new
        if previous is None or not torch.equal(previous, assignments[best]):
            previous = assignments[best]
            yield previous, float(inertia[best])
