"""Many tasks, several learners, one table: every learner meets the same tasks, and differences are paired.

``evaluate`` yields finished tasks (so a caller can show progress, stop, or keep what is done); ``summary.summarise``
turns them into JSON.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import torch

from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS, available
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.calibration import calibration, cosine_auroc, outlier_auroc
from metaunsup.evaluation.failures import ends_everything, unless_all_fail
from metaunsup.evaluation.metrics import right_per_class, score
from metaunsup.evaluation.race import fault_of
from metaunsup.evaluation.results import Failure, LearnerResult, TaskResult
from metaunsup.evaluation.truth import adapt, sees_labels
from metaunsup.learners.base import MOST_STEPS, NOISE, Learner, Step
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.pool_reader import PoolReader
from metaunsup.learners.registry import without_label
from metaunsup.learners.shipped import earlier_loop
from metaunsup.networks.checkpoints import practised_on
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import derive_seed, stream
from metaunsup.tasks.task import OUTLIER, Task

MOST_TASKS = 100_000
_broken: set[tuple[str, str]] = set()  # learners, and the kinds of faults of theirs that the log has


def evaluate(
    pool: Pool,
    learners: Mapping[str, Learner],
    *,
    ways: int,
    shots: int,
    tasks: int,
    seed: int,
    adapt_steps: int,
    imbalance: float | None = None,
    outliers: int = 0,
    outliers_apart: bool = False,
) -> Iterator[TaskResult]:
    """Let every learner adapt to the same ``tasks`` tasks from the pool's test part, and yield each when it is done.

    A learner that fails on a task is told in its ``failures``, and the others go on.

    Task i follows from (seed, i) alone and a learner's random stream from (seed, i, its name), so one learner or one
    task more or less changes nobody's numbers. Labels reach the metrics only, and
    a ceiling that is told them (``evaluation.truth``).

    Raises:
        MetaUnsupError: at once, where a number is out of range, the pool cannot give such tasks, or a learner
            practised on items that it would be tested on; later, where no learner can cope with task 0.

    """
    check_range("tasks", tasks, 1, MOST_TASKS)
    check_range("adapt_steps", adapt_steps, 0, MOST_STEPS)
    if not learners:
        raise MetaUnsupError("no_learners")
    refuse_test_items(pool, learners)

    def draw(index: int) -> Task:
        kind: dict[str, Any] = {"imbalance": imbalance, "outliers": outliers, "outliers_apart": outliers_apart}
        return draw_task(pool, ways, shots, seed, index, **kind)

    draw(0)  # an impossible request is refused now, not when the first result is asked for
    work = (finish_task(draw(index), learners, seed, index, adapt_steps) for index in range(tasks))
    return unless_all_fail(work, 1, lambda one: one)


def draw_task(
    pool: Pool,
    ways: int,
    shots: int,
    seed: int,
    index: int,
    *,
    imbalance: float | None = None,
    outliers: int = 0,
    outliers_apart: bool = False,
) -> Task:
    """Task number ``index`` of an evaluation under ``seed``; refuses the impossible."""
    task_seed = derive_seed(seed, "evaluate", "task", index)
    kind: dict[str, Any] = {"imbalance": imbalance, "outliers": outliers, "outliers_apart": outliers_apart}
    return sample_clustering_task(pool, ways, shots, task_seed, **kind)


def finish_task(
    task: Task,
    learners: Mapping[str, Learner],
    seed: int,
    index: int,
    adapt_steps: int,
    called: Mapping[str, str] | None = None,
) -> TaskResult:
    """Let every learner adapt to ``task``, number ``index`` under ``seed``, each with its own random stream.

    Those that are the same learner but for their labels have the same, so that only their parameters differ.
    ``called``: whose stream a learner has, where its name is another. What stops a learner is kept, and the others go
    on; raises what stops all of them.
    """
    done, failures = {}, {}
    for place, (name, learner) in enumerate(learners.items()):
        known = (called or {}).get(name, name)
        generator = stream(seed, "evaluate", index, without_label(known))
        try:
            done[name] = adapt_and_score(learner, task, adapt_steps, generator)
        except Exception as error:
            # the same fault on a thousand tasks is in the log once
            kind = (known, type(error).__name__)
            fault = fault_of(known, error, logging.DEBUG if kind in _broken else logging.ERROR)
            _broken.add(kind)
            if ends_everything(error):
                raise fault from error
            failures[name] = Failure.of(fault, place)
    sizes = torch.bincount(task.truth.labels[task.truth.labels != OUTLIER], minlength=len(task.truth.class_names))
    return TaskResult(index, task.seed, done, failures, task.truth.class_names, tuple(sizes.tolist()))


def adapt_and_score(learner: Learner, task: Task, steps: int, generator: torch.Generator) -> LearnerResult:
    """Adapt ``learner`` to ``task`` to the end and score every step; raises where the learner diverges."""
    trace, clock = [], []
    ends: list[Step] = []
    noise: list[float] = []
    clusters: list[int] = []
    for step in adapt(learner, task, steps=steps, generator=generator):
        trace.append(score(step.assignments, task.truth))
        clock.append(step.seconds)
        ends[1:] = [step]
        if learner.finds_clusters:
            placed = step.assignments[step.assignments != NOISE]
            noise.append(1 - len(placed) / len(step.assignments))
            clusters.append(len(placed.unique()))
    first, last = ends[0], ends[-1]
    likely = last.probability
    return LearnerResult(
        accuracy=tuple(scores.accuracy for scores in trace),
        nmi=tuple(scores.nmi for scores in trace),
        ari=tuple(scores.ari for scores in trace),
        clock=tuple(clock),
        noise=tuple(noise),
        clusters=tuple(clusters),
        chosen=dict(last.chosen),
        calibration=None if likely is None else calibration(likely, task.truth.labels),
        outlier_auroc=None if likely is None else outlier_auroc(likely, task.truth.labels),
        outlier_auroc_cosine=cosine_auroc(last.embedding, last.assignments, task.truth.labels),
        sees_labels=sees_labels(learner),
        right=tuple(right_per_class(one.assignments, task.truth) for one in (first, last)),
        adapted=not torch.equal(first.embedding, last.embedding),
    )


def refuse_test_items(pool: Pool, learners: Mapping[str, Learner]) -> None:
    """Refuse a learner that practised, unlabelled or not, on an item of the pool's test part, or reads one."""
    test = pool.unlabelled("test").hashes.numpy()
    for name, learner in learners.items():
        for seen in _items_seen(learner):
            shared = int(np.isin(test, seen.numpy()).sum())
            if shared:
                told = {"pool": pool.name, "count": shared, "total": len(test)}
                raise MetaUnsupError("trained_on_test_items", learner=name, **told)


