"""A pool: items, their fixed parts, and labels that only tasks' truths are made of.

The part an item belongs to never depends on a seed. It follows from the SHA-256 of the item's decoded pixels
(train 50 %, validation 10 %, test 40 %), so the same picture falls in the same part whatever file it came from;
pools whose *classes* must stay apart (glyphs, Omniglot) decide by class or alphabet instead.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from metaunsup.data.report import Report
from metaunsup.errors import MetaUnsupError

PartName = Literal["train", "validation", "test"]
PARTS: tuple[PartName, ...] = ("train", "validation", "test")
_TRAIN, _VALIDATION = 0.5, 0.6  # upper ends of the first two parts, as fractions of the hash range


def item_hash(pixels: np.ndarray) -> int:
    """First 64 bits of the SHA-256 of an item's decoded pixels (uint8, any shape), as a signed integer."""
    digest = hashlib.sha256(np.ascontiguousarray(pixels, dtype=np.uint8).tobytes()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def part_of(hash64: int) -> int:
    """Index into ``PARTS`` that an item's hash decides."""
    fraction = (hash64 % 2**64) / 2**64
    return 0 if fraction < _TRAIN else 1 if fraction < _VALIDATION else 2


@dataclass(frozen=True, eq=False)
class Unlabelled:
    """Items of one part of a pool, and nothing else: what meta-training sees.

    ``images`` (N, C, H, W) uint8, or vectors (N, D) float32; ``hashes`` (N,) int64, one per item.
    """

    pool: str
    part: PartName
    images: Tensor
    hashes: Tensor

    def __len__(self) -> int:
        return len(self.images)

    def items(self, index: Tensor) -> Tensor:
        """Items at ``index`` (any shape ``...``) as float32: in [0, 1], shape (..., C, H, W), or vectors (..., D)."""
        found = self.images[index]
        return found if found.is_floating_point() else found.to(torch.float32) / 255

    @cached_property
    def fingerprint(self) -> str:
        """A name for exactly this set of items: SHA-256 over their sorted hashes, 16 hex digits."""
        ordered = np.sort(self.hashes.numpy())
        return hashlib.sha256(ordered.astype(">i8").tobytes()).hexdigest()[:16]


@dataclass(frozen=True, eq=False)
class Part:
    """One part of a pool with its labels: what evaluation tasks are drawn from.

    ``labels`` (N,) int64 index into ``class_names``.
    """

    data: Unlabelled
    labels: Tensor
    class_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def classes(self) -> Tensor:
        """Classes present in this part, ascending, (C,) int64."""
        return torch.unique(self.labels)

    @cached_property
    def order(self) -> Tensor:
        """Item indices sorted by class, (N,) int64; with ``starts`` and ``sizes`` an index by class."""
        return torch.argsort(self.labels, stable=True)

    @cached_property
    def sizes(self) -> Tensor:
        """Items of each class in ``classes``, (C,) int64."""
        return torch.unique(self.labels, return_counts=True)[1]

    @cached_property
    def starts(self) -> Tensor:
        """Where each class in ``classes`` begins in ``order``, (C,) int64."""
        return torch.cumsum(self.sizes, 0) - self.sizes


@dataclass(frozen=True, eq=False)
class Pool:
    """A named collection of items in three fixed parts.

    ``images`` (N, C, H, W) uint8, or, of a table, standardised vectors (N, D) float32; ``labels`` (N,) int64 or None
    where nobody knows them; ``parts`` (N,) int8 index into ``PARTS``; ``hashes`` (N,) int64; ``note`` is what must be
    said wherever the pool is named (for instance that only a portion of it is here), as ``words.Say.note`` reads it, or
    None; ``unsorted`` says why there are no labels, where more can be said than that; ``unseen`` (M,) int64 are the
    hashes of every item, in the pool or not, of classes that it keeps for its tests, or None where it keeps none;
    ``report`` is there of a person's own data; ``columns`` are the names of a vector's numbers.
    """

    name: str
    images: Tensor
    labels: Tensor | None
    parts: Tensor
    hashes: Tensor
    class_names: tuple[str, ...]
    note: str | None = None
    unsorted: MetaUnsupError | None = None
    unseen: Tensor | None = None
    report: Report | None = None
    columns: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.images)

    def unlabelled_items(self, index: Tensor) -> Tensor:
        """Items at ``index``, whatever their part, as ``Unlabelled.items`` gives them: to be looked at."""
        return Unlabelled(self.name, "train", self.images, self.hashes).items(index)

    def unlabelled(self, part: PartName) -> Unlabelled:
        """The items of a part without their labels."""
        keep = self.parts == PARTS.index(part)
        return Unlabelled(self.name, part, self.images[keep], self.hashes[keep])

    def part(self, part: PartName) -> Part:
        """The items of a part with their labels; refuses a pool that has none."""
        if self.labels is None:
            if self.unsorted is not None:
                raise MetaUnsupError(self.unsorted.code, **self.unsorted.fields)
            raise MetaUnsupError("pool_unlabelled", pool=self.name)
        keep = self.parts == PARTS.index(part)
        return Part(self.unlabelled(part), self.labels[keep], self.class_names)


def make_pool(
    name: str,
    images: np.ndarray,
    labels: np.ndarray | None,
    class_names: tuple[str, ...] = (),
    *,
    raw: list[np.ndarray] | np.ndarray | None = None,
    parts: np.ndarray | None = None,
    note: str | None = None,
) -> Pool:
    """Build a pool from uint8 images (N, C, H, W).

    ``raw`` are the decoded pixels that the hashes are taken of (default: ``images``), so that resizing an item
    changes neither its hash nor its part; ``parts`` overrides the parts that the hashes decide.
    """
    hashes = np.array([item_hash(pixels) for pixels in (images if raw is None else raw)], dtype=np.int64)
    if parts is None:
        parts = np.array([part_of(int(h)) for h in hashes], dtype=np.int8)
    return Pool(
        name=name,
        images=torch.from_numpy(np.ascontiguousarray(images)),
        labels=None if labels is None else torch.from_numpy(np.asarray(labels, dtype=np.int64)),
        parts=torch.from_numpy(np.asarray(parts, dtype=np.int8)),
        hashes=torch.from_numpy(hashes),
        class_names=class_names,
        note=note,
    )
