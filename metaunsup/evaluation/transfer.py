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
from metaunsup.evaluation.evaluate import adapt_and_score, draw_task, meta_training, refuse_test_items
from metaunsup.evaluation.metrics import mean_interval, paired_difference
from metaunsup.evaluation.results import TaskResult, result_from_json
from metaunsup.learners.base import MOST_STEPS, Learner
from metaunsup.learners.registry import learner_spec
from metaunsup.learners.shipped import ready_learner, shipped_checkpoint
from metaunsup.tasks.streams import stream

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
    """A task of the pool ``pool``, finished by every row (``task.learners`` by row)."""

    pool: str
    task: TaskResult

    def as_json(self) -> dict[str, Any]:
        """As JSON; ``transferred_from_json`` gives it back to the last bit."""
        return asdict(self)


def transferred_from_json(content: Mapping[str, Any]) -> Tested:
    """What ``Tested.as_json`` made."""
    task = content["task"]
    rows = {name: result_from_json(one) for name, one in task["learners"].items()}
    return Tested(content["pool"], TaskResult(task["index"], task["seed"], rows))


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
    """Yield every task of every pool when all rows have finished it; raises where a learner cannot cope with one."""
    for index in range(plan.matrix.tasks):
        for name in plan.pools:
            yield _test(plan, name, index)


def _test(plan: TransferPlan, name: str, index: int) -> Tested:
    matrix = plan.matrix
    task = draw_task(plan.pools[name], matrix.ways, matrix.shots, matrix.seed, index)
    done = {
        row: adapt_and_score(
            learner, task, matrix.adapt_steps, stream(matrix.seed, "evaluate", index, learner.full_name)
        )
        for row, learner in plan.rows.items()
    }
    return Tested(name, TaskResult(index, task.seed, done))


def summarise_transfer(results: Sequence[Tested], plan: TransferPlan) -> dict[str, Any]:
    """The matrix as JSON: ``cells[row][pool]``, each with its mean accuracy and 95 % interval over tasks (Student's t).

    ``against_home`` is the paired difference to the row trained on the tested pool itself (null where there is none).
    """
    if not results:
        raise MetaUnsupError("no_tasks_to_average")
    cells: dict[str, dict[str, Any]] = {row: {} for row in plan.rows}
    for pool in plan.pools:
        here = sorted((one.task for one in results if one.pool == pool), key=lambda task: task.index)
        if not here:
            continue
        final = {row: [task.learners[row].accuracy[-1] for task in here] for row in plan.rows}
        for row in plan.rows:
            home = pool in final and row != pool
            cells[row][pool] = {
                **mean_interval(final[row]).as_json(),
                "against_home": paired_difference(final[row], final[pool]).as_json() if home else None,
                "seconds_per_task": sum(task.learners[row].seconds for task in here) / len(here),
                "tasks": len(here),
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
        "cells": cells,
    }
