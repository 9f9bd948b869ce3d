"""Partitions as CACTUs makes them, small enough to be looked at, and what can be said of two of them.

Nothing in here knows a label, but for ``purity``, which is for the reader's eyes only.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.metrics.cluster import contingency_matrix
from torch import Tensor

from metaunsup.data.pool import Unlabelled
from metaunsup.data.registry import load_pool
from metaunsup.learners.meta import check_images
from metaunsup.learners.registry import LEARNERS
from metaunsup.learners.shipped import SHIPPED, shipped_checkpoint
from metaunsup.tasks.cactus import encoder_embedding, make_partitions, pca_embedding
from metaunsup.tasks.streams import derive_seed, stream
from metaunsup.training.references import referenced_learner

MOST_PICTURES = 3000  # a page must not take minutes, nor one visitor all of the machine
PCA = "pca"
ENCODERS = tuple(
    f"shipped:{pool.name}/{name}"
    for pool in sorted(SHIPPED.glob("*"))
    for name, spec in LEARNERS.items()
    if spec.checkpoint_of == name and shipped_checkpoint(name, pool.name) is not None
)
_turn = threading.Lock()  # one is computed at a time, so that a class that opens this page leaves a core to others


@dataclass(frozen=True, eq=False)
class Sample:
    """Some of a pool's practice part: ``source``, where they lie in it (``index`` (N,)), of how many (``total``)."""

    source: Unlabelled
    index: Tensor
    total: int


def sample(pool: str, seed: int) -> Sample:
    """Up to ``MOST_PICTURES`` items that learners practise on, in random order."""
    train = load_pool(pool).unlabelled("train")
    index = torch.randperm(len(train), generator=stream(seed, "partitions", pool))[:MOST_PICTURES]
    return Sample(Unlabelled(pool, "train", train.images[index], train.hashes[index]), index, len(train))


def embed(source: Unlabelled, embedding: str, seed: int) -> Tensor:
    """What is clustered, (N, D) float32: the pixels' principal components, or what a shipped encoder makes of them."""
    with _turn:
        torch.set_num_threads(1)
        if embedding == PCA:
            return pca_embedding(source, derive_seed(seed, "pca"))
        learner = referenced_learner(embedding)
        parameters = learner.ready()
        channels = parameters["blocks.0.conv.weight"].shape[1]
        check_images(learner.name, source.items(torch.arange(1)), channels)
        return encoder_embedding(source, lambda items: learner.embed(parameters, items), stream(seed, "order"))


def partition(embedding: Tensor, clusters: int, seed: int, number: int) -> Tensor:
    """Partition ``number`` (1, 2, ...), (N,) int64; cluster 0 is the largest, and so on."""
    with _turn:
        torch.set_num_threads(1)
        made = make_partitions(embedding, 1, clusters, stream(seed, "partition", number))[0]
    order = torch.bincount(made, minlength=clusters).argsort(descending=True, stable=True)
    return order.argsort()[made]


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
