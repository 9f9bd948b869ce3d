"""Evaluating generators: distances by slow loops, a judge that learned, failures that stop nobody, a summary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch
from torch import Tensor

from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.generation import (
    DRAWN,
    METRICS,
    adapting,
    draw_generation_task,
    drawing,
    evaluate_generation,
    nearest,
)
from metaunsup.evaluation.generation_summary import COLUMNS, as_csv, summarise_generation
from metaunsup.evaluation.judge import Judge, learn, mmd, read_judge
from metaunsup.evaluation.metrics import mean_interval, paired_difference
from metaunsup.generation.augmented import AugmentedGenerator, CopiesGenerator
from metaunsup.generation.base import Drawing
from metaunsup.generation.vae import ReptileVaeGenerator, ScratchVaeGenerator
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.generation import GenerationKind, sample_generation_task

POOL = load_pool("digits")
KIND = GenerationKind(sizes=(1, 4), held_out=6)


@dataclass(eq=False, repr=False)
class Breaking(CopiesGenerator):
    """Fails on tasks whose first item is dark enough."""

    name = "breaking"

    def _adapt(self, items: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Drawing]:
        if float(items[0].mean()) < 0.31:
            raise ZeroDivisionError("nothing")
        yield from super()._adapt(items, steps=steps, generator=generator)


@pytest.fixture(scope="module")
def judge() -> Judge:
    *losses, made = learn(POOL, steps=80)
    assert isinstance(made, Judge) and losses[-1] < losses[0] / 3
    return made


@pytest.fixture(scope="module")
def results(judge) -> list:
    generators = {"scratch-vae": ScratchVaeGenerator(), "breaking": Breaking(), "augmented": AugmentedGenerator()}
    return list(evaluate_generation(POOL, generators, KIND, judge, tasks=8, seed=3, adapt_steps=2))


def test_kernel_distance_by_a_double_loop() -> None:
    x, y = torch.randn(5, 3, generator=torch.Generator().manual_seed(0)), torch.randn(4, 3)

    def kernel(a: Tensor, b: Tensor) -> float:
        return float(torch.exp(-((a.double() - b.double()) ** 2).sum() / (2 * 1.3**2)))

    within = [
        sum(kernel(a, b) for i, a in enumerate(z) for j, b in enumerate(z) if i != j) / (len(z) * (len(z) - 1))
        for z in (x, y)
    ]
    across = sum(kernel(a, b) for a in x for b in y) / 20
    assert mmd(x, y, 1.3) == pytest.approx(sum(within) - 2 * across)
    with pytest.raises(MetaUnsupError):
        mmd(x[:1], y, 1.0)


def test_kernel_distance_is_unbiased() -> None:
    """Of two draws of one distribution it is 0 on average, of two distributions what they differ by."""
    generator = torch.Generator().manual_seed(0)
    same = [mmd(*torch.randn(2, 6, 2, generator=generator), 1.0) for _ in range(600)]
    assert abs(np.mean(same)) < 4 * np.std(same) / 600**0.5
    apart = [
        mmd(torch.randn(6, 2, generator=generator), torch.randn(6, 2, generator=generator) + 1, 1.0) for _ in range(600)
    ]
    # k of two standard normals in the plane, their means m apart: exp(-|m|^2 / 6) / 3
    assert np.mean(apart) == pytest.approx(2 / 3 * (1 - np.exp(-2 / 6)), abs=4 * np.std(apart) / 600**0.5)


def test_the_nearest_item_by_a_loop() -> None:
    images, support = torch.rand(3, 1, 4, 5), torch.rand(2, 1, 4, 5)
    places, apart = nearest(images, support)
    for image, place, distance in zip(images, places, apart, strict=True):
        each = [float(((image - one) ** 2).mean() ** 0.5) for one in support]
        assert int(place) == int(np.argmin(each)) and float(distance) == pytest.approx(min(each))


def test_a_judge_knows_what_it_learned_and_keeps_it(judge, tmp_path) -> None:
    assert judge.accuracy is not None and judge.accuracy > 0.8 and judge.classes == POOL.class_names
    part = POOL.part("test")
    taken = judge.taken_for(part.data.items(torch.arange(100)))
    assert np.mean([one == POOL.class_names[int(label)] for one, label in zip(taken, part.labels, strict=False)]) > 0.8
    items = part.data.items(torch.arange(30))
    assert judge.distance(items[:15], items[15:]) < judge.distance(items[:15], 1 - items[15:])
    judge.save(tmp_path / "one.safetensors")
    again = read_judge(tmp_path / "one.safetensors")
    assert torch.equal(again.features(items), judge.features(items)) and again.accuracy == judge.accuracy
    replace(judge, classes=judge.classes[:-1]).save(tmp_path / "one.safetensors")
    with pytest.raises(MetaUnsupError) as caught:
        read_judge(tmp_path / "one.safetensors")
    assert caught.value.code == "checkpoint_damaged"
    with pytest.raises(MetaUnsupError) as caught:
        judge.features(torch.rand(2, 3, 28, 28))
    assert caught.value.code == "items_channels"


def test_a_task_is_of_one_class_and_a_small_support_begins_a_large_one() -> None:
    seen = set()
    for seed in range(20):
        task = sample_generation_task(POOL, KIND, seed)
        part = POOL.part("test")
        assert {POOL.class_names[int(label)] for label in part.labels[task.index]} == {task.name}
        assert len(set(task.hashes.tolist())) == len(task.index) == 10
        assert len(task.support) == 4 and len(task.held_out) == 6
        assert torch.equal(task.support, part.data.items(task.index[:4]))
        seen.add(task.name)
    assert len(seen) > 5
    assert torch.equal(sample_generation_task(POOL, KIND, 3).index, sample_generation_task(POOL, KIND, 3).index)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (GenerationKind(sizes=(5, 2)), "generation_sizes"),
        (GenerationKind(sizes=()), "generation_sizes"),
        (GenerationKind(sizes=(0, 2)), "number_out_of_range"),
        (GenerationKind(held_out=1), "number_out_of_range"),
        (GenerationKind(sizes=(100,)), "generation_items"),
    ],
)
def test_impossible_tasks_are_refused(kind, code) -> None:
    with pytest.raises((MetaUnsupError, IndexError)) as caught:
        sample_generation_task(POOL, kind, 0)
    assert isinstance(caught.value, MetaUnsupError) and caught.value.code == code and str(caught.value)


def test_metrics_are_those_of_the_drawings(results, judge) -> None:
    done = results[1]
    task = draw_generation_task(POOL, KIND, 3, done.index)
    assert done.classes == (task.name,)
    one = done.learners["scratch-vae"]
    for place, size in enumerate(KIND.sizes):
        steps = list(
            ScratchVaeGenerator().adapt(
                task.support[:size], steps=2, generator=adapting("scratch-vae", 3, done.index, size)
            )
        )
        bounds = [float(step.bound(task.held_out, drawing(3, done.index)).mean()) for step in steps]
        ends = [bounds[0], bounds[-1]]  # of two steps the bound is taken before the first and after the last
        assert one.trace[place] == pytest.approx(ends) and one.bound[place] == pytest.approx(bounds[-1])
        drawn = steps[-1].sample(DRAWN, drawing(3, done.index))
        assert one.mmd[place] == pytest.approx(judge.distance(drawn, task.held_out))
        taken = judge.taken_for(drawn)
        assert one.share[place] == sum(name == task.name for name in taken) / DRAWN
        usual = nearest(task.held_out, task.support[:size])[1].mean()
        assert one.distance[place] == pytest.approx(float(nearest(drawn, task.support[:size])[1].mean() / usual))
    assert one.before["bound"] == one.trace[1][0]
    assert results[0].learners["augmented"].bound == (None, None) and results[0].learners["augmented"].trace == ()


def test_copies_have_no_distance(judge) -> None:
    (done,) = evaluate_generation(POOL, {"copies": CopiesGenerator()}, KIND, judge, tasks=1, seed=3, adapt_steps=0)
    assert done.learners["copies"].distance == pytest.approx((0.0, 0.0), abs=1e-4)
    (blind,) = evaluate_generation(
        POOL, {"copies": CopiesGenerator()}, KIND, replace(judge, classes=("x",) * 10), tasks=1, seed=3, adapt_steps=0
    )
    assert blind.learners["copies"].share == (None, None)  # nobody can take them for what it does not know


def test_another_generator_changes_nobody_s_numbers(results, judge) -> None:
    (alone, *_) = evaluate_generation(
        POOL, {"augmented": AugmentedGenerator()}, KIND, judge, tasks=1, seed=3, adapt_steps=0
    )
    assert alone.learners["augmented"].mmd == results[0].learners["augmented"].mmd


def test_who_fails_stops_nobody_and_the_summary_says_so(results, judge) -> None:
    summary = summarise_generation(results, KIND, judge, pool=POOL, seed=3, adapt_steps=2)
    json.dumps(summary, allow_nan=False)
    broken = [done.index for done in results if "breaking" in done.failures]
    assert 0 < len(broken) < 8 and summary["learners"]["breaking"]["failed"]["tasks"] == len(broken)
    assert list(summary["learners"]) == ["scratch-vae", "breaking", "augmented"] and summary["judge"]["knows_classes"]
    for metric in METRICS:
        for place, size in enumerate(("1", "4")):
            values = [getattr(done.learners["scratch-vae"], metric)[place] for done in results]
            told = summary["learners"]["scratch-vae"][metric][size]
            assert told["ci95"] == mean_interval(values).as_json()["ci95"] and told["per_task"] == values
            low, high = told["ci95_classes"]
            assert (low + high) / 2 == pytest.approx(told["mean"])
            apart = summary["paired"][metric][size]["scratch-vae vs augmented"]
            if metric == "bound":
                assert apart["mean"] is None  # augmented has none
                continue
            others = [getattr(done.learners["augmented"], metric)[place] for done in results]
            assert apart["ci95"] == paired_difference(values, others).as_json()["ci95"]
            assert summary["paired"][metric][size]["scratch-vae vs breaking"]["tasks"] == 8 - len(broken)
    grown = summary["growth"]["scratch-vae"]["bound"]
    ends = [[done.learners["scratch-vae"].bound[place] for done in results] for place in (1, 0)]
    assert grown["mean"] == pytest.approx(paired_difference(*ends).mean)
    assert len(summary["learners"]["scratch-vae"]["trace"]["4"]["mean"]) == 2  # after 0 and 2 steps
    rows = as_csv(results, KIND, "digits", 3).splitlines()
    assert rows[0] == ",".join(COLUMNS) and len(rows) == 1 + 2 * (8 * 3 - len(broken)) + len(broken)


def test_a_network_that_practised_on_test_items_is_refused(judge) -> None:
    learner = make_learner("reptile-vae")
    learner.parameters = learner.initialise(1, torch.Generator())
    learner.trained_on = POOL.unlabelled("test").hashes[:2]
    made = {"reptile-vae": ReptileVaeGenerator(learner=learner)}
    for generators, numbers, code in (
        (made, {}, "trained_on_test_items"),
        ({}, {}, "no_learners"),
        ({"copies": CopiesGenerator()}, {"tasks": 0}, "number_out_of_range"),
        ({"copies": CopiesGenerator()}, {"adapt_steps": -1}, "number_out_of_range"),
    ):
        with pytest.raises(MetaUnsupError) as caught:
            evaluate_generation(POOL, generators, KIND, judge, **{"tasks": 1, "seed": 0, "adapt_steps": 0, **numbers})
        assert caught.value.code == code
