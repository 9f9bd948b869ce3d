"""Independent draws: what a learner did on each, averaged over the settings that share its items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from metaunsup.evaluation.compare import Finished, Setting
from metaunsup.evaluation.results import LearnerResult, TaskResult


def per_draw(
    results: Iterable[Finished], value: Callable[[LearnerResult], float | Sequence[float]]
) -> dict[str, np.ndarray]:
    """``value`` of each learner on each independent draw, averaged over the settings that the draw was used in.

    A draw is (pool, seed, index): its tasks of other ways and shots begin with the same random numbers and share
    items, so they are no independent evidence and are averaged first. Draws that some setting of their pool still
    lacks are left out, so that every draw means the same, and of each learner those on which it failed (see
    ``finished_draws``). Arrays (draws,) or (draws, length of the value).
    """
    draws = draws_of(results)
    found: dict[str, list[np.ndarray]] = {name: [] for name in (draws[0][0].names if draws else ())}
    for tasks in draws:
        for name, values in found.items():
            if all(name in task.learners for task in tasks):
                each = [np.asarray(value(task.learners[name]), dtype=np.float64) for task in tasks]
                values.append(np.mean(each, axis=0))
    return {name: np.array(values) for name, values in found.items() if values}


def finished_draws(results: Iterable[Finished]) -> dict[str, np.ndarray]:
    """Of each learner whether it finished all tasks of each of the draws of ``per_draw``: (draws,) bool."""
    draws = draws_of(results)
    names = draws[0][0].names if draws else ()
    return {name: np.array([all(name in task.learners for task in tasks) for tasks in draws]) for name in names}


def draws_of(results: Iterable[Finished]) -> list[list[TaskResult]]:
    """The tasks of each draw that is complete, draws and settings in their order."""
    drawn: dict[tuple[str, int, int], dict[Setting, Finished]] = {}
    settings: dict[str, set[Setting]] = {}
    for one in results:
        setting = one.cell.setting
        drawn.setdefault((setting.pool, one.cell.seed, one.task.index), {})[setting] = one
        settings.setdefault(setting.pool, set()).add(setting)
    complete = [drawn[key] for key in sorted(drawn) if len(drawn[key]) == len(settings[key[0]])]

    def place(setting: Setting) -> tuple[float, ...]:
        return setting.ways, setting.shots, -1 if setting.imbalance is None else setting.imbalance

    return [[here[setting].task for setting in sorted(here, key=place)] for here in complete]
