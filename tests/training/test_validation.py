"""Validation scores what it says, on tasks that stay the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from metaunsup.data.pool import Pool
from metaunsup.evaluation.metrics import score
from metaunsup.learners.base import Learner, State
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task
from metaunsup.training.validation import Validator

TASKS = 2  # as set for these tests


class Knowing(Learner):
    """Knows the digit of every picture of a pool: what a perfect score takes. ``wrong`` of each task it gets wrong.

    Its encoder knows them, too, but for ``blurred``: the two scores are not the same thing.
    """

    name = "knowing"

    def __init__(self, pool: Pool | None = None, wrong: int = 0, blurred: int = 0) -> None:
        self.pool, self.wrong, self.blurred = pool, wrong, blurred

    def ready(self) -> dict[str, Tensor]:
        return {}

    def embed(self, parameters: dict[str, Tensor], items: Tensor) -> Tensor:
        """One corner for each digit, the ``blurred`` first of a task moved to the next one's."""
        found = torch.unique(self._digits(items), return_inverse=True)[1]
        found[: self.blurred] = (found[: self.blurred] + 1) % 3
        return torch.eye(3)[found]

    def _digits(self, items: Tensor) -> Tensor:
        known = {picture.numpy().tobytes(): int(d) for picture, d in zip(self.pool.images, self.pool.labels)}  # type: ignore[union-attr,arg-type] # noqa: B905
        return torch.tensor([known[(item * 255).round().byte().numpy().tobytes()] for item in items])

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        found = torch.unique(self._digits(items), return_inverse=True)[1]
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
    assert 0.6 < perfect.kmeans < 1 and perfect.kmeans == flawed.kmeans  # three digits, four of each, in pixels
    by_hand = [
        deque(make_learner("kmeans").adapt(task.items, 3, steps=50, generator=_stream(task)), maxlen=1).pop()
        for task in validator.tasks
    ]
    scores = [score(step.assignments, task.truth).accuracy for step, task in zip(by_hand, validator.tasks, strict=True)]
    assert perfect.kmeans == pytest.approx(sum(scores) / TASKS)


def _stream(task: Task) -> torch.Generator:
    return stream(0, "validation", task.seed, "kmeans")


def test_the_encoder_before_it_adapts_is_scored_beside(small_pool) -> None:
    validator = Validator(small_pool, seed=0)
    for wrong, blurred in ((0, 0), (2, 0), (0, 1), (1, 2)):
        found = validator.measure(Knowing(small_pool, wrong, blurred))  # type: ignore[arg-type]
        assert found is not None
        assert found.accuracy == pytest.approx(1 - wrong / 12)
        assert found.encoder_kmeans == pytest.approx(1 - blurred / 12)


@pytest.mark.parametrize("learn_rates", [False, True])
def test_an_encoder_with_learned_rates_beside_it_is_scored_alike(learn_rates, small_pool) -> None:
    """The rates are no part of the network that the items are embedded with."""
    learner = make_learner("maml", learn_rates=learn_rates)
    learner.parameters = learner.initialise(1, torch.Generator().manual_seed(0))
    found = Validator(small_pool, seed=0).measure(learner)
    plain = make_learner("reptile")
    plain.parameters = plain.initialise(1, torch.Generator().manual_seed(0))
    assert found.encoder_kmeans == Validator(small_pool, seed=0).measure(plain).encoder_kmeans


def test_a_seed_decides_tasks_and_scores(small_pool) -> None:
    learner = make_learner("protonet")
    learner.parameters = learner.initialise(1, torch.Generator().manual_seed(0))
    one, again, other = (Validator(small_pool, seed) for seed in (0, 0, 1))
    assert one.measure(learner) == one.measure(learner) == again.measure(learner)
    assert any(not torch.equal(a.index, b.index) for a, b in zip(one.tasks, other.tasks, strict=True))


def test_without_labels_or_classes_there_is_nothing_to_measure(small_pool) -> None:
    learner = make_learner("kmeans")
    assert Validator(replace(small_pool, labels=None), 0).measure(learner) is None
    assert Validator(replace(small_pool, labels=small_pool.labels * 0), 0).measure(learner) is None
    assert Validator(replace(small_pool, parts=small_pool.parts * 0), 0).measure(learner) is None
