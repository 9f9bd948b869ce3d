"""Scores of a clustering, and what many tasks say together: means with intervals, paired differences.

Accuracy: Kuhn (1955), the Hungarian method for the assignment problem. NMI: Strehl & Ghosh, JMLR 3 (2002), with the
arithmetic mean of the two entropies. ARI: Hubert & Arabie, J. Classification 2 (1985).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.special import stdtrit
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix
from torch import Tensor

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import NOISE
from metaunsup.tasks.task import OUTLIER, Truth

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Scores:
    """Agreement of a clustering with the truth: accuracy and NMI in [0, 1], ARI in [-1, 1]; 1 is perfect."""

    accuracy: float
    nmi: float
    ari: float


UNKNOWN = Scores(math.nan, math.nan, math.nan)  # where nobody knows the truth


@dataclass(frozen=True)
class Interval:
    """A mean with its 95 % interval; ``low`` and ``high`` are None where one task alone leaves no spread to measure."""

    mean: float
    low: float | None
    high: float | None

    @property
    def margin(self) -> float | None:
        """Half the interval's width: what stands behind the +- sign."""
        return None if self.high is None else self.high - self.mean

    def as_json(self) -> dict[str, Any]:
        """``{"mean": ..., "ci95": [low, high]}``; [null, null] where there is no interval."""
        return {"mean": self.mean, "ci95": [self.low, self.high]}


def score(assignments: Tensor, truth: Truth | Tensor) -> Scores:
    """Compare ``assignments`` (N,) int64 (any cluster ids) with ``truth`` (its labels (N,) int64 will do as well).

    Items whose label is ``OUTLIER`` are left out of all three scores. Accuracy is the share of items whose cluster is
    matched with their class, under the one-to-one matching of clusters and classes that makes this share largest;
    where there are more clusters than classes (or fewer), the clusters (classes) without a partner count as wrong.
    Items that were called ``NOISE`` are in no cluster: for the accuracy they are wrong, and no class may be matched
    with them; for NMI and ARI they are together one more cluster, as scikit-learn's functions take the label -1.

    Raises:
        MetaUnsupError: where the lengths differ, or no item is left to score.

    """
    found, labels = _scored(assignments, truth)
    return Scores(
        accuracy=_accuracy(found, labels),
        nmi=float(normalized_mutual_info_score(labels, found)),
        ari=float(adjusted_rand_score(labels, found)),
    )


def accuracy(assignments: Tensor, truth: Truth | Tensor) -> float:
    """The accuracy of ``score`` alone, in a fifth of the time."""
    return _accuracy(*_scored(assignments, truth))


def _scored(assignments: Tensor, truth: Truth | Tensor) -> tuple[np.ndarray, np.ndarray]:
    labels = (truth.labels if isinstance(truth, Truth) else truth).detach().cpu().numpy()
    found = assignments.detach().cpu().numpy()
    if found.shape != labels.shape or labels.ndim != 1:
        raise MetaUnsupError("assignments_against_truth", assignments=found.shape, truth=labels.shape)
    keep = labels != OUTLIER
    if not keep.any():
        raise MetaUnsupError("nothing_to_score")
    return found[keep], labels[keep]


def _accuracy(found: np.ndarray, labels: np.ndarray) -> float:
    placed = found != NOISE
    return hungarian_accuracy(contingency_matrix(found[placed], labels[placed]), len(found))


def hungarian_accuracy(overlap: np.ndarray, items: int) -> float:
    """Share of ``items`` that the best one-to-one matching gets right; ``overlap`` (clusters, classes) counts them."""
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    return float(overlap[rows, columns].sum() / items)


def right_per_class(assignments: Tensor, truth: Truth) -> tuple[int, ...]:
    """Of each class of the task, in its order, how many items are right, matched as for the accuracy of ``score``."""
    found, labels = assignments.detach().cpu().numpy(), truth.labels.detach().cpu().numpy()
    keep = (labels != OUTLIER) & (found != NOISE)
    right = [0] * len(truth.class_names)
    overlap = contingency_matrix(found[keep], labels[keep])
    classes = np.unique(labels[keep])
    for row, column in zip(*linear_sum_assignment(overlap, maximize=True), strict=True):
        right[classes[column]] = int(overlap[row, column])
    return tuple(right)


def mean_interval(values: Sequence[float]) -> Interval:
    """Mean of ``values`` (one per task) and its 95 % interval, Student's t over tasks.

    mean +- t(0.975, n - 1) * s / sqrt(n), with s the sample standard deviation (divisor n - 1). Tasks are drawn
    independently of each other, so the interval speaks of further tasks from the same pool; it says nothing about
    another seed of the meta-training. It is not clipped to [0, 1].
    """
    if len(values) == 0:
        raise MetaUnsupError("no_tasks_to_average")
    data = np.asarray(values, dtype=np.float64)
    mean = float(data.mean())
    if len(data) == 1:
        return Interval(mean, None, None)
    t = float(stdtrit(len(data) - 1, (1 + CONFIDENCE) / 2))
    margin = t * float(data.std(ddof=1)) / math.sqrt(len(data))
    return Interval(mean, mean - margin, mean + margin)


def paired_difference(first: Sequence[float], second: Sequence[float]) -> Interval:
    """Mean of first minus second over the same tasks, with the t interval of the differences.

    Pairing removes what the tasks have in common (some are hard for everybody), so that a small but steady
    difference shows even where the two means' own intervals overlap.
    """
    if len(first) != len(second):
        raise MetaUnsupError("pairs_of_unequal_length", first=len(first), second=len(second))
    return mean_interval([a - b for a, b in zip(first, second, strict=True)])
