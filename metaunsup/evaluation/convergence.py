"""How soon learners are where others end: steps and seconds to a level common to all, and the area under the curve.

A learner's own end is no measure: whoever ends low is there at once. Levels are taken task by task: K-Means' end, and
95 % of the end of whichever learner ends highest on average. Where nothing is learned between steps, as with Lloyd's
iterations, the end is the answer and stands at step 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import binom

from metaunsup.evaluation.metrics import CONFIDENCE
from metaunsup.evaluation.results import LearnerResult, TaskResult

SHARE = 0.95
BASELINE = "kmeans"
TARGETS = ("kmeans", "best95")


@dataclass(frozen=True)
class Median:
    """A median with its 95 % interval; ``low`` and ``high`` are None where fewer than 6 tasks leave none.

    Infinite where the middle task's level was never reached.
    """

    median: float
    low: float | None
    high: float | None

    def as_json(self) -> dict[str, Any]:
        """``{"median": ..., "ci95": [low, high]}``; JSON knows no infinity, so "never" stands in its place."""
        low, median, high = ("never" if one == math.inf else one for one in (self.low, self.median, self.high))
        return {"median": median, "ci95": [low, high]}


@dataclass(frozen=True)
class Soon:
    """Steps and seconds of computing until a learner is at a level for good; ``reached``: the share of tasks it is."""

    steps: Median
    seconds: Median
    reached: float

    def as_json(self) -> dict[str, Any]:
        """``{"steps": {"median", "ci95"}, "seconds": ..., "reached": ...}``."""
        return {"steps": self.steps.as_json(), "seconds": self.seconds.as_json(), "reached": self.reached}


def settled(trace: Sequence[float], level: float) -> int | None:
    """The first step from which ``trace`` (one value a step, step 0 first) stays at or above ``level``; None: never.

    A trace that touches the level and falls below it again is not there yet. Step 0 is before any update, so 0 means
    that the learner was there from the start.
    """
    below = [at for at, value in enumerate(trace) if value < level - 1e-12]
    step = below[-1] + 1 if below else 0
    return step if step < len(trace) else None


def best_learner(tasks: Sequence[TaskResult]) -> str | None:
    """Whoever has the highest mean final accuracy, the first of equals; a ceiling that saw the labels is none."""
    ends: dict[str, list[float]] = {}
    for task in tasks:
        for name, one in task.learners.items():
            if not one.sees_labels:
                ends.setdefault(name, []).append(one.accuracy[-1])
    return max(ends, key=lambda name: round(float(np.mean(ends[name])), 12), default=None)


def levels(tasks: Sequence[TaskResult], target: str) -> list[float | None]:
    """The level ``target`` ("kmeans" or "best95") of each task; None where whoever sets it did not finish."""
    name, share = (BASELINE, 1.0) if target == "kmeans" else (best_learner(tasks), SHARE)
    return [None if name not in task.learners else share * task.learners[name].accuracy[-1] for task in tasks]


def arrival(result: LearnerResult, level: float) -> tuple[int, float] | None:
    """Step and seconds of computing at which the learner is at ``level`` for good; None: never."""
    trace, clock = result.learned
    step = settled(trace, level)
    return None if step is None else (step, clock[step])


def convergence(tasks: Sequence[TaskResult], learner: str) -> dict[str, Soon]:
    """How soon ``learner`` reaches each level, over the tasks that have one: medians, where never is infinite."""
    found = {}
    for target in TARGETS:
        there = [
            arrival(task.learners[learner], level) or (math.inf, math.inf)
            for task, level in zip(tasks, levels(tasks, target), strict=True)
            if level is not None and learner in task.learners
        ]
        if there:
            steps, seconds = (median_interval(one) for one in zip(*there, strict=True))
            found[target] = Soon(steps, seconds, float(np.isfinite([step for step, _ in there]).mean()))
    return found


def longest(tasks: Sequence[TaskResult]) -> int:
    """Steps of learning of whoever took most."""
    return max((len(one.learned[0]) - 1 for task in tasks for one in task.learners.values()), default=0)


def area(result: LearnerResult, steps: int) -> float:
    """Mean accuracy on the way from step 0 to ``steps``, by trapezoids; whoever ends before keeps its last value."""
    trace = [*result.learned[0], *[result.accuracy[-1]] * steps][: steps + 1]
    return float(np.trapezoid(trace)) / steps if steps else trace[0]


def median_interval(values: Sequence[float]) -> Median:
    """Median of ``values`` and its distribution-free interval between two order statistics.

    Of n sorted values, the j-th smallest and the j-th largest enclose the median with probability
    1 - 2 P(Binomial(n, 1/2) < j); j is the largest for which that is at least 95 %. With fewer than 6 values there is
    none. (Conover, Practical Nonparametric Statistics, section 3.2.) Infinities are values like others.
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n = len(ordered)
    # the smallest k with P(X <= k) >= 2.5 % is the largest j with P(X < j) below it
    j = int(binom.ppf((1 - CONFIDENCE) / 2, n, 0.5))
    bounds = (None, None) if j < 1 else (float(ordered[j - 1]), float(ordered[n - j]))
    return Median(float(np.median(ordered)), *bounds)
