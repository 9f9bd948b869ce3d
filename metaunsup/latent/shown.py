"""What is looked at: the items of a task, or up to five thousand of a pool's part, with a truth for colours alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from metaunsup.data.pool import PartName, Pool, Unlabelled
from metaunsup.errors import check_range
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task

MOST_ITEMS = 5000
MOST_CLUSTERS = 50  # that are looked for in a pool of hundreds of classes


@dataclass(frozen=True, eq=False)
class Shown:
    """Items to look at: ``source``, N of them; ``labels`` (N,) int64, below 0 for outliers, None where nobody knows.

    ``n_clusters`` groups are looked for. ``task``: the one that the items are of; an encoder then adapts to it.
    ``index`` (N,) is where they lie in the pool's part.
    """

    source: Unlabelled
    index: Tensor
    labels: Tensor | None
    class_names: tuple[str, ...]
    n_clusters: int
    seed: int
    task: Task | None = None

    def __len__(self) -> int:
        return len(self.source)

    @property
    def items(self) -> Tensor:
        """(N, C, H, W) float32 in [0, 1], or vectors (N, D)."""
        return self.source.items(torch.arange(len(self)))


def of_task(task: Task, part: PartName = "test") -> Shown:
    """The items of ``task``."""
    rows = task.items.ndim == 2  # vectors stay as they are
    items = task.items if rows else (task.items * 255).round().to(torch.uint8)  # as they lie in the pool
    source = Unlabelled(task.pool, part, items, task.hashes)
    truth = task.truth
    labels = truth.labels if truth.class_names else None
    return Shown(source, task.index, labels, truth.class_names, task.n_clusters, task.seed, task)


def of_pool(pool: Pool, count: int, seed: int, part: PartName = "test") -> Shown:
    """``count`` items of a part, drawn at random, or all where there are fewer; of the pool's classes, if it has any.

    Groups looked for: as many as there are classes among them (at most 50), or 10.
    """
    check_range("items", count, 1, MOST_ITEMS)
    whole = pool.unlabelled(part)
    index = torch.randperm(len(whole), generator=stream(seed, "look", pool.name, part))[:count]
    source = Unlabelled(pool.name, part, whole.images[index], whole.hashes[index])
    if pool.labels is None:
        return Shown(source, index, None, (), min(10, len(index)), seed)
    known = pool.part(part).labels[index]
    classes, labels = np.unique(known.numpy(), return_inverse=True)
    names = tuple(pool.class_names[one] for one in classes)
    return Shown(source, index, torch.from_numpy(labels), names, min(MOST_CLUSTERS, len(classes)), seed)
