"""What a page has been asked to do, as plain values: hashable, so that equal requests share one race."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from metaunsup.data.root import CHECKPOINT, UPLOAD, run_folder
from metaunsup.ui.common.link import Choice, Field, Whole

if TYPE_CHECKING:
    from metaunsup.evaluation.race import RaceEvent
    from metaunsup.learners.base import Learner
    from metaunsup.tasks.task import Task

OWN = "own"  # the label of a training of this place
MOST_ITEMS = 500  # drawn smoothly in four panels on an ordinary laptop; VIML takes half a gigabyte for them


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
        from metaunsup.tasks.sampler import sample_clustering_task, sample_unscored_task

        pool = load_pool(self.pool)
        if pool.labels is None and pool.report is not None:  # a reader's own, whose classes nobody knows
            return sample_unscored_task(pool, self.ways, self.shots, self.seed)
        return sample_clustering_task(
            pool,
            self.ways,
            self.shots,
            self.seed,
            imbalance=self.imbalance,
            outliers=self.outliers,
        )

    def refuse(self, learners: Mapping[str, Learner]) -> None:
        """Refuse a learner that has practised on items of the pool's test part."""
        from metaunsup.data.registry import load_pool
        from metaunsup.evaluation.evaluate import refuse_test_items

        refuse_test_items(load_pool(self.pool), learners)


@dataclass(frozen=True)
class RaceChoice:
    """A race by its parameters: a task, who takes part, where they practised, and how many steps they may take.

    ``own`` is a training of this place, whose ``entrant`` is among the learners.
    """

    task: TaskChoice
    learners: tuple[str, ...]
    trained_on: str | None
    steps: int
    own: OwnRun | None = None

    def run(self) -> tuple[Task, Iterator[RaceEvent]]:
        """The task and the race on it, ready to go; refuses what cannot be run before the first step."""
        from metaunsup.evaluation.race import race
        from metaunsup.learners.shipped import ready_learner

        own = checkpoints(self.own, self.learners)
        learners = {
            name: ready_learner(name, trained_on=self.trained_on, checkpoint=own.get(name)) for name in self.learners
        }
        self.task.refuse(learners)
        task = self.task.sample()
        return task, race(task, learners, steps=self.steps, seed=self.task.seed)


@dataclass(frozen=True)
class OwnRun:
    """A training that stands still: its id, and the learner, or variant of one, that takes part with what was learned.

    ``steps`` it has practised: one that was paused and went on is another. ``private``: it was on an upload, so that
    only the browser that sent it can open a link to it.
    """

    run_id: str
    learner: str
    steps: int = 0
    private: bool = False

    @property
    def entrant(self) -> str:
        """Its name beside the shipped one."""
        return f"{self.learner}@{OWN}"

    @property
    def path(self) -> Path:
        """Its checkpoint."""
        return run_folder(self.run_id) / CHECKPOINT


def checkpoints(own: OwnRun | None, names: Sequence[str]) -> dict[str, Path]:
    """The training's checkpoint by its name among ``names``; empty where it takes no part."""
    return {own.entrant: own.path} if own is not None and own.entrant in names else {}


def for_one_browser(pools: Sequence[str], own: OwnRun | None = None) -> bool:
    """Whether a link to something on ``pools``, with the training ``own``, opens only in the browser that sent them."""
    return any(pool.startswith(UPLOAD) for pool in pools) or (own is not None and own.private)


def arguments(own: OwnRun | None) -> list[str]:
    """The same on the command line."""
    return [] if own is None else ["--checkpoint", f"{own.entrant}=run:{own.run_id}"]


HOME_LEARNERS = ("kmeans", "protonet", "maml", "reptile")
HOME_STEPS = 12  # K-Means and ProtoNet have ended by then, and those that adapt gain less than .01 after it

# a moment of a race: the step (-1: none), how it is shown ("": as the player likes), and whether the truth is
MOMENT_FIELDS: dict[str, Field] = {
    "step": Whole(-1, 0, 100),
    "view": Choice("", ("map", "piles", "differ")),
    "truth": Whole(0, 0, 1),
}
HOME_FIELDS: dict[str, Field] = {"seed": Whole(0, 0, 2**31 - 1), "start": Whole(0, 0, 1), **MOMENT_FIELDS}


def home_race(seed: int) -> RaceChoice:
    """The race on the digits of ``seed``: 10 groups of 20 from the part that nobody practised on."""
    return RaceChoice(TaskChoice("digits", 10, 20, seed), HOME_LEARNERS, "digits", HOME_STEPS)
