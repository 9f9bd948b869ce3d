"""When a learner is there, and how its accuracy grows with steps and seconds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from metaunsup.evaluation.compare import Setting
from metaunsup.evaluation.convergence import convergence, median_interval, settled
from metaunsup.evaluation.curves import over, over_seconds, over_steps
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.evaluation.results import LearnerResult
from tests.evaluation.made_results import finished


@pytest.mark.parametrize(
    ("trace", "step"),
    [
        ([0.5], 0),
        ([0.5, 0.5, 0.5], 0),
        ([0.2, 0.6, 0.94, 0.95, 1.0], 3),  # 0.94 is below 95 %
        ([0.2, 1.0, 0.5, 0.99, 1.0], 3),  # touched the level, fell below it again
        ([1.0, 0.9, 0.5], 0),  # ends lower than it began: it was above 95 % of its end from the start
        ([0.0, 0.0, 0.0], 0),
        ([0.0, 0.0, 0.1], 2),
    ],
)
def test_settled(trace, step) -> None:
    assert settled(trace) == step
    level = 0.95 * trace[-1]
    slow = min(s for s in range(len(trace)) if all(value >= level for value in trace[s:]))
    assert settled(trace) == slow


def test_convergence_is_the_median_over_tasks_of_step_and_clock() -> None:
    traces = [([0.1, 0.9, 1.0, 1.0], 2), ([1.0, 1.0], 0), ([0.2, 1.0], 1)]
    results = [
        LearnerResult(tuple(trace), (0.0,), (0.0,), tuple(0.5 * (at + 1) for at in range(len(trace))))
        for trace, _ in traces
    ]
    found = convergence(results)
    assert found.steps.median == 1
    assert found.seconds.median == pytest.approx(1.0)
    assert (found.steps.low, found.steps.high) == (None, None)


def test_the_interval_of_a_median_is_the_narrowest_that_keeps_its_promise() -> None:
    for n in range(1, 60):
        values = list(range(1, n + 1))
        found = median_interval(values)
        assert found.median == (n + 1) / 2

        def coverage(j: int, n: int = n) -> float:
            return 1 - 2 * sum(math.comb(n, k) for k in range(j)) / 2**n

        if n < 6:
            assert found.low is None
            continue
        j = int(found.low)
        assert found.high == n + 1 - j
        assert coverage(j) >= 0.95 > coverage(j + 1)


SETTING = Setting("digits", 2, 3)


def test_accuracy_over_steps_keeps_the_last_value_and_ends_with_the_longest_trace() -> None:
    results = [
        finished({"a": [0.1, 0.3, 0.5], "b": [0.4]}, SETTING, index=0),
        finished({"a": [0.2, 0.6], "b": [0.6]}, SETTING, index=1),
    ]
    curves = over_steps(results)
    assert curves["a"].x == [0, 1, 2]
    assert [one.mean for one in curves["a"].y] == pytest.approx([0.15, 0.45, 0.55])
    assert curves["a"].y[2] == mean_interval([0.5, 0.6])
    assert curves["b"].x == [0]
    assert over_steps([]) == {}


def test_accuracy_over_seconds_is_a_step_function() -> None:
    results = [
        finished({"a": [0.0, 1.0]}, SETTING, index=0, clock=[1.0, 3.0]),
        finished({"a": [0.5, 0.7]}, SETTING, index=1, clock=[2.0, 8.0]),
    ]
    curve = over_seconds(results, points=2000)["a"]
    means = {x: one.mean for x, one in zip(curve.x, curve.y, strict=True)}
    assert min(means) == pytest.approx(2.0, rel=0.01)  # before, the second task has no answer yet
    for x, value in means.items():
        expected = ((1.0 if x >= 3 else 0.0) + (0.7 if x >= 8 else 0.5)) / 2
        assert value == pytest.approx(expected), x
    assert max(means) == pytest.approx(8.0)
    assert np.all(np.diff(curve.x) > 0)
    assert over_seconds([]) == {}


def test_learners_share_one_grid_and_keep_their_last_value() -> None:
    results = [finished({"fast": [0.5]}, SETTING, index=at, clock=[0.001]) for at in range(2)]
    for one in results:
        one.task.learners["slow"] = LearnerResult((0.2, 0.9), (0.0,), (0.0,), (0.1, 10.0))
    curves = over_seconds(results)
    assert set(curves["slow"].x) < set(curves["fast"].x)
    assert curves["fast"].x[0] == pytest.approx(0.001)
    assert curves["fast"].x[-1] == pytest.approx(10.0)
    assert {one.mean for one in curves["fast"].y} == {0.5}
    assert curves["slow"].y[-1].mean == 0.9


def test_accuracy_over_an_axis_averages_over_the_others() -> None:
    results = [
        finished({"a": [value]}, Setting("digits", ways, shots, imbalance), index=index)
        for index in range(2)
        for ways, shots, imbalance, value in (
            (2, 1, None, 0.4), (4, 1, None, 0.2), (2, 9, None, 0.8), (4, 9, None, 0.6),
            (2, 1, 0.5, 0.4), (4, 1, 0.5, 0.2), (2, 9, 0.5, 0.2), (4, 9, 0.5, 0.0),
            (2, 1, 10.0, 0.4), (4, 1, 10.0, 0.2), (2, 9, 10.0, 0.5), (4, 9, 10.0, 0.3),
        )
    ]  # fmt: skip
    shots = over(results, "shots")["a"]
    assert shots.x == [1, 9]
    assert [one.mean for one in shots.y] == pytest.approx([0.3, 0.4])
    assert (shots.y[0].low, shots.y[0].high) == pytest.approx((0.3, 0.3))  # two draws, both 0.3
    uneven = over(results, "imbalance")["a"]
    assert uneven.x == [None, 10.0, 0.5]
    assert [one.mean for one in uneven.y] == pytest.approx([0.5, 0.35, 0.2])
    assert over(results, "ways")["a"].x == [2, 4]
