"""How well a learner that is still practising clusters held-out tasks: for curves and choices, never for training."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import torch

from metaunsup.data.pool import Pool
from metaunsup.evaluation.metrics import mean_interval, score
from metaunsup.learners.base import Learner
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task

TASKS = 8
ADAPT_STEPS = 5
WAYS, SHOTS = 10, 20


@dataclass(frozen=True)
class Validation:
    """Mean accuracy over validation tasks with its 95 % interval, beside K-Means' on the same tasks."""

    accuracy: float
    low: float | None
    high: float | None
    kmeans: float
    ways: int
    shots: int
    tasks: int


class Validator:
    """Draws the validation tasks once (10 x 20, or what the part can give), so that a curve compares like with like."""

    def __init__(self, pool: Pool, seed: int) -> None:
        self.tasks: list[Task] = []
        self.seed = seed
        if pool.labels is None:
            return
        sizes = pool.part("validation").sizes.sort(descending=True).values
        self.ways = min(WAYS, len(sizes))
        if self.ways < 2:
            return
        self.shots = min(SHOTS, int(sizes[self.ways - 1]))
        self.tasks = [
            sample_clustering_task(pool, self.ways, self.shots, seed * TASKS + number, part="validation")
            for number in range(TASKS)
        ]
        self.kmeans = float(torch.tensor([self._accuracy(make_learner("kmeans"), task) for task in self.tasks]).mean())

    def measure(self, learner: Learner) -> Validation | None:
        """Accuracy after a few adaptation steps; None for a pool whose labels nobody knows."""
        if not self.tasks:
            return None
        mean = mean_interval([self._accuracy(learner, task) for task in self.tasks])
        return Validation(mean.mean, mean.low, mean.high, self.kmeans, self.ways, self.shots, len(self.tasks))

    def _accuracy(self, learner: Learner, task: Task) -> float:
        # a stream of its own: validating must not disturb what practising draws
        generator = stream(self.seed, "validation", task.seed, learner.name)
        steps = ADAPT_STEPS if learner.name != "kmeans" else 50
        trace = learner.adapt(task.items, task.n_clusters, steps=steps, generator=generator)
        step = deque(trace, maxlen=1).pop()
        return score(step.assignments, task.truth).accuracy
