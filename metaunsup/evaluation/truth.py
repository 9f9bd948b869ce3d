"""The one place where labels reach a learner: the ceiling is told them, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import torch

from metaunsup.learners.base import Learner, Step
from metaunsup.learners.oracle_adapt import OracleAdapt
from metaunsup.tasks.task import Task


def sees_labels(learner: Learner) -> bool:
    """Whether ``learner`` is that ceiling."""
    return isinstance(learner, OracleAdapt)


def adapt(learner: Learner, task: Task, *, steps: int, generator: torch.Generator) -> Iterator[Step]:
    """``learner.adapt`` to the items of ``task``."""
    if isinstance(learner, OracleAdapt):
        learner = learner.told(task.truth.labels)
    return learner.adapt(task.items, task.n_clusters, steps=steps, generator=generator)
