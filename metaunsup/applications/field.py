"""What a field of application is: paired tasks that several methods meet, and one of them that the field uses already.

Tasks may be of a few units (kinds of texture, groups of customers) that differ in difficulty, so intervals are over
tasks and, beside that, over tasks and units (``evaluation.classes.two_way``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from metaunsup.data.files import csv_text
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.classes import two_way
from metaunsup.evaluation.metrics import Interval, mean_interval

MOST_TASKS = 10_000
Scores = Mapping[str, Mapping[str, float]]  # method -> metric -> value


@dataclass(frozen=True)
class FieldTask:
    """Task number ``index``: what each method's metrics are, and its seconds of computing.

    ``seed`` draws it again; ``unit`` is what it is of (a kind of texture), or "" where tasks share nothing.
    """

    index: int
    seed: int
    unit: str
    scores: Scores
    seconds: Mapping[str, float] = field(default_factory=dict)


Evaluate = Callable[[Path | None, str, int, int], Iterator[FieldTask]]


@dataclass(frozen=True)
class Field:
    """``evaluate(data, variant, tasks, seed)`` yields finished tasks, one after the other.

    ``data``: somebody's own, or None for what comes with the program. ``variants``: kinds of task, the usual one first
    (clicks that are known: "5", "1"); ``metrics``: the one that counts first, all better where higher; ``baselines``:
    the methods that every other is compared with, pair by pair; ``ceilings``: methods that are told labels; ``others``:
    the metrics of a variant that has others; ``measured_tasks``: as many come measured with the program. Words:
    ``applications.NAME.method.METHOD``, ``.metric.METRIC``, ``.variant.VARIANT`` and ``.unit`` (what tasks are of).
    """

    name: str
    variants: tuple[str, ...]
    metrics: tuple[str, ...]
    baselines: tuple[str, ...]
    evaluate: Evaluate
    ceilings: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    measured_tasks: int = 100

    def metrics_of(self, variant: str) -> tuple[str, ...]:
        """The metrics of a kind of task."""
        return self.others.get(variant, self.metrics)

    def run(
        self, *, data: Path | None = None, variant: str | None = None, tasks: int = 100, seed: int = 0
    ) -> Iterator[FieldTask]:
        """Finished tasks; refuses at once what is out of range, later what the data do not allow."""
        chosen = self.variants[0] if variant is None else variant
        if chosen not in self.variants:
            raise MetaUnsupError("option_choice", name="variant", value=chosen, choices=self.variants)
        check_range("tasks", tasks, 1, MOST_TASKS)
        return islice(self.evaluate(data, chosen, tasks, seed), tasks)


def summarise(of: Field, results: Sequence[FieldTask], *, variant: str, seed: int) -> dict[str, Any]:
    """The finished tasks as JSON: each method's metrics with intervals, and differences from each baseline.

    ``ci95`` is over tasks (Student's t), ``ci95_units`` over tasks and units, null where there are fewer than two of
    these. ``paired[BASELINE][METHOD][METRIC]`` is the method less the baseline on the same tasks.
    """
    if not results:
        raise MetaUnsupError("no_tasks_to_average")
    units = [one.unit for one in results]
    methods, metrics = list(results[0].scores), of.metrics_of(variant)

    def values(method: str, metric: str) -> np.ndarray:
        return np.array([one.scores[method][metric] for one in results])

    def told(of_tasks: np.ndarray) -> dict[str, Any]:
        keep = np.isfinite(of_tasks)
        if not keep.any():
            return {"mean": None, "ci95": [None, None], "ci95_units": None, "tasks": 0}
        there, names = of_tasks[keep].tolist(), [unit for unit, kept in zip(units, keep, strict=True) if kept]
        wide = over_units(there, names)
        bounds = None if wide is None else [wide.low, wide.high]
        return {**mean_interval(there).as_json(), "ci95_units": bounds, "tasks": len(there)}

    def mean_seconds(method: str) -> float | None:
        clocked = [one.seconds[method] for one in results if method in one.seconds]
        return float(np.mean(clocked)) if clocked else None

    return {
        "field": of.name,
        "variant": variant,
        "tasks": len(results),
        "seed": seed,
        "units": len(set(units)),
        "methods": {
            method: {
                **{metric: told(values(method, metric)) for metric in metrics},
                "seconds_per_task": mean_seconds(method),
                "sees_labels": method in of.ceilings,
            }
            for method in methods
        },
        "paired": {
            baseline: {
                method: {metric: told(values(method, metric) - values(baseline, metric)) for metric in metrics}
                for method in methods
                if method != baseline
            }
            for baseline in of.baselines
            if baseline in methods
        },
    }


def over_units(values: Sequence[float], units: Sequence[str]) -> Interval | None:
    """The mean of ``values``, one a task, and its 95 % interval over tasks and units; None for fewer than two units."""
    known = sorted(set(units))
    if len(known) < 2 or len(known) == len(units):
        return None
    weight = (np.array(units)[:, None] == np.array(known)).astype(float)
    return two_way(weight, weight * np.array(values)[:, None])


def as_csv(of: Field, results: Sequence[FieldTask], *, variant: str, seed: int) -> str:
    """One row for each task and method."""
    metrics = of.metrics_of(variant)
    columns = ("field", "variant", "seed", "task", "task_seed", "unit", "method", *metrics, "seconds")
    rows = [
        (
            *(of.name, variant, seed, one.index, one.seed, one.unit, method),
            *(scores[metric] for metric in metrics),
            one.seconds.get(method),
        )
        for one in results
        for method, scores in one.scores.items()
    ]
    return csv_text(columns, rows)
