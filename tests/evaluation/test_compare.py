"""The comparison over a grid: evaluate's numbers, whatever the number of workers; partial results; what is refused."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import torch

from metaunsup.adaptation.room import one_thread_of_all
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation import compare as module
from metaunsup.evaluation.compare import (
    MOST_RECORDS,
    Finished,
    Grid,
    Setting,
    compare,
    finished_from_json,
    prepare,
)
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.tables import ordered
from metaunsup.learners.shipped import ready_learner

LEARNERS = ("kmeans", "spectral", "protonet-adapt", "reptile")
GRID = Grid(("digits",), (2, 3), (3,), (None, 1.0), (0, 5), tasks=2, adapt_steps=2)


def bare(one: Finished) -> Finished:
    """Without what depends on how busy the machine is."""
    learners = {name: replace(result, clock=()) for name, result in one.task.learners.items()}
    return replace(one, task=replace(one.task, learners=learners))


@pytest.fixture(scope="module")
def here() -> list[Finished]:
    plan = prepare(GRID, LEARNERS)
    return ordered(list(compare(plan)), plan)


@pytest.mark.slow
def test_every_cell_has_its_tasks_and_every_learner(here) -> None:
    assert len(here) == GRID.total == 16
    assert {one.cell.setting for one in here} == set(prepare(GRID, LEARNERS).settings())
    assert {(one.cell.seed, one.task.index) for one in here} == {(0, 0), (0, 1), (5, 0), (5, 1)}
    for one in here:
        assert list(one.task.learners) == list(LEARNERS)
        for result in one.task.learners.values():
            assert len(result.accuracy) == len(result.nmi) == len(result.ari) == len(result.clock) <= 3
            assert list(result.clock) == sorted(result.clock)
            assert result.seconds == result.clock[-1] > 0
    assert len(here[0].task.learners["reptile"].accuracy) == 3


@pytest.mark.parametrize("imbalance", [None, 1.0])
@pytest.mark.parametrize("ways", [2, 3])
def test_numbers_are_those_of_evaluate(here, ways, imbalance) -> None:
    learners = {name: ready_learner(name, trained_on="digits") for name in LEARNERS}
    for seed in (0, 5):
        expected = evaluate(
            load_pool("digits"), learners, ways=ways, shots=3, tasks=2, seed=seed, adapt_steps=2, imbalance=imbalance
        )
        setting = Setting("digits", ways, 3, imbalance)
        found = [bare(one).task for one in here if (one.cell.setting, one.cell.seed) == (setting, seed)]
        with one_thread_of_all():  # as a comparison computes; more would round the probabilities otherwise
            assert found == [bare(replace(here[0], task=task)).task for task in expected]


@pytest.mark.slow
def test_two_processes_give_the_same_to_the_last_bit(here) -> None:
    plan = prepare(GRID, LEARNERS)
    threads = torch.get_num_threads()
    spread = ordered(list(compare(plan, jobs=2)), plan)
    assert [bare(one) for one in spread] == [bare(one) for one in here]
    assert torch.get_num_threads() == threads


def test_a_learner_or_a_task_less_changes_nobodys_numbers(here) -> None:
    plan = prepare(replace(GRID, tasks=1, seeds=(5,)), ("reptile",))
    expected = [one for one in here if (one.cell.seed, one.task.index) == (5, 0)]
    for found, whole in zip(ordered(list(compare(plan)), plan), expected, strict=True):
        assert bare(found).task.learners == {"reptile": bare(whole).task.learners["reptile"]}


def test_closing_stops_the_work_and_what_came_first_covers_the_grid(monkeypatch) -> None:
    begun: list[int] = []
    real = module.draw_task

    def spy(*args, **settings):
        begun.append(args[4])
        return real(*args, **settings)

    plan = prepare(replace(GRID, tasks=5), ("kmeans",))
    monkeypatch.setattr(module, "draw_task", spy)
    work = compare(plan)
    first = [next(work) for _ in range(8)]
    work.close()
    assert begun == [0] * 8
    assert len({one.cell for one in first}) == 8
    with pytest.raises(StopIteration):
        next(work)


@pytest.mark.slow
def test_closing_two_processes_early_leaves_the_workers_usable(here) -> None:
    plan = prepare(replace(GRID, tasks=50), ("kmeans",))
    work = compare(plan, jobs=2)
    assert next(work).task.learners["kmeans"].accuracy
    work.close()
    small = prepare(replace(GRID, tasks=1, seeds=(0,)), LEARNERS)
    again = ordered(list(compare(small, jobs=2)), small)
    assert [bare(one) for one in again] == [bare(one) for one in here if (one.cell.seed, one.task.index) == (0, 0)]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.slow
def test_a_learner_that_cannot_go_on_says_so_and_what_was_done_is_kept(jobs, tmp_path) -> None:
    learner = ready_learner("reptile", trained_on="digits")
    learner.parameters = {name: value * 1e20 for name, value in learner.parameters.items()}
    learner.save(tmp_path / "wild.safetensors")
    plan = prepare(
        replace(GRID, imbalances=(None,)), ("reptile",), checkpoints={"reptile": tmp_path / "wild.safetensors"}
    )
    with pytest.raises(MetaUnsupError) as caught:
        list(compare(plan, jobs=jobs))
    assert caught.value.code == "embedding_not_finite"


def test_json_gives_a_result_back_to_the_last_bit(here) -> None:
    for one in here:
        assert finished_from_json(json.loads(json.dumps(one.as_json(), allow_nan=False))) == one


def test_each_pool_has_its_own_checkpoints_unless_told_otherwise() -> None:
    grid = Grid(("digits", "glyphs:40"), (2,), (2,), tasks=1)
    plan = prepare(grid, ("kmeans", "protonet"), trained_on="digits")
    assert [cost and cost["checkpoint"] for cost in plan.practice["glyphs:40"].values()] == [
        None,
        "shipped:digits/protonet",
    ]
    with pytest.raises(MetaUnsupError) as caught:
        prepare(grid, ("kmeans", "protonet"))
    assert (caught.value.code, caught.value.fields["pool"]) == ("no_checkpoint", "glyphs:40")


def test_a_file_that_is_overwritten_meanwhile_is_noticed(tmp_path) -> None:
    path = tmp_path / "mine.safetensors"
    ready_learner("reptile", trained_on="digits").save(path)
    plan = prepare(replace(GRID, tasks=1), ("reptile",), checkpoints={"reptile": path})
    learner = ready_learner("reptile", trained_on="digits")
    learner.parameters = {name: value * 1.5 for name, value in learner.parameters.items()}
    learner.save(path)
    with pytest.raises(MetaUnsupError) as caught:
        next(compare(plan))
    assert caught.value.code == "compare_other_checkpoint"


def test_another_machines_pool_is_noticed() -> None:
    plan = prepare(replace(GRID, tasks=1), ("kmeans",))
    plan.arenas["digits"] = replace(plan.arenas["digits"], stamp="0" * 16)
    with pytest.raises(MetaUnsupError) as caught:
        next(compare(plan))
    assert caught.value.code == "compare_other_pool"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tasks": 0}, "number_out_of_range"),
        ({"adapt_steps": 1001}, "number_out_of_range"),
        ({"tasks": 100_000}, "compare_too_large"),
        ({"tasks": 5_000, "adapt_steps": 1000}, "compare_too_large"),
        ({"ways": (2, 11)}, "too_many_ways"),
        ({"shots": (3, 190)}, "too_many_shots"),
        ({"shots": ()}, "compare_values"),
        ({"seeds": (1, 1)}, "compare_values"),
        ({"pools": ("nowhere",)}, "unknown_pool"),
        ({"imbalances": (None, float("inf"))}, "number_out_of_range"),
    ],
)
def test_impossible_grids_are_refused_before_anything_runs(changes, code) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        prepare(replace(GRID, **changes), ("kmeans",))
    assert caught.value.code == code


def test_a_grid_that_is_too_large_is_refused_with_its_size() -> None:
    with pytest.raises(MetaUnsupError) as caught:
        prepare(replace(GRID, tasks=1000, adapt_steps=500), ("kmeans", "spectral"))
    assert caught.value.fields["records"] == 8000 * 2 * 501 > MOST_RECORDS == caught.value.fields["most_records"]
    assert "8,016,000" in str(caught.value)


def test_nobody_to_compare_and_practice_on_test_items_are_refused(tmp_path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        prepare(GRID, ())
    assert caught.value.code == "no_learners"
    spoiled = ready_learner("protonet", trained_on="digits")
    spoiled.trained_on = load_pool("digits").unlabelled("test").hashes[:3].clone()
    spoiled.save(tmp_path / "spoiled.safetensors")
    with pytest.raises(MetaUnsupError) as caught:
        prepare(GRID, ("protonet",), checkpoints={"protonet": tmp_path / "spoiled.safetensors"})
    assert caught.value.code == "trained_on_test_items"


def test_two_folders_of_one_name_are_told_apart_by_what_is_around_them(tmp_path) -> None:
    import numpy as np
    from PIL import Image

    for parent in ("a", "b"):
        for number in range(60):
            path = tmp_path / parent / "mine" / f"class{number % 2}" / f"{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            pixels = np.random.default_rng(number).integers(0, 256, (28, 28), dtype=np.uint8)
            Image.fromarray(pixels).save(path)
    folders = tuple(str(tmp_path / parent / "mine") for parent in ("a", "b"))
    told = [one.as_json() for one in compare(prepare(Grid(folders, (2,), (2,), tasks=1), ("kmeans",)))]
    assert {one["cell"]["setting"]["pool"] for one in told} == {"folder:a/mine", "folder:b/mine"}
    assert str(tmp_path) not in json.dumps(told)
    with pytest.raises(MetaUnsupError) as caught:  # the same one twice
        prepare(Grid((folders[0], f"{folders[0]}/../mine"), (2,), (2,), tasks=1), ("kmeans",))
    assert caught.value.code == "compare_same_pool"
    plan = prepare(Grid(folders[:1], (2,), (2,), tasks=1), ("kmeans",))
    [one] = compare(plan)
    assert str(tmp_path) not in json.dumps(one.as_json())
    assert one.cell.setting.pool == plan.settings()[0].pool


# -- Dask ------------------------------------------------------------------------------------------------------------


def test_without_dask_the_sentence_says_what_to_install(monkeypatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MetaUnsupError) as caught:
        compare(prepare(GRID, ("kmeans",)), dask="tcp://127.0.0.1:1")
    assert caught.value.code == "dask_missing"


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "", "tcp://", "http://127.0.0.1:1"])
def test_no_scheduler_there(monkeypatch, address) -> None:
    distributed = pytest.importorskip("distributed")
    # a half made client closes itself when it is collected, and may hang whoever starts another at that moment
    monkeypatch.setattr(distributed, "Client", lambda *_, **__: pytest.fail("a client was made"))
    monkeypatch.setattr("metaunsup.evaluation.spread.TIMEOUT", 0.5)
    with pytest.raises(MetaUnsupError) as caught:
        compare(prepare(GRID, ("kmeans",)), dask=address)
    assert caught.value.code == "dask_unreachable"


@pytest.fixture
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
    ) as cluster:
        yield cluster


@pytest.mark.slow
def test_a_cluster_of_two_workers_gives_the_same_to_the_last_bit(here, cluster) -> None:
    plan = prepare(GRID, LEARNERS)
    spread = ordered(list(compare(plan, dask=cluster.scheduler_address)), plan)
    assert [bare(one) for one in spread] == [bare(one) for one in here]
    wild = replace(plan.arenas["digits"], stamp="0" * 16)
    plan.arenas["digits"] = wild
    with pytest.raises(MetaUnsupError) as caught:
        list(compare(plan, dask=cluster.scheduler_address))
    assert caught.value.code == "compare_other_pool"


@pytest.mark.slow
def test_a_cluster_can_be_asked_from_a_notebook(here, cluster) -> None:
    plan = prepare(GRID, LEARNERS)

    async def cell() -> list:  # a notebook runs its cells inside an event loop
        return ordered(list(compare(plan, dask=cluster.scheduler_address)), plan)

    with ThreadPoolExecutor(1) as aside:  # this thread may have a loop already: playwright's
        spread = aside.submit(lambda: asyncio.run(cell())).result()
    assert [bare(one) for one in spread] == [bare(one) for one in here]


def test_a_scheduler_without_workers(monkeypatch) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=0, processes=False, host="127.0.0.1", protocol="tcp://", dashboard_address=None
    ) as cluster:
        monkeypatch.setattr("metaunsup.evaluation.spread.TIMEOUT", 1.0)
        with pytest.raises(MetaUnsupError) as caught:
            compare(prepare(GRID, ("kmeans",)), dask=cluster.scheduler_address)
        assert caught.value.code == "dask_no_workers"
