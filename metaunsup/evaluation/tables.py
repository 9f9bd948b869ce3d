"""A comparison as people take it home: tidy rows (CSV) and one summary (JSON) that tables and pages are made from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from metaunsup.data.files import csv_text
from metaunsup.evaluation.calibration import Reliability, reliability
from metaunsup.evaluation.compare import Finished, Plan, Setting
from metaunsup.evaluation.convergence import Convergence, convergence
from metaunsup.evaluation.convergence import settled as settled_at
from metaunsup.evaluation.curves import AXES, Curve, over, over_seconds, over_steps
from metaunsup.evaluation.failures import Failed, failed, no_mean
from metaunsup.evaluation.findings import findings
from metaunsup.evaluation.metrics import Interval, mean_interval
from metaunsup.evaluation.results import METRICS
from metaunsup.evaluation.statistics import RESAMPLES, SEED, Pair, finished_draws, pairs, per_draw
from metaunsup.learners.registry import known_spec

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
    "ece",
    "failure",
)


@dataclass(frozen=True)
class Score:
    """A learner in one table: final scores, gain (last step minus step 0), seconds a task, and how soon it settles.

    ``findings``: what it found out by itself (``evaluation.findings``).
    ``reliability`` of its probabilities, None where it has none.
    """

    accuracy: Interval
    nmi: Interval
    ari: Interval
    gain: Interval
    seconds: float
    convergence: Convergence
    findings: dict[str, Any] = field(default_factory=dict)
    reliability: Reliability | None = None


@dataclass(frozen=True)
class Table:
    """All learners on one setting (None: on all together): ``draws`` independent draws, ``tasks`` tasks in all.

    ``scores`` are of those that finished some draw, and of those draws; ``failed`` are those that failed on a task.
    """

    setting: Setting | None
    draws: int
    tasks: int
    scores: dict[str, Score]
    pairs: list[Pair]
    failed: dict[str, Failed] = field(default_factory=dict)

    @property
    def without_score(self) -> list[str]:
        """Those that finished no draw."""
        return [name for name in self.failed if name not in self.scores]

    def best(self) -> set[str]:
        """Whoever has the highest mean accuracy; several where it is the same."""
        highest = max((score.accuracy.mean for score in self.scores.values()), default=0.0)
        return {name for name, score in self.scores.items() if score.accuracy.mean >= highest - 1e-12}

    def beaten(self) -> set[str]:
        """Who is worse than (one of) the best by more than luck."""
        best = self.best()
        worse = set()
        for pair in self.pairs:
            if pair.significant and pair.first in best and pair.difference.mean > 0:
                worse.add(pair.second)
            if pair.significant and pair.second in best and pair.difference.mean < 0:
                worse.add(pair.first)
        return worse - best


def ordered(results: Sequence[Finished], plan: Plan) -> list[Finished]:
    """The results in the plan's order, whatever order they were finished in."""
    settings = {setting: at for at, setting in enumerate(plan.settings())}
    seeds = {seed: at for at, seed in enumerate(plan.grid.seeds)}
    return sorted(results, key=lambda one: (settings[one.cell.setting], seeds[one.cell.seed], one.task.index))


def table(results: Sequence[Finished], setting: Setting | None = None) -> Table:
    """Everything about ``setting``, or about all settings together, each draw averaged over them first."""
    here = [one for one in results if setting is None or one.cell.setting == setting]
    measured = {metric: per_draw(here, lambda one, metric=metric: getattr(one, metric)[-1]) for metric in METRICS}  # type: ignore[misc]
    gain = per_draw(here, lambda one: one.accuracy[-1] - one.accuracy[0])
    seconds = per_draw(here, lambda one: one.seconds)
    off = per_draw(here, lambda one: math.nan if one.calibration is None else one.calibration.ece)
    accuracy, finished = measured["accuracy"], finished_draws(here)
    per_learner = {name: [one.task.learners[name] for one in here if name in one.task.learners] for name in accuracy}
    scores = {
        name: Score(
            **{metric: mean_interval(measured[metric][name].tolist()) for metric in METRICS},
            gain=mean_interval(gain[name].tolist()),
            seconds=float(seconds[name].mean()),
            convergence=convergence(per_learner[name]),
            findings=findings(per_learner[name], name),
            reliability=reliability([one.calibration for one in per_learner[name]], mean_interval(off[name].tolist())),
        )
        for name in accuracy
    }
    draws = len(next(iter(finished.values()), ()))
    aligned = {name: np.full(draws, math.nan) for name in accuracy}
    for name, values in accuracy.items():
        aligned[name][finished[name]] = values
    return Table(setting, draws, len(here), scores, pairs(aligned), failed(one.task for one in here))


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
                None if result.calibration is None else result.calibration.ece,
                None,
            )
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return found


def as_csv(results: Sequence[Finished]) -> str:
    """``rows`` as CSV."""
    return csv_text(COLUMNS, (row.values() for row in rows(results)))


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
