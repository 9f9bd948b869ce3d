"""A small pool, tasks and learners that the evaluation's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor

from metaunsup.data.pool import Pool
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Learner, State
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.task import Task


class Guesser(Learner):
    """Assigns at random from its generator; may end early, fail at a step, or refuse at once. Counts its steps."""

    name = "guesser"

    def __init__(self, ends_at: int | None = None, fails_at: int | None = None, refuses: bool = False) -> None:
        self.ends_at, self.fails_at, self.refuses = ends_at, fails_at, refuses
        self.computed = 0
        self.closed = False

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        if self.refuses:
            raise MetaUnsupError("no_learners")
        return self._guess(len(items), n_clusters, steps, generator)

    def _guess(self, n: int, n_clusters: int, steps: int, generator: torch.Generator) -> Iterator[State]:
        try:
            for step in range((steps if self.ends_at is None else min(steps, self.ends_at)) + 1):
                if step == self.fails_at:
                    raise MetaUnsupError("embedding_not_finite")
                self.computed += 1
                yield State(torch.randint(n_clusters, (n,), generator=generator), torch.rand(n, 5, generator=generator))
        finally:
            self.closed = True


@pytest.fixture
def guesser() -> Callable[..., Guesser]:
    return Guesser


@pytest.fixture(scope="session")
def pool() -> Pool:
    return load_pool("digits")


@pytest.fixture(scope="session")
def task(pool: Pool) -> Task:
    return sample_clustering_task(pool, 3, 6, seed=1)


@pytest.fixture
def practised() -> Callable[..., Any]:
    """Build a meta-learner with fresh parameters in place of practised ones."""

    def build(name: str, trained_on: Tensor | None = None) -> Any:
        learner: Any = make_learner(name)
        learner.parameters = learner.initialise(1, torch.Generator().manual_seed(0))
        learner.trained_on = trained_on
        learner.card = {"pool": {"name": "digits"}}
        return learner

    return build
