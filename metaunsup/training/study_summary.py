"""What the trainings of a study say together, as the JSON that the command writes and the page reads."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.failures import Failed
from metaunsup.evaluation.metrics import Interval, mean_interval
from metaunsup.training.study import ADAPT_STEPS, Study, Trained, Untrained, Value, Yardstick


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


def summarise_study(asked: Study, yardstick: Yardstick, ended: Sequence[Trained | Untrained]) -> dict[str, Any]:
    """The trainings that ended as JSON: a point for each value that has a finished one, in the order asked for.

    ``per_seed`` of a point holds each training's mean over the tasks and what it had cost; ``kmeans`` is the same
    tasks' interval over tasks. ``failed`` tells of each value, where there are such, how many of its ``trainings`` did
    not finish, and what stopped the ``first``; the points leave these out.
    """
    points, failed = [], []
    done = [one for one in ended if isinstance(one, Trained)]
    for value in asked.values:
        here = [one for one in done if one.value == value]
        failures = [one.failure for one in ended if isinstance(one, Untrained) and one.value == value]
        if failures:
            told = Failed(len(failures), failures[0]).as_json()
            failed.append({"value": value, "trainings": told["tasks"], "first": told["first"]})
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
        "complete": len(ended) == asked.trainings,
        "kmeans": mean_interval(yardstick.kmeans).as_json(),
        "points": points,
        **({"failed": failed} if failed else {}),
    }


def broken(summary: Mapping[str, Any]) -> Iterator[tuple[Value, str, dict[str, Any], MetaUnsupError]]:
    """Of each value that some training of did not finish: the value, the sentence's key and numbers, and the reason."""
    finished = {point["value"]: len(point["per_seed"]) for point in summary["points"]}
    for one in summary.get("failed", ()):
        there, first = finished.get(one["value"], 0), one["first"]
        counts = {"count": one["trainings"], "total": one["trainings"] + there}
        yield (
            one["value"],
            f"study.broken.{'some' if there else 'all'}",
            counts,
            MetaUnsupError(first["code"], **first["fields"]),
        )


_SET_BY_STUDY = ("seed", "validate_every", "start_from", "device", "precision")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
