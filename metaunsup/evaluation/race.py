"""A race: several learners adapt to the same task, one step each in turn, and every step is scored and drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import Scores, score
from metaunsup.evaluation.projection import Plane
from metaunsup.learners.base import Learner, Step
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task

MOST_STEPS = 1000


@dataclass(frozen=True, eq=False)
class RaceFrame:
    """One learner's step: the step itself, its scores, and where its items lie on the ``plane`` (N, 2) float32.

    ``last`` marks the learner's final frame; ``error`` is always None (see ``RaceFailure``).
    """

    learner: str
    step: Step
    scores: Scores
    plane: np.ndarray
    last: bool
    error: None = None


@dataclass(frozen=True, eq=False)
class RaceFailure:
    """A learner that could not go on, and why; the others do. Nothing of this learner follows."""

    learner: str
    error: MetaUnsupError
    last: bool = True


RaceEvent = RaceFrame | RaceFailure


@dataclass(eq=False)
class _Runner:
    name: str
    steps: Iterator[Step]
    coming: Step | None = None
    plane: Plane = field(default_factory=Plane)


def race(task: Task, learners: Mapping[str, Learner], *, steps: int, seed: int) -> Iterator[RaceEvent]:
    """Let ``learners`` (name -> learner) adapt to ``task``, up to ``steps`` steps each, and yield what happens.

    The order is round-robin: step 0 of each learner in the mapping's order, then step 1 of each that still runs, and
    so on; a learner that is done earlier drops out. A learner's random stream follows from (seed, task, learner), so
    one learner more or less changes nobody's numbers. Only metrics read the truth. Each learner computes one step
    ahead of what is yielded, because a frame says whether it is the last. Closing the iterator stops every learner.

    Raises:
        MetaUnsupError: at once, where ``steps`` is out of range. What stops one learner becomes its ``RaceFailure``.

    """
    if not 0 <= steps <= MOST_STEPS:
        raise MetaUnsupError("number_out_of_range", name="steps", value=steps, low=0, high=MOST_STEPS)
    return _race(task, dict(learners), steps, seed)


def _race(task: Task, learners: dict[str, Learner], steps: int, seed: int) -> Iterator[RaceEvent]:
    running: list[_Runner] = []
    try:
        for name, learner in learners.items():
            try:
                running.append(_start(task, name, learner, steps, seed))
                yield from _advance(running, running[-1], task, steps)
            except MetaUnsupError as error:
                yield RaceFailure(name, error)
        while running:
            for runner in running.copy():
                yield from _advance(running, runner, task, steps)
    finally:
        for runner in running:
            _close(runner)


def _start(task: Task, name: str, learner: Learner, steps: int, seed: int) -> _Runner:
    generator = stream(seed, "race", task.pool, task.part, task.seed, name)
    return _Runner(name, learner.adapt(task.items, task.n_clusters, steps=steps, generator=generator))


def _advance(running: list[_Runner], runner: _Runner, task: Task, steps: int) -> Iterator[RaceEvent]:
    """Yield the runner's next frame; where that was its last, or it failed, take it out of ``running``."""
    failure: MetaUnsupError | None = None
    try:
        step = runner.coming if runner.coming is not None else next(runner.steps)
        scores, plane = score(step.assignments, task.truth), runner.plane.next(step.embedding)
    except MetaUnsupError as error:
        _leave(running, runner)
        yield RaceFailure(runner.name, error)
        return
    try:
        runner.coming = None if step.index >= steps else next(runner.steps, None)
    except MetaUnsupError as error:
        failure = error
    if runner.coming is None or failure is not None:
        _leave(running, runner)
    yield RaceFrame(runner.name, step, scores, plane, last=runner.coming is None and failure is None)
    if failure is not None:
        yield RaceFailure(runner.name, failure)


def _leave(running: list[_Runner], runner: _Runner) -> None:
    running.remove(runner)
    _close(runner)


def _close(runner: _Runner) -> None:
    close = getattr(runner.steps, "close", None)
    if close is not None:
        close()
