"""What a page has been asked to do, as plain values: hashable, so that equal requests share one race."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metaunsup.ui.own_runs import OwnRun, checkpoints

if TYPE_CHECKING:
    from metaunsup.evaluation.race import RaceEvent
    from metaunsup.tasks.task import Task

MOST_ITEMS = 1000  # what the player draws smoothly in four panels on an ordinary laptop


@dataclass(frozen=True)
class TaskChoice:
    """A task by its parameters; the same values always give the same items."""

    pool: str
    ways: int
    shots: int
    seed: int
    imbalance: float | None = None
    outliers: int = 0

    def sample(self) -> Task:
        """Draw the task from the pool's test part; refuses the impossible with the numbers that are possible."""
        from metaunsup.data.registry import load_pool
        from metaunsup.tasks.sampler import sample_clustering_task

        return sample_clustering_task(
            load_pool(self.pool),
            self.ways,
            self.shots,
            self.seed,
            imbalance=self.imbalance,
            outliers=self.outliers,
        )


@dataclass(frozen=True)
class RaceChoice:
    """A race by its parameters: a task, who takes part, where they practised, and how many steps they may take.

    ``own`` is a training of this place, for the learner it belongs to.
    """

    task: TaskChoice
    learners: tuple[str, ...]
    trained_on: str | None
    steps: int
    own: OwnRun | None = None

    def run(self) -> tuple[Task, Iterator[RaceEvent]]:
        """The task and the race on it, ready to go; refuses what cannot be run before the first step."""
        from metaunsup.data.registry import load_pool
        from metaunsup.evaluation.evaluate import refuse_test_items
        from metaunsup.evaluation.race import race
        from metaunsup.learners.shipped import ready_learner

        own = checkpoints(self.own, self.learners)
        learners = {
            name: ready_learner(name, trained_on=self.trained_on, checkpoint=own.get(name)) for name in self.learners
        }
        refuse_test_items(load_pool(self.task.pool), learners)
        task = self.task.sample()
        return task, race(task, learners, steps=self.steps, seed=self.task.seed)
