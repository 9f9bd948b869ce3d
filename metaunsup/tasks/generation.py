"""Few-shot generation: a handful of unlabelled items of one class, and new items of it to hold drawings against.

A task follows from its seed alone. Its items come in one order: a smaller support is the beginning of a larger one, so
that sizes are compared on the same items, and the held-out items are the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.data.pool import PartName, Pool
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.tasks.sampler import members_of
from metaunsup.tasks.streams import stream

SIZES = (1, 2, 5, 10, 20)
SHOTS = (1, 200)
HELD_OUT = (2, 200)


@dataclass(frozen=True, eq=False)
class GenerationTask:
    """``support`` (S, C, H, W), of which a generator sees the first few, and ``held_out`` (H, C, H, W), in [0, 1].

    Of a table both are rows, (S, D) and (H, D), of standardised columns.

    ``name`` is the class's, which only metrics read, or empty where nobody sorted the pool; ``index`` and ``hashes``
    (S + H,) int64, the support's first.
    """

    support: Tensor
    held_out: Tensor
    name: str
    pool: str
    part: str
    index: Tensor
    hashes: Tensor
    seed: int


@dataclass(frozen=True)
class GenerationKind:
    """Supports of each of ``sizes`` items, ascending, and so many items ``held_out``."""

    sizes: tuple[int, ...] = SIZES
    held_out: int = 20

    def check(self) -> None:
        """Refuse numbers out of range, and sizes that do not ascend."""
        for size in self.sizes:
            check_range("shots", size, *SHOTS)
        check_range("held-out", self.held_out, *HELD_OUT)
        if not self.sizes or list(self.sizes) != sorted(set(self.sizes)):
            raise MetaUnsupError("generation_sizes", sizes=",".join(map(str, self.sizes)) or "-")

    @property
    def need(self) -> int:
        """Items that a task takes of its class."""
        return self.sizes[-1] + self.held_out


def sample_generation_task(pool: Pool, kind: GenerationKind, seed: int, *, part: PartName = "test") -> GenerationTask:
    """A task of ``kind`` from a class of a part that the seed draws; refuses what no class can give.

    Where nobody has sorted the pool, all of it counts as one class.
    """
    kind.check()
    data = pool.unlabelled(part)
    source = None if pool.labels is None else pool.part(part)
    sizes = torch.tensor([len(data)]) if source is None else source.sizes
    able = (sizes >= kind.need).nonzero()[:, 0]
    if len(able) == 0:
        told = {"pool": pool.name, "part": part, "need": kind.need}
        raise MetaUnsupError("generation_items", **told, possible=int(sizes.max()) if len(sizes) else 0)
    generator = stream(seed, "generation", pool.name, part)
    row = int(able[torch.randint(len(able), (), generator=generator)])
    members = torch.arange(len(data)) if source is None else members_of(source, row)
    chosen = members[torch.randperm(len(members), generator=generator)[: kind.need]]
    items = data.items(chosen)
    return GenerationTask(
        support=items[: kind.sizes[-1]],
        held_out=items[kind.sizes[-1] :],
        name="" if source is None else source.class_names[int(source.classes[row])],
        pool=pool.name,
        part=part,
        index=chosen,
        hashes=data.hashes[chosen],
        seed=seed,
    )
