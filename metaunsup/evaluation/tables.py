"""A comparison as tables: every learner with its scores, every two against each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from metaunsup.evaluation.calibration import Reliability, reliability
from metaunsup.evaluation.classes import TASKS_ALONE, Over, group_intervals, over, over_classes, right
from metaunsup.evaluation.compare import Finished, Plan, Setting
from metaunsup.evaluation.convergence import Soon, area, best_learner, convergence, longest
from metaunsup.evaluation.draws import draws_of, finished_draws, per_draw
from metaunsup.evaluation.failures import Failed, failed
from metaunsup.evaluation.findings import findings
from metaunsup.evaluation.metrics import Interval, mean_interval
from metaunsup.evaluation.results import METRICS
from metaunsup.evaluation.statistics import Pair, pairs


@dataclass(frozen=True)
class Score:
    """A learner in one table: final scores, gain (last step minus step 0), seconds a task.

    ``over_classes``: the intervals of "accuracy" and "gain" over tasks and classes, where there are any; ``groups``:
    recall of each group of classes. ``convergence``: how soon it is where K-Means ends, and near where the best does;
    ``area`` under its curve.
    ``findings``: what it found out by itself (``evaluation.findings``).
    ``reliability`` of its probabilities, None where it has none.
    """

    accuracy: Interval
    nmi: Interval
    ari: Interval
    gain: Interval
    seconds: float
    convergence: dict[str, Soon]
    area: Interval
    over_classes: dict[str, Interval] = field(default_factory=dict)
    groups: dict[str, Interval] = field(default_factory=dict)
    findings: dict[str, Any] = field(default_factory=dict)
    reliability: Reliability | None = None


@dataclass(frozen=True)
class Table:
    """All learners on one setting (None: on all together): ``draws`` independent draws, ``tasks`` tasks in all.

    ``scores`` are of those that finished some draw, and of those draws; ``failed`` are those that failed on a task.
    ``over``: what intervals are over beside tasks; ``leader``: 95 % of whose end is a level of ``convergence``.
    """

    setting: Setting | None
    draws: int
    tasks: int
    scores: dict[str, Score]
    pairs: list[Pair]
    failed: dict[str, Failed] = field(default_factory=dict)
    leader: str | None = None
    over: Over = TASKS_ALONE

    @property
    def without_score(self) -> list[str]:
        """Those that finished no draw."""
        return [name for name in self.failed if name not in self.scores]

    def best(self) -> set[str]:
        """Whoever has the highest mean accuracy, a ceiling left out; several where it is the same."""
        means = {name: one.accuracy.mean for name, one in self.scores.items() if "sees_labels" not in one.findings}
        return {name for name, mean in means.items() if mean >= max(means.values()) - 1e-12}

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


def table(results: Sequence[Finished], setting: Setting | None = None, steps: int | None = None) -> Table:
    """Everything about ``setting``, or about all settings together, each draw averaged over them first.

    Areas are over so many ``steps``, those that were allowed; None: as many as somebody took.
    """
    here = [one for one in results if setting is None or one.cell.setting == setting]
    measured = {metric: per_draw(here, lambda one, metric=metric: getattr(one, metric)[-1]) for metric in METRICS}  # type: ignore[misc]
    gain = per_draw(here, lambda one: one.gain)
    tasks = [one.task for one in here]
    kinds, unit = draws_of(here), TASKS_ALONE
    if len({one.cell.setting.pool for one in here}) == 1:  # classes of several pools are no sample of one kind
        unit = over(kinds)
    allowed = longest(tasks) if steps is None else steps
    areas = per_draw(here, lambda one: area(one, allowed))
    seconds = per_draw(here, lambda one: one.seconds)
    off = per_draw(here, lambda one: math.nan if one.calibration is None else one.calibration.ece)
    accuracy, finished = measured["accuracy"], finished_draws(here)
    per_learner = {name: [one.task.learners[name] for one in here if name in one.task.learners] for name in accuracy}
    scores = {
        name: Score(
            **{metric: mean_interval(measured[metric][name].tolist()) for metric in METRICS},
            gain=mean_interval(gain[name].tolist()),
            seconds=float(seconds[name].mean()),
            convergence=convergence(tasks, name),
            area=mean_interval(areas[name].tolist()),
            over_classes=over_classes(kinds, unit, name),
            groups=group_intervals(kinds, right(name)),
            findings=findings(per_learner[name], name),
            reliability=reliability([one.calibration for one in per_learner[name]], mean_interval(off[name].tolist())),
        )
        for name in accuracy
    }
    draws = len(next(iter(finished.values()), ()))
    aligned = [{name: np.full(draws, math.nan) for name in accuracy} for _ in (accuracy, gain)]
    for places, drawn in zip(aligned, (accuracy, gain), strict=True):
        for name, values in drawn.items():
            places[name][finished[name]] = values
    compared = [
        replace(pair, over_classes=over_classes(kinds, unit, pair.first, pair.second)) for pair in pairs(*aligned)
    ]
    return Table(setting, draws, len(here), scores, compared, failed(tasks), best_learner(tasks), unit)
