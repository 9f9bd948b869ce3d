"""What a detector is: told a handful of items that are (mostly) normal, it judges others, step by step where it adapts.

Its conventions are scikit-learn's: scores are higher where an item is more normal, a decision is a score less the
threshold (so 0 and above is normal), a prediction is 1 or -1.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import numpy as np
import torch
from sklearn.base import BaseEstimator, OutlierMixin
from torch import Tensor

from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.base import LARGEST, MOST_STEPS, as_items
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting

FEWEST = 2  # support items
FOLDS = 5  # in which held-out scores are made
NORMAL, ANOMALOUS = 1, -1


@dataclass(frozen=True, eq=False)
class Judged:
    """What an algorithm knows after one step: see ``Judgement``; the base class adds the rest."""

    scores: Tensor
    held_out: Tensor
    loss: float | None = None
    shown: Mapping[str, Tensor] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Judgement:
    """One step of detecting.

    ``scores`` (Q,) float32 of the queries, higher where an item is more normal; ``held_out`` (S,) those of support
    items as if they had not been learned from; ``offset``, the threshold that follows from these and from the stated
    contamination; ``loss`` what was minimised, or None; ``seconds`` of computing so far; ``shown``, what else there is
    to look at, by name ("reconstruction", (Q, C, H, W): the queries as a VAE draws them; "heat",
    (Q, 1, H, W): how strange each place of them is).
    """

    index: int
    scores: Tensor
    held_out: Tensor
    offset: float
    loss: float | None
    seconds: float
    shown: Mapping[str, Tensor] = field(default_factory=dict)

    @property
    def decision(self) -> Tensor:
        """(Q,) float32, from 0 on for what is taken to be normal."""
        return self.scores - self.offset

    @property
    def predictions(self) -> Tensor:
        """(Q,) int64: 1 for normal, -1 for anomalous."""
        return torch.where(self.decision >= 0, NORMAL, ANOMALOUS)


@dataclass(eq=False, repr=False)
class Detector(OutlierMixin, BaseEstimator):
    """Judges whether items belong with a handful of unlabelled ones; also a scikit-learn outlier detector.

    ``steps``, ``contamination`` and ``random_state`` serve ``fit`` and what follows it; ``detect`` is told by its
    caller. ``quantile``: without any stated contamination the share of the support that falls below the threshold, by
    its held-out scores. No label has a part in that.
    """

    name: ClassVar[str]  # in the registry
    print_name: ClassVar[str]
    paper: ClassVar[Paper]
    takes_vectors: ClassVar[bool] = True  # also works on items (N, D)
    adapts: ClassVar[bool] = False  # has steps
    draws: ClassVar[bool] = False  # shows the queries as it reconstructs them
    points: ClassVar[bool] = False  # shows where in a query it is strange

    steps: int = 20
    contamination: float = 0.0
    random_state: int = 0
    quantile: float = setting(0.1, low=0.0, high=0.5)

    def detect(
        self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator, contamination: float = 0.0
    ) -> Iterator[Judgement]:
        """Judge ``queries`` (Q, ...) by ``support`` (S, ...), both (N, C, H, W) in [0, 1] or (N, D), and yield steps.

        Step 0 is before any update; up to ``steps`` follow of a detector that adapts. ``contamination``: the share of
        the support that is stated to be anomalous. Raises ``MetaUnsupError`` at once where it cannot work with them.
        """
        support, queries = as_items(support), as_items(queries)
        check_range("steps", steps, 0, MOST_STEPS)
        check_range("contamination", contamination, 0.0, 0.5)
        self._check(support, queries)
        judged = self._detect(support, queries, steps=steps if self.adapts else 0, generator=generator)
        return self._timed(judged, contamination)

    @abstractmethod
    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Judged]:
        """The algorithm; items are checked already."""

    @property
    def encoders(self) -> tuple[MetaLearner, ...]:
        """Who practised for it: their hashes refuse test items."""
        return ()

    @property
    def full_name(self) -> str:
        """Its name in the registry, with the space that it works in."""
        return self.name

    def threshold(self, held_out: Tensor, contamination: float) -> float:
        """The quantile of held-out scores (S,) at the stated ``contamination``; where none is, at ``quantile``."""
        return float(torch.quantile(held_out, contamination if contamination > 0 else self.quantile))

    def _check(self, support: Tensor, queries: Tensor) -> None:
        alike = support.ndim in (2, 4) and support.numel() > 0 and support.shape[1:] == queries.shape[1:]
        if not alike or len(support) < FEWEST or len(queries) < 1:
            shapes = {"support": tuple(support.shape), "queries": tuple(queries.shape)}
            raise MetaUnsupError("detector_items", **shapes, fewest=FEWEST)
        if support.ndim == 2 and not self.takes_vectors:
            raise MetaUnsupError("needs_images", learner=self.full_name, shape=tuple(support.shape))
        both = torch.cat([support, queries]).flatten(1)
        if count := int((~torch.isfinite(both)).any(1).sum()):
            raise MetaUnsupError("items_not_finite", count=count)
        if count := int((both.abs() > LARGEST).any(1).sum()):
            raise MetaUnsupError("items_too_large", count=count, most=f"{LARGEST:g}")

    def _timed(self, states: Iterator[Judged], contamination: float) -> Iterator[Judgement]:
        """Number the steps and clock them; closing this closes the algorithm. Raises where it diverged."""
        seconds, index = 0.0, 0
        try:
            while True:
                begun = time.perf_counter()
                state = next(states, None)
                seconds += time.perf_counter() - begun
                if state is None:
                    return
                scores, held_out = (one.detach().to("cpu", torch.float32) for one in (state.scores, state.held_out))
                if not bool(torch.isfinite(torch.cat([scores, held_out])).all()):
                    raise MetaUnsupError("scores_not_finite", learner=self.full_name)
                offset = self.threshold(held_out, contamination)
                yield Judgement(index, scores, held_out, offset, state.loss, seconds, dict(state.shown))
                index += 1
        finally:
            if isinstance(states, Generator):
                states.close()

    # -- scikit-learn's conventions --------------------------------------------------------------------------------

    def fit(self, X: Any, y: Any = None) -> Self:
        """Take ``X``, (N, D), (N, H, W) or (N, C, H, W), for the support; sets ``support_``. ``y`` is ignored."""
        support = as_items(X)
        self._check(support, support)
        self.support_, self.n_features_in_ = support, int(np.prod(support.shape[1:]))
        return self

    def judge(self, X: Any) -> Judgement:
        """The last step of judging ``X`` by the support."""
        generator = torch.Generator().manual_seed(self.random_state)
        trace = self.detect(
            self.support_, as_items(X), steps=self.steps, generator=generator, contamination=self.contamination
        )
        return deque(trace, maxlen=1).pop()

    def score_samples(self, X: Any) -> np.ndarray:
        """(N,) float32, higher where an item is more normal."""
        return self.judge(X).scores.numpy()

    def decision_function(self, X: Any) -> np.ndarray:
        """(N,) float32: the score less the threshold, from 0 on for what is taken to be normal."""
        return self.judge(X).decision.numpy()

    def predict(self, X: Any) -> np.ndarray:
        """(N,) int64: 1 for normal, -1 for anomalous."""
        return self.judge(X).predictions.numpy()


def folds(count: int) -> list[tuple[Tensor, Tensor]]:
    """Places of ``count`` items in up to ``FOLDS`` parts: (all others, the part) of each."""
    parts = torch.arange(count).tensor_split(min(FOLDS, count))
    return [(torch.cat([other for other in parts if other is not part]), part) for part in parts]
