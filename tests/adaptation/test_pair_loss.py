"""The pair loss against a loop over pairs written out, and what it must not depend on."""

from __future__ import annotations

import math

import pytest
import torch

from metaunsup.adaptation.objectives import pair_loss


def test_equals_a_loop_over_pairs(seeded) -> None:
    probability = torch.rand(7, 3, generator=seeded(0), dtype=torch.float64).softmax(1)
    labels = torch.tensor([0, 0, 1, 2, 2, 2, 1])
    same, different = [], []
    for i in range(7):
        for j in range(7):
            together = float(probability[i] @ probability[j])
            if i != j:
                (same if labels[i] == labels[j] else different).append(
                    -math.log(together if labels[i] == labels[j] else 1 - together)
                )
    expected = (sum(same) / len(same) + sum(different) / len(different)) / 2
    assert float(pair_loss(probability, labels)) == pytest.approx(expected, abs=1e-12)


def test_names_of_clusters_do_not_matter_and_the_truth_costs_nothing(seeded) -> None:
    labels = torch.tensor([0, 0, 1, 1, 2])
    probability = torch.nn.functional.one_hot(labels, 3).double()
    assert float(pair_loss(probability, labels)) == pytest.approx(0, abs=1e-5)
    assert float(pair_loss(probability[:, [2, 0, 1]], labels)) == pytest.approx(0, abs=1e-5)
    blurred = (probability + 1).softmax(1)
    assert torch.isclose(pair_loss(blurred, labels), pair_loss(blurred[:, [1, 2, 0]], labels))
    wrong = torch.tensor([0, 1, 0, 1, 2])
    assert float(pair_loss(probability, wrong)) > 3


def test_pairs_of_one_kind_alone_are_judged_alone() -> None:
    uniform = torch.full((4, 2), 0.5, dtype=torch.float64)
    assert float(pair_loss(uniform, torch.zeros(4, dtype=torch.int64))) == pytest.approx(math.log(2))
    assert float(pair_loss(uniform, torch.arange(4))) == pytest.approx(math.log(2))
