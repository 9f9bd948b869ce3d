"""What is said of partitions, against values derived by hand and slow counting of every pair."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
import torch

from metaunsup.evaluation.partitions import chance_purity, commonest, purity, shared_class, still_together


def test_shares_by_hand() -> None:
    # clusters {a, a, b}, {b, b}: of 4 pairs inside 2 are alike (aa, bb); of 6 between 2 (b with b, b); of all 10, 4
    assignments, labels = torch.tensor([0, 0, 0, 1, 1]), torch.tensor([7, 7, 3, 3, 3])
    assert shared_class(assignments, labels) == pytest.approx((2 / 4, 2 / 6, 4 / 10))


def test_single_pictures_have_no_pairs_within_and_chance_between() -> None:
    labels = torch.tensor([0, 0, 1, 2])
    within, between, chance = shared_class(torch.arange(4), labels)
    assert math.isnan(within)
    assert between == chance == pytest.approx(1 / 6)
    assert math.isnan(shared_class(torch.zeros(3, dtype=torch.int64), labels[:3])[1])


def test_shares_against_counting_every_pair() -> None:
    generator = torch.Generator().manual_seed(0)
    assignments, labels = (torch.randint(5, (60,), generator=generator) for _ in range(2))
    one, other = torch.triu_indices(60, 60, 1)
    same, alike = assignments[one] == assignments[other], labels[one] == labels[other]
    expected = (alike[same].double().mean(), alike[~same].double().mean(), alike.double().mean())
    assert shared_class(assignments, labels) == pytest.approx([float(x) for x in expected])


def test_pairs_that_stay_together_are_counted_like_one_by_one() -> None:
    generator = torch.Generator().manual_seed(3)
    first, second = (torch.randint(4, (40,), generator=generator) for _ in range(2))
    pairs = list(combinations(range(40), 2))
    within = [(a, b) for a, b in pairs if first[a] == first[b]]
    both = sum(bool(second[a] == second[b]) for a, b in within) / len(within)
    any_two = sum(bool(second[a] == second[b]) for a, b in pairs) / len(pairs)
    assert still_together(first, second) == pytest.approx((both, any_two))
    assert still_together(first, first)[0] == 1


def test_where_no_two_are_together_chance_is_all_there_is_to_say() -> None:
    second = torch.tensor([0, 0, 0, 1])
    assert still_together(torch.arange(4), second) == pytest.approx((0.5, 0.5))  # 3 of 6 pairs


def test_purity_of_a_clustering_worked_out_by_hand() -> None:
    clusters = torch.tensor([0, 0, 0, 1, 1, 2])
    labels = torch.tensor([5, 5, 7, 7, 7, 9])
    assert purity(clusters, labels) == pytest.approx(5 / 6)
    assert commonest(labels[clusters == 0]) == (5, 2)


def test_dealt_at_random_clusters_are_as_impure_as_the_classes_are_many() -> None:
    labels = torch.arange(10).repeat(300)
    clusters = torch.arange(3).repeat_interleave(1000)
    assert purity(clusters, labels) == pytest.approx(0.1)
    assert 0.1 < chance_purity(clusters, labels, 0) < 0.15
