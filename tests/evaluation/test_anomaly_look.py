"""One task looked at closely: the numbers of the evaluation's first task, every item's score, and the heat."""

from __future__ import annotations

import csv

import numpy as np
import pytest
import torch
from torch import Tensor

from metaunsup.data.pool import make_pool
from metaunsup.data.registry import load_pool
from metaunsup.detectors.base import Judged
from metaunsup.detectors.knn import Knn
from metaunsup.detectors.proto import Proto
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.anomaly import draw_anomaly_task, evaluate_anomaly
from metaunsup.evaluation.anomaly_look import COLUMNS, Verdict, look, result_of, scores_csv
from metaunsup.evaluation.anomaly_summary import curves_csv, summarise_anomaly
from metaunsup.evaluation.heat import ADDED, MISSING, board, difference, glowing, missed
from metaunsup.evaluation.thresholds import cheapest, errors_at
from metaunsup.tasks.anomaly import AnomalyKind

POOL = load_pool("digits")
KIND = AnomalyKind(shots=5, queries=12, rate=0.25)


class Broken(Knn):
    """Fails on everything."""

    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Judged:
        raise ZeroDivisionError("nothing")


def verdicts(detectors: dict, pool=POOL, kind=KIND, index: int = 0):
    task, found = look(pool, detectors, kind, seed=3, adapt_steps=0, index=index)
    return task, {one.name: one for one in found if one is not None}


@pytest.fixture(scope="module")
def results() -> list:
    return list(evaluate_anomaly(POOL, {"knn": Knn(), "proto": Proto()}, KIND, tasks=3, seed=3, adapt_steps=0))


@pytest.mark.parametrize("index", [0, 2])
def test_a_task_looked_at_is_that_of_the_evaluation(results, index) -> None:
    task, found = verdicts({"proto": Proto(), "broken": Broken(), "knn": Knn()}, index=index)
    assert found["broken"].error is not None and found["broken"].judgement is None
    again = result_of(task, found, index)
    assert again.anomalous == results[index].anomalous and again.classes == results[index].classes
    for name in ("knn", "proto"):
        ours, theirs = again.learners[name], results[index].learners[name]
        assert (ours.scores, ours.offset, ours.auroc) == (theirs.scores, theirs.offset, theirs.auroc)


def test_every_score_is_a_row_with_what_the_item_is() -> None:
    task, found = verdicts({"knn": Knn(), "broken": Broken()})
    rows = list(csv.DictReader(scores_csv(task, found, 3).splitlines()))
    assert tuple(rows[0]) == COLUMNS and len(rows) == len(task.queries)
    part = POOL.part("test")
    for row, query in zip(rows, task.queries, strict=True):
        assert torch.equal(part.data.items(torch.tensor(int(row["item"]))), query)
        assert row["class"] == part.class_names[int(part.labels[int(row["item"])])]
        assert (row["anomalous"] == "True") == (row["class"] not in task.truth.normal)
        assert (row["called_anomalous"] == "True") == (float(row["score"]) < float(row["threshold"]))
    order = found["knn"].order()
    scores = [float(rows[item]["score"]) for item in order]
    assert scores == sorted(scores) and sorted(order) == list(range(len(rows)))


def test_items_of_unknown_classes_are_judged_and_not_scored() -> None:
    images = np.random.default_rng(0).integers(0, 256, (90, 1, 8, 8), dtype=np.uint8)
    pool = make_pool("nameless", images, None)
    task, found = verdicts({"knn": Knn()}, pool)
    assert not task.truth.known and found["knn"].result is None and len(task.index.unique()) == 17
    rows = list(csv.DictReader(scores_csv(task, found, 3).splitlines()))
    assert {(row["anomalous"], row["class"]) for row in rows} == {("", "")}
    with pytest.raises(MetaUnsupError) as caught:
        evaluate_anomaly(pool, {"knn": Knn()}, KIND, tasks=1, seed=3, adapt_steps=0)
    assert caught.value.code == "pool_unlabelled"
    with pytest.raises(MetaUnsupError) as caught:
        draw_anomaly_task(pool, AnomalyKind(shots=20, queries=60), 3, 0)
    assert caught.value.code == "anomaly_items" and "80" in str(caught.value)


