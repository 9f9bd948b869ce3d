"""What a learner is: it adapts to a task by yielding steps; a meta-learner also practises by yielding progress."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
import torch
from sklearn.base import BaseEstimator, ClusterMixin
from torch import Tensor

from metaunsup.adaptation.room import one_at_a_time
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.papers import Paper

NOISE = -1  # the assignment of an item that a learner puts into no cluster
MOST_STEPS = 1000  # of adapting to a task
LARGEST = 1e9  # squared distances between far larger values overflow


@dataclass(frozen=True, eq=False)
class Step:
    """One step of adapting to a task.

    ``assignments`` (N,) int64 in 0 .. n_clusters - 1, or, of a learner that finds the number of clusters itself,
    ``NOISE`` and 0 .. any number; ``embedding`` (N, D) float32, unit length; ``loss`` what the learner minimised, or
    None; ``seconds`` of computing since ``adapt`` began, the consumer's time left out. Further, of learners that have
    them: ``probability`` (N, K) float32, the chance of each item to belong to each cluster; ``chosen``, parameters
    that the learner picked for this task without labels, by name; ``shown``, what else there is to look at, by name.
    """

    index: int
    assignments: Tensor
    embedding: Tensor
    loss: float | None
    seconds: float
    probability: Tensor | None = None
    chosen: Mapping[str, float | str] = field(default_factory=dict)
    shown: Mapping[str, Tensor] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """One step of meta-training: ``step`` done so far, ``loss`` of this one, ``seconds`` and ``items_seen`` in all.

    ``terms``: the quantities that make up the loss, by name, of learners that tell them (``MetaLearner.terms``).
    """

    step: int
    loss: float
    seconds: float
    items_seen: int
    terms: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, eq=False)
class State:
    """What an algorithm knows after one step (see ``Step``); the base class adds the number and the clock."""

    assignments: Tensor
    embedding: Tensor
    loss: float | None = None
    probability: Tensor | None = None
    chosen: Mapping[str, float | str] = field(default_factory=dict)
    shown: Mapping[str, Tensor] = field(default_factory=dict)


@dataclass(eq=False, repr=False)
class Learner(ClusterMixin, BaseEstimator):
    """Groups a handful of unlabelled items, step by step; also a scikit-learn clusterer.

    ``n_clusters``, ``steps`` and ``random_state`` serve ``fit``; ``adapt`` is told by its caller. What else there is to
    choose is declared by ``learners.settings.setting``.
    """

    name: ClassVar[str]  # in the registry
    print_name: ClassVar[str]  # in a paper's table
    paper: ClassVar[Paper]  # where it comes from
    takes_vectors: ClassVar[bool] = False  # also works on items (N, D)
    finds_clusters: ClassVar[bool] = False  # is not told n_clusters: may find more or fewer, and noise
    varies: ClassVar[str] = ""  # the field that makes variants of it (learners.variants)

    n_clusters: int = 10
    steps: int = 20
    random_state: int = 0

    @property
    def full_name(self) -> str:
        """Its name in the registry: of a variant, such as ``kmeans-umap``, that of the variant."""
        value = getattr(self, self.varies) if self.varies else ""
        return self.name if not value or value == getattr(type(self), self.varies) else f"{self.name}-{value}"

    def adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[Step]:
        """Adapt to ``items`` (N, C, H, W) float32 in [0, 1], or (N, D), and yield step 0, 1, ... up to ``steps``.

        Step 0 is before any update. Raises ``MetaUnsupError`` at once, not at the first step, where the items or
        ``n_clusters`` cannot be worked with.
        """
        items = items.detach() if items.dtype == torch.float32 else as_items(items)
        self._check(items, n_clusters, steps)
        return _timed(self._adapt(items, n_clusters, steps=steps, generator=generator), items)

    def reads_vectors(self) -> bool:
        """Whether it works on items (N, D): as declared, or, of one that practises, as it has practised."""
        return self.takes_vectors

    @abstractmethod
    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        """The algorithm; ``items`` are checked already."""

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        if items.ndim not in (2, 4) or items.numel() == 0:
            raise MetaUnsupError("items_shape", shape=tuple(items.shape))
        if items.ndim == 2 and not self.reads_vectors():
            raise MetaUnsupError("needs_images", learner=self.full_name, shape=tuple(items.shape))
        if not bool(torch.isfinite(items).all()):
            raise MetaUnsupError("items_not_finite", count=int((~torch.isfinite(items)).flatten(1).any(1).sum()))
        if (count := int((items.abs() > LARGEST).flatten(1).any(1).sum())) > 0:
            raise MetaUnsupError("items_too_large", count=count, most=f"{LARGEST:g}")
        for name, value, low, high in (("n_clusters", n_clusters, 1, len(items)), ("steps", steps, 0, MOST_STEPS)):
            if not hasattr(value, "__index__"):
                raise MetaUnsupError("not_a_whole_number", name=name, value=value, low=low, high=high)
        if not 1 <= n_clusters <= len(items):
            raise MetaUnsupError("clusters_against_items", clusters=n_clusters, items=len(items))
        check_range("steps", steps, 0, MOST_STEPS)

    def fit(self, X: Any, y: Any = None) -> Self:
        """Cluster ``X``, (N, D), (N, H, W) or (N, C, H, W); sets ``labels_``, ``embedding_`` and ``n_iter_``.

        ``y`` is ignored, as in every scikit-learn clusterer.
        """
        generator = torch.Generator().manual_seed(self.random_state)
        n_clusters = 1 if self.finds_clusters else self.n_clusters  # a number that nobody reads must refuse nothing
        trace = self.adapt(as_items(X), n_clusters, steps=self.steps, generator=generator)
        step = deque(trace, maxlen=1).pop()
        self.labels_ = step.assignments.numpy()
        self.embedding_ = step.embedding.numpy()
        self.n_iter_ = step.index
        return self


def _timed(states: Iterator[State], items: Tensor) -> Iterator[Step]:
    """Number the states and clock them; closing this closes the algorithm. Raises where the learner diverged."""
    seconds, index = 0.0, 0
    try:
        while True:
            with one_at_a_time(items):  # waiting for others is no time of its own
                begun = time.perf_counter()
                state = next(states, None)
                seconds += time.perf_counter() - begun
            if state is None:
                return
            embedding = state.embedding.detach().to("cpu", torch.float32)
            if not bool(torch.isfinite(embedding).all()):  # clusters can be made of NaN too, but mean nothing
                raise MetaUnsupError("embedding_not_finite")
            yield Step(
                index,
                state.assignments,
                embedding,
                state.loss,
                seconds,
                None if state.probability is None else state.probability.detach().to("cpu", torch.float32),
                dict(state.chosen),
                {name: value.detach().to("cpu", torch.float32) for name, value in state.shown.items()},
            )
            index += 1
    finally:
        if isinstance(states, Generator):
            states.close()


def as_items(X: Any) -> Tensor:
    """An array as items: uint8 is scaled to [0, 1], and (N, H, W) gets its channel.

    A tensor may be on any device and part of a graph: what is made of it is neither.
    """
    array = np.asarray(X.detach().cpu() if isinstance(X, Tensor) else X)
    if array.dtype == object or array.dtype.kind not in "biuf":
        raise MetaUnsupError("items_not_numbers", dtype=array.dtype)
    items = torch.from_numpy(np.ascontiguousarray(array)).to(torch.float32)
    if array.dtype == np.uint8:
        items = items / 255
    return items[:, None] if items.ndim == 3 else items
