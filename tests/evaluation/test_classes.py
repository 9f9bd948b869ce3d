"""Intervals over tasks and classes: by hand, against loops and the bootstrap they stand for, and what they cover."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from scipy import stats

from metaunsup.evaluation.classes import (
    Over,
    cells,
    class_interval,
    gained,
    group_intervals,
    minus,
    over,
    over_classes,
    right,
    two_way,
)
from metaunsup.evaluation.compare import Setting, finished_from_json
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.evaluation.results import LearnerResult, TaskResult
from metaunsup.evaluation.tables import table
from tests.evaluation.made_results import finished  # fmt: skip


def task(classes: list[str], counts: dict[str, list[int]], size: int = 10, index: int = 0, **told) -> TaskResult:
    """A task on which each learner has so many of each class right at its end, and none at step 0."""
    learners = {}
    for name, own in counts.items():
        trace = (0.0, sum(own) / size / len(own))
        learners[name] = LearnerResult(trace, trace, trace, (0.1, 0.2), right=((0,) * len(own), tuple(own)), **told)
    return TaskResult(index, 1, learners, {}, tuple(classes), (size,) * len(classes))


def drawn(
    rng: np.random.Generator, tasks: int, classes: int, ways: int, spread: float
) -> tuple[np.ndarray, np.ndarray]:
    """Weights and values (tasks, classes): each class has a level of its own, and each cell noise."""
    level = rng.normal(0, spread, classes)
    weight = np.zeros((tasks, classes))
    for row in weight:
        row[rng.choice(classes, ways, replace=False)] = 1 / (ways * tasks)
    return weight, weight * (level + rng.normal(0, 0.1, weight.shape))


def slow(weight: np.ndarray, value: np.ndarray) -> tuple[float, float]:
    """The bounds, cell by cell: every two cells that share a task or a class are dependent."""
    mean = value.sum() / weight.sum()
    at = [(i, c) for i in range(len(weight)) for c in range(weight.shape[1]) if weight[i, c]]
    off = {(i, c): (value[i, c] - mean * weight[i, c]) / weight.sum() for i, c in at}
    parts = dict.fromkeys(("task", "class", "cell"), 0.0)
    for i, c in at:
        for j, d in at:
            product = off[i, c] * off[j, d]
            parts["task"] += product * (i == j)
            parts["class"] += product * (c == d)
            parts["cell"] += product * (i == j and c == d)
    rows, columns = weight.shape
    small = {"task": rows, "class": columns, "cell": len(at)}
    task_, class_, cell = (parts[kind] * n / (n - 1) for kind, n in small.items())
    margin = stats.t.ppf(0.975, min(rows, columns) - 1) * math.sqrt(max(task_, task_ + class_ - cell))
    return mean - margin, mean + margin


def test_two_way_against_every_two_cells() -> None:
    for seed in range(4):
        weight, value = drawn(np.random.default_rng(seed), 9, 6, 3, 0.3)
        found = two_way(weight, value)
        assert (found.low, found.high) == pytest.approx(slow(weight, value))


def test_where_each_class_is_met_once_it_is_the_interval_over_tasks() -> None:
    right_ = np.random.default_rng(1).integers(0, 11, (7, 3))
    draws = [[task([f"{i}-{c}" for c in range(3)], {"a": own.tolist()})] for i, own in enumerate(right_)]
    found, own = class_interval(draws, over(draws), right("a")), mean_interval((right_.mean(1) / 10).tolist())
    assert (found.mean, found.low, found.high) == pytest.approx((own.mean, own.low, own.high))


def test_the_pigeonhole_bootstrap_has_the_same_variance_but_for_the_noise_of_cells() -> None:
    rng = np.random.default_rng(2)
    weight, value = drawn(rng, 60, 25, 8, 0.3)
    rows, columns = (rng.multinomial(n, [1 / n] * n, 4000) for n in weight.shape)
    above, below = (np.einsum("bi,ic,bc->b", rows, one, columns) for one in (value, weight))
    margin = two_way(weight, value).margin
    assert margin is not None
    ours = (margin / stats.t.ppf(0.975, 24)) ** 2
    off = value - value.sum() * weight
    assert np.var(above / below) == pytest.approx(ours + 2 * (off**2).sum(), rel=0.12)


def test_it_covers_other_classes_where_the_interval_over_tasks_does_not() -> None:
    rng = np.random.default_rng(3)
    both, alone = [], []
    for _ in range(250):
        weight, value = drawn(rng, 60, 25, 5, 0.15)
        found, tasks = two_way(weight, value), mean_interval((60 * value.sum(1)).tolist())
        both.append(found.low <= 0 <= found.high)
        alone.append(tasks.low <= 0 <= tasks.high)
    assert 0.93 < np.mean(both) < 0.99
    assert np.mean(alone) < 0.75


def test_what_there_is_to_be_resampled() -> None:
    def of(*sets: str) -> Over:
        return over([[task(list(one.split()), {})] for one in sets])

    assert of("0 1 2", "2 1 0") == Over("tasks", 3)  # all ten digits in every task: no other digits to speak of
    assert of("0 1 2", "1 2 3") == Over("classes", 4)
    assert of("A/1 A/2 B/1", "A/3 B/1 B/2") == Over("classes", 5)  # two alphabets are too few to be a sample
    many = [f"{letter}/1 {letter}/2" for letter in "ABCDEF"]
    assert of(*many) == Over("groups", 6)
    assert of(*many, "loose A/1") == Over("classes", 13)
    assert over([[TaskResult(0, 1, {})]]) == Over("tasks", 0)  # results of before do not say


def test_alphabets_are_resampled_whole() -> None:
    rng = np.random.default_rng(4)
    level = dict(zip("ABCDEFGH", rng.integers(0, 10, 8), strict=True))
    draws = []
    for index in range(30):
        letters = rng.choice(list("ABCDEFGH"), 4)
        classes = [f"{letter}/{index}-{at}" for at, letter in enumerate(letters)]  # no character comes twice
        draws.append([task(classes, {"a": [int(level[letter]) for letter in letters]})])
    assert over(draws).unit == "groups"
    groups, classes = (class_interval(draws, Over(unit, 8), right("a")) for unit in ("groups", "classes"))
    assert groups.mean == pytest.approx(classes.mean)
    assert groups.margin > 1.5 * classes.margin


def test_differences_and_gains_are_of_the_tasks_that_both_finished() -> None:
    draws = [[task(["x", "y"], {"a": [8, 4], "b": [5, 5]})], [task(["y", "z"], {"a": [2, 6], "b": [1, 2]})]]
    draws.append([task(["x", "z"], {"a": [9, 9]})])
    units, weight, value = cells(draws, minus(right("a"), right("b")), str)
    assert units == ["x", "y", "z"]
    assert weight == pytest.approx(np.array([[0.5, 0.5, 0], [0, 0.5, 0.5]]))
    assert value == pytest.approx(np.array([[0.15, -0.05, 0], [0, 0.05, 0.2]]))
    assert set(over_classes(draws, over(draws), "a", "b")) == {"accuracy", "gain"}
    assert over_classes(draws, over(draws), "a")["gain"].mean == pytest.approx(38 / 60)
    fixed = task(["x", "y"], {"a": [8, 4]}, adapted=False)
    assert gained("a")(fixed).tolist() == [0, 0]
    assert over_classes(draws, Over("tasks", 3), "a") == over_classes(draws, over(draws), "nobody") == {}


def test_settings_of_a_draw_are_averaged_first() -> None:
    draw = [task(["x", "y"], {"a": [10, 0]}), task(["x", "y", "z", "w"], {"a": [10, 10, 0, 0]}, size=5)]
    units, weight, value = cells([draw], right("a"), str)
    assert dict(zip(units, weight[0], strict=True)) == pytest.approx({"x": 0.375, "y": 0.375, "z": 0.125, "w": 0.125})
    assert value.sum() == pytest.approx((0.5 + 1.0) / 2)


def test_recall_alphabet_by_alphabet() -> None:
    draws = [[task(["A/1", "A/2", "B/1"], {"a": [10, 8, 2]})], [task(["A/3", "B/1", "B/2"], {"a": [6, 4, 3]})]]
    draws.append([task(["A/1", "A/2", "A/3"], {"a": [8, 8, 8]})])  # none of B
    found = group_intervals(draws, right("a"))
    assert list(found) == ["A", "B"]
    assert [one.mean for one in found.values()] == pytest.approx([48 / 60, 9 / 30])
    assert found["A"].low < 0.8 < found["A"].high
    assert group_intervals([[task(["1", "2"], {"a": [1, 2]})]], right("a")) == {}


def test_a_comparison_tells_it_of_one_pool_and_not_of_several() -> None:
    done = []
    for index, classes in enumerate((["A/1", "B/1"], ["A/1", "B/2"], ["A/2", "B/1"])):
        for pool in ("omniglot", "other"):
            one = finished({}, Setting(pool, 2, 10), index=index)
            one.task.learners.update(task(classes, {"a": [8, 4 + index], "b": [6, 4]}).learners)
            done.append(type(one)(one.cell, TaskResult(index, 1, one.task.learners, {}, tuple(classes), (10, 10))))
    one = table(done, Setting("omniglot", 2, 10))
    assert (one.over, table(done).over) == (Over("classes", 4), Over("tasks", 0))
    assert one.scores["a"].over_classes["accuracy"].mean == pytest.approx(one.scores["a"].accuracy.mean)
    assert one.scores["a"].groups["A"].mean == pytest.approx(0.8)
    assert one.pairs[0].over_classes["accuracy"].mean == pytest.approx(one.pairs[0].difference.mean)
    assert table(done).pairs[0].over_classes == {}
    assert finished_from_json(json.loads(json.dumps(done[0].as_json()))) == done[0]
    old = done[0].as_json()
    del old["task"]["classes"], old["task"]["sizes"], old["task"]["learners"]["a"]["right"]
    assert finished_from_json(old).task.classes == finished_from_json(old).task.learners["a"].right == ()
