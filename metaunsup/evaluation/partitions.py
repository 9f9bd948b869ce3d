"""What can be said of a partition of a pool: against another, and, for the reader's eyes only, against the classes."""

from __future__ import annotations

import math

import numpy as np
import torch
from sklearn.metrics.cluster import contingency_matrix
from torch import Tensor

from metaunsup.tasks.streams import stream


def still_together(first: Tensor, second: Tensor) -> tuple[float, float]:
    """Of the pairs in one cluster of ``first``, the share in one of ``second`` as well; and the same of any pairs."""

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1)).sum())

    overlap = contingency_matrix(first.numpy(), second.numpy()).astype(np.float64)
    within, total = pairs(overlap.sum(1)), pairs(np.array([overlap.sum()]))
    chance = pairs(overlap.sum(0)) / total if total else 0.0
    return (pairs(overlap) / within if within else chance), chance


def shared_class(assignments: Tensor, labels: Tensor) -> tuple[float, float, float]:
    """Of pairs of items the share that truly share a class: in one cluster, in two different ones, and of any pairs.

    A share of no pairs at all is NaN.
    """
    overlap = contingency_matrix(labels.numpy(), assignments.numpy()).astype(np.float64)

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1)).sum()) / 2

    every, within = pairs(np.array([overlap.sum()])), pairs(overlap.sum(0))
    alike, alike_within = pairs(overlap.sum(1)), pairs(overlap)
    inside = alike_within / within if within else math.nan
    outside = (alike - alike_within) / (every - within) if every > within else math.nan
    return inside, outside, alike / every if every else math.nan


def purity(assignments: Tensor, labels: Tensor) -> float:
    """Share of items that are of the commonest class of their cluster (Manning et al., IR book, 2008, section 16.3)."""
    overlap = contingency_matrix(labels.numpy(), assignments.numpy())
    return float(overlap.max(0).sum() / overlap.sum())


def chance_purity(assignments: Tensor, labels: Tensor, seed: int) -> float:
    """The purity that clusters of these sizes have when pictures are dealt to them at random."""
    shuffled = labels[torch.randperm(len(labels), generator=stream(seed, "dealt"))]
    return purity(assignments, shuffled)


def commonest(labels: Tensor) -> tuple[int, int]:
    """The commonest of ``labels`` (M,), and how many items have it."""
    counts = torch.bincount(labels)
    return int(counts.argmax()), int(counts.max())
