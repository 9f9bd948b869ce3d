"""A learner that breaks at one task: the others' numbers, its own of the other tasks, and what is told of it."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation import evaluate as evaluation
from metaunsup.evaluation.compare import Finished, Grid, Setting, compare, finished_from_json, prepare
from metaunsup.evaluation.comparison import summarise_comparison
from metaunsup.evaluation.curves import over, over_seconds, over_steps
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.failures import failed, unless_all_fail
from metaunsup.evaluation.latex import as_latex
from metaunsup.evaluation.metrics import mean_interval, paired_difference
from metaunsup.evaluation.race import fault_of
from metaunsup.evaluation.results import Failure, TaskResult
from metaunsup.evaluation.rows import as_csv, rows
from metaunsup.evaluation.statistics import pairs
from metaunsup.evaluation.summary import summarise
from metaunsup.evaluation.tables import table
from metaunsup.evaluation.transfer import Matrix, summarise_transfer, transfer, transferred_from_json
from metaunsup.evaluation.transfer import prepare as prepare_transfer
from metaunsup.learners.kmeans import KMeans
from metaunsup.learners.protonet import ProtoNet
from metaunsup.learners.registry import make_learner
from metaunsup.learners.spectral import Spectral
from tests.broken import EVERY, break_learner
from tests.evaluation.made_results import finished

SETTINGS = {"ways": 2, "shots": 3, "seed": 0, "adapt_steps": 1}
SMALL, LARGE = Setting("digits", 2, 3), Setting("digits", 5, 3)


@pytest.fixture(autouse=True)
def _nothing_logged_yet(monkeypatch) -> None:
    monkeypatch.setattr(evaluation, "_broken", set())


def field(*names: str) -> dict:
    return {name: make_learner(name) for name in names}


def run(pool, *names: str, tasks: int = 4) -> list[TaskResult]:
    return list(evaluate(pool, field(*names), tasks=tasks, **SETTINGS))


def test_the_others_go_on_and_get_the_same_numbers(pool, monkeypatch) -> None:
    alone = run(pool, "kmeans", "random")
    break_learner(monkeypatch, Spectral, {1})
    results = run(pool, "kmeans", "spectral", "random")
    assert [list(one.failures) for one in results] == [[], ["spectral"], [], []]
    assert [list(one.learners) for one in results][1] == ["kmeans", "random"]
    assert {tuple(one.names) for one in results} == {("kmeans", "spectral", "random")}
    for name in ("kmeans", "random"):
        assert [one.learners[name].accuracy for one in results] == [one.learners[name].accuracy for one in alone]
    failure = results[1].failures["spectral"]
    assert (failure.code, failure.fields["learner"], failure.fields["kind"]) == (
        "learner_broke", "spectral", "RuntimeError",
    )  # fmt: skip
    assert failure.fields["said"] == "cannot cache umap.py"  # results are handed on: no place on this machine


def test_a_failure_comes_back_from_json_to_the_last_bit() -> None:
    odd = {"shape": (3, 4), "seconds": 0.1 + 0.2, "nan": float("nan"), "count": np.int64(3), "path": Path("/a/b/c")}
    failure = Failure.of(MetaUnsupError("items_shape", said=OSError(2, "no", "/a/b/c"), names=["a"], **odd), 1)
    assert failure.fields == {
        "said": "[Errno 2] no: 'c'", "names": ["a"], "shape": [3, 4], "seconds": 0.1 + 0.2, "nan": "nan", "count": 3,
        "path": "c",
    }  # fmt: skip
    one = finished({"kmeans": [0.5]}, SMALL)
    one.task.failures["maml"] = failure
    again = finished_from_json(json.loads(json.dumps(one.as_json(), allow_nan=False)))
    assert again == one
    assert again.task.names == ["kmeans", "maml"]
    assert str(again.task.failures["maml"].error) == str(failure.error)
    del (old := one.as_json())["task"]["failures"]  # a line that was written before there were any
    assert finished_from_json(old).task.failures == {}


def test_the_summary_is_of_the_tasks_that_were_finished(pool, monkeypatch) -> None:
    break_learner(monkeypatch, Spectral, {1, 3})
    results = run(pool, "kmeans", "spectral", "random")
    summary = summarise(results, pool=pool, **SETTINGS)
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    ends = [one.learners["spectral"].accuracy[-1] for one in (results[0], results[2])]
    spectral = summary["learners"]["spectral"]
    accuracy = {key: value for key, value in spectral["accuracy"].items() if key != "ci95_classes"}
    assert accuracy == {**mean_interval(ends).as_json(), "per_task": [ends[0], None, ends[1], None]}
    assert [one is None for one in spectral["trace"]["accuracy"]["per_task"]] == [False, True, False, True]
    assert (spectral["failed"]["tasks"], spectral["failed"]["first"]["code"]) == (2, "learner_broke")
    assert "spectral broke off" in spectral["failed"]["first"]["sentence"]
    others = [one.learners["kmeans"].accuracy[-1] for one in (results[0], results[2])]
    paired = summary["paired"]["accuracy"]
    assert paired["kmeans vs spectral"].pop("ci95_classes") is not None
    assert paired["kmeans vs spectral"] == {**paired_difference(others, ends).as_json(), "tasks": 2}
    assert "tasks" not in paired["kmeans vs random"]
    assert "failed" not in summary["learners"]["kmeans"]


def test_who_fails_on_every_task_has_a_line_without_a_mean(pool, monkeypatch) -> None:
    break_learner(monkeypatch, Spectral, EVERY)
    summary = summarise(run(pool, "spectral", "kmeans", tasks=2), pool=pool, **SETTINGS)
    json.dumps(summary, allow_nan=False)
    assert list(summary["learners"]) == ["spectral", "kmeans"]
    spectral = summary["learners"]["spectral"]
    nothing = {"mean": None, "ci95": [None, None], "ci95_classes": None}
    assert spectral["accuracy"] == {**nothing, "per_task": [None, None]}
    assert (spectral["gain"]["mean"], spectral["seconds_per_task"], spectral["failed"]["tasks"]) == (None, None, 2)
    assert summary["paired"]["accuracy"]["spectral vs kmeans"] == {**nothing, "tasks": 0}


def test_where_all_fail_on_task_0_the_sentence_ends_it_and_later_it_does_not(pool, monkeypatch) -> None:
    for build in (Spectral, KMeans):
        break_learner(monkeypatch, build, {0, 2})
    with pytest.raises(MetaUnsupError) as told:
        run(pool, "spectral", "kmeans")
    assert (told.value.code, told.value.fields["learner"]) == ("learner_broke", "spectral")
    results = run(pool, "spectral", "kmeans")  # tasks 1 to 4 of those they meet
    assert [len(one.failures) for one in results] == [0, 2, 0, 0]


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")]
)
def test_a_program_without_memory_ends_it_for_all(pool, monkeypatch, error) -> None:
    break_learner(monkeypatch, Spectral, {1}, error)
    done = evaluate(pool, field("kmeans", "spectral"), tasks=3, **SETTINGS)
    assert not next(done).failures
    with pytest.raises(MetaUnsupError) as told:
        next(done)
    assert told.value.code == "learner_broke"


def test_the_log_has_the_same_fault_once(pool, monkeypatch, caplog) -> None:
    break_learner(monkeypatch, Spectral, EVERY)
    with caplog.at_level(logging.ERROR):
        assert sum(len(one.failures) for one in run(pool, "kmeans", "spectral")) == 4
    assert caplog.text.count("spectral broke") == 1 and caplog.text.count("Traceback") == 1


@pytest.mark.parametrize("code", ["no_sentence_of_ours", "items_shape"])
def test_a_code_of_somebodys_own_or_a_gap_left_open_is_told_as_a_fault(pool, monkeypatch, code) -> None:
    error = MetaUnsupError(code, where="here")
    assert fault_of("mine", error).code == "learner_broke"
    break_learner(monkeypatch, Spectral, EVERY, error)
    results = run(pool, "kmeans", "spectral", tasks=1)
    assert f"MetaUnsupError: {code} {{'where': 'here'}}" in str(results[0].failures["spectral"].error)


# -- comparisons -----------------------------------------------------------------------------------------------------


def broken(results: list[Finished], name: str, *places: int) -> list[Finished]:
    """The results with ``name`` failing on these of them."""
    for at in places:
        task = results[at].task
        place = task.names.index(name)
        del task.learners[name]
        task.failures[name] = Failure(
            "learner_broke", {"learner": name, "kind": "RuntimeError", "said": f"no {at}"}, place
        )
    return results


def made(setting: Setting = SMALL, count: int = 8) -> list[Finished]:
    rng = np.random.default_rng(setting.ways)
    names = ("kmeans", "maml", "reptile")
    return [
        finished(
            {name: [0.1, 0.2 * at + float(rng.random()) / 2] for at, name in enumerate(names)}, setting, index=index
        )
        for index in range(count)
    ]


@pytest.fixture
def plan(monkeypatch) -> Iterator:
    from tests.evaluation.test_tables import plan as make

    made = make()
    return replace(made, learners=("kmeans", "maml", "reptile"), grid=replace(made.grid, ways=(2,)))


def test_means_leave_failures_out_and_differences_are_of_what_both_finished() -> None:
    whole, results = table(made(), SMALL), broken(made(), "maml", 0, 5)
    found = table(results, SMALL)
    assert (found.draws, found.tasks, list(found.scores)) == (8, 8, ["kmeans", "maml", "reptile"])
    assert found.scores["kmeans"] == whole.scores["kmeans"]
    keep = [one for at, one in enumerate(made()) if at not in (0, 5)]
    assert found.scores["maml"] == table(keep, SMALL).scores["maml"]
    told = {(pair.first, pair.second): pair for pair in found.pairs}
    assert {names: pair.draws for names, pair in told.items()} == {
        ("kmeans", "maml"): 6, ("kmeans", "reptile"): 8, ("maml", "reptile"): 6,
    }  # fmt: skip
    of_kept = {(pair.first, pair.second): pair for pair in table(keep, SMALL).pairs}
    for names in (("kmeans", "maml"), ("maml", "reptile")):
        assert replace(told[names], p_holm=None) == replace(of_kept[names], p_holm=None)
    before = next(pair for pair in whole.pairs if (pair.first, pair.second) == ("kmeans", "reptile"))
    after = told["kmeans", "reptile"].difference
    bounds = (before.difference.low, before.difference.high)
    assert after.mean == before.difference.mean and (after.low, after.high) == pytest.approx(bounds)
    assert told["kmeans", "reptile"].p == before.p
    assert (found.failed["maml"].tasks, found.failed["maml"].first.fields["said"]) == (2, "no 0")


def test_pairs_without_a_draw_in_common_are_left_out_and_do_not_count_in_the_correction() -> None:
    nan, base = float("nan"), np.linspace(0.1, 0.8, 8)
    values = {"a": base, "b": np.where(np.arange(8) < 4, nan, base / 2), "c": np.where(np.arange(8) < 4, base / 3, nan)}
    found = pairs(values)
    assert [(pair.first, pair.second, pair.draws) for pair in found] == [("a", "b", 4), ("a", "c", 4)]
    assert [pair.p_holm for pair in found] == [2 * pair.p for pair in found]
    one = pairs({"a": base[:1], "b": [nan], "c": [0.3]})
    assert [(pair.second, pair.draws, pair.p, pair.p_holm) for pair in one] == [("c", 1, None, None)]


def test_a_draw_counts_where_it_was_finished_in_every_setting() -> None:
    both = table(broken([*made(SMALL), *made(LARGE)], "maml", 3))
    assert (both.draws, both.tasks) == (8, 16)
    expected = table([one for one in (*made(SMALL), *made(LARGE)) if one.task.index != 3])
    assert both.scores["maml"].accuracy == expected.scores["maml"].accuracy
    assert both.failed["maml"].tasks == 1


def test_json_csv_latex_and_curves_tell_it(plan) -> None:
    results = broken(broken(made(), "maml", 2), "reptile", *range(8))
    summary = summarise_comparison(results, plan)
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    learners = summary["settings"][0]["learners"]
    assert set(learners) == {"kmeans", "maml", "reptile"}
    assert learners["reptile"]["accuracy"] == {"mean": None, "ci95": [None, None]}
    assert set(learners["kmeans"]) == set(learners["reptile"]) - {"failed"}
    assert [one["failed"]["tasks"] for one in (learners["maml"], learners["reptile"])] == [1, 8]
    assert "no 2" in learners["maml"]["failed"]["first"]["sentence"] and "failed" in summary["methods"]
    [pair] = summary["settings"][0]["paired"]
    assert (pair["first"], pair["second"], pair["draws"]) == ("kmeans", "maml", 7)
    written = list(csv.DictReader(io.StringIO(as_csv(results))))
    assert len(written) == len(rows(results)) == 24
    [row] = [row for row in written if (row["learner"], row["task"]) == ("maml", "2")]
    assert (row["accuracy"], row["pool"], "no 2" in row["failure"]) == ("", "digits", True)
    assert {row["failure"] for row in written if row["learner"] == "kmeans"} == {""}
    text = as_latex([table(results, SMALL)], plan)
    assert "MAML failed on 1 of 8 tasks" in text and "Reptile failed on 8 of 8 tasks" in text and "no 2" in text
    assert r"Reptile & -- \\" in text
    assert "failed" not in as_latex([table(made(), SMALL)], plan)
    kept = [one for one in made() if one.task.index != 2]
    for curves, others in ((over_steps(results), over_steps(kept)), (over(results, "ways"), over(kept, "ways"))):
        assert set(curves) == {"kmeans", "maml"}
        assert curves["maml"] == others["maml"]
    assert set(over_seconds(results)) == {"kmeans", "maml"}


def test_a_setting_on_which_everybody_fails_has_lines_only(plan) -> None:
    results = made()
    for name in ("kmeans", "maml", "reptile"):
        broken(results, name, *range(8))
    found = table(results, SMALL)
    assert (found.scores, found.pairs, found.best(), found.beaten()) == ({}, [], set(), set())
    assert found.without_score == ["kmeans", "maml", "reptile"] and found.draws == 8
    assert list(failed(one.task for one in results)) == found.without_score
    assert over_steps(results) == over_seconds(results) == over(results, "ways") == {}
    assert summarise_comparison(results, plan)["all"]["learners"]["maml"]["gain"]["mean"] is None
    assert as_latex([found], plan).count("& --") == 3


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_comparison_goes_on(jobs, tmp_path) -> None:
    from metaunsup.learners.shipped import ready_learner

    wild = ready_learner("reptile", trained_on="digits")
    wild.parameters = {name: value * 1e20 for name, value in wild.parameters.items()}
    wild.save(tmp_path / "wild.safetensors")
    grid = Grid(("digits",), (2, 3), (3,), tasks=1, adapt_steps=1)
    plan = prepare(grid, ("reptile", "kmeans"), checkpoints={"reptile": tmp_path / "wild.safetensors"})
    results = list(compare(plan, jobs=jobs))
    assert [list(one.task.learners) for one in results] == [["kmeans"]] * 2
    assert {one.task.failures["reptile"].code for one in results} == {"embedding_not_finite"}
    assert [finished_from_json(json.loads(json.dumps(one.as_json()))) for one in results] == results


def test_a_setting_that_nobody_can_do_waits_for_one_that_somebody_can() -> None:
    nobody, somebody = (broken(made(count=2), name, 0, 1) for name in ("kmeans", "maml"))
    for name in ("maml", "reptile"):
        broken(nobody, name, 0, 1)
    mixed = [nobody[0], somebody[0], nobody[1], somebody[1]]
    assert list(unless_all_fail((one for one in mixed), 2, lambda one: one.task)) == mixed
    closed = []

    def work() -> Iterator[Finished]:
        try:
            yield from nobody
        finally:
            closed.append(True)

    with pytest.raises(MetaUnsupError, match="no 0"):
        list(unless_all_fail(work(), 2, lambda one: one.task))
    assert closed


def test_a_row_of_the_matrix_that_breaks_costs_its_own_cells_only(monkeypatch) -> None:
    plan = prepare_transfer(Matrix("protonet", ("digits",), ways=2, shots=3, tasks=3, adapt_steps=1))
    alone = summarise_transfer(list(transfer(plan)), plan)["cells"]
    break_learner(monkeypatch, ProtoNet, {0, 2})
    results = list(transfer(plan))
    assert [transferred_from_json(json.loads(json.dumps(one.as_json()))) for one in results] == results
    assert [list(one.task.failures) for one in results] == [["digits"], [], ["digits"]]
    cells = json.loads(json.dumps(summarise_transfer(results, plan), allow_nan=False))["cells"]
    home, kmeans = cells["digits"]["digits"], cells["kmeans"]["digits"]
    last = {name: one.accuracy[-1] for name, one in results[1].task.learners.items()}
    assert (home["mean"], home["tasks"], home["failed"]["tasks"]) == (last["digits"], 3, 2)
    assert home["failed"]["first"]["fields"]["learner"] == "protonet"
    assert kmeans["mean"] == alone["kmeans"]["digits"]["mean"]
    assert kmeans["against_home"] == {"mean": last["kmeans"] - last["digits"], "ci95": [None, None], "tasks": 1}
    assert "tasks" not in alone["kmeans"]["digits"]["against_home"]
    break_learner(monkeypatch, ProtoNet, EVERY)
    cells = summarise_transfer(list(transfer(plan)), plan)["cells"]
    assert (cells["digits"]["digits"]["mean"], cells["kmeans"]["digits"]["against_home"]["mean"]) == (None, None)
