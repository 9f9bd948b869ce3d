"""Pools made of another one that hold more apart than items: its classes, or the hands that wrote it.

Nothing of what a learner practised on can then be remembered in a task: neither the class, nor the writer's hand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from metaunsup.data.pool import PARTS, Pool
from metaunsup.errors import MetaUnsupError

_TRAIN, _NOWHERE = PARTS.index("train"), -1


class PoolLoader(Protocol):
    """Where a pool's items come from: files under the root, or nothing but the program."""

    def files(self, root: Path) -> list[Path]:
        """Every file of the pool, here or not."""
        ...

    def missing(self, root: Path) -> list[Path]:
        """The files without which the pool cannot be used."""
        ...

    def note(self, root: Path) -> str | None:
        """Key of the sentence that must be said wherever the pool is named, or None."""
        ...

    def load(self, root: Path) -> Pool:
        """The pool; its files are here."""
        ...

    def sizes(self, root: Path) -> tuple[int, ...]:
        """How many of its items are in each of ``PARTS``; its files are here."""
        ...


def hold_classes_apart(pool: Pool, name: str, *, practised: Collection[str], tested: Collection[str]) -> Pool:
    """The items of ``pool`` whose class is held by their part: ``practised`` in train, ``tested`` in the other two.

    An item keeps the part that it has in ``pool``, or is in no part at all: training items of tested classes and test
    items of practised ones are left out. As where Omniglot is split by alphabet, the labels make the pool and are not
    seen by who practises on it. ``practised`` and ``tested`` are names of classes.

    Raises:
        ValueError: the two share a class, or a name is none of the pool's.
        MetaUnsupError: ``pool_unlabelled``.

    """
    if set(practised) & set(tested) or not {*practised, *tested} <= set(pool.class_names):
        raise ValueError(f"{practised} and {tested} are no two sets of classes of {pool.name}")
    if pool.labels is None:
        raise MetaUnsupError("pool_unlabelled", pool=pool.name)
    of_train, of_test = (
        torch.tensor([one in names for one in pool.class_names])[pool.labels] for names in (practised, tested)
    )
    keep = torch.where(pool.parts == _TRAIN, of_train, of_test)
    return replace(_kept(pool, name, torch.where(keep, pool.parts, _NOWHERE)), unseen=pool.hashes[of_test])


def hold_blocks_apart(pool: Pool, name: str, *, train: range, validation: range, test: range) -> Pool:
    """The items of ``pool`` by their place in its file instead of by their pixels: a part is a block of the file.

    Where a file runs from writer to writer, blocks hold writers apart. Items in no block are left out, and so is one
    whose pixels an earlier item has, so that parts share no picture either.
    """
    place = np.full(len(pool), _NOWHERE, dtype=np.int8)
    for part, block in enumerate((train, validation, test)):
        place[block.start : block.stop] = part
    first = np.zeros(len(pool), dtype=bool)
    first[np.unique(pool.hashes.numpy(), return_index=True)[1]] = True
    return _kept(pool, name, torch.from_numpy(np.where(first, place, _NOWHERE)))


def _kept(pool: Pool, name: str, parts: Tensor) -> Pool:
    """``pool`` under another name, with the items that are in a part."""
    keep = parts != _NOWHERE
    return replace(
        pool,
        name=name,
        images=pool.images[keep],
        labels=None if pool.labels is None else pool.labels[keep],
        parts=parts[keep].to(torch.int8),
        hashes=pool.hashes[keep],
    )


@dataclass(frozen=True)
class Apart:
    """A pool that ``hold`` makes of the one from ``source``, whose files it shares."""

    source: PoolLoader
    hold: Callable[[Pool], Pool]

    def files(self, root: Path) -> list[Path]:
        """Those of the source."""
        return self.source.files(root)

    def missing(self, root: Path) -> list[Path]:
        """Those of the source."""
        return self.source.missing(root)

    def note(self, root: Path) -> str | None:
        """What must be said of the source."""
        return self.source.note(root)

    def load(self, root: Path) -> Pool:
        """Of the source what is held apart."""
        return self.hold(self.source.load(root))

    def sizes(self, root: Path) -> tuple[int, ...]:
        """Items in each part. Who is in which follows from labels or places, so the pool is loaded."""
        return tuple(torch.bincount(self.load(root).parts, minlength=len(PARTS)).tolist())
