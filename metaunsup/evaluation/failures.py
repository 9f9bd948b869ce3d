"""A learner that fails on a task: the others go on, and beside their results stands who failed, and why."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import torch

from metaunsup.evaluation.metrics import paired_difference
from metaunsup.evaluation.results import Failure, FinishedTask, LearnerResult

T = TypeVar("T")


def no_mean() -> dict[str, Any]:
    """What stands for the mean and the interval of a learner that finished no task."""
    return {"mean": None, "ci95": [None, None]}


@dataclass(frozen=True)
class Failed:
    """On how many ``tasks`` a learner failed, and the ``first`` failure in the order of the tasks."""

    tasks: int
    first: Failure

    def as_json(self) -> dict[str, Any]:
        """``sentence`` is for those who do not have the program at hand, in English."""
        told = {"code": self.first.code, "fields": dict(self.first.fields), "sentence": str(self.first.error)}
        return {"tasks": self.tasks, "first": told}


def failed(tasks: Iterable[FinishedTask]) -> dict[str, Failed]:
    """Whoever failed on one of ``tasks``, in the order that was asked for."""
    found: dict[str, list[Failure]] = {}
    for task in tasks:
        for name, failure in task.failures.items():
            found.setdefault(name, []).append(failure)
    order = sorted(found, key=lambda name: found[name][0].place)
    return {name: Failed(len(found[name]), found[name][0]) for name in order}


def final(result: LearnerResult) -> float:
    """Accuracy after the last step."""
    return result.accuracy[-1]


def paired(
    tasks: Sequence[FinishedTask], first: str, second: str, value: Callable[[Any], float] = final
) -> dict[str, Any]:
    """``value`` of ``first`` minus that of ``second``, paired, over the tasks that both finished.

    Where those are not all, ``tasks`` says how many they are.
    """
    both = [task.learners for task in tasks if {first, second} <= task.learners.keys()]
    ends = [[value(one[name]) for one in both] for name in (first, second)]
    found = paired_difference(*ends).as_json() if both else no_mean()
    return found if len(both) == len(tasks) else {**found, "tasks": len(both)}


def ends_everything(error: Exception) -> bool:
    """Whether ``error``, raised by a learner, is no fault of that learner alone: the program is out of memory."""
    if isinstance(error, RuntimeError | OSError):  # so torch says it of the CPU, and the system of a process
        return isinstance(error, torch.OutOfMemoryError) or "allocate memory" in str(error)
    return isinstance(error, MemoryError)


def unless_all_fail(work: Iterator[T], first: int, task_of: Callable[[T], FinishedTask]) -> Iterator[T]:
    """``work``; tasks that nobody finishes are held back until somebody finishes one.

    Raises:
        MetaUnsupError: what stopped the first learner on the first task, where all fail on all of the ``first`` tasks.

    """
    held: list[T] = []
    with contextlib.closing(work):  # type: ignore[type-var]
        for one in work:
            held.append(one)
            if task_of(one).learners:
                yield from held
                break
            if len(held) == first:
                raise next(iter(task_of(held[0]).failures.values())).error
        yield from work
