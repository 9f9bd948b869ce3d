"""Metrics against slow, independent re-implementations; intervals against scipy."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np
import pytest
import torch
from scipy import stats
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import Interval, Scores, accuracy, mean_interval, paired_difference, score
from metaunsup.learners.base import NOISE
from metaunsup.tasks.task import OUTLIER, Truth


def best_matching(found: list[int], labels: list[int]) -> float:
    """Accuracy by trying every one-to-one matching of clusters with classes."""
    clusters, classes = sorted(set(found)), sorted(set(labels))
    short, long, pairs = clusters, classes, list(zip(found, labels, strict=True))
    if len(clusters) > len(classes):
        short, long, pairs = classes, clusters, [(b, a) for a, b in pairs]
    best = 0
    for partners in itertools.permutations(long, len(short)):
        match = dict(zip(short, partners, strict=True))
        best = max(best, sum(match[a] == b for a, b in pairs))
    return best / len(found)


def entropy(values: list) -> float:
    counts = Counter(values).values()
    return -sum(c / len(values) * math.log(c / len(values)) for c in counts)


def slow_nmi(found: list[int], labels: list[int]) -> float:
    """Mutual information over the mean of the two entropies."""
    mutual = entropy(found) + entropy(labels) - entropy(list(zip(found, labels, strict=True)))
    return mutual / ((entropy(found) + entropy(labels)) / 2)


def slow_ari(found: list[int], labels: list[int]) -> float:
    """Adjusted Rand index by looking at every pair of items."""
    both = in_found = in_labels = total = 0
    for i, j in itertools.combinations(range(len(found)), 2):
        together, alike = found[i] == found[j], labels[i] == labels[j]
        both, in_found, in_labels, total = (
            both + (together and alike),
            in_found + together,
            in_labels + alike,
            total + 1,
        )
    expected = in_found * in_labels / total
    return (both - expected) / ((in_found + in_labels) / 2 - expected)


@pytest.mark.parametrize(("clusters", "classes"), [(2, 2), (3, 3), (5, 5), (5, 3), (2, 6), (1, 4), (6, 2)])
def test_scores_equal_slow_reimplementations(clusters: int, classes: int) -> None:
    rng = np.random.default_rng(clusters * 10 + classes)
    for _ in range(20):
        labels = rng.integers(0, classes, 30)
        # half of the items follow their class, so that scores are spread between chance and perfect
        found = np.where(rng.random(30) < 0.5, labels % clusters, rng.integers(0, clusters, 30))
        got = score(torch.from_numpy(found), torch.from_numpy(labels))
        assert got.accuracy == pytest.approx(best_matching(found.tolist(), labels.tolist()), abs=1e-12)
        assert accuracy(torch.from_numpy(found), torch.from_numpy(labels)) == got.accuracy
        if len(set(found.tolist())) > 1:
            assert got.nmi == pytest.approx(slow_nmi(found.tolist(), labels.tolist()), abs=1e-9)
            assert got.ari == pytest.approx(slow_ari(found.tolist(), labels.tolist()), abs=1e-9)


@pytest.mark.parametrize("items", [1, 2, 7, 500])
def test_nmi_and_ari_equal_scikit_learns(items: int) -> None:
    rng = np.random.default_rng(items)
    for clusters, classes in itertools.product((1, 2, 10), repeat=2):
        for noise in (0.0, 0.3, 1.0):
            labels = rng.integers(0, classes, items)
            found = np.where(rng.random(items) < noise, rng.integers(0, clusters, items), labels % clusters)
            got = score(torch.from_numpy(found), torch.from_numpy(labels))
            assert got.nmi == pytest.approx(normalized_mutual_info_score(labels, found), abs=1e-12)
            assert got.ari == pytest.approx(adjusted_rand_score(labels, found), abs=1e-12)


def test_names_of_clusters_do_not_matter() -> None:
    labels = torch.tensor([0, 0, 0, 1, 1, 2, 2, 2, 2])
    renamed = torch.tensor([70, 70, 70, 4, 4, 11, 11, 11, 11])
    assert score(renamed, labels) == Scores(1.0, pytest.approx(1.0), 1.0)


def test_a_matching_is_one_to_one() -> None:
    # A majority vote would call both halves of class 0 right and reach 1.0.
    assert score(torch.tensor([0, 0, 1, 1]), torch.tensor([0, 0, 0, 0])).accuracy == 0.5


def test_outliers_count_nowhere() -> None:
    labels = torch.tensor([0, 0, 1, 1, OUTLIER, OUTLIER, OUTLIER])
    kept = score(torch.tensor([0, 0, 1, 0]), labels[:4])
    for assignments in ([0, 0, 1, 0, 0, 0, 0], [0, 0, 1, 0, 1, 2, 3]):
        assert score(torch.tensor(assignments), Truth(labels, ("a", "b"))) == kept


def test_noise_is_wrong_for_the_accuracy_and_one_more_cluster_for_the_others() -> None:
    # by hand: of six items four lie in clusters, three of them right; the two left out are wrong
    found, labels = torch.tensor([0, 0, 1, 0, NOISE, NOISE]), torch.tensor([0, 0, 1, 1, 1, 1])
    got = score(found, labels)
    assert got.accuracy == pytest.approx(3 / 6)
    assert got.nmi == pytest.approx(slow_nmi([0, 0, 1, 0, 2, 2], labels.tolist()), abs=1e-12)
    assert got.ari == pytest.approx(slow_ari([0, 0, 1, 0, 2, 2], labels.tolist()), abs=1e-12)
    # noise may not be matched with a class, however well it would fit
    assert score(torch.tensor([0, 0, NOISE, NOISE]), torch.tensor([0, 0, 1, 1])).accuracy == 0.5
    assert score(torch.full((4,), NOISE), torch.tensor([0, 0, 0, 0])).accuracy == 0
    assert score(torch.full((4,), NOISE), torch.tensor([0, 0, 0, 0])).nmi == 1  # one cluster, one class: scikit-learn's


@pytest.mark.parametrize("clusters", [1, 3, 6])
def test_noise_equals_slow_reimplementations(clusters: int) -> None:
    rng = np.random.default_rng(clusters)
    for share in (0.1, 0.5, 0.9):
        labels = rng.integers(0, 3, 30)
        found = np.where(rng.random(30) < 0.5, labels % clusters, rng.integers(0, clusters, 30))
        found[rng.random(30) < share] = NOISE
        got = score(torch.from_numpy(found), torch.from_numpy(labels))
        placed = found != NOISE
        among = best_matching(found[placed].tolist(), labels[placed].tolist()) if placed.any() else 0.0
        assert got.accuracy == pytest.approx(among * placed.mean(), abs=1e-12)
        assert got.nmi == pytest.approx(normalized_mutual_info_score(labels, found), abs=1e-12)
        assert got.ari == pytest.approx(slow_ari(found.tolist(), labels.tolist()), abs=1e-9)


def test_an_outlier_called_noise_counts_nowhere_either() -> None:
    labels = torch.tensor([0, 0, 1, 1, OUTLIER, OUTLIER])
    expected = score(torch.tensor([0, 0, 1, NOISE]), labels[:4])
    for rest in ([NOISE, NOISE], [0, NOISE], [5, 1]):
        assert score(torch.tensor([0, 0, 1, NOISE, *rest]), labels) == expected


@pytest.mark.parametrize(
    ("assignments", "labels", "code"),
    [
        ([0, 1], [OUTLIER, OUTLIER], "nothing_to_score"),
        ([], [], "nothing_to_score"),
        ([0, 1, 1], [0, 1], "assignments_against_truth"),
    ],
)
def test_what_cannot_be_scored_is_refused(assignments: list[int], labels: list[int], code: str) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        score(torch.tensor(assignments, dtype=torch.int64), torch.tensor(labels, dtype=torch.int64))
    assert caught.value.code == code


@pytest.mark.parametrize("count", [2, 3, 10, 100])
def test_interval_equals_scipys(count: int) -> None:
    values = np.random.default_rng(count).normal(0.7, 0.1, count)
    low, high = stats.t.interval(0.95, count - 1, loc=values.mean(), scale=stats.sem(values))
    got = mean_interval(values.tolist())
    assert (got.mean, got.low, got.high) == pytest.approx((values.mean(), low, high), abs=1e-12)
    assert got.margin == pytest.approx((high - low) / 2, abs=1e-12)


def test_interval_holds_the_mean_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    draws = [mean_interval(row) for row in rng.normal(0.5, 0.1, (4000, 5)).tolist()]
    covered = sum(one.low <= 0.5 <= one.high for one in draws) / len(draws)
    assert 0.94 < covered < 0.96  # with 1.96 in t's place it would be 0.88


def test_one_task_has_no_interval_and_none_no_mean() -> None:
    one = mean_interval([0.25])
    assert (one.mean, one.low, one.high, one.margin) == (0.25, None, None, None)
    assert one.as_json() == {"mean": 0.25, "ci95": [None, None]}
    assert Interval(0.5, 0.25, 0.75).as_json() == {"mean": 0.5, "ci95": [0.25, 0.75]}
    assert mean_interval([0.1, 0.3]).as_json()["ci95"] == pytest.approx([-1.0706, 1.4706], abs=1e-4)
    with pytest.raises(MetaUnsupError, match="no finished task"):
        mean_interval([])


def test_paired_difference_equals_scipys_paired_test() -> None:
    rng = np.random.default_rng(1)
    hard = rng.normal(0.6, 0.2, 30)
    first, second = hard + rng.normal(0.02, 0.01, 30), hard
    got = paired_difference(first.tolist(), second.tolist())
    expected = stats.ttest_rel(first, second).confidence_interval(0.95)
    assert (got.low, got.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert got.low > 0  # steady, though far smaller than the spread over tasks
    turned = paired_difference(second.tolist(), first.tolist())
    assert (turned.mean, turned.low, turned.high) == pytest.approx((-got.mean, -got.high, -got.low))
    with pytest.raises(MetaUnsupError):
        paired_difference([0.1], [0.1, 0.2])
