"""Trained here, tested there: one learner's checkpoints of several pools, each on the same tasks of every pool.

``prepare`` refuses what cannot work; ``transfer`` yields finished (tested pool, task) results, task 0 of every pool
first, so that what is there when it is stopped covers the matrix evenly. A cell's numbers are those of ``evaluate``
with the same seed, to the last bit: tasks follow from (seed, index), random streams from (seed, index, learner).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from metaunsup.data.pool import Pool
from metaunsup.data.registry import resolve_pools
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.evaluate import draw_task, finish_task, meta_training, refuse_test_items
from metaunsup.evaluation.failures import failed, no_mean, paired, unless_all_fail
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.evaluation.results import TaskResult, task_from_json
from metaunsup.learners.base import MOST_STEPS, Learner
from metaunsup.learners.registry import learner_spec
from metaunsup.learners.shipped import ready_learner, shipped_checkpoint

BASELINE = "kmeans"  # a row that was trained nowhere
MOST_TASKS = 10_000


@dataclass(frozen=True)
class Matrix:
    """What is asked: tasks of each of ``pools`` (registry names, or folders and archives), all of the same shape."""

    learner: str
    pools: tuple[str, ...]
    ways: int = 10
    shots: int = 20
    tasks: int = 50
    seed: int = 0
    adapt_steps: int = 20

    @property
    def total(self) -> int:
        """Results in all: one for each tested pool and task."""
        return len(self.pools) * self.tasks

    def arguments(self) -> list[str]:
        """What to type after ``python -m metaunsup`` for the same matrix."""
        alone = any(re.search("[,，]", pool) for pool in self.pools)  # a path with a comma has an option of its own
        words = ["transfer", "--learner", self.learner]
        words += [word for pools in (self.pools if alone else [",".join(self.pools)]) for word in ("--pools", pools)]
        words += ["--ways", str(self.ways)]
        words += ["--shots", str(self.shots), "--tasks", str(self.tasks), "--adapt-steps", str(self.adapt_steps)]
        return [*words, "--seed", str(self.seed)]


@dataclass(frozen=True, eq=False)
class TransferPlan:
    """A checked matrix.

    ``rows``: K-Means, and the learner as trained on each pool that has a checkpoint; ``left_out``: pools that have
    none, and are tested on all the same; ``practice``: what training each row had cost.
    """

    matrix: Matrix
    pools: dict[str, Pool]
    rows: dict[str, Learner]
    left_out: tuple[str, ...]
    practice: dict[str, dict[str, Any] | None]


@dataclass(frozen=True)
class Tested:
    """A task of the pool ``pool``: what each row made of it (``task.learners`` by row), or what stopped it."""

    pool: str
    task: TaskResult

    def as_json(self) -> dict[str, Any]:
        """As JSON; ``transferred_from_json`` gives it back to the last bit."""
        return asdict(self)


def transferred_from_json(content: Mapping[str, Any]) -> Tested:
    """What ``Tested.as_json`` made."""
    return Tested(content["pool"], task_from_json(content["task"]))


def prepare(
    matrix: Matrix, *, checkpoints: Mapping[str, Path] | None = None, published: Mapping[str, str] | None = None
) -> TransferPlan:
    """Load pools and checkpoints and check all of them.

    A row's parameters are its pool's file of ``checkpoints``, else what is shipped for the pool; ``published`` says
    how a file is called in results that are handed on.

    Raises:
        MetaUnsupError: where a number is out of range, a pool is missing or cannot give such tasks, the learner needs
            neither practice nor a pool, or has no checkpoint at all, or one of them practised on an item it would be
            tested on.

    """
    spec = learner_spec(matrix.learner)
    if not (spec.meta or spec.reads_pool):
        raise MetaUnsupError("transfer_not_trained", learner=matrix.learner)
    check_range("tasks", matrix.tasks, 1, MOST_TASKS)
    check_range("adapt_steps", matrix.adapt_steps, 0, MOST_STEPS)
    if not matrix.pools or len(set(matrix.pools)) != len(matrix.pools):
        raise MetaUnsupError("compare_values", name="pools", values=list(matrix.pools) or "-")
    given, called = dict(checkpoints or {}), published or {}
    if strangers := given.keys() - set(matrix.pools):
        raise MetaUnsupError("transfer_checkpoint_unused", pool=sorted(strangers)[0], pools=matrix.pools)
    pools: dict[str, Pool] = {}
    rows: dict[str, Learner] = {BASELINE: ready_learner(BASELINE)}
    practice: dict[str, dict[str, Any] | None] = {BASELINE: None}
    left_out = []
    for source, pool in resolve_pools(matrix.pools).items():
        if pool.name in pools or pool.name == BASELINE:
            raise MetaUnsupError("compare_same_pool", name=pool.name)
        pools[pool.name] = pool
        file = given.get(source)
        if spec.meta and file is None and shipped_checkpoint(matrix.learner, source) is None:
            left_out.append(pool.name)
            continue
        rows[pool.name] = ready_learner(matrix.learner, trained_on=source, checkpoint=file)
        shipped = f"shipped:{source}/{spec.checkpoint_of}"
        practice[pool.name] = meta_training(rows[pool.name], called.get(source, shipped))
    if len(rows) == 1:
        raise MetaUnsupError("transfer_no_checkpoint", learner=matrix.learner, pools=matrix.pools)
    named = {name if name == BASELINE else f"{matrix.learner} ({name})": one for name, one in rows.items()}
    for pool in pools.values():
        draw_task(pool, matrix.ways, matrix.shots, matrix.seed, 0)
        refuse_test_items(pool, named)
    return TransferPlan(matrix, pools, rows, tuple(left_out), practice)


def transfer(plan: TransferPlan) -> Iterator[Tested]:
    """Yield every task of every pool when all rows are through with it; raises where none copes with any task 0."""
    work = (_test(plan, name, index) for index in range(plan.matrix.tasks) for name in plan.pools)
    return unless_all_fail(work, len(plan.pools), lambda one: one.task)


def _test(plan: TransferPlan, name: str, index: int) -> Tested:
    matrix = plan.matrix
    task = draw_task(plan.pools[name], matrix.ways, matrix.shots, matrix.seed, index)
    called = {row: learner.full_name for row, learner in plan.rows.items()}
    return Tested(name, finish_task(task, plan.rows, matrix.seed, index, matrix.adapt_steps, called))


def summarise_transfer(results: Sequence[Tested], plan: TransferPlan) -> dict[str, Any]:
    """The matrix as JSON: ``cells[row][pool]``, each with its mean accuracy and 95 % interval over tasks (Student's t).

    ``sees_labels``, true, is there alone where the learner is a ceiling that was told the labels.
    ``against_home`` is the paired difference to the row trained on the tested pool itself (null where there is none).
    A row that failed on some of a cell's ``tasks`` has ``failed`` (``Failed.as_json``) and its numbers are of the
    others; a difference over fewer tasks than the cell has says over how many (``tasks``).
    """
    if not results:
        raise MetaUnsupError("no_tasks_to_average")
    cells: dict[str, dict[str, Any]] = {row: {} for row in plan.rows}
    for pool in plan.pools:
        here = sorted((one.task for one in results if one.pool == pool), key=lambda task: task.index)
        if not here:
            continue
        broken = failed(here)
        for row in plan.rows:
            done = [task.learners[row] for task in here if row in task.learners]
            mean = mean_interval([one.accuracy[-1] for one in done]).as_json() if done else no_mean()
            cells[row][pool] = {
                **mean,
                "against_home": paired(here, row, pool) if pool in plan.rows and row != pool else None,
                "seconds_per_task": sum(one.seconds for one in done) / len(done) if done else None,
                "tasks": len(here),
                **({"failed": broken[row].as_json()} if row in broken else {}),
            }
    matrix = plan.matrix
    return {
        "learner": matrix.learner,
        "pools": list(plan.pools),
        "rows": list(plan.rows),
        "left_out": list(plan.left_out),
        "ways": matrix.ways,
        "shots": matrix.shots,
        "tasks": matrix.tasks,
        "seed": matrix.seed,
        "adapt_steps": matrix.adapt_steps,
        "part": "test",
        "complete": len(results) == matrix.total,
        "note_keys": {name: pool.note for name, pool in plan.pools.items()},
        "meta_training": plan.practice,
        **({"sees_labels": True} if learner_spec(matrix.learner).sees_labels else {}),
        "cells": cells,
    }
