"""Evaluating detectors: scikit-learn's own numbers, failures that stop nobody else, and curves whose area is AUROC."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
import torch
from sklearn.metrics import average_precision_score, roc_auc_score
from torch import Tensor

from metaunsup.data.registry import load_pool
from metaunsup.detectors.base import Judged
from metaunsup.detectors.knn import Knn
from metaunsup.detectors.proto import Proto
from metaunsup.detectors.spaces import Encoded
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.anomaly import METRICS, draw_anomaly_task, evaluate_anomaly
from metaunsup.evaluation.anomaly_summary import COLUMNS, as_csv, curves, summarise_anomaly
from metaunsup.evaluation.metrics import mean_interval, paired_difference
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.anomaly import AnomalyKind

POOL = load_pool("digits")
KIND = AnomalyKind(shots=5, queries=12, rate=0.25)


@dataclass(eq=False, repr=False)
class Breaking(Knn):
    """Fails on tasks whose first item is dark enough."""

    name = "breaking"

    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Judged]:
        if float(support[0].mean()) < 0.31:
            raise ZeroDivisionError("nothing")
        yield from super()._detect(support, queries, steps=steps, generator=generator)


@pytest.fixture(scope="module")
def results() -> list:
    detectors = {"knn": Knn(), "breaking": Breaking(), "proto": Proto()}
    return list(evaluate_anomaly(POOL, detectors, KIND, tasks=8, seed=3, adapt_steps=2))


def test_metrics_are_scikit_learn_s_on_the_scores(results) -> None:
    for done in results:
        task = draw_anomaly_task(POOL, KIND, 3, done.index)
        anomalous = task.truth.anomalous.numpy()
        assert done.anomalous == tuple(anomalous.tolist()) and done.classes == task.truth.normal
        for one in done.learners.values():
            scores = np.array(one.scores)
            assert one.auroc == one.trace[-1] == pytest.approx(roc_auc_score(~anomalous, scores))
            assert one.average_precision == pytest.approx(average_precision_score(anomalous, -scores))
            called = scores >= one.offset
            rates = called[~anomalous].mean(), (~called)[anomalous].mean()
            assert one.balanced_accuracy == pytest.approx(sum(rates) / 2, abs=1e-6)


def test_who_fails_stops_nobody_and_the_summary_says_so(results) -> None:
    summary = summarise_anomaly(results, KIND, pool=POOL, seed=3, adapt_steps=2)
    json.dumps(summary, allow_nan=False)
    broken = [done.index for done in results if "breaking" in done.failures]
    assert 0 < len(broken) < 8 and summary["learners"]["breaking"]["failed"]["tasks"] == len(broken)
    assert list(summary["learners"]) == list(results[0].names) == ["knn", "breaking", "proto"]
    for metric in METRICS:
        values = {name: [getattr(done.learners[name], metric) for done in results] for name in ("knn", "proto")}
        told = summary["learners"]["knn"][metric]
        assert told["ci95"] == mean_interval(values["knn"]).as_json()["ci95"] and told["per_task"] == values["knn"]
        low, high = told["ci95_classes"]
        assert (low + high) / 2 == pytest.approx(told["mean"]) and high - low >= told["ci95"][1] - told["ci95"][
            0
        ] - 1e-9
        apart = summary["paired"][metric]["knn vs proto"]
        assert apart["ci95"] == paired_difference(values["knn"], values["proto"]).as_json()["ci95"]
        assert summary["paired"][metric]["knn vs breaking"]["tasks"] == 8 - len(broken)
    rows = as_csv(results, "digits", 3).splitlines()
    assert rows[0] == ",".join(COLUMNS) and len(rows) == 1 + 3 * 8
    assert all(len(row.split(",")) == len(COLUMNS) for row in rows if "breaking" not in row)


def test_another_detector_changes_nobody_s_numbers(results) -> None:
    (alone, *_) = evaluate_anomaly(POOL, {"proto": Proto()}, KIND, tasks=1, seed=3, adapt_steps=0)
    assert alone.learners["proto"].scores == results[0].learners["proto"].scores


def test_the_area_under_the_mean_curve_is_the_mean_auroc(results) -> None:
    found = curves(results, "knn")
    x, mean, low, high = (np.array(found["roc"][end]) for end in ("x", "mean", "low", "high"))
    # a staircase holds each height from its rate on; rates of nine normal queries lie between those of the grid
    area = float((mean[:-1] * np.diff(x)).sum())
    assert area == pytest.approx(np.mean([one.learners["knn"].auroc for one in results]), abs=0.01)
    assert (low <= mean).all() and (mean <= high).all() and (np.diff(mean) >= 0).all() and mean[-1] == 1
    precision = np.array(found["precision_recall"]["mean"])
    steps = [average_precision_score(one.anomalous, -np.array(one.learners["knn"].scores)) for one in results]
    assert float(precision[1:].mean()) == pytest.approx(np.mean(steps), abs=0.01)
    with pytest.raises(MetaUnsupError):
        curves(results, "nobody")


def test_an_encoder_that_practised_on_test_items_is_refused() -> None:
    learner = make_learner("protonet")
    learner.parameters = learner.initialise(1, torch.Generator())
    learner.trained_on = POOL.unlabelled("test").hashes[:2]
    with pytest.raises(MetaUnsupError) as caught:
        evaluate_anomaly(POOL, {"knn": Knn(space=Encoded("own", learner))}, KIND, tasks=1, seed=0, adapt_steps=0)
    assert caught.value.code == "trained_on_test_items"
    for wrong, code in (({"tasks": 0}, "number_out_of_range"), ({"adapt_steps": -1}, "number_out_of_range")):
        with pytest.raises(MetaUnsupError) as caught:
            evaluate_anomaly(POOL, {"knn": Knn()}, KIND, **{"tasks": 1, "seed": 0, "adapt_steps": 0, **wrong})
        assert caught.value.code == code
