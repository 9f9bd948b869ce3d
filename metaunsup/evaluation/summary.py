"""An evaluation as the JSON that the command line writes and the README quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.calibration import reliability
from metaunsup.evaluation.classes import KINDS, bounds, group_intervals, over, over_classes, right
from metaunsup.evaluation.convergence import area, best_learner, convergence
from metaunsup.evaluation.evaluate import pad
from metaunsup.evaluation.failures import failed, final, no_mean, paired
from metaunsup.evaluation.findings import findings
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.evaluation.results import METRICS, LearnerResult, TaskResult


def summarise(
    results: Sequence[TaskResult],
    *,
    pool: Pool,
    ways: int,
    shots: int,
    seed: int,
    adapt_steps: int,
    imbalance: float | None = None,
    outliers: int = 0,
    outliers_apart: bool = False,
    checkpoints: Mapping[str, dict[str, Any] | None] | None = None,
) -> dict[str, Any]:
    """The finished tasks as JSON: per learner each metric after the last step, its trace, its gain and its cost.

    ``checkpoints`` holds ``meta_training(...)`` of each learner; ``findings`` add to some learners what they found out.
    ``paired``: differences in final accuracy, and in gain. ``convergence``: how soon each is where K-Means ends, and at
    95 % of the end of the learner named ``best``; ``area`` is that under its curve, over all steps allowed.
    ``over`` says what intervals are over: ``ci95`` tasks, ``ci95_classes`` also their classes, or the groups of these
    (null where all tasks hold the same ones). ``groups``: recall of each group's items, such as an alphabet's.
    Intervals are ``mean_interval``'s; a single task has none, and [null, null] stands in its place. Traces are padded
    with their last value to the learner's longest. ``note`` is the key of the sentence that must be said wherever the
    pool is named, or null. ``calibration`` and ``outlier_auroc`` are null for a learner without probabilities, the
    latter also where tasks have no outliers, as is ``outlier_auroc_cosine``, by the distance from all centroids.

    A learner that failed on some tasks has ``failed`` (``Failed.as_json``), null in its lists for these tasks, and its
    means are of the others; one that failed on all has null for each mean. A difference over fewer than all tasks
    says over how many (``tasks``).
    """
    if not results:
        raise MetaUnsupError("no_tasks_to_average")
    names, broken = results[0].names, failed(results)
    per_learner = {name: [result.learners.get(name) for result in results] for name in names}
    draws = [[result] for result in results]
    unit = over(draws)

    learners = {
        name: _learner_summary(one, (checkpoints or {}).get(name), adapt_steps) for name, one in per_learner.items()
    }
    paired_up: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for name in names:
        both = over_classes(draws, unit, name)
        for kind in KINDS:
            learners[name][kind]["ci95_classes"] = bounds(both.get(kind))
    for first, second in combinations(names, 2):
        both = over_classes(draws, unit, first, second)
        for kind, value in (("accuracy", final), ("gain", _gain)):
            told = {**paired(results, first, second, value), "ci95_classes": bounds(both.get(kind))}
            paired_up[kind][f"{first} vs {second}"] = told
    return {
        "pool": pool.name,
        "ways": ways,
        "shots": shots,
        "tasks": len(results),
        "seed": seed,
        "n_clusters": ways,
        "adapt_steps": adapt_steps,
        "imbalance": imbalance,
        "outliers": outliers,
        "outliers_apart": outliers_apart,
        "note": pool.note,
        "learners": {
            name: {
                **learners[name],
                "convergence": {target: soon.as_json() for target, soon in convergence(results, name).items()},
                "groups": {group: one.as_json() for group, one in group_intervals(draws, right(name)).items()},
                **findings([result for result in each if result is not None], name),
                **({"failed": broken[name].as_json()} if name in broken else {}),
            }
            for name, each in per_learner.items()
        },
        "best": best_learner(results),
        "over": unit.as_json(),
        "paired": paired_up,
    }


def _learner_summary(each: Sequence[LearnerResult | None], cost: dict[str, Any] | None, steps: int) -> dict[str, Any]:
    """``each`` task's result, None where the learner failed; areas are of so many ``steps``."""
    results = [result for result in each if result is not None]
    summary: dict[str, Any] = {}
    for metric in METRICS:
        last = [None if result is None else getattr(result, metric)[-1] for result in each]
        summary[metric] = {**_mean([value for value in last if value is not None]), "per_task": last}
    traces = pad([result.accuracy for result in results])
    mean, padded = np.mean(traces, axis=0).tolist() if traces else [], iter(traces)
    per_task = [None if result is None else next(padded) for result in each]
    summary["trace"] = {"accuracy": {"mean": mean, "per_task": per_task}}
    summary["gain"] = _mean([result.gain for result in results])
    summary["area"] = _mean([area(result, steps) for result in results])
    sure = reliability([result.calibration for result in results])
    summary["calibration"] = None if sure is None else sure.as_json()
    for score in ("outlier_auroc", "outlier_auroc_cosine"):
        areas = [value for result in results if (value := getattr(result, score)) is not None]
        summary[score] = _mean(areas) if areas else None
    summary["seconds_per_task"] = float(np.mean([result.seconds for result in results])) if results else None
    summary["meta_training"] = cost
    return summary


def _gain(result: LearnerResult) -> float:
    return result.gain


def _mean(values: Sequence[float]) -> dict[str, Any]:
    return mean_interval(values).as_json() if values else no_mean()
