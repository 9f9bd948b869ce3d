"""Accuracy against inner steps, seconds, shots, ways and imbalance: means over independent draws, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metaunsup.evaluation.compare import Finished
from metaunsup.evaluation.draws import per_draw
from metaunsup.evaluation.metrics import Interval, mean_interval
from metaunsup.evaluation.results import LearnerResult

Axis = Literal["ways", "shots", "imbalance"]
AXES: tuple[Axis, ...] = ("shots", "ways", "imbalance")
GRID_POINTS = 120


@dataclass(frozen=True)
class Curve:
    """One learner's line: ``x`` (an imbalance of None means equal clusters) and an interval at each."""

    x: list[float | None]
    y: list[Interval]


def over_steps(results: Sequence[Finished]) -> dict[str, Curve]:
    """Mean accuracy after step 0, 1, ...; a learner that stopped earlier keeps its last value.

    A line is as long as the learner's longest trace, so that one which never takes a step is a point.
    """
    longest: dict[str, int] = {}
    for one in results:
        for name, result in one.task.learners.items():
            longest[name] = max(longest.get(name, 0), len(result.accuracy))
    most = max(longest.values(), default=1)
    drawn = per_draw(results, lambda result: [*result.accuracy, *[result.accuracy[-1]] * (most - len(result.accuracy))])
    return {
        name: Curve(list(range(longest[name])), [mean_interval(column) for column in values.T[: longest[name]]])
        for name, values in drawn.items()
    }


def over_seconds(results: Sequence[Finished], points: int = GRID_POINTS) -> dict[str, Curve]:
    """Mean accuracy against seconds of computing, on a grid common to all learners, equally spaced in the logarithm.

    A trace is a step function: at time t it has the value of the last step that was done by t, and it keeps its last
    value for good. Before its step 0 is done a learner has no answer at all, so its line begins where its slowest
    task has one.
    """
    clocks = [one.clock for result in results for one in result.task.learners.values()]
    if not clocks:
        return {}
    first = max(min(clock[0] for clock in clocks), 1e-6)
    grid = np.geomspace(first, max(*(clock[-1] for clock in clocks), first * 1.01), points)
    begins: dict[str, float] = {}
    for result in results:
        for name, one in result.task.learners.items():
            begins[name] = max(begins.get(name, 0.0), one.clock[0])

    def at(one: LearnerResult) -> np.ndarray:
        return np.asarray(one.accuracy)[np.searchsorted(one.clock, grid, side="right").clip(1) - 1]

    curves = {}
    for name, values in per_draw(results, at).items():  # type: ignore[arg-type]  # an array is a sequence of floats
        inside = grid >= begins[name]
        inside[-1] = True
        curves[name] = Curve(grid[inside].tolist(), [mean_interval(column) for column in values.T[inside]])
    return curves


def over(results: Sequence[Finished], axis: Axis) -> dict[str, Curve]:
    """Mean final accuracy at each value of ``axis``, averaged over everything else; equal clusters come first."""
    found: dict[str, Curve] = {}
    values = {getattr(one.cell.setting, axis) for one in results}
    # smaller concentrations are more unequal: from equal clusters on, the task gets harder to the right
    order = sorted(values, key=lambda x: (x is not None, -x if axis == "imbalance" and x is not None else x or 0))
    for x in order:
        here = [one for one in results if getattr(one.cell.setting, axis) == x]
        for name, drawn in per_draw(here, lambda result: result.accuracy[-1]).items():
            curve = found.setdefault(name, Curve([], []))
            curve.x.append(x)
            curve.y.append(mean_interval(drawn.tolist()))
    return found
