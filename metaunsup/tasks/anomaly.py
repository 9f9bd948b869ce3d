"""Few-shot anomaly detection: a handful of unlabelled items that are (mostly) normal, then items to be judged.

One class of a pool is normal (Ruff et al., Deep One-Class Classification, ICML 2018, section 4), or several; all others
are anomalous. A task follows from its seed alone, and its truth is an object of its own that only metrics read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from metaunsup.data.pool import Part, PartName, Pool
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.tasks.sampler import members_of
from metaunsup.tasks.streams import stream

SHOTS = (1, 200)
QUERIES = (2, 1000)
NORMAL_WAYS = (1, 20)
CONTAMINATION = (0.0, 0.5)  # more of it, and nobody could say what is normal
RATE = (0.01, 0.99)
CLUMPS = 2  # classes that anomalies in clumps come from, at most
Kind = Literal["apart", "clumps"]
KINDS: tuple[Kind, ...] = ("apart", "clumps")


@dataclass(frozen=True, eq=False)
class AnomalyTruth:
    """What the metrics compare scores with; no detector is ever handed one.

    ``anomalous`` (Q,) bool of the queries, ``contaminated`` (S,) bool of the support; ``classes`` (Q,) int64, the
    queries' own among ``class_names``; ``normal``: the names of the normal classes. Where nobody knows the classes,
    ``class_names`` and ``normal`` are empty and the rest says nothing.
    """

    anomalous: Tensor
    contaminated: Tensor
    classes: Tensor
    class_names: tuple[str, ...]
    normal: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether there is anything to score by."""
        return bool(self.normal)


@dataclass(frozen=True, eq=False)
class AnomalyTask:
    """An unlabelled anomaly detection task.

    ``support`` (S, ...) and ``queries`` (Q, ...) float32 in [0, 1]; ``contamination`` is the share of the support that
    is stated to be anomalous, which detectors are told; ``index`` and ``hashes`` (S + Q,) int64, the support's first,
    are positions within the pool's part and what a detector that practised on one of the items is refused by.
    """

    support: Tensor
    queries: Tensor
    contamination: float
    truth: AnomalyTruth
    pool: str
    part: str
    index: Tensor
    hashes: Tensor
    seed: int


@dataclass(frozen=True)
class AnomalyKind:
    """What tasks are like.

    ``shots`` support items of each of ``normal_ways`` normal classes, the share ``contamination`` of which (rounded) is
    anomalous instead; ``queries`` items to be judged, the share ``rate`` of which (rounded, and at least one of each
    kind) is. ``anomalies``: "apart" spreads them over all other classes, one a class where there are enough of these;
    "clumps" takes them from one or two other classes, drawn for each task.
    """

    shots: int = 10
    queries: int = 20
    normal_ways: int = 1
    contamination: float = 0.0
    rate: float = 0.5
    anomalies: Kind = "apart"

    def check(self) -> None:
        """Refuse numbers out of range."""
        check_range("shots", self.shots, *SHOTS)
        check_range("queries", self.queries, *QUERIES)
        check_range("normal_ways", self.normal_ways, *NORMAL_WAYS)
        check_range("contamination", self.contamination, *CONTAMINATION)
        check_range("rate", self.rate, *RATE)
        if self.anomalies not in KINDS:
            raise MetaUnsupError("option_choice", name="anomalies", value=self.anomalies, choices=KINDS)

    @property
    def in_support(self) -> int:
        """Anomalous items of the support."""
        return round(self.contamination * self.shots * self.normal_ways)

    @property
    def in_queries(self) -> int:
        """Anomalous items of the queries."""
        return min(max(1, round(self.rate * self.queries)), self.queries - 1)


