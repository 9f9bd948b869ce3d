"""Trained here, tested there: evaluate's own numbers in every cell, fairness, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation import transfer as module
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.metrics import mean_interval, paired_difference
from metaunsup.evaluation.transfer import (
    Matrix,
    prepare,
    summarise_transfer,
    transfer,
    transferred_from_json,
)
from metaunsup.learners.shipped import ready_learner

SMALL = Matrix("protonet", ("digits", "glyphs"), ways=3, shots=4, tasks=3, seed=5, adapt_steps=2)


@pytest.fixture
def without_glyphs(monkeypatch) -> None:
    """As if no checkpoint of glyphs came with the program."""
    real = module.shipped_checkpoint
    monkeypatch.setattr(module, "shipped_checkpoint", lambda name, pool: None if pool == "glyphs" else real(name, pool))


@pytest.fixture
def carried(practised, tmp_path, without_glyphs) -> Iterator[dict]:
    """A checkpoint that is said to have practised on glyphs, in a file."""
    from metaunsup.data.registry import load_pool

    learner = practised("protonet", load_pool("glyphs").unlabelled("train").hashes)
    path = tmp_path / "mine.safetensors"
    learner.save(path)
    return {"glyphs": path}


@pytest.mark.slow
def test_a_cell_is_what_evaluate_says_to_the_last_bit(pool, without_glyphs) -> None:
    from metaunsup.data.registry import load_pool

    plan = prepare(SMALL)
    results = list(transfer(plan))
    assert [(one.pool, one.task.index) for one in results] == [
        (name, index) for index in range(3) for name in ("digits", "glyphs")
    ]
    for name in SMALL.pools:
        learners = {"kmeans": ready_learner("kmeans"), "protonet": ready_learner("protonet", trained_on="digits")}
        expected = evaluate(load_pool(name), learners, ways=3, shots=4, tasks=3, seed=5, adapt_steps=2)
        for mine, theirs in zip((one.task for one in results if one.pool == name), expected, strict=True):
            assert mine.learners["kmeans"].accuracy == theirs.learners["kmeans"].accuracy
            assert mine.learners["digits"].accuracy == theirs.learners["protonet"].accuracy
            assert mine.learners["digits"].ari == theirs.learners["protonet"].ari


def test_a_pool_without_a_checkpoint_is_tested_on_all_the_same(without_glyphs) -> None:
    plan = prepare(SMALL)
    assert list(plan.rows) == ["kmeans", "digits"]
    assert plan.left_out == ("glyphs",)
    summary = summarise_transfer(list(transfer(plan)), plan)
    assert summary["pools"] == ["digits", "glyphs"]
    assert summary["cells"]["digits"]["glyphs"]["against_home"] is None  # nobody is at home there
    assert summary["cells"]["kmeans"]["digits"]["against_home"] is not None
    assert summary["cells"]["digits"]["digits"]["against_home"] is None


def test_a_row_more_changes_nobody_s_numbers(carried) -> None:
    alone, both = prepare(SMALL), prepare(SMALL, checkpoints=carried, published={"glyphs": "mine"})
    assert list(both.rows) == ["kmeans", "digits", "glyphs"]
    assert both.practice["glyphs"]["checkpoint"] == "mine"
    first, second = ([one.task.learners["digits"].accuracy for one in transfer(plan)] for plan in (alone, both))
    assert first == second


def test_the_summary_is_the_mean_and_the_paired_difference(carried) -> None:
    plan = prepare(SMALL, checkpoints=carried)
    results = list(transfer(plan))
    assert [transferred_from_json(json.loads(json.dumps(one.as_json()))) for one in results] == results
    summary = json.loads(json.dumps(summarise_transfer(results[::-1], plan), allow_nan=False))
    final = {row: [one.task.learners[row].accuracy[-1] for one in results if one.pool == "glyphs"] for row in plan.rows}
    cell = summary["cells"]["digits"]["glyphs"]
    mean = mean_interval(final["digits"])
    assert (cell["mean"], cell["ci95"]) == (pytest.approx(mean.mean), pytest.approx([mean.low, mean.high]))
    away = paired_difference(final["digits"], final["glyphs"])
    assert cell["against_home"]["mean"] == pytest.approx(away.mean)
    assert cell["against_home"]["ci95"] == pytest.approx([away.low, away.high])
    assert summary["complete"] is True
    partial = summarise_transfer(results[:3], plan)  # stopped early
    assert partial["complete"] is False
    assert (partial["cells"]["kmeans"]["digits"]["tasks"], partial["cells"]["kmeans"]["glyphs"]["tasks"]) == (2, 1)
    assert partial["cells"]["kmeans"]["glyphs"]["ci95"] == [None, None]


def test_practice_at_home_beats_an_encoder_that_never_practised(carried) -> None:
    """The matrix shows what it is for: shipped and practised on digits, against random parameters, on digits."""
    plan = prepare(replace(SMALL, ways=5, shots=10, tasks=4), checkpoints=carried)
    cells = summarise_transfer(list(transfer(plan)), plan)["cells"]
    assert cells["digits"]["digits"]["mean"] > cells["glyphs"]["digits"]["mean"] + 0.1
    assert cells["glyphs"]["digits"]["against_home"]["ci95"][1] < 0


def test_who_practised_on_test_items_is_refused(practised, pool: Pool, tmp_path) -> None:
    cheat = practised("protonet", pool.unlabelled("test").hashes[:2])
    cheat.save(tmp_path / "cheat.safetensors")
    with pytest.raises(MetaUnsupError) as refused:
        prepare(replace(SMALL, pools=("glyphs", "digits")), checkpoints={"glyphs": tmp_path / "cheat.safetensors"})
    assert refused.value.code == "trained_on_test_items"
    assert refused.value.fields["learner"] == "protonet (glyphs)"
    assert refused.value.fields["pool"] == "digits"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"learner": "kmeans"}, "transfer_not_trained"),
        ({"learner": "nobody"}, "unknown_learner"),
        ({"pools": ()}, "compare_values"),
        ({"pools": ("digits", "digits")}, "compare_values"),
        ({"pools": ("digits", "nowhere")}, "unknown_pool"),
        ({"pools": ("glyphs",)}, "transfer_no_checkpoint"),
        ({"tasks": 0}, "number_out_of_range"),
        ({"adapt_steps": 1001}, "number_out_of_range"),
        ({"ways": 11}, "too_many_ways"),
        ({"shots": 200}, "too_many_shots"),
    ],
)
def test_what_cannot_work_is_refused_at_once(changes, code, without_glyphs) -> None:
    with pytest.raises(MetaUnsupError) as refused:
        prepare(replace(SMALL, **changes))
    assert refused.value.code == code
    assert str(refused.value)


def test_a_file_for_a_pool_that_does_not_take_part_is_refused(carried) -> None:
    with pytest.raises(MetaUnsupError) as refused:
        prepare(replace(SMALL, pools=("digits",)), checkpoints=carried)
    assert refused.value.code == "transfer_checkpoint_unused"
    with pytest.raises(MetaUnsupError) as refused:
        summarise_transfer([], prepare(replace(SMALL, pools=("digits",))))
    assert refused.value.code == "no_tasks_to_average"
