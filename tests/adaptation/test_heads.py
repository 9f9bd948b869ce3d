"""Soft and balanced k-means: against scikit-learn's mixture, plain scaling, and what balance means."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.heads import (
    HEADS,
    KNOWS_SIZES,
    balanced_assignment,
    head_steps,
    spread_temperature,
    transport_plan,
)
from metaunsup.adaptation.kmeans import kmeans
from metaunsup.adaptation.mixture import FLOOR
from metaunsup.adaptation.objectives import TEMPERATURE


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def points() -> Tensor:
    """Three bunches on the unit sphere, of 8, 12 and 16 points."""
    centres = F.normalize(torch.randn(3, 6, generator=seeded(1)), dim=1)
    which = torch.arange(3).repeat_interleave(torch.tensor([8, 12, 16]))
    return F.normalize(centres[which] + 0.25 * torch.randn(36, 6, generator=seeded(2)), dim=1)


def test_k_means_is_the_one_k_means(points) -> None:
    last = list(head_steps("kmeans", points, 3, seeded(), 50))[-1]
    assert torch.equal(last.assignments, kmeans(points, 3, seeded()))
    assert torch.allclose(last.probability.sum(1), torch.ones(36))


def test_soft_k_means_is_a_fixed_point_of_its_own_rule(points) -> None:
    """At the end each centre is the mean of all points, weighted by softmax(z c / tau), to unit length."""
    last = list(head_steps("soft", points, 3, seeded(), 50))[-1]
    centres = np.stack([(last.probability[:, k].numpy()[:, None] * points.numpy()).sum(0) for k in range(3)])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    middle = points.numpy().mean(0)
    temperature = TEMPERATURE * ((points.numpy() - middle) ** 2).sum(1).mean()
    assert spread_temperature(points) == pytest.approx(temperature, rel=1e-5)
    logits = points.numpy() @ centres.T / temperature
    share = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    assert np.allclose(share, last.probability.numpy(), atol=1e-4)
    assert last.assignments.tolist() == share.argmax(1).tolist()


def test_the_plan_equals_plain_scaling_and_is_balanced(points) -> None:
    centres = F.normalize(torch.randn(3, 6, generator=seeded(3)), dim=1)
    kernel = np.exp(points.double().numpy() @ centres.double().numpy().T / TEMPERATURE)
    row, column = np.ones(36), np.ones(3)
    for _ in range(5000):  # Sinkhorn & Knopp: each row to 1, each column to 12
        row = 1 / (kernel @ column)
        column = 12 / (kernel.T @ row)
    plan = transport_plan(points.double(), centres.double())
    assert np.allclose(plan.numpy(), row[:, None] * kernel * column, atol=1e-4)
    assert torch.allclose(plan.sum(1), torch.ones(36, dtype=torch.float64))
    assert torch.allclose(plan.sum(0), torch.full((3,), 12.0, dtype=torch.float64), atol=1e-3)


@pytest.mark.parametrize(("n", "k"), [(36, 3), (35, 3), (6, 6), (10, 4), (5, 1), (3, 3)])
def test_seats_are_the_likeliest_of_all_even_assignments(n, k) -> None:
    share = torch.rand(n, k, generator=seeded(n)).pow(3)
    found = balanced_assignment(share / share.sum(1, keepdim=True))
    sizes = torch.bincount(found, minlength=k)
    assert int(sizes.max() - sizes.min()) <= 1 and int(sizes.sum()) == n
    if n <= 7:  # every assignment, tried
        gain = share.div(share.sum(1, keepdim=True)).log()
        even = (one for one in itertools.product(range(k), repeat=n) if np.ptp(np.bincount(one, minlength=k)) <= 1)
        best = max(sum(float(gain[item, cluster]) for item, cluster in enumerate(one)) for one in even)
        assert sum(float(gain[item, cluster]) for item, cluster in enumerate(found)) == pytest.approx(best)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("narrow", [1.0, 0.1, 0.01])
def test_a_narrow_cone_is_parted_as_a_wide_one(head, narrow) -> None:
    """What an encoder that has not practised makes of items: all nearly in one direction."""
    truth = torch.arange(3).repeat_interleave(15)
    bunches = torch.eye(3)[truth] + 0.1 * torch.randn(45, 3, generator=seeded(5))
    found = HEADS[head](F.normalize(torch.cat([torch.ones(45, 1), narrow * bunches], 1), dim=1), 3, seeded())
    assert adjusted_rand_score(truth, found) == 1


def test_balance_helps_where_sizes_are_equal_and_misleads_where_they_are_not() -> None:
    """Two bunches that touch: told the truth about sizes the balanced head is better, told a lie worse."""

    def accuracy(head: str, sizes: tuple[int, int]) -> float:
        right = []
        for seed in range(12):
            centres = F.normalize(torch.tensor([[1.0, 0.35, 0.0], [1.0, -0.35, 0.0]]), dim=1)
            truth = torch.arange(2).repeat_interleave(torch.tensor(sizes))
            noise = torch.tensor([0.3, 0.3, 0.9]) * torch.randn(len(truth), 3, generator=seeded(seed))
            found = HEADS[head](F.normalize(centres[truth] + 0.35 * noise, dim=1), 2, seeded(seed))
            share = float((found == truth).float().mean())
            right.append(max(share, 1 - share))
        return float(np.mean(right))

    assert accuracy("sinkhorn", (30, 30)) >= accuracy("kmeans", (30, 30)) - 0.01
    assert accuracy("sinkhorn", (50, 10)) < accuracy("kmeans", (50, 10)) - 0.1
    assert {"sinkhorn"} == KNOWS_SIZES


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(("count", "k"), [(1, 1), (2, 2), (5, 5), (7, 3), (6, 1)])
def test_small_numbers(head, count, k) -> None:
    few = F.normalize(torch.randn(count, 4, generator=seeded(4)), dim=1)
    found = HEADS[head](few, k, seeded())
    assert found.dtype == torch.int64 and found.shape == (count,) and int(found.max()) < k
    if count == k:
        assert sorted(found.tolist()) == list(range(k))


@pytest.mark.parametrize("head", HEADS)
def test_points_that_coincide(head) -> None:
    for one in head_steps(head, torch.ones(6, 4) / 2, 3, seeded(), 10):
        assert torch.isfinite(one.probability).all() and int(one.assignments.min()) >= 0
    for one in head_steps(head, torch.zeros(6, 4), 3, seeded(), 10):  # black pictures have no direction
        assert torch.isfinite(one.probability).all()


@pytest.mark.parametrize("head", HEADS)
def test_a_budget_keeps_the_end(head, points) -> None:
    whole = list(head_steps(head, points, 3, seeded(), 50))
    (only,) = head_steps(head, points, 3, seeded(), 0)
    assert torch.equal(only.assignments, whole[-1].assignments)
    assert len(list(head_steps(head, points, 3, seeded(), 1))) <= 2


def test_the_mixture_is_scikit_learns_from_the_same_start(points) -> None:
    """Means, shares and variances of k-means' clusters, given to it as its start, in units of the mean variance."""
    stretched = 40 * points  # of any length: nothing depends on the unit
    told = list(head_steps("gmm", stretched, 3, seeded(), 200))
    start = kmeans(stretched, 3, seeded())
    array = stretched.double().numpy()
    array = (array - array.mean(0)) / np.sqrt(array.var(0).mean())
    groups = [array[(start == k).numpy()] for k in range(3)]
    theirs = GaussianMixture(
        3,
        covariance_type="diag",
        reg_covar=FLOOR,
        weights_init=np.array([len(group) for group in groups]) / 36,
        means_init=np.stack([group.mean(0) for group in groups]),
        precisions_init=np.stack([1 / (group.var(0) + FLOOR) for group in groups]),
    ).fit(array)
    assert np.allclose(told[-1].probability.numpy(), theirs.predict_proba(array), atol=1e-4)
    assert told[-1].objective == pytest.approx(-theirs.score(array), abs=1e-4)
    objectives = [step.objective for step in told]
    assert len(told) > 2 and (np.diff(objectives) < 1e-6).all()  # the floor is no part of the likelihood
    plain = list(head_steps("gmm", points, 3, seeded(), 200))
    assert np.allclose(plain[-1].probability.numpy(), told[-1].probability.numpy(), atol=1e-3)


@pytest.mark.parametrize("k", [1, 2, 4])
def test_a_mixture_of_copies_is_certain(k) -> None:
    copies = torch.eye(3)[[0, 0, 0, 1, 1, 1]]
    last = list(head_steps("gmm", copies, k, seeded(), 5))[-1]
    assert torch.isfinite(last.probability).all() and torch.allclose(last.probability.sum(1), torch.ones(6))
    assert len(set(last.assignments.tolist())) == min(k, 2)
