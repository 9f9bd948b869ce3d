"""Intervals that speak of other classes, too, not only of further tasks of the same ones.

Tasks drawn from one pool share classes: some classes are hard in every task, so a mean over ever more tasks settles on
these classes' mean, and an interval over tasks alone says nothing about others. A task holds several classes and a
class lies in several tasks, so neither is nested in the other and both are resampled: Owen, The pigeonhole bootstrap
(Annals of Applied Statistics 1, 2007). That bootstrap counts the noise of a cell (a class in a task) three times, far
too wide where most classes are met once, so its variance is written out and the surplus is taken off: variance over
tasks + over classes - over cells, Cameron, Gelbach, Miller, Robust inference with multiway clustering (J. Business &
Economic Statistics 29, 2011), with Student's t for the smaller of both numbers. It is never less than that over tasks.
Characters of one alphabet are no independent classes: with ``MANY_GROUPS`` alphabets or more, these are resampled.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from metaunsup.evaluation.metrics import CONFIDENCE, Interval
from metaunsup.evaluation.results import FinishedTask, LearnerResult

MANY_GROUPS = 6
Draws = Sequence[Sequence[FinishedTask]]  # the tasks of each independent draw
Counts = Callable[[FinishedTask], np.ndarray | None]  # of each class of a task, in its order; None: did not finish


@dataclass(frozen=True)
class Over:
    """What intervals can be over beside tasks: "classes" or "groups" of them (alphabets), ``count`` of these.

    "tasks": over tasks alone, since all of them hold the same classes, or are of several pools.
    """

    unit: Literal["tasks", "classes", "groups"]
    count: int

    def as_json(self) -> dict[str, str | int]:
        """``{"unit": ..., "count": ..., "ci95": ..., "ci95_classes": ...}``: what each interval is over, in words."""
        units = "tasks alone" if self.unit == "tasks" else f"tasks and {self.unit}"
        return {"unit": self.unit, "count": self.count, "ci95": "tasks of the same classes", "ci95_classes": units}


TASKS_ALONE = Over("tasks", 0)


def group_of(name: str) -> str | None:
    """The group that a class belongs to: the alphabet of "Tifinagh/character07"; None where it has none."""
    group, found, _ = name.partition("/")
    return group if found else None


def over(draws: Draws) -> Over:
    """What there is to be resampled in these draws."""
    sets = [{name for task in draw for name in task.classes} for draw in draws]
    names = set().union(*sets)
    if all(one == names for one in sets):
        return Over("tasks", len(names))
    groups = {group_of(name) for name in names}
    if None in groups or len(groups) < MANY_GROUPS or all({group_of(name) for name in one} == groups for one in sets):
        return Over("classes", len(names))
    return Over("groups", len(groups))


def two_way(weight: np.ndarray, value: np.ndarray) -> Interval:
    """The mean ``value.sum() / weight.sum()`` and its 95 % interval over rows and columns, both (draws, classes).

    A cell holds the share of all items that a class in a draw has, and the share of these that is right.
    """
    total, mean = weight.sum(), float(value.sum() / weight.sum())
    off = (value - mean * weight) / total
    rows, columns = off.shape
    if min(rows, columns) < 2:
        return Interval(mean, None, None)
    tasks, classes = (float((off.sum(axis) ** 2).sum()) * n / (n - 1) for axis, n in ((1, rows), (0, columns)))
    cells = np.count_nonzero(weight)
    variance = max(tasks, tasks + classes - float((off**2).sum()) * cells / (cells - 1))
    margin = float(stdtrit(min(rows, columns) - 1, (1 + CONFIDENCE) / 2)) * math.sqrt(variance)
    return Interval(mean, mean - margin, mean + margin)


def class_interval(draws: Draws, unit: Over, counts: Counts) -> Interval | None:
    """The mean of ``counts`` (items right, or a difference of these), over draws and classes; None where it cannot be.

    Draws in which some task has none are left out, as in every other mean.
    """
    if unit.unit == "tasks":
        return None
    units, weight, value = cells(draws, counts, group_of if unit.unit == "groups" else str)
    return two_way(weight, value) if units else None


def over_classes(draws: Draws, unit: Over, learner: str, other: str | None = None) -> dict[str, Interval]:
    """Intervals of "accuracy" and "gain" over tasks and classes, where there are any; less those of ``other``."""
    found = {}
    for kind, of in KINDS.items():
        both = class_interval(draws, unit, of(learner) if other is None else minus(of(learner), of(other)))
        if both is not None:
            found[kind] = both
    return found


def group_intervals(draws: Draws, counts: Counts) -> dict[str, Interval]:
    """Recall of each group's items, over draws and the group's classes; empty where classes have no groups."""
    classes, weight, value = cells(draws, counts, str)
    groups = [group_of(name) for name in classes]
    found = {}
    for group in () if None in groups else dict.fromkeys(map(str, groups)):
        columns = np.array(groups) == group
        rows = weight[:, columns].any(axis=1)
        found[group] = two_way(weight[np.ix_(rows, columns)], value[np.ix_(rows, columns)])
    return found


def cells(
    draws: Draws, counts: Counts, unit_of: Callable[[str], str | None]
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The units, and of each draw the share of its items that each has, and of those right: twice (draws, units)."""
    counted = [[(task, counts(task)) for task in draw] for draw in draws]
    finished = [draw for draw in counted if all(found is not None for _, found in draw)]
    units = sorted({str(unit_of(name)) for draw in finished for task, _ in draw for name in task.classes})
    place = {unit: at for at, unit in enumerate(units)}
    weight, value = np.zeros((2, len(finished), len(units)))
    for row, draw in enumerate(finished):
        for task, found in draw:
            columns, share = [place[str(unit_of(name))] for name in task.classes], 1 / (sum(task.sizes) * len(draw))
            np.add.at(weight[row], columns, np.array(task.sizes) * share)
            np.add.at(value[row], columns, np.asarray(found) * share)
    return units, weight, value


def bounds(interval: Interval | None) -> list[float | None] | None:
    """``[low, high]`` of an interval over classes; None where there is none to be had."""
    return None if interval is None else [interval.low, interval.high]


def right(learner: str) -> Counts:
    """Items right after the last step."""
    return _of(learner, lambda one: np.array(one.right[-1]))


def gained(learner: str) -> Counts:
    """Items right after the last step less those at step 0; none where nothing was learned in between."""
    return _of(learner, lambda one: (np.array(one.right[-1]) - np.array(one.right[0])) * one.adapted)


def minus(first: Counts, second: Counts) -> Counts:
    """The difference, of tasks that both finished."""

    def counts(task: FinishedTask) -> np.ndarray | None:
        one, other = first(task), second(task)
        return None if one is None or other is None else one - other

    return counts


def _of(learner: str, value: Callable[[LearnerResult], np.ndarray]) -> Counts:
    def counts(task: FinishedTask) -> np.ndarray | None:
        one = task.learners.get(learner)
        return None if one is None or not one.right else value(one)

    return counts


KINDS: Mapping[str, Callable[[str], Counts]] = {"accuracy": right, "gain": gained}
