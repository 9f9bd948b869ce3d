"""Validation scores what it says, on tasks that stay the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from metaunsup.data.pool import Pool
from metaunsup.learners.base import Learner, State
from metaunsup.learners.registry import make_learner
from metaunsup.training.validation import Validator

TASKS = 2  # as set for these tests


class Knowing(Learner):
    """Knows the digit of every picture of a pool: what a perfect score takes. ``wrong`` of each task it gets wrong."""

    name = "knowing"

    def __init__(self, pool: Pool | None = None, wrong: int = 0) -> None:
        self.pool, self.wrong = pool, wrong

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        known = {picture.numpy().tobytes(): int(d) for picture, d in zip(self.pool.images, self.pool.labels)}  # type: ignore[union-attr,arg-type] # noqa: B905
        digits = torch.tensor([known[(item * 255).round().byte().numpy().tobytes()] for item in items])
        found = torch.unique(digits, return_inverse=True)[1]
        found[: self.wrong] = (found[: self.wrong] + 1) % n_clusters
        yield State(found, items.flatten(1))


def test_it_takes_what_the_part_can_give(small_pool) -> None:
    validator = Validator(small_pool, seed=0)
    assert len(validator.tasks) == TASKS
    assert all(task.part == "validation" and len(task.items) == 12 for task in validator.tasks)
    assert len({tuple(task.index.tolist()) for task in validator.tasks}) == TASKS
    found = validator.measure(Knowing(small_pool))
    assert found is not None
    assert (found.ways, found.shots, found.tasks) == (3, 4, TASKS)


def test_scores_are_those_of_the_clusters_found(small_pool) -> None:
    validator = Validator(small_pool, seed=0)
    perfect, flawed = (validator.measure(Knowing(small_pool, wrong)) for wrong in (0, 1))
    assert perfect is not None and flawed is not None
    assert perfect.accuracy == 1 and flawed.accuracy == pytest.approx(11 / 12)
    assert flawed.low == pytest.approx(11 / 12) == flawed.high  # the same in every task
    kmeans = validator.measure(make_learner("kmeans"))
    assert kmeans is not None and kmeans.accuracy == pytest.approx(kmeans.kmeans) and kmeans.kmeans == perfect.kmeans
    assert kmeans.low is not None and kmeans.low <= kmeans.accuracy <= kmeans.high
    assert kmeans.accuracy > 0.6  # three digits, four of each


def test_a_seed_decides_tasks_and_scores(small_pool) -> None:
    learner = make_learner("random")
    one, again, other = (Validator(small_pool, seed) for seed in (0, 0, 1))
    assert one.measure(learner) == one.measure(learner) == again.measure(learner)
    assert any(not torch.equal(a.index, b.index) for a, b in zip(one.tasks, other.tasks, strict=True))


def test_without_labels_or_classes_there_is_nothing_to_measure(small_pool) -> None:
    learner = make_learner("kmeans")
    assert Validator(replace(small_pool, labels=None), 0).measure(learner) is None
    assert Validator(replace(small_pool, labels=small_pool.labels * 0), 0).measure(learner) is None
    assert Validator(replace(small_pool, parts=small_pool.parts * 0), 0).measure(learner) is None
