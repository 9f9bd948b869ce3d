"""A small study and a small matrix as the page is asked for them, and those that come with the program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.learners.registry import trainable_learners
from metaunsup.learners.shipped import shipped_pools
from metaunsup.ui.compare.request import LIGHT, PER_ITEM, PER_ITEM_AND_STEP, PER_TASK, START_SECONDS

if TYPE_CHECKING:
    from metaunsup.evaluation import transfer
    from metaunsup.training.study import Study, StudyEvent, Value

STORED = Path(__file__).parents[2] / "studies"
VARIED = ("strength", "partitions", "episodes")
MATRIX_POOLS = ("digits", "glyphs", "omniglot-minimal", "mnist")
# What the page offers to run: as small as still tells something, because a class has few cores
LIVE_VALUES: dict[str, tuple[Value, ...]] = {
    "strength": (0.0, 0.5, 1.0, 2.0),
    "partitions": (1, 3, 10),
    "episodes": ("umtra", "cactus", "self-training"),
}
LIVE_TASKS, LIVE_WAYS, PER_STEP = 10, 32, 0.1  # PER_STEP: seconds of one shared core, measured
WAYS, SHOTS, ADAPT_STEPS = 10, 20, 20


def transferable_learners() -> tuple[str, ...]:
    """The learners that come trained on some pool."""
    return tuple(name for name in trainable_learners() if shipped_pools(name))


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def stored(name: str) -> dict[str, Any] | None:
    """What came of the study or matrix ``name`` that comes with the program; ``benchmarks.studies`` makes them."""
    path = STORED / f"{name}.json"
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else None


@dataclass(frozen=True)
class StudyChoice:
    """A study on the small digits, by its parameters; hashable, so that equal requests share one."""

    vary: str
    steps: int
    trainings: int

    def study(self) -> Study:
        """What the command would be asked."""
        from metaunsup.training.settings import TrainingSettings
        from metaunsup.training.study import Study

        episodes = "cactus" if self.vary == "partitions" else "umtra"
        base = TrainingSettings("protonet", steps=self.steps, episodes=episodes, options={"ways": LIVE_WAYS})
        return Study(self.vary, LIVE_VALUES[self.vary], base, tuple(range(self.trainings)), LIVE_TASKS)

    def plan(self) -> Study:
        """The checked study."""
        asked = self.study()
        asked.check()
        return asked

    @property
    def total(self) -> int:
        """Events: the yardstick, every step, every finished training."""
        return 1 + self.study().trainings * (self.steps + 1)

    def estimate(self) -> float:
        """Seconds of one core that it may take, roughly."""
        return START_SECONDS + self.study().trainings * self.steps * PER_STEP

    def process(self, jobs: int) -> list[str]:
        """The command whose lines the page reads; it takes one process."""
        return [*self.study().arguments(), "--lines"]

    def read(self, content: Mapping[str, Any]) -> StudyEvent:
        """An event."""
        from metaunsup.training.study import event_from_json

        return event_from_json(content)


@dataclass(frozen=True)
class TransferChoice:
    """A matrix by its parameters; hashable, so that equal requests share one."""

    learner: str
    pools: tuple[str, ...]
    tasks: int

    def asked(self) -> transfer.Matrix:
        """What the command would be asked."""
        from metaunsup.evaluation.transfer import Matrix

        return Matrix(self.learner, self.pools, WAYS, SHOTS, self.tasks, adapt_steps=ADAPT_STEPS)

    def plan(self) -> transfer.TransferPlan:
        """The checked matrix; refuses what cannot be run."""
        from metaunsup.evaluation.transfer import prepare

        return prepare(self.asked())

    @property
    def total(self) -> int:
        """Results: one for each tested pool and task."""
        return len(self.pools) * self.tasks

    def estimate(self) -> float:
        """Seconds of one core that it may take, roughly."""
        rows, items = 1 + len(self.pools), WAYS * SHOTS
        steps = 0 if self.learner in LIGHT else ADAPT_STEPS
        one = PER_TASK + PER_ITEM * items + PER_ITEM_AND_STEP * items * steps
        return START_SECONDS + self.total * rows * one

    def process(self, jobs: int) -> list[str]:
        """The command whose lines the page reads; it takes one process."""
        return [*self.asked().arguments(), "--lines"]

    def read(self, content: Mapping[str, Any]) -> transfer.Tested:
        """A finished task."""
        from metaunsup.evaluation.transfer import transferred_from_json

        return transferred_from_json(content)
