"""How soon a learner is there: steps and seconds of computing until it stays near its final accuracy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from metaunsup.evaluation.metrics import CONFIDENCE
from metaunsup.evaluation.results import LearnerResult

SHARE = 0.95


@dataclass(frozen=True)
class Median:
    """A median with its 95 % interval; ``low`` and ``high`` are None where fewer than 6 tasks leave none."""

    median: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Convergence:
    """Steps and seconds of computing to 95 % of the final accuracy, over tasks."""

    steps: Median
    seconds: Median


def settled(trace: Sequence[float], share: float = SHARE) -> int:
    """The first step after which ``trace`` (one value a step, step 0 first) stays at or above ``share`` of its last.

    Formally: the smallest s such that trace[t] >= share * trace[-1] for every t >= s. Step 0 is before any update,
    so 0 means that the learner was there from the start. A trace that touches the level and falls below it again
    has not settled yet.
    """
    level = share * trace[-1]
    step = len(trace) - 1
    while step > 0 and trace[step - 1] >= level:
        step -= 1
    return step


def convergence(results: Sequence[LearnerResult]) -> Convergence:
    """Median over tasks of ``settled(accuracy)`` and of the seconds of computing until that step was done."""
    steps = [settled(one.accuracy) for one in results]
    seconds = [one.clock[step] for one, step in zip(results, steps, strict=True)]
    return Convergence(median_interval(steps), median_interval(seconds))


def median_interval(values: Sequence[float]) -> Median:
    """Median of ``values`` and its distribution-free interval between two order statistics.

    Of n sorted values, the j-th smallest and the j-th largest enclose the median with probability
    1 - 2 P(Binomial(n, 1/2) < j); j is the largest for which that is at least 95 %. With fewer than 6 values there is
    none. (Conover, Practical Nonparametric Statistics, section 3.2.)
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n = len(ordered)
    # the smallest k with P(X <= k) >= 2.5 % is the largest j with P(X < j) below it
    j = int(binom.ppf((1 - CONFIDENCE) / 2, n, 0.5))
    bounds = (None, None) if j < 1 else (float(ordered[j - 1]), float(ordered[n - j]))
    return Median(float(np.median(ordered)), *bounds)
