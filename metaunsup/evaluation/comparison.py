"""A comparison as one JSON: its grid, a table for each setting and one for all, curves, cost, and how it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from metaunsup.evaluation.compare import Finished, Plan
from metaunsup.evaluation.curves import AXES, Curve, over, over_seconds, over_steps
from metaunsup.evaluation.failures import no_mean
from metaunsup.evaluation.metrics import Interval
from metaunsup.evaluation.results import METRICS
from metaunsup.evaluation.statistics import RESAMPLES, SEED
from metaunsup.evaluation.tables import Score, Table, ordered, table

METHODS = {
    "interval": "mean and 95 % interval, Student's t over independent draws (pool, seed, task number)",
    "difference": f"paired; 95 % percentile bootstrap of the mean, {RESAMPLES} resamples, seed {SEED}",
    "win_rate": "share of draws on which the first is better; a tie counts half",
    "p": f"two-sided sign-flip permutation test, exact up to 13 draws, else {RESAMPLES} random flips, seed {SEED}",
    "p_holm": "corrected by Holm's method for all pairs of the same table",
    "calibration": "expected calibration error, 10 bins of equal width; mean over draws, and of all items pooled",
    "convergence": "first step from which accuracy stays at or above 95 % of its final value; median over tasks with "
    "its 95 % interval between order statistics; seconds are of computing, on one thread",
    "failed": "tasks that a learner did not finish, and why the first; its numbers leave the draws of these out, and a "
    "difference is of the draws that both finished (draws, where they are not all)",
}


def summarise_comparison(results: Sequence[Finished], plan: Plan) -> dict[str, Any]:
    """The whole comparison as JSON: the grid, a table for each setting and one for all, curves, cost and methods.

    ``notes`` are keys of sentences that must be said wherever the pool is named. ``complete`` is false where it was
    stopped before its end.
    """
    results = ordered(results, plan)
    tables = [table(results, setting) for setting in plan.settings()]
    curves: dict[str, dict[str, Curve]] = {"steps": over_steps(results), "seconds": over_seconds(results)}
    curves |= {axis: over(results, axis) for axis in AXES}
    return {
        "format": 1,
        "grid": {**{name: _as_list(value) for name, value in asdict(plan.grid).items()}, "pools": list(plan.arenas)},
        "learners": list(plan.learners),
        "tasks_finished": len(results),
        "tasks_planned": plan.grid.total,
        "complete": len(results) == plan.grid.total,
        "notes": plan.notes,
        "settings": [_table_json(one) for one in tables if one.tasks],
        "all": _table_json(table(results)) if results else None,
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
                "difference": pair.difference.as_json(),
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
        nothing = {"median": None, "ci95": [None, None]}
        return {
            **{metric: no_mean() for metric in (*METRICS, "gain")},
            "calibration": None,
            "seconds_per_task": None,
            "convergence": {"steps": nothing, "seconds": nothing},
        }
    soon = {"steps": score.convergence.steps, "seconds": score.convergence.seconds}
    return {
        **{metric: getattr(score, metric).as_json() for metric in (*METRICS, "gain")},
        "calibration": None if score.reliability is None else score.reliability.as_json(),
        "seconds_per_task": score.seconds,
        "convergence": {kind: {"median": one.median, "ci95": [one.low, one.high]} for kind, one in soon.items()},
        **score.findings,
    }


def _as_list(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _columns(intervals: Sequence[Interval]) -> dict[str, Any]:
    return {
        "mean": [one.mean for one in intervals],
        "low": [one.low for one in intervals],
        "high": [one.high for one in intervals],
    }
