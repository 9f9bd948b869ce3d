"""Labels that last, weights by the margin, views that are remembered: each against a case by hand."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.heads import HEADS
from metaunsup.adaptation.kmeans import continued, inertia_of, kmeans
from metaunsup.adaptation.labelling import PLAIN, Labeller, LoopRule
from metaunsup.adaptation.objectives import cluster_probability, prototypes


def on_circle(*degrees: float) -> Tensor:
    angle = torch.tensor(degrees, dtype=torch.float64).deg2rad()
    return torch.stack([angle.cos(), angle.sin()], 1)


def labeller(k: int, rule: LoopRule, head=kmeans, temperature: float = 0.1) -> Labeller:
    return Labeller(k, rule, head, torch.Generator().manual_seed(0), temperature)


def test_clusters_last_until_another_start_is_plainly_better() -> None:
    """Four corners: two pairs either way. What was found first stays while it is as good, and no longer."""
    one, other = on_circle(0, 80, 180, 260), on_circle(0, 100, 180, 280)  # {0, 1} {2, 3}, or {1, 2} {3, 0}
    lasting, anew = labeller(2, LoopRule(memory=0.0)), labeller(2, PLAIN)
    first = lasting.label(one).assignments
    assert first[0] == first[1] != first[2] == first[3]
    anew.label(one)
    slightly = on_circle(0, 90.2, 180, 270.2)  # the other pairs are better now, by less than two per cent
    assert torch.equal(lasting.label(slightly).assignments, first)
    assert anew.label(slightly).assignments[1] == anew.previous[2]
    plainly = lasting.label(other).assignments
    assert plainly[1] == plainly[2] != plainly[3] == plainly[0]
    assert int((plainly == first).sum()) == 2  # and they keep the names of those they overlap with


def test_lloyd_goes_on_from_the_clusters_there_are(seeded) -> None:
    points = torch.randn(40, 3, generator=seeded(2))
    start = torch.randint(4, (40,), generator=seeded(3))
    found = continued(points, start, 4)
    centroids = torch.stack([points[found == k].mean(0) for k in range(4)])
    assert torch.equal(torch.cdist(points, centroids).argmin(1), found)  # a fixed point ...
    slow = sum(float((points[found == k] - centroids[k]).square().sum()) for k in range(4))
    assert inertia_of(points, found, 4) == pytest.approx(slow, rel=1e-5)
    assert slow < inertia_of(points, start, 4)  # ... that is no worse
    assert torch.equal(continued(points, found, 4), found)
    empty = continued(points, torch.zeros(40, dtype=torch.int64), 4)  # three clusters without items stay so
    assert empty.eq(0).all()


def test_an_item_weighs_by_its_margin() -> None:
    points = on_circle(0, 10, 80, 90, 45)  # the last one lies between the two clusters
    for margin in (1.0, 2.0):
        labels = labeller(2, LoopRule(margin=margin), temperature=0.3).label(points)
        likely = cluster_probability(points, prototypes(points, labels.assignments, 2), 0.3).sort(1).values
        expected = (likely[:, 1] - likely[:, 0]) ** margin
        assert torch.allclose(labels.weights, expected / expected.mean())
        assert float(labels.weights.mean()) == pytest.approx(1)
        assert float(labels.weights[4]) < 0.5 * float(labels.weights[0])


@pytest.mark.parametrize(
    ("k", "rule", "temperature"),
    [
        (2, LoopRule(margin=0.0), 0.1),  # not asked for
        (1, LoopRule(), 0.1),  # no second cluster
        (2, LoopRule(), 1e30),  # all items between all clusters: they must count all the same
    ],
)
def test_no_weights(k, rule, temperature) -> None:
    assert labeller(k, rule, temperature=temperature).label(on_circle(0, 10, 20)).weights is None


def test_views_are_remembered_and_fade() -> None:
    one = labeller(2, LoopRule(memory=0.5, fade=0.25, settle=0))
    z, a, b = on_circle(0, 90), on_circle(20, 70), on_circle(-20, 110)
    assert torch.equal(one.label(z).points, z)
    one.remember(a)
    assert torch.allclose(one.label(z).points, F.normalize(z + 0.5 * a, dim=1))
    one.remember(b)
    assert torch.allclose(one.label(z).points, F.normalize(z + 0.5 * (0.25 * a + b), dim=1))
    plain = labeller(2, PLAIN)
    plain.remember(a)
    assert torch.equal(plain.label(z).points, z)


def test_it_settles_when_nothing_has_changed_for_a_few_steps() -> None:
    z, other = on_circle(0, 5, 90, 95), on_circle(0, 85, 90, 5)
    one = labeller(2, LoopRule(settle=2, memory=0.0))
    told = []
    for points in (z, z, other, other, other):
        one.label(points)
        told.append(one.settled)
    assert told == [False, False, False, False, True]
    never = labeller(2, LoopRule(settle=0))
    for _ in range(9):
        never.label(z)
    assert not never.settled


@pytest.mark.parametrize("head", ["soft", "sinkhorn"])
def test_another_head_finds_its_clusters_anew(head) -> None:
    """Its objective is not k-means': nothing could say which of two clusterings is better."""
    one = labeller(2, LoopRule(memory=0.0), HEADS[head])
    one.label(on_circle(0, 80, 180, 260))
    after = one.label(on_circle(0, 90.2, 180, 270.2)).assignments
    assert after[1] == after[2]
