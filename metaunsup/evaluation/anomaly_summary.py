"""An anomaly evaluation as JSON, as rows for a spreadsheet, and as curves with bands over tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from operator import attrgetter
from typing import Any

import numpy as np
from scipy.special import stdtrit
from sklearn.metrics import precision_recall_curve, roc_curve

from metaunsup.data.files import csv_text
from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.anomaly import METRICS, AnomalyResult, DetectorResult
from metaunsup.evaluation.classes import Counts, Over, bounds, class_interval, minus, over
from metaunsup.evaluation.evaluate import pad
from metaunsup.evaluation.failures import failed, no_mean, paired
from metaunsup.evaluation.metrics import CONFIDENCE, mean_interval
from metaunsup.evaluation.results import FinishedTask
from metaunsup.evaluation.thresholds import Errors, cheapest, errors_at
from metaunsup.tasks.anomaly import AnomalyKind

CURVES = ("roc", "precision_recall")
CURVE_COLUMNS = ("detector", "curve", "x", "mean", "low", "high")
GRID = np.linspace(0, 1, 101)  # of false-positive rates, and of recalls
WHERE = ("pool", "seed", "task", "task_seed", "normal", "detector")
COLUMNS = (*WHERE, *METRICS, "auroc_step_0", "steps", "seconds", "failure")


def summarise_anomaly(
    results: Sequence[AnomalyResult],
    kind: AnomalyKind,
    *,
    pool: Pool,
    seed: int,
    adapt_steps: int,
    miss_cost: float = 1.0,
    checkpoints: Mapping[str, dict[str, Any] | None] | None = None,
) -> dict[str, Any]:
    """The finished tasks as JSON: per detector each metric after the last step, AUROC at every step, and the cost.

    ``errors``: the share of anomalies that are ``missed`` and of normal items that raise ``alarms`` at its own
    threshold; ``cost``, what both cost there for each item judged, where a missed anomaly costs as much as
    ``miss_cost`` false alarms, and ``least_cost`` at the best threshold, known only afterwards (``thresholds``).

    ``ci95`` is over tasks (Student's t), ``ci95_classes`` over tasks and normal classes, null where all tasks have the
    same ones; what ``over`` says. ``paired``: differences of each pair of detectors in each metric, on the tasks that
    both finished. ``best`` has the highest mean AUROC. ``checkpoints``: ``meta_training(...)`` of each detector's
    encoder. A detector that failed on some tasks has ``failed``, and null in its lists for these.
    """
    if not results:
        raise MetaUnsupError("no_tasks_to_average")
    names, broken, draws = results[0].names, failed(results), [[one] for one in results]
    unit = over(draws)
    learners: dict[str, dict[str, Any]] = {}
    for name in names:
        told = _detector_summary(name, results, unit, miss_cost)
        told["meta_training"] = (checkpoints or {}).get(name)
        learners[name] = told | ({"failed": broken[name].as_json()} if name in broken else {})
    pairs: dict[str, dict[str, Any]] = {metric: {} for metric in METRICS}
    for first, second in combinations(names, 2):
        for metric in METRICS:
            wide = class_interval(draws, unit, minus(_counts(first, metric), _counts(second, metric)))
            told = paired(results, first, second, attrgetter(metric))
            pairs[metric][f"{first} vs {second}"] = {**told, "ci95_classes": bounds(wide)}
    means = {name: one["auroc"]["mean"] for name, one in learners.items() if one["auroc"]["mean"] is not None}
    return {
        "task": "anomaly",
        "pool": pool.name,
        **asdict(kind),
        "tasks": len(results),
        "seed": seed,
        "adapt_steps": adapt_steps,
        "miss_cost": miss_cost,
        "note": pool.note,
        "learners": learners,
        "best": max(means, key=means.__getitem__),
        "over": unit.as_json(),
        "paired": pairs,
    }


def _detector_summary(name: str, results: Sequence[AnomalyResult], unit: Over, miss_cost: float) -> dict[str, Any]:
    """Means over the tasks that it finished, with their intervals, and what it did on each; None for no task."""
    each = [one.learners.get(name) for one in results]
    there = [one for one in each if one is not None]
    told: dict[str, Any] = {}
    for metric in METRICS:
        values = [None if one is None else getattr(one, metric) for one in each]
        mean = mean_interval([getattr(one, metric) for one in there]).as_json() if there else no_mean()
        wide = class_interval([[one] for one in results], unit, _counts(name, metric)) if there else None
        told[metric] = {**mean, "ci95_classes": bounds(wide), "per_task": values}
    traces = pad([one.trace for one in there])
    told |= _costs([(one, task) for one, task in zip(each, results, strict=True) if one is not None], miss_cost)
    told["trace"] = {"auroc": np.mean(traces, axis=0).tolist() if traces else []}
    told["seconds_per_task"] = float(np.mean([one.clock[-1] for one in there])) if there else None
    return told


def errors_of(one: DetectorResult, task: AnomalyResult) -> Errors:
    """What the detector's own threshold comes to."""
    return errors_at(one.scores, task.anomalous, one.offset)


def _costs(there: Sequence[tuple[DetectorResult, AnomalyResult]], miss_cost: float) -> dict[str, Any]:
    if not there:
        return {"errors": {"missed": None, "alarms": None}, "cost": no_mean(), "least_cost": no_mean()}
    own = [errors_of(*pair) for pair in there]
    least = [cheapest(one.scores, task.anomalous, miss_cost) for one, task in there]
    shares = [(one.missed / one.anomalies, one.alarms / (one.total - one.anomalies)) for one in own]
    missed, alarms = np.mean(shares, axis=0).tolist()
    return {
        "errors": {"missed": missed, "alarms": alarms},
        "cost": mean_interval([one.cost(miss_cost) for one in own]).as_json(),
        "least_cost": mean_interval([one.cost(miss_cost) for one in least]).as_json(),
    }


def _counts(name: str, metric: str) -> Counts:
    """The metric as what each normal class of a task has of it."""

    def counts(task: FinishedTask) -> np.ndarray | None:
        one = task.learners.get(name)
        return None if one is None else np.full(len(task.classes), getattr(one, metric))

    return counts


def as_csv(results: Sequence[AnomalyResult], pool: str, seed: int) -> str:
    """One row for each task and detector; of one that failed there is ``failure``, in English, and no score."""
    rows: list[tuple[Any, ...]] = []
    for task in results:
        where = (pool, seed, task.index, task.seed, "; ".join(task.classes))
        for name in task.names:
            if name in task.failures:
                nothing = (None,) * (len(COLUMNS) - len(WHERE) - 1)
                rows.append((*where, name, *nothing, str(task.failures[name].error)))
                continue
            one = task.learners[name]
            scores = (getattr(one, metric) for metric in METRICS)
            rows.append((*where, name, *scores, one.trace[0], len(one.trace) - 1, one.clock[-1], None))
    return csv_text(COLUMNS, rows)


def curves(results: Sequence[AnomalyResult], name: str) -> dict[str, dict[str, list[float]]]:
    """A detector's "roc" and "precision_recall", each ``x``, ``mean``, ``low`` and ``high`` (101 numbers).

    Averaged over tasks at each false-positive rate, or recall (Fawcett, An Introduction to ROC Analysis, 2006, section
    8), with the mean's 95 % interval there. An anomaly found is a positive.
    """
    there = [(one, task.anomalous) for task in results if (one := task.learners.get(name)) is not None]
    if not there:
        raise MetaUnsupError("no_tasks_to_average")
    return {
        "roc": _band(np.array([_roc(*one) for one in there])),
        "precision_recall": _band(np.array([_precision(*one) for one in there])),
    }


def curves_csv(results: Sequence[AnomalyResult]) -> str:
    """The curves of every detector that finished a task, a row a point."""
    rows: list[tuple[Any, ...]] = []
    for name in results[0].names:
        if any(name in one.learners for one in results):
            for curve, points in curves(results, name).items():
                ends = (points[end] for end in CURVE_COLUMNS[2:])
                rows += [(name, curve, *point) for point in zip(*ends, strict=True)]
    return csv_text(CURVE_COLUMNS, rows)


def _roc(one: DetectorResult, anomalous: tuple[bool, ...]) -> np.ndarray:
    rate, found, _ = roc_curve(anomalous, -np.array(one.scores), drop_intermediate=False)
    return found[
        np.searchsorted(rate, GRID + 1e-9, side="right") - 1
    ]  # the highest at or before each rate: a staircase


def _precision(one: DetectorResult, anomalous: tuple[bool, ...]) -> np.ndarray:
    precision, recall, _ = precision_recall_curve(anomalous, -np.array(one.scores))
    precision, recall = precision[::-1], recall[::-1]  # recall rises; (1 at recall 0) is the function's own addition
    return precision[1:][np.searchsorted(recall[1:], GRID - 1e-9)]  # where so much is first found


def _band(rows: np.ndarray) -> dict[str, list[float]]:
    mean, count = rows.mean(0), len(rows)
    margin = np.zeros_like(mean)
    if count > 1:
        margin = float(stdtrit(count - 1, (1 + CONFIDENCE) / 2)) * rows.std(0, ddof=1) / count**0.5
    ends = {"mean": mean, "low": mean - margin, "high": mean + margin}
    return {"x": GRID.tolist(), **{end: value.clip(0, 1).tolist() for end, value in ends.items()}}
