"""What learners find out by themselves: in the summary, in tables and rows, and on the way between processes."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
import torch

from metaunsup.evaluation.compare import Grid, compare, finished_from_json, prepare
from metaunsup.evaluation.comparison import summarise_comparison
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.findings import chosen_text, findings
from metaunsup.evaluation.latex import as_latex
from metaunsup.evaluation.results import LearnerResult
from metaunsup.evaluation.rows import as_csv
from metaunsup.evaluation.summary import summarise
from metaunsup.evaluation.tables import table
from metaunsup.learners.base import NOISE, State
from metaunsup.learners.registry import make_learner

SETTINGS = {"ways": 3, "shots": 5, "seed": 0, "adapt_steps": 3}


def result(**told) -> LearnerResult:
    return LearnerResult((0.5,), (0.5,), (0.5,), (0.1,), **told)


def test_means_and_shares_over_tasks() -> None:
    told = [
        result(noise=(0.9, 0.2), clusters=(9, 3), chosen={"eps": 1.0, "linkage": "ward"}),
        result(noise=(0.9, 0.4), clusters=(9, 4), chosen={"eps": 2.0, "linkage": "average"}),
        result(noise=(0.9, 0.0), clusters=(9, 2), chosen={"linkage": "ward"}),
    ]
    found = findings(told, "dbscan")
    assert found == {
        "noise": pytest.approx(0.2),
        "clusters": pytest.approx(3.0),
        "chosen": {"eps": 1.5, "linkage": {"ward": pytest.approx(2 / 3), "average": pytest.approx(1 / 3)}},
    }
    assert chosen_text(found["chosen"]) == "eps 1.5 · linkage ward 67%, average 33%"
    assert (
        chosen_text({"eps": 4.20712, "min_samples": 4, "linkage": "ward"}) == "eps 4.21 · min_samples 4 · linkage ward"
    )
    assert chosen_text({}) == "" and chosen_text({"linkage": {"ward": 1.0}}) == "linkage ward"


def test_most_learners_have_nothing_to_add() -> None:
    assert findings([result()], "kmeans") == findings([result()], "somebody's own") == findings([], "kmeans") == {}
    assert findings([result()], "protonet-sinkhorn") == {"knows_sizes": True}
    assert findings([result()], "protonet-soft") == {}


def test_noise_and_clusters_are_counted_by_hand(pool, guesser) -> None:
    class Finder(guesser):
        finds_clusters = True

        def _guess(self, n, *settings):
            placed = torch.tensor([NOISE] * 3 + [0] * 6 + [1] * (n - 9))
            yield State(placed, torch.rand(n, 5), chosen={"eps": 2.0})

    results = list(evaluate(pool, {"finder": Finder(), "kmeans": make_learner("kmeans")}, tasks=2, **SETTINGS))
    assert [one.learners["finder"].clusters for one in results] == [(2,), (2,)]
    assert results[0].learners["finder"].noise == (pytest.approx(3 / 15),)
    assert results[0].learners["kmeans"].clusters == ()
    told = summarise(results, pool=pool, **SETTINGS)["learners"]
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert (told["finder"]["noise"], told["finder"]["clusters"]) == (pytest.approx(0.2), 2.0)
    assert told["finder"]["chosen"] == {"eps": 2.0}
    assert not {"noise", "clusters", "chosen", "knows_sizes"} & set(told["kmeans"])


def test_a_comparison_tells_them_in_json_rows_and_latex() -> None:
    plan = prepare(Grid(("digits",), (3,), (5,), tasks=2), ("kmeans", "dbscan", "agglomerative", "protonet-sinkhorn"))
    results = list(compare(plan))
    for one in results:
        assert finished_from_json(json.loads(json.dumps(one.as_json()))) == one
    told = summarise_comparison(results, plan)["all"]["learners"]
    counts = [one.task.learners["dbscan"].clusters[-1] for one in results]
    assert told["dbscan"]["clusters"] == pytest.approx(sum(counts) / 2)
    assert told["dbscan"]["chosen"]["min_samples"] == 3 and told["dbscan"]["chosen"]["eps"] > 0
    assert sum(told["agglomerative"]["chosen"]["linkage"].values()) == pytest.approx(1)
    assert told["protonet-sinkhorn"]["knows_sizes"] is True
    assert not {"noise", "clusters", "chosen", "knows_sizes"} & set(told["kmeans"])
    rows = list(csv.DictReader(io.StringIO(as_csv(results))))
    first = {row["learner"]: row for row in rows[:4]}
    assert (first["kmeans"]["noise"], first["kmeans"]["clusters"], first["kmeans"]["knows_sizes"]) == ("", "", "False")
    assert int(first["dbscan"]["clusters"]) == counts[0] and 0 <= float(first["dbscan"]["noise"]) <= 1
    assert first["protonet-sinkhorn"]["knows_sizes"] == "True"
    text = as_latex([table(results, setting) for setting in plan.settings()], plan)
    assert "ProtoNet, balanced$^\\dagger$" in text and "told that clusters are of equal size" in text
    assert "Items left as noise count as wrong" in text
    plain = replace(plan, learners=("kmeans",))
    assert "dagger" not in as_latex([], plain) and "noise" not in as_latex([], plain)


def test_results_kept_before_there_was_noise_are_still_read() -> None:
    plan = prepare(Grid(("digits",), (3,), (5,), tasks=1), ("kmeans",))
    (one,) = compare(plan)
    old = one.as_json()
    for told in old["task"]["learners"].values():
        for key in ("noise", "clusters", "chosen"):
            del told[key]
    assert finished_from_json(old) == one
