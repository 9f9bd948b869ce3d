"""What an evaluation of generators found, as JSON and as CSV: every metric at every size of the support, paired."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import Any

import numpy as np

from metaunsup.data.files import csv_text
from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.classes import Counts, Over, bounds, class_interval, minus, over
from metaunsup.evaluation.failures import failed, no_mean
from metaunsup.evaluation.generation import DRAWN, METRICS, GenerationResult, GeneratorResult
from metaunsup.evaluation.judge import Judge
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.evaluation.results import FinishedTask
from metaunsup.tasks.generation import GenerationKind

WHERE = ("pool", "seed", "task", "task_seed", "class", "generator")
COLUMNS = (*WHERE, "shots", *METRICS, "bound_step_0", "steps", "seconds", "failure")
Value = Callable[[GeneratorResult], float | None]


def summarise_generation(
    results: Sequence[GenerationResult],
    kind: GenerationKind,
    judge: Judge,
    *,
    pool: Pool,
    seed: int,
    adapt_steps: int,
    checkpoints: Mapping[str, dict[str, Any] | None] | None = None,
) -> dict[str, Any]:
    """The finished tasks as JSON: per generator each metric at each size, before any step, and its traces.

    A metric holds ``{"mean", "ci95", "ci95_classes", "per_task"}`` by size (as text), null throughout where a generator
    has none (a GAN has no bound); see ``summarise_anomaly`` for what intervals are over. ``paired``: by metric and
    size the difference of each pair of generators, first minus second. ``growth``: by generator and metric the
    largest size minus the smallest. ``judge`` says who judged, and whether it sees a table's ``columns``.
    """
    if not results:
        raise MetaUnsupError("no_tasks_to_average")
    unit = over([[one] for one in results])
    return {
        "task": "generation",
        "pool": pool.name,
        **asdict(kind),
        "drawn": DRAWN,
        "tasks": len(results),
        "seed": seed,
        "adapt_steps": adapt_steps,
        "note": pool.note,
        "judge": {
            "pool": judge.pool,
            "accuracy": judge.accuracy,
            "knows_classes": all(one.classes[0] in judge.classes for one in results),
            "bandwidth": judge.bandwidth,
            "columns": pool.images.ndim == 2,
        },
        "learners": _learners(results, unit, kind, checkpoints or {}),
        "over": unit.as_json(),
        "paired": {
            metric: {str(size): _paired(results, unit, at(metric, place)) for place, size in enumerate(kind.sizes)}
            for metric in METRICS
        },
        "growth": {
            name: {
                metric: difference(results, unit, (name, at(metric, len(kind.sizes) - 1)), (name, at(metric, 0)))
                for metric in METRICS
            }
            for name in results[0].names
        },
    }


def _learners(
    results: Sequence[GenerationResult],
    unit: Over,
    kind: GenerationKind,
    checkpoints: Mapping[str, dict[str, Any] | None],
) -> dict[str, dict[str, Any]]:
    """Every generator's metrics and traces, what it took, and what stopped it."""
    broken, learners = failed(results), {}
    for name in results[0].names:
        told: dict[str, Any] = {
            metric: {str(size): _entry(results, unit, name, at(metric, place)) for place, size in enumerate(kind.sizes)}
            for metric in METRICS
        }
        told["before"] = {metric: _entry(results, unit, name, _before(metric)) for metric in METRICS}
        told["trace"] = {str(size): _trace(results, name, place) for place, size in enumerate(kind.sizes)}
        there = [one.learners[name] for one in results if name in one.learners]
        told["seconds_per_task"] = float(np.mean([one.seconds for one in there])) if there else None
        told["meta_training"] = checkpoints.get(name)
        learners[name] = told | ({"failed": broken[name].as_json()} if name in broken else {})
    return learners


def _paired(results: Sequence[GenerationResult], unit: Over, value: Value) -> dict[str, Any]:
    """The difference of each pair of generators, first minus second."""
    return {
        f"{first} vs {second}": difference(results, unit, (first, value), (second, value))
        for first, second in combinations(results[0].names, 2)
    }


def at(metric: str, place: int) -> Value:
    """The metric at the size number ``place``."""
    return lambda one: getattr(one, metric)[place]


def difference(
    results: Sequence[GenerationResult], unit: Over, first: tuple[str, Value], second: tuple[str, Value]
) -> dict[str, Any]:
    """``first`` minus ``second``, (generator, value) each, paired, on the tasks that both have a value of.

    Where those are not all, ``tasks`` says how many they are.
    """
    ends = [[_value(one, *end) for one in results] for end in (first, second)]
    both = [a - b for a, b in zip(*ends, strict=True) if a is not None and b is not None]
    found = mean_interval(both).as_json() if both else no_mean()
    wide = class_interval([[one] for one in results], unit, minus(_counts(*first), _counts(*second))) if both else None
    told = {**found, "ci95_classes": bounds(wide)}
    return told if len(both) in (0, len(results)) else {**told, "tasks": len(both)}


def _entry(results: Sequence[GenerationResult], unit: Over, name: str, value: Value) -> dict[str, Any]:
    values = [_value(one, name, value) for one in results]
    there = [one for one in values if one is not None]
    mean = mean_interval(there).as_json() if there else no_mean()
    wide = class_interval([[one] for one in results], unit, _counts(name, value)) if there else None
    return {**mean, "ci95_classes": bounds(wide), "per_task": values}


def _trace(results: Sequence[GenerationResult], name: str, place: int) -> dict[str, list[Any]]:
    """The mean bound after each of ``steps``, and its interval's ends."""
    rows = [one.learners[name].trace for one in results if name in one.learners]
    steps = list(zip(*(row[place] for row in rows if row), strict=True))
    found = [mean_interval(one) for one in steps]
    traced = next((list(one.learners[name].traced) for one in results if name in one.learners), [])
    return {
        "steps": traced,
        "mean": [one.mean for one in found],
        "low": [one.low for one in found],
        "high": [one.high for one in found],
    }


def _before(metric: str) -> Value:
    return lambda one: one.before.get(metric)


def _value(task: FinishedTask, name: str, value: Value) -> float | None:
    one = task.learners.get(name)
    return None if one is None else value(one)


def _counts(name: str, value: Value) -> Counts:
    """The value as what the class of a task has of it."""

    def counts(task: FinishedTask) -> np.ndarray | None:
        found = _value(task, name, value)
        return None if found is None else np.array([found])

    return counts


def as_csv(results: Sequence[GenerationResult], kind: GenerationKind, pool: str, seed: int) -> str:
    """One row for each task, generator and size; of one that failed a single row with ``failure``, in English."""
    rows: list[tuple[Any, ...]] = []
    for task in results:
        where = (pool, seed, task.index, task.seed, task.classes[0])
        for name in task.names:
            if name in task.failures:
                nothing = (None,) * (len(COLUMNS) - len(WHERE) - 1)
                rows.append((*where, name, *nothing, str(task.failures[name].error)))
                continue
            one = task.learners[name]
            for place, size in enumerate(kind.sizes):
                trace = one.trace[place] if one.trace else None
                told = (getattr(one, metric)[place] for metric in METRICS)
                ends = (None, None) if trace is None else (trace[0], one.traced[-1])
                rows.append((*where, name, size, *told, *ends, one.seconds[place], None))
    return csv_text(COLUMNS, rows)
