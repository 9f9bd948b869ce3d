"""How well a learner that is still practising clusters held-out tasks: for curves and choices, never for training."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.data.pool import Pool
from metaunsup.evaluation.metrics import accuracy, mean_interval
from metaunsup.learners.base import Learner, Step
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task

TASKS = 8
FEW = 3  # of them, where many points are measured: the same at each, so that points differ by practice alone
ADAPT_STEPS = 5
WAYS, SHOTS = 10, 20


@dataclass(frozen=True)
class Validation:
    """Mean accuracy over validation tasks with its 95 % interval, beside two lines on the same tasks.

    ``kmeans`` is K-Means on pixels; ``encoder_kmeans`` K-Means in the encoder as meta-trained, not adapted: what
    adapting must beat.
    """

    accuracy: float
    low: float | None
    high: float | None
    kmeans: float
    encoder_kmeans: float
    ways: int
    shots: int
    tasks: int


class Sighted(NamedTuple):
    """What came of one task: the ``accuracy``, that of K-Means in the encoder not adapted, and what there is to see.

    ``embedding`` (N, D) float32 is where the items lie once the learner has adapted, ``assignments`` (N,) its groups.
    """

    accuracy: float
    encoder_kmeans: float
    embedding: Tensor
    assignments: Tensor


def validation_tasks(pool: Pool, seed: int, numbers: Sequence[int]) -> list[Task]:
    """Those of the validation tasks with these ``numbers``; none where nobody knows classes that they could have.

    10 x 20, or what the part can give. A training's ``seed`` has tasks of its own.
    """
    if pool.labels is None:
        return []
    sizes = pool.part("validation").sizes.sort(descending=True).values
    if (ways := min(WAYS, len(sizes))) < 2:
        return []
    shots = min(SHOTS, int(sizes[ways - 1]))
    return [sample_clustering_task(pool, ways, shots, seed * TASKS + one, part="validation") for one in numbers]


class Validator:
    """Draws the validation tasks once, so that a curve compares like with like.

    ``tasks`` of them (None: the usual few), and ``steps`` of adapting to each (None: the usual few).
    """

    def __init__(self, pool: Pool, seed: int, *, tasks: int | None = None, steps: int | None = None) -> None:
        self.seed = seed
        self.steps = ADAPT_STEPS if steps is None else steps
        self.tasks = validation_tasks(pool, seed, range(TASKS if tasks is None else tasks))
        if self.tasks:
            self.ways = self.tasks[0].n_clusters
            self.shots = len(self.tasks[0].items) // self.ways
            self.kmeans_each = self.each(make_learner("kmeans"))

    def each(self, learner: Learner) -> list[float]:
        """The accuracy on each task."""
        return [accuracy(self._end(learner, task).assignments, task.truth) for task in self.tasks]

    def look(self, learner: MetaLearner, tasks: int | None = None) -> list[Sighted]:
        """Adapt to each of the first so many ``tasks`` (None: all)."""
        return [self._sighted(learner, task) for task in self.tasks[:tasks]]

    def summary(self, seen: Sequence[Sighted]) -> Validation:
        """What came of the first tasks, as many as were ``seen``."""
        count = len(seen)
        mean = mean_interval([one.accuracy for one in seen])
        kmeans, same = (
            float(torch.tensor(each).mean())
            for each in (self.kmeans_each[:count], [one.encoder_kmeans for one in seen])
        )
        return Validation(mean.mean, mean.low, mean.high, kmeans, same, self.ways, self.shots, count)

    def measure(self, learner: MetaLearner) -> Validation | None:
        """Accuracy after a few adaptation steps; None for a pool whose labels nobody knows."""
        return self.summary(self.look(learner)) if self.tasks else None

    def _end(self, learner: Learner, task: Task) -> Step:
        # a stream of its own: validating must not disturb what practising draws
        generator = stream(self.seed, "validation", task.seed, learner.name)
        steps = self.steps if learner.name != "kmeans" else 50
        trace = learner.adapt(task.items, task.n_clusters, steps=steps, generator=generator)
        return deque(trace, maxlen=1).pop()

    def _sighted(self, learner: MetaLearner, task: Task) -> Sighted:
        end = self._end(learner, task)
        with torch.no_grad():
            z = learner.embed(learner.ready(), task.items)
        same = kmeans(z, task.n_clusters, stream(self.seed, "validation", task.seed, "encoder"))
        # a learner that chooses its embedding for each task has none that could be compared from point to point
        place = end.embedding if end.embedding.shape == z.shape else z.detach().to("cpu", torch.float32)
        adapted, before = (accuracy(groups, task.truth) for groups in (end.assignments, same))
        return Sighted(adapted, before, place, end.assignments)
