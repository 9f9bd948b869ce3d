"""K-Means in tensors against scikit-learn's, and where it could go wrong."""

from __future__ import annotations

import itertools

import pytest
import torch
from sklearn.cluster import KMeans
from torch import Tensor

from metaunsup.adaptation.kmeans import ITERATIONS, STARTS, kmeans, lloyd, lloyd_states, match_clusters


def inertia(points: Tensor, assignments: Tensor) -> float:
    """Sum of squared distances to the means of the assigned clusters, in float64, by a loop."""
    total = 0.0
    for cluster in assignments.unique():
        own = points[assignments == cluster].double()
        total += float((own - own.mean(0)).square().sum())
    return total


@pytest.mark.parametrize("cloud", ["blobs", "digits"])
@pytest.mark.parametrize("k", [2, 8])
def test_ten_starts_are_as_good_as_scikit_learns_ten(clouds, seeded, cloud, k) -> None:
    """Both search at random, so single seeds differ either way: over five the means agree in half a percent."""
    points = clouds[cloud]
    ours = [inertia(points, kmeans(points, k, seeded(seed))) for seed in range(5)]
    theirs = [KMeans(k, n_init=10, max_iter=50, tol=0, random_state=seed).fit(points).inertia_ for seed in range(5)]
    assert sum(ours) < 1.005 * sum(theirs)
    assert min(ours) < (1 + 1e-3) * min(theirs)


@pytest.mark.parametrize("cloud", ["blobs", "digits"])
def test_where_it_ends_scikit_learn_finds_nothing_to_improve(clouds, seeded, cloud) -> None:
    points = clouds[cloud]
    found = kmeans(points, 8, seeded(0))
    means = torch.stack([points[found == k].mean(0) for k in range(8)])
    again = KMeans(8, init=means.numpy(), n_init=1, max_iter=50, tol=0).fit(points)
    assert again.inertia_ == pytest.approx(inertia(points, found), rel=1e-5)
    assert torch.equal(torch.from_numpy(again.labels_).long(), found)


def test_from_the_same_seeds_lloyd_equals_scikit_learns(clouds, seeded) -> None:
    points = clouds["digits"]
    states = list(lloyd(points, 6, seeded(3), starts=1))
    seeds = states[0].centroids[0] + points.mean(0)
    theirs = KMeans(6, init=seeds.numpy(), n_init=1, max_iter=50, tol=0).fit(points)
    assert torch.equal(states[-1].assignments[0], torch.from_numpy(theirs.labels_).long())
    assert theirs.inertia_ == pytest.approx(inertia(points, states[-1].assignments[0]), rel=1e-5)


def test_separated_blobs_are_found_exactly(seeded) -> None:
    truth = torch.arange(4).repeat_interleave(25)
    centres = torch.tensor([[0.0, 0], [10, 0], [0, 10], [10, 10]])
    points = centres[truth] + 0.1 * torch.randn(100, 2, generator=seeded(0))
    for seed in range(10):
        found = kmeans(points, 4, seeded(seed))
        assert torch.equal(match_clusters(found, truth, 4), truth)


def test_inertia_never_rises_in_any_start(clouds, seeded) -> None:
    for points in clouds.values():
        path = torch.stack([state.inertia for state in lloyd(points, 8, seeded(1))])
        assert len(path) > 3 and path.shape[1] == STARTS
        assert bool((path[1:] <= path[:-1] * (1 + 1e-5)).all())
        assert bool((path[-1] < path[0]).all())


def test_the_best_start_wins(clouds, seeded) -> None:
    points = clouds["digits"]
    last = list(lloyd(points, 8, seeded(5)))[-1]
    of_each = [inertia(points, assignments) for assignments in last.assignments]
    assert max(of_each) > 1.01 * min(of_each)  # the starts do differ
    assert inertia(points, kmeans(points, 8, seeded(5))) == pytest.approx(min(of_each), rel=1e-5)


def test_seeding_prefers_far_points(seeded) -> None:
    """A point a thousand times farther than all others is a seed of nearly every start: k-means++ and not uniform."""
    points = torch.cat([torch.randn(99, 2, generator=seeded(0)), torch.tensor([[1000.0, 0.0]])])
    first = next(lloyd(points, 2, seeded(1), starts=200))
    far = (first.centroids + points.mean(0))[..., 0] > 900
    assert float(far.any(1).float().mean()) > 0.98


def test_seeds_are_drawn_by_squared_distance(seeded) -> None:
    """Points 0, 1 and 3 on a line, first seed 0: the second is 3 with probability 9 / (1 + 9)."""
    points = torch.tensor([[0.0], [1.0], [3.0]])
    seeds = next(lloyd(points, 2, seeded(0), starts=6000)).centroids[..., 0] + points.mean()
    from_nought = seeds[seeds[:, 0].abs() < 1e-5, 1]
    share = float((from_nought > 2).float().mean())
    assert abs(share - 0.9) < 4 * (0.9 * 0.1 / len(from_nought)) ** 0.5


