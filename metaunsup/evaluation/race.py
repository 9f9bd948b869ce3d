"""A race: several learners adapt to the same task, one step each in turn, and every step is scored and drawn."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.metrics import UNKNOWN, Scores, score
from metaunsup.evaluation.projection import Plane
from metaunsup.evaluation.truth import adapt
from metaunsup.learners.base import MOST_STEPS, Learner, Step
from metaunsup.learners.registry import without_label
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class RaceFrame:
    """One learner's step: the step itself, its scores, and where its items lie on the ``plane`` (N, 2) float32.

    Scores are ``UNKNOWN`` where nobody knows the truth. ``last`` marks the learner's final frame, which also has
    ``settled`` (steps, N, 2) float32: where its items lie at every step on the one plane fitted to all of them. Where a
    loss pulls the items, ``pull`` (N, 2) is how that shows on the plane, and ``settled_pull`` (one a step; None where
    nothing pulls) how on the last one.
    """

    learner: str
    step: Step
    scores: Scores
    plane: np.ndarray
    last: bool
    settled: np.ndarray | None = None
    pull: np.ndarray | None = None
    settled_pull: list[np.ndarray | None] | None = None


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
    future: Future[Step | None]
    coming: Step | None = None
    plane: Plane = field(default_factory=Plane)
    pulls: list[Tensor | None] = field(default_factory=list)

    def pull(self, at: int = -1) -> np.ndarray | None:
        """How the loss pulls the items at a step, on the plane as it is now."""
        pull = self.pulls[at]
        return None if pull is None else self.plane.along(pull)


def race(
    task: Task, learners: Mapping[str, Learner], *, steps: int, seed: int, workers: int = 2
) -> Iterator[RaceEvent]:
    """Let ``learners`` (name -> learner) adapt to ``task``, up to ``steps`` steps each, and yield what happens.

    The order is round-robin: step 0 of each learner in the mapping's order, then step 1 of each that still runs, and
    so on; a learner that is done earlier drops out. A learner's random stream follows from (seed, task, learner), so
    one learner more or less changes nobody's numbers. Only metrics read the truth, and a ceiling that is told it. Each
    learner computes up to two steps ahead of what is yielded, because a frame says whether it is the last; ``workers``
    learners compute side by side, each on one core. Closing the iterator stops every learner.

    Raises:
        MetaUnsupError: at once, where ``steps`` is out of range. What stops one learner becomes its ``RaceFailure``.

    """
    check_range("steps", steps, 0, MOST_STEPS)
    return _race(task, dict(learners), steps, seed, workers)


def _race(task: Task, learners: dict[str, Learner], steps: int, seed: int, workers: int) -> Iterator[RaceEvent]:
    running: list[_Runner] = []
    # one core a learner, so that the numbers do not depend on how many cores there are
    pool = ThreadPoolExecutor(workers, "learner", initializer=torch.set_num_threads, initargs=(1,))
    try:
        for name, learner in learners.items():
            generator = stream(seed, "race", task.pool, task.part, task.seed, without_label(name))
            try:
                trace = adapt(learner, task, steps=steps, generator=generator)
            except Exception as error:
                yield RaceFailure(name, fault_of(name, error))
                continue
            running.append(_Runner(name, trace, pool.submit(next, trace, None)))
        while running:
            for runner in running.copy():
                yield from _advance(running, runner, task, steps, pool)
    finally:
        for runner in running:
            _close(runner)
        pool.shutdown(cancel_futures=True)


class _EndingError(RuntimeError):
    """The program ends, and nothing new can be computed."""


def _advance(
    running: list[_Runner], runner: _Runner, task: Task, steps: int, pool: ThreadPoolExecutor
) -> Iterator[RaceEvent]:
    """Yield the runner's next frame; where that was its last, or it failed, take it out of ``running``."""
    failure: MetaUnsupError | None = None
    try:
        if runner.coming is None:  # its first turn
            runner.coming = runner.future.result()
            runner.future = _ahead(pool, runner, runner.coming, steps)
        step = runner.coming
        assert step is not None, "a learner yields step 0 at least"
        scores = score(step.assignments, task.truth) if task.truth.known else UNKNOWN
        plane = runner.plane.next(step.embedding)
        told = step.shown.get("pull")
        runner.pulls.append(told if told is not None and told.shape == step.embedding.shape else None)
        pull = runner.pull()
    except _EndingError:
        raise
    except Exception as error:
        _leave(running, runner)
        yield RaceFailure(runner.name, fault_of(runner.name, error))
        return
    try:
        runner.coming = runner.future.result()
        runner.future = _ahead(pool, runner, runner.coming, steps)
    except _EndingError:
        raise
    except Exception as error:
        runner.coming, failure = None, fault_of(runner.name, error)
    if runner.coming is None:
        _leave(running, runner)
    last = runner.coming is None and failure is None
    settled = runner.plane.settled() if last else None
    settled_pull = [runner.pull(at) for at in range(len(runner.pulls))] if last else None
    yield RaceFrame(runner.name, step, scores, plane, last, settled, pull, settled_pull)
    if failure is not None:
        yield RaceFailure(runner.name, failure)


def fault_of(name: str, error: Exception, level: int = logging.ERROR) -> MetaUnsupError:
    """What stopped the learner ``name``, also a fault of it or of a library it uses: no other need stop for that.

    The log has the details of a fault, at ``level``.
    """
    said: object = error
    if isinstance(error, MetaUnsupError):
        try:
            str(error)
        except (LookupError, ValueError, TypeError):  # somebody's own learner raised what has no sentence here
            said = f"{error.code} {error.fields}"
        else:
            return error
    _log.log(level, "%s broke", name, exc_info=error)
    return MetaUnsupError("learner_broke", learner=name, kind=type(error).__name__, said=said)


def _ahead(pool: ThreadPoolExecutor, runner: _Runner, step: Step | None, steps: int) -> Future[Step | None]:
    """The step after ``step``, being computed while the others have their turn; None where nothing more comes."""
    if step is None or step.index >= steps:
        nothing: Future[Step | None] = Future()
        nothing.set_result(None)
        return nothing
    try:
        return pool.submit(next, runner.steps, None)
    except RuntimeError as error:  # no learner's fault
        raise _EndingError(str(error)) from error


def _leave(running: list[_Runner], runner: _Runner) -> None:
    running.remove(runner)
    _close(runner)


def _close(runner: _Runner) -> None:
    if not runner.future.cancel():
        wait([runner.future])  # an algorithm in the middle of a step cannot be closed
    close = getattr(runner.steps, "close", None)
    if close is not None:
        close()