def test_both_errors_and_their_cost_are_in_the_summary(results) -> None:
    told = summarise_anomaly(results, KIND, pool=POOL, seed=3, adapt_steps=0, miss_cost=4)
    for name in ("knn", "proto"):
        own = [errors_at(one.learners[name].scores, one.anomalous, one.learners[name].offset) for one in results]
        least = [cheapest(one.learners[name].scores, one.anomalous, 4).cost(4) for one in results]
        entry = told["learners"][name]
        assert entry["cost"]["mean"] == pytest.approx(np.mean([(4 * one.missed + one.alarms) / 12 for one in own]))
        assert entry["least_cost"]["mean"] == pytest.approx(np.mean(least))
        assert entry["errors"]["missed"] == pytest.approx(np.mean([one.missed / 3 for one in own]))
        assert entry["errors"]["alarms"] == pytest.approx(np.mean([one.alarms / 9 for one in own]))
    lines = curves_csv(results).splitlines()
    assert len(lines) == 1 + 2 * 2 * 101 and lines[1].startswith("knn,roc,0.0,")


def test_heat_is_orange_where_ink_is_missing_and_blue_where_it_was_added() -> None:
    items, drawn = torch.zeros(2, 1, 4, 4), torch.zeros(2, 1, 4, 4)
    items[0, 0, 0, 0] = 1
    drawn[1, 0, 3, 3] = 1
    assert difference(items, drawn)[0, 0, 0] == 1 and difference(items, drawn)[1, 3, 3] == -1
    made = board(items, drawn, [1, 0])
    assert made.shape[2] == 3 and made.shape[0] % 3 == 0
    heat = made[2 * made.shape[0] // 3 :]
    width = made.shape[1] // 2
    assert tuple(heat[:, width:][0, 0]) == MISSING  # the second of the order is item 0
    colours = {tuple(pixel) for pixel in heat[:, :width].reshape(-1, 3).tolist()}
    assert colours == {(0, 0, 0), ADDED}


def test_of_a_row_the_columns_that_are_missed_farthest_come_first() -> None:
    row, drawn = torch.tensor([0.0, 1.0, -2.0, 0.5]), torch.tensor([0.5, 1.0, 1.0, 0.4])
    found = missed(row, drawn)
    assert [one.column for one in found] == [2, 0, 3, 1]
    assert [one.squared_error for one in found] == pytest.approx([9.0, 0.25, 0.01, 0.0])
    assert (found[0].value, found[0].drawn) == (-2.0, 1.0)
    rows = torch.stack([torch.zeros(4), torch.tensor([4.0, 0.0, 0.0, 0.0])])  # as large as can be told
    made = board(rows, torch.zeros(2, 4), [1, 0])
    heat = made[2 * made.shape[0] // 3 :].reshape(-1, 3)
    assert made.shape[2] == 3 and len(np.unique(heat, axis=0)) >= 2


def test_a_verdict_without_a_drawing_has_none() -> None:
    assert Verdict("knn").reconstruction is None


def test_the_hottest_place_glows_and_half_of_all_are_cold() -> None:
    items, heat = torch.zeros(3, 1, 4, 4), torch.zeros(3, 1, 4, 4)
    heat[0, 0, 1, 2], heat[2] = 5.0, 1.0
    made = glowing(items, heat, [2, 0], shown=2)
    upper, lower = np.split(made, 2)
    assert upper.max() == 0  # black pictures
    colours = [tuple(pixel) for pixel in lower.reshape(-1, 3).tolist()]
    assert MISSING in colours and lower[: lower.shape[0] // 2, : lower.shape[1] // 2].max() > 0
    assert (lower.reshape(-1, 3).max(1) == 255).mean() < 0.05  # one place of 32
