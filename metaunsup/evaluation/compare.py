"""A comparison: pools x ways x shots x imbalance x seeds, many tasks each, every learner on the same tasks.

``prepare`` checks a ``Grid`` and refuses what cannot work; ``compare`` yields finished tasks in whatever order they
get done, so progress, partial results and cancelling (``close()``) come free. The numbers are ``evaluate``'s, to the
last bit, for any number of workers: a task follows from (seed, index) and a learner's random stream from (seed,
index, its name), and every task is computed by one thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from metaunsup.adaptation.room import one_thread_of_all
from metaunsup.data.pool import Pool
from metaunsup.data.registry import resolve_pool, resolve_pools
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.evaluate import draw_task, finish_task, meta_training, refuse_test_items
from metaunsup.evaluation.failures import unless_all_fail
from metaunsup.evaluation.results import TaskResult, task_from_json
from metaunsup.evaluation.spread import spread
from metaunsup.learners.base import MOST_STEPS, Learner
from metaunsup.learners.registry import learner_spec
from metaunsup.learners.shipped import ready_learner, shipped_checkpoint

MOST_TASKS = 100_000  # in all
MOST_RECORDS = 5_000_000  # steps of all learners on all tasks, each with its scores; about 100 bytes of memory each


@dataclass(frozen=True)
class Setting:
    """What kind of task: the pool it comes from, and its shape (``imbalance`` None: clusters of equal size)."""

    pool: str
    ways: int
    shots: int
    imbalance: float | None = None


@dataclass(frozen=True)
class Cell:
    """A setting under one seed."""

    setting: Setting
    seed: int


@dataclass(frozen=True)
class Finished:
    """Task ``task.index`` of a cell, as far as each learner came."""

    cell: Cell
    task: TaskResult

    def as_json(self) -> dict[str, Any]:
        """As JSON; ``finished_from_json`` gives it back to the last bit."""
        return asdict(self)


def finished_from_json(content: Mapping[str, Any]) -> Finished:
    """What ``Finished.as_json`` made."""
    cell = content["cell"]
    return Finished(Cell(Setting(**cell["setting"]), cell["seed"]), task_from_json(content["task"]))


@dataclass(frozen=True)
class Grid:
    """What is asked for: every combination of these, ``tasks`` tasks in each.

    ``pools`` are registry names, or folders and archives on this machine.
    """

    pools: tuple[str, ...]
    ways: tuple[int, ...]
    shots: tuple[int, ...]
    imbalances: tuple[float | None, ...] = (None,)
    seeds: tuple[int, ...] = (0,)
    tasks: int = 20
    adapt_steps: int = 20

    @property
    def total(self) -> int:
        """Tasks in all."""
        lists = (self.pools, self.ways, self.shots, self.imbalances, self.seeds)
        count = self.tasks
        for values in lists:
            count *= len(values)
        return count

    def check(self, learners: int) -> None:
        """Refuse an empty list, a value given twice, and a comparison beyond what memory and patience can take."""
        for name in ("pools", "ways", "shots", "imbalances", "seeds"):
            values = getattr(self, name)
            if not values or len(set(values)) != len(values):
                raise MetaUnsupError("compare_values", name=name, values=[str(value) for value in values] or "-")
        check_range("tasks", self.tasks, 1, MOST_TASKS)
        check_range("adapt_steps", self.adapt_steps, 0, MOST_STEPS)
        if not learners:
            raise MetaUnsupError("no_learners")
        records = self.total * learners * (self.adapt_steps + 1)
        if self.total > MOST_TASKS or records > MOST_RECORDS:
            raise MetaUnsupError(
                "compare_too_large",
                cells=self.total // self.tasks,
                tasks=self.tasks,
                total=self.total,
                records=records,
                most=MOST_TASKS,
                most_records=MOST_RECORDS,
            )


@dataclass(frozen=True)
class Entrant:
    """A learner by what every worker can make it from; ``stamp`` is the SHA-256 of its checkpoint's file."""

    name: str
    trained_on: str
    checkpoint: Path | None
    stamp: str | None

    def ready(self) -> Learner:
        """The learner with its parameters; refuses a file that is not the one that was meant."""
        if _stamp(self.name, self.trained_on, self.checkpoint) != self.stamp:
            raise MetaUnsupError("compare_other_checkpoint", learner=self.name)
        return ready_learner(self.name, trained_on=self.trained_on, checkpoint=self.checkpoint)


@dataclass(frozen=True)
class Arena:
    """A pool and who competes on it; ``stamp`` is the fingerprint of the pool's test part."""

    pool: str
    source: str
    stamp: str
    entrants: tuple[Entrant, ...]


