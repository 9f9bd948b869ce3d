"""Who computes which tasks of a meta-batch: one process all of them, or several processes a part each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

import torch
from torch import Tensor

T = TypeVar("T")


class Share(Protocol):
    """A process's share of every meta-batch.

    ``size`` processes share it; the one that ``leads`` is the one that validates and writes.
    """

    size: int
    leads: bool

    def mine(self, tasks: Sequence[T]) -> Sequence[T]:
        """Those of ``tasks`` that this process computes."""
        ...

    def add_up(self, rows: Tensor) -> Tensor:
        """``rows`` of all processes added up, each told the same; a row is zero where the task was another's."""
        ...


class Alone:
    """The only process: all tasks are its own."""

    size = 1
    leads = True

    def mine(self, tasks: Sequence[T]) -> Sequence[T]:
        """All of them."""
        return tasks

    def add_up(self, rows: Tensor) -> Tensor:
        """What it has."""
        return rows


ALONE = Alone()


def task_generators(count: int, generator: torch.Generator) -> list[torch.Generator]:
    """A random stream for each task of a meta-batch, drawn from ``generator`` whoever computes the task."""
    seeds = torch.randint(2**62, (count,), generator=generator)
    return [torch.Generator().manual_seed(int(seed)) for seed in seeds]
