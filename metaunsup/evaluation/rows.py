"""A comparison as tidy rows: one for each task and learner, for a spreadsheet or a data frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from metaunsup.data.files import csv_text
from metaunsup.evaluation.compare import Cell, Finished
from metaunsup.evaluation.convergence import TARGETS, arrival, levels
from metaunsup.evaluation.results import METRICS
from metaunsup.learners.registry import known_spec

COLUMNS = (
    "pool",
    "ways",
    "shots",
    "imbalance",
    "seed",
    "task",
    "task_seed",
    "learner",
    "accuracy",
    "nmi",
    "ari",
    "accuracy_step_0",
    "steps",
    "seconds",
    "gain",
    "kmeans_step",
    "kmeans_seconds",
    "best95_step",
    "best95_seconds",
    "noise",
    "clusters",
    "knows_sizes",
    "sees_labels",
    "ece",
    "failure",
)


def rows(results: Sequence[Finished]) -> list[dict[str, Any]]:
    """One row per task and learner; ``imbalance`` is None where clusters are of equal size.

    ``noise`` and ``clusters`` are None for learners that are told the number of clusters. Of a learner that failed
    on the task there is ``failure``, the sentence in English, and no score. ``kmeans_step`` and ``best95_step``: when
    it is at these levels for good (see ``convergence``), None where it never is; the best is the setting's.
    """
    found, goals = [], _goals(results)
    for one in results:
        where = (*asdict(one.cell.setting).values(), one.cell.seed, one.task.index, one.task.seed)
        for name in one.task.names:
            if name in one.task.failures:
                told = dict(zip(COLUMNS, (*where, name), strict=False))
                found.append({**dict.fromkeys(COLUMNS), **told, "failure": str(one.task.failures[name].error)})
                continue
            result = one.task.learners[name]
            spec = known_spec(name)
            there = [None if level is None else arrival(result, level) for level in goals[one.cell, one.task.index]]
            values = (
                *where,
                name,
                *(getattr(result, metric)[-1] for metric in METRICS),
                result.accuracy[0],
                len(result.accuracy) - 1,
                result.seconds,
                result.gain,
                *(number for arrived in there for number in arrived or (None, None)),
                result.noise[-1] if result.noise else None,
                result.clusters[-1] if result.clusters else None,
                spec is not None and spec.knows_sizes,
                result.sees_labels,
                None if result.calibration is None else result.calibration.ece,
                None,
            )
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def _goals(results: Sequence[Finished]) -> dict[tuple[Cell, int], list[float | None]]:
    """The levels of each task, in the order of ``TARGETS``."""
    goals: dict[tuple[Cell, int], list[float | None]] = {}
    for setting in dict.fromkeys(one.cell.setting for one in results):
        here = [one for one in results if one.cell.setting == setting]
        both = (levels([one.task for one in here], target) for target in TARGETS)
        for one, *each in zip(here, *both, strict=True):
            goals[one.cell, one.task.index] = each
    return goals


def as_csv(results: Sequence[Finished]) -> str:
    """``rows`` as CSV."""
    return csv_text(COLUMNS, (row.values() for row in rows(results)))
