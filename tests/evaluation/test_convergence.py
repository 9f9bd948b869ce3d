"""When a learner is there, and how its accuracy grows with steps and seconds."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from metaunsup.evaluation.compare import Setting
from metaunsup.evaluation.convergence import area, best_learner, convergence, levels, longest, median_interval, settled
from metaunsup.evaluation.curves import over, over_seconds, over_steps
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.evaluation.results import LearnerResult, TaskResult
from tests.evaluation.made_results import finished


@pytest.mark.parametrize(
    ("trace", "level", "step"),
    [
        ([0.5], 0.5, 0),
        ([0.5], 0.6, None),
        ([0.2, 0.6, 0.94, 0.95, 1.0], 0.95, 3),
        ([0.2, 1.0, 0.5, 0.99, 1.0], 0.95, 3),  # touched the level, fell below it again
        ([1.0, 0.9, 0.5], 0.5, 0),
        ([1.0, 0.9, 0.5], 0.8, None),  # was there, and does not stay
        ([0.1, 0.3, 0.1 * 3], 0.3, 1),  # the same but for rounding
    ],
)
def test_settled(trace, level, step) -> None:
    assert settled(trace, level) == step
    slow = [s for s in range(len(trace)) if all(value >= level - 1e-12 for value in trace[s:])]
    assert settled(trace, level) == min(slow, default=None)


SETTING = Setting("digits", 2, 3)


def tasks(*traces: dict[str, list[float]], fixed: str = "") -> list[TaskResult]:
    """Tasks on which each learner has this trace, a tenth of a second a step; ``fixed`` learns nothing in between."""
    found = [finished(one, SETTING, index=at) for at, one in enumerate(traces)]
    for one in found:
        if fixed in one.task.learners:
            one.task.learners[fixed] = replace(one.task.learners[fixed], adapted=False)
    return [one.task for one in found]


def test_everybody_is_held_against_the_same_levels_task_by_task() -> None:
    done = tasks(
        {"kmeans": [0.2, 0.4], "good": [0.3, 0.5, 1.0], "poor": [0.4, 0.4, 0.4]},
        {"kmeans": [0.2, 0.5], "good": [0.5, 0.6, 0.8], "poor": [0.1, 0.5, 0.4]},
        {"kmeans": [0.2, 0.6], "good": [0.9, 0.9, 0.9], "poor": [0.7, 0.7, 0.7]},
    )
    assert (levels(done, "kmeans"), best_learner(done)) == ([0.4, 0.5, 0.6], "good")
    assert levels(done, "best95") == pytest.approx([0.95, 0.76, 0.855])
    good, poor = convergence(done, "good"), convergence(done, "poor")
    assert (good["kmeans"].steps.median, good["kmeans"].seconds.median, good["kmeans"].reached) == (0, 0.1, 1.0)
    assert (good["best95"].steps.median, good["best95"].seconds.median) == (2, pytest.approx(0.3))
    # poor settles near its own end at once, but that is no merit
    assert (poor["kmeans"].steps.median, poor["kmeans"].reached) == (0, pytest.approx(2 / 3))
    assert (poor["best95"].steps.median, poor["best95"].seconds.median, poor["best95"].reached) == (
        math.inf,
        math.inf,
        0,
    )
    told = poor["best95"].as_json()
    assert told == {
        "steps": {"median": "never", "ci95": [None, None]}, "seconds": {"median": "never", "ci95": [None, None]},
        "reached": 0.0,
    }  # fmt: skip


def test_lloyds_iterations_are_no_steps_and_no_gain() -> None:
    done = tasks({"kmeans": [0.2, 0.4, 0.6], "maml": [0.2, 0.4, 0.6]}, fixed="kmeans")
    assert [one.gain for one in done[0].learners.values()] == pytest.approx([0.0, 0.4])
    kmeans, maml = (convergence(done, name)["kmeans"] for name in ("kmeans", "maml"))
    assert (kmeans.steps.median, kmeans.seconds.median) == (
        0,
        pytest.approx(0.3),
    )  # its answer takes all three iterations
    assert (maml.steps.median, maml.seconds.median) == (2, pytest.approx(0.3))
    assert [area(one, 2) for one in done[0].learners.values()] == pytest.approx([0.6, 0.4])


def test_area_by_hand() -> None:
    [task] = tasks({"a": [0.2, 0.4, 0.8], "b": [0.5]})
    assert longest([task]) == 2
    # (0.2 + 0.4) / 2 + (0.4 + 0.8) / 2 = 0.9 over two steps; two more at the end's 0.8
    assert area(task.learners["a"], 2) == pytest.approx(0.45)
    assert area(task.learners["a"], 4) == pytest.approx((0.9 + 1.6) / 4)
    assert (area(task.learners["b"], 2), area(task.learners["b"], 0)) == (0.5, 0.5)


def test_who_did_not_finish_sets_no_level_and_a_ceiling_is_not_the_best() -> None:
    done = tasks({"kmeans": [0.4], "maml": [0.5], "top": [1.0]}, {"kmeans": [0.4], "maml": [0.5], "top": [1.0]})
    for one in done:
        one.learners["top"] = replace(one.learners["top"], sees_labels=True)
    assert best_learner(done) == "maml"
    del done[0].learners["kmeans"], done[1].learners["maml"]
    assert (levels(done, "kmeans"), levels(done, "best95")) == ([None, 0.4], [pytest.approx(0.475), None])
    assert "kmeans" not in convergence(done[:1], "maml")
    assert best_learner([]) is None and longest([]) == 0


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
