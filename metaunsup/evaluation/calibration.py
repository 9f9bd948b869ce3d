"""Whether a learner's probabilities can be believed: reliability diagram, calibration error, and what outliers do.

Expected calibration error: Guo, Pleiss, Sun, Weinberger, On Calibration of Modern Neural Networks (ICML 2017),
arXiv:1706.04599, equation 3, with ten bins of equal width. A clustering has no names for its clusters, so they are
matched with the classes first, as accuracy does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from scipy.special import entr
from sklearn.metrics import roc_auc_score
from sklearn.metrics.cluster import contingency_matrix
from torch import Tensor
from torch.nn import functional as F

from metaunsup.evaluation.metrics import Interval, mean_interval
from metaunsup.learners.base import NOISE
from metaunsup.tasks.task import OUTLIER

BINS = 10


@dataclass(frozen=True)
class Calibration:
    """Items by how sure of them a learner is: bin m (0, 1, ...) holds confidences in (m / 10, (m + 1) / 10].

    ``count`` of items in each bin, ``confidence`` their sum, and how many are ``correct``.
    """

    count: tuple[int, ...]
    confidence: tuple[float, ...]
    correct: tuple[int, ...]

    @property
    def ece(self) -> float:
        """Mean over items of the distance between a bin's confidence and its accuracy, in [0, 1]; 0 is perfect."""
        off = np.abs(np.subtract(self.correct, self.confidence))
        return float(off.sum() / np.sum(self.count))


def calibration(probability: Tensor, labels: Tensor) -> Calibration:
    """How sure, and how often right: ``probability`` (N, K) of each cluster, ``labels`` (N,) int64 the truth.

    An item's cluster is the likeliest, its confidence that probability; it is right where the cluster is matched with
    the item's class by the one-to-one matching that makes most of them right. ``OUTLIER`` items are left out.
    """
    keep = labels != OUTLIER
    likely, truth = probability[keep].double().numpy(), labels[keep].numpy()
    found, sure = likely.argmax(1), likely.max(1)
    clusters, classes = np.unique(found), np.unique(truth)
    rows, columns = linear_sum_assignment(contingency_matrix(truth, found).T, maximize=True)
    partner = dict(zip(clusters[rows].tolist(), classes[columns].tolist(), strict=True))
    right = np.array([partner.get(cluster) == own for cluster, own in zip(found.tolist(), truth.tolist(), strict=True)])
    bins = np.clip(np.ceil(sure * BINS).astype(int) - 1, 0, BINS - 1)  # rounding may put a probability beyond 1
    count, confidence, correct = (np.bincount(bins, weights, BINS) for weights in (None, sure, right))
    return Calibration(tuple(count.tolist()), tuple(confidence.tolist()), tuple(correct.astype(int).tolist()))


def outlier_auroc(probability: Tensor, labels: Tensor) -> float | None:
    """How well uncertainty tells outliers from the rest: the area under the ROC curve; None where there are none.

    An item's uncertainty is the entropy of its ``probability`` (N, K). 0.5: no better than chance.
    """
    outlier = (labels == OUTLIER).numpy()
    if not outlier.any() or outlier.all():
        return None
    return float(roc_auc_score(outlier, entr(probability.double().numpy()).sum(1)))


def cosine_auroc(embedding: Tensor, assignments: Tensor, labels: Tensor) -> float | None:
    """``outlier_auroc`` by another measure of uncertainty, which takes no probabilities: 1 - the largest cosine.

    That of an item's ``embedding`` (N, D) to the centroid of a cluster, as the ``assignments`` (N,) int64 make them.
    A softmax only sees which cluster is nearer than the others; an outlier may be far from all.
    """
    outlier = (labels == OUTLIER).numpy()
    clusters = [embedding[assignments == own].mean(0) for own in assignments[assignments != NOISE].unique()]
    if not outlier.any() or outlier.all() or not clusters:
        return None
    cosine = F.normalize(embedding.double(), dim=1) @ F.normalize(torch.stack(clusters).double(), dim=1).T
    return float(roc_auc_score(outlier, 1 - cosine.max(1).values.numpy()))


@dataclass(frozen=True)
class Bin:
    """A point of a reliability diagram: ``count`` items; their mean ``confidence`` and ``accuracy``, None of none."""

    low: float
    high: float
    count: int
    confidence: float | None
    accuracy: float | None


@dataclass(frozen=True)
class Reliability:
    """A learner's calibration over tasks: mean error a task, the error of all tasks' items ``pooled``, and its bins.

    A task's own error is larger than the pooled one: with few items in a bin chance alone parts accuracy from
    confidence.
    """

    ece: Interval
    pooled: float
    bins: tuple[Bin, ...]

    def as_json(self) -> dict[str, Any]:
        """``{"ece": {"mean", "ci95", "pooled"}, "bins": [...]}``."""
        return {"ece": {**self.ece.as_json(), "pooled": self.pooled}, "bins": [asdict(one) for one in self.bins]}


def reliability(tasks: Sequence[Calibration | None], ece: Interval | None = None) -> Reliability | None:
    """All ``tasks`` together, None where one has no probabilities; ``ece`` where the caller averages otherwise."""
    told = [one for one in tasks if one is not None]
    if not told or len(told) < len(tasks):
        return None
    count, confidence, correct = (
        np.sum([getattr(one, name) for one in told], axis=0).tolist() for name in ("count", "confidence", "correct")
    )
    bins = tuple(
        Bin(
            low=at / BINS,
            high=(at + 1) / BINS,
            count=count[at],
            confidence=confidence[at] / count[at] if count[at] else None,
            accuracy=correct[at] / count[at] if count[at] else None,
        )
        for at in range(BINS)
    )
    pooled = Calibration(tuple(count), tuple(confidence), tuple(correct)).ece
    return Reliability(ece or mean_interval([one.ece for one in told]), pooled, bins)


def calibration_from_json(content: Mapping[str, Sequence[Any]] | None) -> Calibration | None:
    """What ``dataclasses.asdict`` and JSON made of a ``Calibration``."""
    return None if content is None else Calibration(**{name: tuple(values) for name, values in content.items()})
