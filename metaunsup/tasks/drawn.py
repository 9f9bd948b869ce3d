"""A person's drawings as a task, alone or mixed with the items of a pool's task."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from metaunsup.data.pool import item_hash
from metaunsup.data.strokes import Drawing, render
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import OUTLIER, Task, Truth

DRAWINGS = "drawings"  # what stands for the pool


def drawn_task(drawings: Sequence[Drawing], groups: int, seed: int, mixed: Task | None = None) -> Task:
    """``drawings``, and the items of the task ``mixed``, shuffled, to be put into ``groups`` groups.

    The truth is what the person called them: a drawing called as a class of ``mixed`` belongs to it, and one without
    a name is ``OUTLIER``, which no score counts. In ``index`` a drawing is -1 - its place among the drawings. Raises
    ``drawings_empty``, ``drawings_rows`` where the items of ``mixed`` are rows of numbers, or
    ``clusters_against_items`` where there are fewer items than groups.
    """
    if not drawings:
        raise MetaUnsupError("drawings_empty")
    if mixed is not None and mixed.items.ndim == 2:
        raise MetaUnsupError("drawings_rows", pool=mixed.pool)
    pictures = render(drawings)
    items = torch.from_numpy(pictures).to(torch.float32) / 255
    names = list(() if mixed is None else mixed.truth.class_names)
    names += dict.fromkeys(one.name for one in drawings if one.name and one.name not in names)
    labels = torch.tensor([names.index(one.name) if one.name else OUTLIER for one in drawings])
    index = -1 - torch.arange(len(drawings))
    hashes = torch.tensor([item_hash(picture) for picture in pictures])
    if mixed is not None:
        items = torch.cat([items.expand(-1, mixed.items.shape[1], -1, -1), mixed.items])
        labels = torch.cat([labels, mixed.truth.labels])
        index, hashes = torch.cat([index, mixed.index]), torch.cat([hashes, mixed.hashes])
    if groups > len(items):
        raise MetaUnsupError("clusters_against_items", clusters=groups, items=len(items))
    order = torch.randperm(len(items), generator=stream(seed, "drawn"))  # the order must not tell the truth
    return Task(
        items=items[order],
        n_clusters=groups,
        truth=Truth(labels[order], tuple(names)),
        pool=DRAWINGS if mixed is None else f"{mixed.pool}+{DRAWINGS}",
        part="test" if mixed is None else mixed.part,
        index=index[order],
        hashes=hashes[order],
        seed=seed,
    )
