"""A race made by hand, for tests of what shows races: two learners, six items, no learning."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import torch

from metaunsup.evaluation.metrics import score
from metaunsup.evaluation.race import RaceEvent, RaceFrame
from metaunsup.learners.base import Step
from metaunsup.tasks.task import OUTLIER, Task, Truth
from metaunsup.ui.common.requests import RaceChoice, TaskChoice

TRUTH = (0, 0, 1, 1, 2, OUTLIER)


def hand_made_task() -> Task:
    """Six small pictures, three groups, the last item an outlier."""
    items = torch.linspace(0, 1, 6 * 16).reshape(6, 1, 4, 4)
    return Task(
        items, 3, Truth(torch.tensor(TRUTH), ("a", "b", "c")), "digits", "test", torch.arange(6), torch.arange(6), 0
    )


def frame(task: Task, learner: str, index: int, groups: tuple[int, ...], last: bool) -> RaceFrame:
    """A frame in which item i lies at (i / 4, -i / 4)."""
    assignments = torch.tensor(groups)
    plane = np.stack([np.arange(6) / 4, -np.arange(6) / 4], axis=1).astype(np.float32)
    step = Step(index, assignments, torch.zeros(6, 2), None if index == 0 else 0.5, 0.25 * index)
    return RaceFrame(learner, step, score(assignments, task.truth), plane, last)


def choice(seed: int = 0) -> RaceChoice:
    """The parameters that stand for the hand-made race."""
    return RaceChoice(TaskChoice("digits", 3, 2, seed), ("kmeans", "random"), None, 2)


def events(task: Task, steps: int = 3, gate: threading.Event | None = None) -> Iterator[RaceEvent]:
    """Frames of both learners in turn; waits at ``gate`` before each step after the first."""
    for index in range(steps):
        if gate is not None and index:
            gate.wait(5)
        for learner, groups in (("kmeans", (0, 0, 1, 1, 2, 2)), ("random", (2, 2, 0, 0, 1, 1))):
            yield frame(task, learner, index, groups, index == steps - 1)