@dataclass(frozen=True)
class Plan:
    """A checked comparison: ``arenas`` by pool name, what must be said of each pool, what practice had cost."""

    grid: Grid
    learners: tuple[str, ...]
    arenas: dict[str, Arena]
    notes: dict[str, str | None]
    practice: dict[str, dict[str, dict[str, Any] | None]]

    def settings(self) -> list[Setting]:
        """Every kind of task, in the grid's order."""
        grid = self.grid
        return [Setting(*values) for values in product(self.arenas, grid.ways, grid.shots, grid.imbalances)]


def prepare(
    grid: Grid,
    learners: Sequence[str],
    *,
    trained_on: str | None = None,
    checkpoints: Mapping[str, Path] | None = None,
    published: Mapping[str, str] | None = None,
) -> Plan:
    """Check everything that can be checked before the first task.

    A learner has its file of ``checkpoints``, else what is shipped for ``trained_on``, else what is shipped for the
    pool its tasks are from. ``published`` says how a file is called in results that are handed on.

    Raises:
        MetaUnsupError: where the grid is too large or empty, a pool or a checkpoint is missing, a learner practised
            on test items, or a pool cannot give such tasks.

    """
    grid.check(len(learners))
    given, called = checkpoints or {}, published or {}
    arenas: dict[str, Arena] = {}
    notes: dict[str, str | None] = {}
    practice: dict[str, dict[str, dict[str, Any] | None]] = {}
    for source, pool in resolve_pools(grid.pools).items():
        if pool.name in arenas:
            raise MetaUnsupError("compare_same_pool", name=pool.name)
        on = trained_on or source
        entrants = tuple(Entrant(name, on, given.get(name), _stamp(name, on, given.get(name))) for name in learners)
        arena = Arena(pool.name, source, pool.unlabelled("test").fingerprint, entrants)
        ready = {one.name: one.ready() for one in entrants}
        refuse_test_items(pool, ready)
        for ways, shots, imbalance in product(grid.ways, grid.shots, grid.imbalances):
            draw_task(pool, ways, shots, grid.seeds[0], 0, imbalance=imbalance)
        arenas[pool.name], notes[pool.name] = arena, pool.note
        practice[pool.name] = {
            name: meta_training(one, called.get(name, f"shipped:{on}/{learner_spec(name).checkpoint_of}"))
            for name, one in ready.items()
        }
    return Plan(grid, tuple(learners), arenas, notes, practice)


def compare(plan: Plan, *, jobs: int = 1, dask: str | None = None) -> Iterator[Finished]:
    """Yield every task of the plan when it is done, on ``jobs`` processes (1: in this one) or a Dask cluster.

    Task 0 of every cell comes first, then task 1, and so on, so that what is there when it is stopped covers the
    grid evenly; within that the order is whatever the workers make it. ``dask`` is a scheduler's address; its
    workers need this package, the same pools and the same checkpoint files, and say so where theirs differ.

    Raises:
        MetaUnsupError: at once, where the cluster cannot be used; later, where no learner can cope with any task 0,
            or with what concerns all of them. A learner that fails alone stands in the task's ``failures``.

    """
    seeds, steps = plan.grid.seeds, plan.grid.adapt_steps
    work = (
        (plan.arenas[setting.pool], Cell(setting, seed), index, steps)
        for index, seed, setting in product(range(plan.grid.tasks), seeds, plan.settings())
    )
    done = spread(_finish, work, jobs=min(jobs, plan.grid.total), dask=dask)
    return unless_all_fail(done, plan.grid.total // plan.grid.tasks, lambda one: one.task)


def _finish(arena: Arena, cell: Cell, index: int, steps: int) -> Finished:
    """One task from its drawing to its scores: what a worker does."""
    with one_thread_of_all():
        pool, learners = _ready(arena)
        kind = cell.setting
        task = draw_task(pool, kind.ways, kind.shots, cell.seed, index, imbalance=kind.imbalance)
        return Finished(cell, finish_task(task, learners, cell.seed, index, steps))


@lru_cache(maxsize=8)
def _ready(arena: Arena) -> tuple[Pool, dict[str, Learner]]:
    """Pool and learners, loaded once in the life of a worker."""
    pool = resolve_pool(arena.source)
    if pool.unlabelled("test").fingerprint != arena.stamp:
        raise MetaUnsupError("compare_other_pool", pool=arena.pool)
    return pool, {entrant.name: entrant.ready() for entrant in arena.entrants}


def _stamp(name: str, trained_on: str, checkpoint: Path | None) -> str | None:
    path = checkpoint or shipped_checkpoint(name, trained_on)
    if path is None or not path.is_file():
        return None  # it needs none, or ``ready_learner`` says in a sentence what is missing
    return hashlib.sha256(path.read_bytes()).hexdigest()