def test_an_empty_cluster_restarts_at_the_farthest_point() -> None:
    from metaunsup.adaptation.kmeans import _means

    points = torch.tensor([[0.0], [1.0], [5.0], [4.0]])
    assignments = torch.tensor([[0, 0, 0, 0]])
    centroids = _means(points, assignments, (points[:, 0] - 1).square()[None].clone(), 3)
    assert centroids[0, :, 0].tolist() == [2.5, 5.0, 4.0]  # the mean, then the farthest from 1, then the next


def test_copies_leave_clusters_empty_and_nothing_else(seeded) -> None:
    points = torch.tensor([[0.0, 1.0], [2.0, 3.0]]).repeat_interleave(5, 0)
    for k in range(1, 11):
        found = kmeans(points, k, seeded(k))
        assert int(found.min()) >= 0 and int(found.max()) < k
        assert k == 1 or inertia(points, found) == 0
    assert inertia(torch.ones(6, 3), kmeans(torch.ones(6, 3), 4, seeded(0))) == 0


@pytest.mark.parametrize("n", [1, 2, 7])
def test_as_many_clusters_as_points_are_one_each(seeded, n) -> None:
    points = torch.randn(n, 3, generator=seeded(n))
    assert sorted(kmeans(points, n, seeded(0)).tolist()) == list(range(n))
    assert kmeans(points, 1, seeded(0)).eq(0).all()


def test_far_from_the_origin_nothing_is_lost(seeded) -> None:
    points = torch.randn(60, 2, generator=seeded(0)) + 3 * torch.arange(3).repeat(20)[:, None]
    far = points + 4096
    near = far - 4096  # what float32 kept of it
    assert torch.equal(kmeans(far, 3, seeded(2)), kmeans(near, 3, seeded(2)))


def test_no_gradient_flows_and_none_is_switched_off(clouds, seeded) -> None:
    points = clouds["blobs"].clone().requires_grad_()
    assert not kmeans(points, 3, seeded(0)).requires_grad
    for _ in lloyd_states(points, 3, seeded(0), steps=5):
        assert torch.is_grad_enabled()


@pytest.mark.parametrize("steps", [0, 1, 3, 100])
def test_states_end_with_the_best_start_s_end(clouds, seeded, steps) -> None:
    points = clouds["digits"]
    path = list(lloyd(points, 8, seeded(4)))
    told = list(lloyd_states(points, 8, seeded(4), steps=steps))
    assert 1 <= len(told) <= min(steps, ITERATIONS) + 1
    assert torch.equal(told[-1][0], kmeans(points, 8, seeded(4)))
    best = int(path[-1].inertia.argmin())
    for (assignments, value), state in zip(told[:-1], path, strict=False):
        assert torch.equal(assignments, state.assignments[best]) and value == float(state.inertia[best])
    for (one, above), (other, below) in itertools.pairwise(told):
        assert not torch.equal(one, other) and below <= above


def test_matching_equals_brute_force(seeded) -> None:
    for seed in range(20):
        k = 2 + seed % 4
        one, other = (torch.randint(k, (15,), generator=seeded(seed + shift)) for shift in (0, 100))
        matched = match_clusters(one, other, k)
        assert matched.dtype == torch.int64
        best = max(
            int((torch.tensor(permutation)[one] == other).sum()) for permutation in itertools.permutations(range(k))
        )
        assert int((matched == other).sum()) == best
        pairs = {(int(a), int(b)) for a, b in zip(one, matched, strict=True)}
        assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})  # only renumbered


def test_matching_what_is_the_same_up_to_names(seeded) -> None:
    previous = torch.randint(5, (40,), generator=seeded(0))
    renamed = torch.tensor([3, 0, 4, 1, 2])[previous]
    assert torch.equal(match_clusters(renamed, previous, 5), previous)
    alone = torch.zeros(4, dtype=torch.int64)
    assert torch.equal(match_clusters(alone, alone + 2, 3), alone + 2)


def test_the_best_start_wins_on_small_tasks_too(clouds, seeded) -> None:
    """Starts settle within a step or two here: an inertia measured from the centroids before would mislead."""
    for seed in range(40):
        points = clouds["digits"][seed : seed + 20]
        last = list(lloyd(points, 5, seeded(seed)))[-1]
        best = min(inertia(points, assignments) for assignments in last.assignments)
        assert inertia(points, kmeans(points, 5, seeded(seed))) == pytest.approx(best, rel=1e-5)
