"""A comparison as one JSON: its grid, a table for each setting and one for all, curves, cost, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from metaunsup.evaluation.classes import KINDS, bounds
from metaunsup.evaluation.compare import Finished, Plan
from metaunsup.evaluation.curves import AXES, Curve, over, over_seconds, over_steps
from metaunsup.evaluation.failures import no_mean
from metaunsup.evaluation.metrics import Interval
from metaunsup.evaluation.results import METRICS
from metaunsup.evaluation.statistics import FEW, FLIPS, RESAMPLES, SEED, SMALLEST
from metaunsup.evaluation.tables import Score, Table, ordered, table

METHODS = {
    "interval": "mean and 95 % interval, Student's t over independent draws (pool, seed, task number)",
    "difference": f"paired, in accuracy; gain: in gain. 95 % interval of the mean, Student's t below {FEW} draws, else "
    f"percentile bootstrap, {RESAMPLES} resamples, seed {SEED}",
    "gain": "accuracy after the last step minus that at step 0; 0 where nothing is learned in between, as with Lloyd's "
    "iterations",
    "over": "ci95 is over tasks of the same classes; ci95_classes over tasks and classes (or groups of these, such as "
    "alphabets), by variance over tasks + over classes - over cells, Student's t for the smaller number; none where "
    "all tasks hold the same classes, or are of several pools",
    "win_rate": "share of draws on which the first is better; a tie counts half",
    "p": f"two-sided sign-flip permutation test; all signs, or {FLIPS[0]} to {FLIPS[1]} random flips, as many as leave "
    f"the smallest p value at {SMALLEST:g} for all pairs together, seed {SEED}",
    "p_holm": "corrected by Holm's method for all pairs of the same table",
    "calibration": "expected calibration error, 10 bins of equal width; mean over draws, and of all items pooled",
    "convergence": "first step of learning from which accuracy stays at or above a level of the task: kmeans, K-Means' "
    "end; best95, 95 % of the end of the learner named best. Median over tasks with its 95 % interval between order "
    "statistics, never where the level is not reached; reached: the share of tasks on which it is; seconds are of "
    "computing, on one thread",
    "area": "mean accuracy over all steps that were allowed, by trapezoids; whoever ends early keeps its last value",
    "failed": "tasks that a learner did not finish, and why the first; its numbers leave the draws of these out, and a "
    "difference is of the draws that both finished (draws, where they are not all)",
}


def summarise_comparison(results: Sequence[Finished], plan: Plan) -> dict[str, Any]:
    """The whole comparison as JSON: the grid, a table for each setting and one for all, curves, cost and methods.

    ``notes`` are keys of sentences that must be said wherever the pool is named. ``complete`` is false where it was
    stopped before its end.
    """
    results = ordered(results, plan)
    tables = [table(results, setting, plan.grid.adapt_steps) for setting in plan.settings()]
    curves: dict[str, dict[str, Curve]] = {"steps": over_steps(results), "seconds": over_seconds(results)}
    curves |= {axis: over(results, axis) for axis in AXES}
    return {
        "format": 2,
        "grid": {**{name: _as_list(value) for name, value in asdict(plan.grid).items()}, "pools": list(plan.arenas)},
        "learners": list(plan.learners),
        "tasks_finished": len(results),
        "tasks_planned": plan.grid.total,
        "complete": len(results) == plan.grid.total,
        "notes": plan.notes,
        "settings": [_table_json(one) for one in tables if one.tasks],
        "all": _table_json(table(results, None, plan.grid.adapt_steps)) if results else None,
        "curves": {
            kind: {name: {"x": curve.x, **_columns(curve.y)} for name, curve in lines.items()}
            for kind, lines in curves.items()
        },
        "meta_training": plan.practice,
        "methods": METHODS,
    }


def _table_json(one: Table) -> dict[str, Any]:
    return {
        **({} if one.setting is None else asdict(one.setting)),
        "draws": one.draws,
        "tasks": one.tasks,
        "best": one.leader,
        "over": one.over.as_json(),
        "learners": {
            name: {
                **_score_json(one.scores.get(name)),
                **({"failed": one.failed[name].as_json()} if name in one.failed else {}),
            }
            for name in (*one.scores, *one.without_score)
        },
        "paired": [
            {
                "first": pair.first,
                "second": pair.second,
                "difference": _with_classes(pair.difference, pair.over_classes.get("accuracy")),
                "gain": no_mean() if pair.gain is None else _with_classes(pair.gain, pair.over_classes.get("gain")),
                "win_rate": pair.win_rate,
                "p": pair.p,
                "p_holm": pair.p_holm,
                **({} if pair.draws == one.draws else {"draws": pair.draws}),
            }
            for pair in one.pairs
        ],
    }


def _score_json(score: Score | None) -> dict[str, Any]:
    """None: of a learner that finished no draw."""
    if score is None:
        return {
            **{metric: no_mean() for metric in (*METRICS, "gain", "area")},
            "calibration": None,
            "seconds_per_task": None,
            "groups": {},
            "convergence": {},
        }
    return {
        **{
            metric: _with_classes(getattr(score, metric), score.over_classes.get(metric))
            if metric in KINDS
            else getattr(score, metric).as_json()
            for metric in (*METRICS, "gain", "area")
        },
        "groups": {group: one.as_json() for group, one in score.groups.items()},
        "calibration": None if score.reliability is None else score.reliability.as_json(),
        "seconds_per_task": score.seconds,
        "convergence": {target: soon.as_json() for target, soon in score.convergence.items()},
        **score.findings,
    }


def _with_classes(interval: Interval, both: Interval | None) -> dict[str, Any]:
    return {**interval.as_json(), "ci95_classes": bounds(both)}


def _as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _columns(intervals: Sequence[Interval]) -> dict[str, Any]:
    return {
        "mean": [one.mean for one in intervals],
        "low": [one.low for one in intervals],
        "high": [one.high for one in intervals],
    }