def sample_anomaly_task(pool: Pool, kind: AnomalyKind, seed: int, *, part: PartName = "test") -> AnomalyTask:
    """A task of ``kind`` from the labelled classes of a part; support and queries share no item, both are shuffled.

    The same arguments give the same task. Refuses impossible requests with what is possible.
    """
    kind.check()
    source = pool.part(part)
    where = {"pool": pool.name, "part": part}
    if len(source.sizes) <= kind.normal_ways:
        raise MetaUnsupError("anomaly_classes", classes=len(source.sizes), normal=kind.normal_ways, **where)
    generator = stream(seed, "anomaly", pool.name, part)
    total, ways = kind.shots * kind.normal_ways, kind.normal_ways
    # as evenly over the normal classes as can be
    first, second = _shares(total - kind.in_support, ways), _shares(kind.queries - kind.in_queries, ways)
    need = first[0] + second[0]
    able = (source.sizes >= need).nonzero()[:, 0]
    if len(able) < ways:
        most = int(source.sizes.sort(descending=True).values[ways - 1])
        raise MetaUnsupError("anomaly_normal", need=need, possible=most, normal=ways, **where)
    chosen = able[torch.randperm(len(able), generator=generator)[:ways]]
    drawn = [_some(source, int(row), need, generator) for row in chosen]
    others = torch.tensor([row for row in range(len(source.sizes)) if row not in chosen.tolist()])
    strange = _anomalies(source, others, kind, generator, where)
    support = torch.cat([*(one[:count] for one, count in zip(drawn, first, strict=True)), strange[: kind.in_support]])
    ends = zip(drawn, first, second, strict=True)
    queries = torch.cat([*(one[a : a + b] for one, a, b in ends), strange[kind.in_support :]])
    support = support[torch.randperm(len(support), generator=generator)]  # the order must not tell the truth
    queries = queries[torch.randperm(len(queries), generator=generator)]
    normal = source.classes[chosen]
    names = tuple(source.class_names[label] for label in source.classes.tolist())
    where_of = {int(label): place for place, label in enumerate(source.classes)}
    index = torch.cat([support, queries])
    return AnomalyTask(
        support=source.data.items(support),
        queries=source.data.items(queries),
        contamination=kind.contamination,
        truth=AnomalyTruth(
            anomalous=~torch.isin(source.labels[queries], normal),
            contaminated=~torch.isin(source.labels[support], normal),
            classes=torch.tensor([where_of[int(label)] for label in source.labels[queries]]),
            class_names=names,
            normal=tuple(source.class_names[int(label)] for label in normal),
        ),
        pool=pool.name,
        part=part,
        index=index,
        hashes=source.data.hashes[index],
        seed=seed,
    )


def sample_unscored_anomaly_task(pool: Pool, kind: AnomalyKind, seed: int, *, part: PartName = "test") -> AnomalyTask:
    """A task from a pool whose classes nobody knows: any ``shots * normal_ways`` items, then others to be judged.

    What most items are is what is usual; ``contamination`` is stated all the same, ``rate`` and ``anomalies`` say
    nothing. The truth is not ``known``. Refuses more items than the part has.
    """
    kind.check()
    source, first = pool.unlabelled(part), kind.shots * kind.normal_ways
    count = first + kind.queries
    if count > len(source):
        raise MetaUnsupError("anomaly_items", wanted=count, items=len(source), pool=pool.name, part=part)
    index = torch.randperm(len(source), generator=stream(seed, "anomaly", pool.name, part))[:count]
    unknown = torch.zeros(count, dtype=torch.bool)
    return AnomalyTask(
        support=source.items(index[:first]),
        queries=source.items(index[first:]),
        contamination=kind.contamination,
        truth=AnomalyTruth(unknown[first:], unknown[:first], torch.zeros(kind.queries, dtype=torch.int64), (), ()),
        pool=pool.name,
        part=part,
        index=index,
        hashes=source.hashes[index],
        seed=seed,
    )


def _shares(total: int, ways: int) -> list[int]:
    """``total`` in ``ways`` parts that differ by one at most, the largest first."""
    return [total // ways + (place < total % ways) for place in range(ways)]


def _some(source: Part, row: int, count: int, generator: torch.Generator) -> Tensor:
    """``count`` items of the class number ``row``, or all that it has, in random order."""
    members = members_of(source, row)
    return members[torch.randperm(len(members), generator=generator)[:count]]


def _anomalies(
    source: Part, others: Tensor, kind: AnomalyKind, generator: torch.Generator, where: dict[str, str]
) -> Tensor:
    """Anomalous items, those for the support first, dealt out class by class so that each class is met as often."""
    count = kind.in_support + kind.in_queries
    order = others[torch.randperm(len(others), generator=generator)]
    if kind.anomalies == "clumps":
        wanted = min(1 + int(torch.randint(CLUMPS, (), generator=generator)), len(order))
        able = order[source.sizes[order] >= -(-count // wanted)]
        order = able[:wanted] if len(able) >= wanted else order[:0]
        most = int(source.sizes[others].max())
    else:
        most = int(source.sizes[others].sum())
    decks = [_some(source, int(row), count, generator).tolist() for row in order]
    dealt: list[int] = []
    while len(dealt) < count and any(decks):
        dealt += [deck.pop() for deck in decks if deck]
    if len(dealt) < count:
        raise MetaUnsupError("anomaly_strange", count=count, possible=most, kind=kind.anomalies, **where)
    # whatever is left over of the last round belongs to nobody
    return torch.tensor(dealt[:count])
