"""A comparison as tidy rows: one for each task and learner, for a spreadsheet or a data frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from metaunsup.data.files import csv_text
from metaunsup.evaluation.compare import Finished
from metaunsup.evaluation.convergence import settled as settled_at
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
    "settled_step",
    "settled_seconds",
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
    on the task there is ``failure``, the sentence in English, and no score.
    """
    found = []
    for one in results:
        where = (*asdict(one.cell.setting).values(), one.cell.seed, one.task.index, one.task.seed)
        for name in one.task.names:
            if name in one.task.failures:
                told = dict(zip(COLUMNS, (*where, name), strict=False))
                found.append({**dict.fromkeys(COLUMNS), **told, "failure": str(one.task.failures[name].error)})
                continue
            result = one.task.learners[name]
            settled, spec = settled_at(result.accuracy), known_spec(name)
            values = (
                *where,
                name,
                *(getattr(result, metric)[-1] for metric in METRICS),
                result.accuracy[0],
                len(result.accuracy) - 1,
                result.seconds,
                settled,
                result.clock[settled],
                result.noise[-1] if result.noise else None,
                result.clusters[-1] if result.clusters else None,
                spec is not None and spec.knows_sizes,
                result.sees_labels,
                None if result.calibration is None else result.calibration.ece,
                None,
            )
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def as_csv(results: Sequence[Finished]) -> str:
    """``rows`` as CSV."""
    return csv_text(COLUMNS, (row.values() for row in rows(results)))
