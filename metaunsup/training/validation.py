"""How well a learner that is still practising clusters held-out tasks: for curves and choices, never for training."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import torch

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.data.pool import Pool
from metaunsup.evaluation.metrics import mean_interval, score
from metaunsup.learners.base import Learner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task

TASKS = 8
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


class Validator:
    """Draws the validation tasks once (10 x 20, or what the part can give), so that a curve compares like with like.

    ``tasks`` of them (None: the usual few), and ``steps`` of adapting to each (None: the usual few).
    """

    def __init__(self, pool: Pool, seed: int, *, tasks: int | None = None, steps: int | None = None) -> None:
        self.tasks: list[Task] = []
        self.seed = seed
        self.steps = ADAPT_STEPS if steps is None else steps
        count = TASKS if tasks is None else tasks
        if pool.labels is None:
            return
        sizes = pool.part("validation").sizes.sort(descending=True).values
        self.ways = min(WAYS, len(sizes))
        if self.ways < 2:
            return
        self.shots = min(SHOTS, int(sizes[self.ways - 1]))
        self.tasks = [
            sample_clustering_task(pool, self.ways, self.shots, seed * count + number, part="validation")
            for number in range(count)
        ]
        self.kmeans_each = self.each(make_learner("kmeans"))
        self.kmeans = float(torch.tensor(self.kmeans_each).mean())

    def each(self, learner: Learner) -> list[float]:
        """The accuracy on each task."""
        return [self._accuracy(learner, task) for task in self.tasks]

    def measure(self, learner: MetaLearner) -> Validation | None:
        """Accuracy after a few adaptation steps; None for a pool whose labels nobody knows."""
        if not self.tasks:
            return None
        mean = mean_interval(self.each(learner))
        same = float(torch.tensor([self._same_encoder(learner, task) for task in self.tasks]).mean())
        return Validation(mean.mean, mean.low, mean.high, self.kmeans, same, self.ways, self.shots, len(self.tasks))

    def _accuracy(self, learner: Learner, task: Task) -> float:
        # a stream of its own: validating must not disturb what practising draws
        generator = stream(self.seed, "validation", task.seed, learner.name)
        steps = self.steps if learner.name != "kmeans" else 50
        trace = learner.adapt(task.items, task.n_clusters, steps=steps, generator=generator)
        step = deque(trace, maxlen=1).pop()
        return score(step.assignments, task.truth).accuracy

    def _same_encoder(self, learner: MetaLearner, task: Task) -> float:
        with torch.no_grad():
            z = learner.embed(learner.ready(), task.items)
        assignments = kmeans(z, task.n_clusters, stream(self.seed, "validation", task.seed, "encoder"))
        return score(assignments, task.truth).accuracy
