"""What the trainings of a study say together, as the JSON that the command writes and the page reads."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import Interval, mean_interval
from metaunsup.training.study import ADAPT_STEPS, Study, Trained, Yardstick


def point_interval(done: Sequence[Trained]) -> Interval:
    """Mean accuracy of trainings of one value, with its 95 % interval (Student's t).

    With two trainings or more: over the trainings, each by its mean over the same tasks, so it speaks of practising
    again under another seed. With one: over its tasks, so it speaks of further tasks for that one network.
    """
    if not done:
        raise MetaUnsupError("no_tasks_to_average")
    if len(done) == 1:
        return mean_interval(done[0].accuracy)
    return mean_interval([_mean(one.accuracy) for one in done])


def summarise_study(asked: Study, yardstick: Yardstick, done: Sequence[Trained]) -> dict[str, Any]:
    """The finished trainings as JSON: a point for each value that has one, in the order asked for.

    ``per_seed`` of a point holds each training's mean over the tasks and what it had cost; ``kmeans`` is the same
    tasks' interval over tasks.
    """
    points = []
    for value in asked.values:
        here = [one for one in done if one.value == value]
        if not here:
            continue
        points.append(
            {
                "value": value,
                "accuracy": point_interval(here).as_json(),
                "seconds": _mean([one.seconds for one in here]),
                "items_seen": here[0].items_seen,
                "per_seed": [
                    {"seed": one.seed, "accuracy": _mean(one.accuracy), "seconds": one.seconds} for one in here
                ],
            }
        )
    settings = {name: value for name, value in asked.base.as_json().items() if name not in _SET_BY_STUDY}
    return {
        "vary": asked.vary,
        "values": list(asked.values),
        "seeds": list(asked.seeds),
        "settings": settings,
        "command": f"python -m metaunsup {shlex.join(asked.arguments())}",
        "part": "validation",
        "ways": yardstick.ways,
        "shots": yardstick.shots,
        "tasks": asked.tasks,
        "adapt_steps": ADAPT_STEPS,
        "trainings": len(done),
        "complete": len(done) == asked.trainings,
        "kmeans": mean_interval(yardstick.kmeans).as_json(),
        "points": points,
    }


_SET_BY_STUDY = ("seed", "validate_every", "start_from", "device", "precision")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
