"""Sampling few-shot clustering tasks from one part of a pool."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from metaunsup.data.pool import Part, PartName, Pool
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import OUTLIER, Task, Truth

WAYS = (2, 50)
SHOTS = (1, 200)


def sample_clustering_task(
    pool: Pool,
    ways: int,
    shots: int,
    seed: int,
    *,
    imbalance: float | None = None,
    outliers: int = 0,
    outliers_apart: bool = False,
    part: PartName = "test",
) -> Task:
    """``ways`` clusters of ``shots`` items each, shuffled, from the labelled classes of a part.

    ``imbalance`` is the concentration of a symmetric Dirichlet over cluster sizes: ways * shots items in all, at
    least one in each cluster and never more than its class has; small values make the sizes more unequal, None keeps
    them equal. ``outliers`` further items come from other classes, with ``outliers_apart`` each from one of its own, so
    that they make no cluster: they are ``OUTLIER`` in the truth, and every score leaves them out. The same arguments
    give the same task. Refuses impossible requests with what is possible.
    """
    source = pool.part(part)
    _check(pool, source, ways, shots, imbalance, outliers, outliers_apart, part)
    generator = stream(seed, "task", pool.name, part)
    # without imbalance every class needs `shots` items; with it one is enough and sizes follow what is there
    need = shots if imbalance is None else 1
    able = (source.sizes >= need).nonzero()[:, 0]
    chosen = able[torch.randperm(len(able), generator=generator)[:ways]]
    sizes = [shots] * ways if imbalance is None else _unequal(source.sizes[chosen], ways * shots, imbalance, generator)
    index, labels = [], []
    for cluster, (row, size) in enumerate(zip(chosen.tolist(), sizes, strict=True)):
        members = members_of(source, row)
        index.append(members[torch.randperm(len(members), generator=generator)[:size]])
        labels += [cluster] * size
    if outliers:
        others = torch.ones(len(source.sizes), dtype=torch.bool)
        others[chosen] = False
        each = [members_of(source, int(row)) for row in others.nonzero()[:, 0]]
        if outliers_apart:
            each = [members[torch.randint(len(members), (1,), generator=generator)] for members in each]
        strangers = torch.cat(each)
        index.append(strangers[torch.randperm(len(strangers), generator=generator)[:outliers]])
        labels += [OUTLIER] * outliers
    order = torch.randperm(len(labels), generator=generator)  # the order must not tell the truth
    where = torch.cat(index)[order]
    names = tuple(source.class_names[int(source.classes[row])] for row in chosen)
    return Task(
        items=source.data.items(where),
        n_clusters=ways,
        truth=Truth(torch.tensor(labels)[order], names),
        pool=pool.name,
        part=part,
        index=where,
        hashes=source.data.hashes[where],
        seed=seed,
    )


def sample_unscored_task(pool: Pool, ways: int, shots: int, seed: int, *, part: PartName = "test") -> Task:
    """``ways`` * ``shots`` items of a pool whose classes nobody knows, to be put into ``ways`` clusters.

    In the truth all of them are ``OUTLIER``: there is nothing to score. Refuses more items than the part has.
    """
    check_range("ways", ways, *WAYS)
    check_range("shots", shots, *SHOTS)
    source, count = pool.unlabelled(part), ways * shots
    if count > len(source):
        raise MetaUnsupError("too_few_items", wanted=count, items=len(source), pool=pool.name, part=part)
    where = torch.randperm(len(source), generator=stream(seed, "task", pool.name, part))[:count]
    truth = Truth(torch.full((count,), OUTLIER), ())
    return Task(source.items(where), ways, truth, pool.name, part, where, source.hashes[where], seed)


def members_of(source: Part, row: int) -> Tensor:
    """Positions of the items of the part's class number ``row``."""
    start = int(source.starts[row])
    return source.order[start : start + int(source.sizes[row])]


def _unequal(capacity: Tensor, total: int, concentration: float, generator: torch.Generator) -> list[int]:
    """Cluster sizes that add up to ``total``: one each, the rest by Dirichlet shares, never above ``capacity``."""
    # torch's Dirichlet takes no generator: Marsaglia & Tsang's gamma is numpy's, seeded from ours
    rng = np.random.default_rng(int(torch.randint(2**62, (), generator=generator)))
    share = torch.from_numpy(rng.dirichlet([concentration] * len(capacity)))
    sizes = torch.ones(len(capacity), dtype=torch.int64)
    ideal = 1 + share * (total - len(capacity))
    while (left := total - int(sizes.sum())) > 0:
        room = capacity - sizes
        weight = share.clamp(min=1e-12) * (room > 0)
        wish = weight / weight.sum() * left
        add = torch.minimum(wish.floor().long(), room)
        if int(add.sum()) == 0:  # only fractions are left: to whichever is farthest below its share
            add[torch.where(room > 0, ideal - sizes, -torch.inf).argmax()] = 1
        sizes += add
    return sizes.tolist()


def _check(
    pool: Pool,
    source: Part,
    ways: int,
    shots: int,
    imbalance: float | None,
    outliers: int,
    outliers_apart: bool,
    part: str,
) -> None:
    """Refuse what cannot be sampled, naming the numbers that could be."""
    check_range("ways", ways, *WAYS)
    check_range("shots", shots, *SHOTS)
    if imbalance is not None:
        check_range("imbalance", imbalance, 0.01, 1000)
    classes, where = len(source.sizes), {"pool": pool.name, "part": part}
    if classes < WAYS[0]:  # no number would do
        raise MetaUnsupError("too_few_classes", classes=classes, **where)
    if ways > classes:
        raise MetaUnsupError("too_many_ways", ways=ways, possible=classes, shots=shots, **where)
    most = int(source.sizes.sort(descending=True).values[ways - 1])
    if (shots if imbalance is None else 1) > most:
        raise MetaUnsupError("too_many_shots", shots=shots, possible=most, ways=ways, **where)
    if imbalance is not None:
        most = int(source.sizes.sort().values[:ways].sum()) // ways  # whichever classes are drawn
        if shots > most:
            raise MetaUnsupError("too_many_shots", shots=shots, possible=most, ways=ways, **where)
    elsewhere = int(source.sizes.sort().values[: classes - ways].sum())
    if outliers_apart:
        elsewhere = classes - ways
    if outliers > 0 and WAYS[0] < ways == classes:  # "at most 0" would not say what to do
        raise MetaUnsupError("no_class_for_outliers", ways=ways, fewer=ways - 1, **where)
    if not 0 <= outliers <= elsewhere:
        raise MetaUnsupError("too_many_outliers", outliers=outliers, possible=elsewhere, ways=ways, **where)
