"""Results made by hand, so that what the statistics must find is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metaunsup.evaluation.compare import Cell, Finished, Setting
from metaunsup.evaluation.results import LearnerResult, TaskResult


def finished(
    traces: Mapping[str, Sequence[float]],
    setting: Setting,
    seed: int = 0,
    index: int = 0,
    clock: Sequence[float] | None = None,
) -> Finished:
    """A task on which each learner has this trace of accuracy (NMI and ARI the same)."""
    learners = {}
    for name, trace in traces.items():
        seconds = [0.1 * (at + 1) for at in range(len(trace))] if clock is None else clock
        learners[name] = LearnerResult(tuple(trace), tuple(trace), tuple(trace), tuple(seconds))
    return Finished(Cell(setting, seed), TaskResult(index, 1, learners))
