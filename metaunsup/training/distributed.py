r"""One training on several processes or machines: each computes its part of every meta-batch, gradients are added up.

Started by ``torchrun``, which tells each process its rank. All have the same parameters and random streams, a task's
own stream follows from its place in the meta-batch, and gradients are summed in that order: the result does not depend
on how many processes there are. Gloo between CPUs, NCCL between GPUs (``--device cuda``). On one machine, and on two
(run it on both, with ``--node-rank 1`` on the second)::

    torchrun --nproc-per-node 2 -m metaunsup train --learner maml --learner-option meta_batch=4 --out runs/shared
    torchrun --nnodes 2 --node-rank 0 --nproc-per-node 2 --master-addr FIRST_MACHINE --master-port 29500 \
        -m metaunsup train --learner maml --learner-option meta_batch=4 --out runs/shared
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

import torch
import torch.distributed as dist
from torch import Tensor

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.sharing import ALONE, Share

T = TypeVar("T")
TIMEOUT = timedelta(minutes=30)  # the leader may be validating, or making a baseline, while the others wait


class Ranks:
    """A process among ``size``; rank 0 leads."""

    def __init__(self, rank: int, size: int) -> None:
        self.rank, self.size, self.leads = rank, size, rank == 0

    def mine(self, tasks: Sequence[T]) -> Sequence[T]:
        """Every ``size``-th task, from this rank's number on."""
        return tasks[self.rank :: self.size]

    def add_up(self, rows: Tensor) -> Tensor:
        """``rows`` of all ranks added up, in one message."""
        try:
            dist.all_reduce(rows)
        except RuntimeError as error:  # what gloo and NCCL raise when a peer is gone
            raise MetaUnsupError("rank_lost") from error
        return rows


@contextmanager
def joined(device: str) -> Iterator[Share]:
    """What this process has of the training: its rank's share where ``torchrun`` started it, else all of it.

    ``device`` is the training's setting; on CUDA each process takes the GPU of its local rank.
    """
    if "TORCHELASTIC_RUN_ID" not in os.environ and "MASTER_ADDR" not in os.environ:
        yield ALONE
        return
    on_gpu = device in ("cuda", "auto") and torch.cuda.is_available()
    if on_gpu:
        torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
    dist.init_process_group("nccl" if on_gpu else "gloo", timeout=TIMEOUT)
    try:
        yield Ranks(dist.get_rank(), dist.get_world_size())
    finally:
        dist.destroy_process_group()
