"""Calibration against a case done by hand, a slow loop, and scikit-learn."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import permutations

import numpy as np
import pytest
import torch
from sklearn.calibration import calibration_curve
from torch import Tensor
from torch.nn import functional as F

from metaunsup.evaluation.calibration import (
    BINS,
    Calibration,
    calibration,
    calibration_from_json,
    cosine_auroc,
    outlier_auroc,
    reliability,
)
from metaunsup.evaluation.metrics import mean_interval, score
from metaunsup.learners.base import NOISE
from metaunsup.tasks.task import OUTLIER


def chances(seed: int, items: int = 60, clusters: int = 4, sharpness: float = 2.0) -> tuple[Tensor, Tensor]:
    """Probabilities that are right more often than not, and the truth."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(clusters, (items,), generator=generator)
    logits = torch.randn(items, clusters, generator=generator) * sharpness
    logits[torch.arange(items), (labels + 1) % clusters] += 2.0  # cluster 1 is class 0, and so on
    return logits.softmax(1), labels


def test_a_case_done_by_hand() -> None:
    """Six items and an outlier; clusters 0, 1 are classes 7, 3. Four are right: the third and the last are not.

    Bin (0.5, 0.6]: 0.54 wrong -> |0 - 0.54|; (0.7, 0.8]: 0.75 and 0.79, both right -> |2 - 1.54|; (0.8, 0.9]: 0.89
    wrong and 0.85 right -> |1 - 1.74|; (0.9, 1]: 1 right -> 0. ECE = (0.54 + 0.46 + 0.74 + 0) / 6 = 0.29.
    """
    first = [0.75, 0.79, 0.54, 0.0, 0.15, 0.89, 0.5]
    probability = torch.tensor([[p, 1 - p] for p in first])
    labels = torch.tensor([7, 7, 3, 3, 3, 3, OUTLIER])
    found = calibration(probability, labels)
    assert found.count == (0, 0, 0, 0, 0, 1, 0, 2, 2, 1) and found.correct == (0, 0, 0, 0, 0, 0, 0, 2, 1, 1)
    assert found.confidence == pytest.approx((0, 0, 0, 0, 0, 0.54, 0, 1.54, 1.74, 1.0), abs=1e-6)
    assert found.ece == pytest.approx(0.29, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_equals_a_slow_loop(seed) -> None:
    probability, labels = chances(seed)
    labels[::7] = OUTLIER
    rows = [(max(p), p.index(max(p)), y) for p, y in zip(probability.double().tolist(), labels.tolist(), strict=True)]
    rows = [row for row in rows if row[2] != OUTLIER]
    # the matching by trying all of them
    best = max(permutations(range(4)), key=lambda order: sum(order[cluster] == y for _, cluster, y in rows))
    expected = 0.0
    for bin in range(BINS):
        inside = [(sure, best[cluster] == y) for sure, cluster, y in rows if bin / BINS < sure <= (bin + 1) / BINS]
        if inside:
            confidence = sum(sure for sure, _ in inside) / len(inside)
            accuracy = sum(right for _, right in inside) / len(inside)
            expected += len(inside) / len(rows) * abs(accuracy - confidence)
    found = calibration(probability, labels)
    assert found.ece == pytest.approx(expected, rel=1e-10) and sum(found.count) == len(rows)
    assert sum(found.correct) / len(rows) == pytest.approx(score(probability.argmax(1), labels).accuracy)


def test_the_points_are_those_of_scikit_learn() -> None:
    probability, labels = chances(0, items=400)
    together = reliability([calibration(probability, labels)])
    assert together is not None
    right = probability.argmax(1) == (labels + 1) % 4
    accuracy, confidence = calibration_curve(right, probability.max(1).values.double(), n_bins=BINS)
    points = [(one.confidence, one.accuracy) for one in together.bins if one.count]
    assert [x for x, _ in points] == pytest.approx(confidence.tolist())
    assert [y for _, y in points] == pytest.approx(accuracy.tolist())


def test_names_of_clusters_and_more_clusters_than_classes_make_no_difference() -> None:
    probability, labels = chances(1)
    shuffled = calibration(probability[:, [2, 0, 3, 1]], labels)
    assert shuffled == calibration(probability, labels)
    assert calibration(torch.cat([probability, torch.zeros(60, 2)], 1), labels) == shuffled
    single = calibration(torch.full((5, 1), 1.0 + 1e-6), torch.tensor([0, 0, 0, 1, 1]))  # one cluster for two classes
    assert single.count[-1] == 5 and single.correct[-1] == 3


def test_outliers_that_are_less_certain_are_found() -> None:
    probability, labels = chances(2, items=40, sharpness=3.0)
    assert outlier_auroc(probability, labels) is None
    labels[:8] = OUTLIER
    doubt = [-sum(p * torch.tensor(p).log().item() for p in row) for row in probability.double().tolist()]
    pairs = [(doubt[i], doubt[j]) for i in range(8) for j in range(8, 40)]
    expected = sum((a > b) + 0.5 * (a == b) for a, b in pairs) / len(pairs)
    assert outlier_auroc(probability, labels) == pytest.approx(expected)
    probability[:8] = 0.25
    assert outlier_auroc(probability, labels) == 1.0
    probability[8:] = torch.eye(4)[0]  # a certainty has no entropy, and none that is not a number
    assert outlier_auroc(probability, labels) == 1.0


def test_tasks_together() -> None:
    tasks = [calibration(*chances(seed)) for seed in range(3)]
    found = reliability(tasks)
    assert found is not None
    assert found.ece == mean_interval([one.ece for one in tasks])
    both = [torch.cat(parts) for parts in zip(*(chances(seed) for seed in range(3)), strict=True)]
    pooled = calibration(*both)
    assert found.pooled == pytest.approx(pooled.ece) and found.pooled < found.ece.mean
    assert tuple(one.count for one in found.bins) == pooled.count
    assert (found.bins[0].confidence, found.bins[0].accuracy) == (
        None,
        None,
    )  # none of four
    assert reliability([*tasks, None]) is None and reliability([]) is None
    content = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert set(content) == {"ece", "bins"} and set(content["ece"]) == {"mean", "ci95", "pooled"}
    assert set(content["bins"][0]) == {"low", "high", "count", "confidence", "accuracy"} and len(content["bins"]) == 10


def test_survives_json_to_the_last_bit() -> None:
    one = calibration(*chances(0))
    assert calibration_from_json(json.loads(json.dumps(asdict(one)))) == one
    assert isinstance(one, Calibration) and calibration_from_json(None) is None


def test_cosine_auroc_by_hand() -> None:
    # two clusters along the axes, and outliers between them or behind: the softmax is sure of the second kind
    items = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.6, -0.8], [-0.8, 0.6]])
    found, labels = torch.tensor([0, 0, 1, 1, 0, 1]), torch.tensor([0, 0, 1, 1, OUTLIER, OUTLIER])
    assert cosine_auroc(items, found, labels) == 1.0
    assert cosine_auroc(items * torch.tensor([[3.0]] * 6), found, labels) == 1.0  # directions alone count
    # slowly: of all pairs of an outlier and another item, the share that it is farther from every centroid
    rng = torch.Generator().manual_seed(0)
    items, found = F.normalize(torch.randn(20, 5, generator=rng), dim=1), torch.arange(20) % 3
    labels = torch.where(torch.arange(20) % 4 == 0, OUTLIER, 0)
    centroids = [F.normalize(sum(x for x, own in zip(items, found, strict=True) if own == k), dim=0) for k in range(3)]
    far = [1 - max(float(x @ c) for c in centroids) for x in items]
    pairs = [(far[i], far[j]) for i in range(20) for j in range(20) if labels[i] == OUTLIER != labels[j]]
    assert cosine_auroc(items, found, labels) == pytest.approx(np.mean([one > other for one, other in pairs]))


def test_cosine_auroc_where_there_is_nothing_to_tell() -> None:
    items, found = torch.eye(4), torch.tensor([0, 0, 1, 1])
    assert cosine_auroc(items, found, torch.zeros(4, dtype=torch.int64)) is None
    assert cosine_auroc(items, found, torch.full((4,), OUTLIER)) is None
    assert cosine_auroc(items, torch.full((4,), NOISE), torch.tensor([0, 0, 0, OUTLIER])) is None