def _items_seen(learner: Learner) -> Iterator[torch.Tensor]:
    """Hashes of the items that the learner practised on, and of those that it reads beside a task."""
    if isinstance(learner, MetaLearner):
        learner.ready()  # a checkpoint is read on first use, and its hashes with it
        if learner.trained_on is not None:
            yield learner.trained_on
    if isinstance(learner, PoolReader):
        yield learner.source().hashes


def meta_training(learner: Learner, checkpoint: str | None = None) -> dict[str, Any] | None:
    """What the learner's meta-training cost, for the summary; None for a learner that has none.

    One that reads a pool without practice took no step and has seen the items that it reads.
    ``checkpoint`` says where its parameters come from: ``shipped:POOL/LEARNER``, or a file as its user named it.
    ``note`` is the key of the sentence that must be said wherever the pool practised on is named, or None;
    ``earlier_loop``, true, is there alone where it practised with the adapting loop of before.
    """
    if not isinstance(learner, MetaLearner):
        return _reading(learner) if isinstance(learner, PoolReader) else None
    progress, card = learner.progress, learner.card or {}
    # written by hand, a card may hold anything: NaN is no JSON, and a whole number may be beyond what a float holds
    if not all(0 <= cost < 1e15 for cost in (progress.step, progress.seconds, progress.items_seen)):
        raise MetaUnsupError("checkpoint_damaged", path=checkpoint)
    name, note = practised_on(card)
    return {
        "pool": name,
        "note": note,
        "labels": bool(card.get("labels", False)),
        "steps": progress.step,
        "seconds": progress.seconds,
        "items_seen": progress.items_seen,
        "checkpoint": checkpoint,
        **({"earlier_loop": True} if earlier_loop(card) else {}),
    }


def _reading(learner: PoolReader) -> dict[str, Any]:
    pool, seen = learner.source().pool, min(learner.most, len(learner.source()))
    note = available(pool).note if pool.partition(":")[0] in POOLS else None
    cost = {"steps": 0, "seconds": 0.0, "items_seen": seen, "checkpoint": None}
    return {"pool": pool, "note": note, "labels": False, **cost}


def pad(traces: Sequence[Sequence[float]]) -> list[list[float]]:
    """Every trace as long as the longest, by repeating its last value."""
    longest = max(map(len, traces), default=0)
    return [[*trace, *[trace[-1]] * (longest - len(trace))] for trace in traces]
