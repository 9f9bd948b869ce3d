"""Partitions as CACTUs makes them, and what LASIUM draws, small enough to be looked at.

Nothing in here knows a label.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.data.pool import Unlabelled
from metaunsup.data.registry import load_pool
from metaunsup.learners.latent import DECODER, LatentLearner
from metaunsup.learners.meta import check_items
from metaunsup.learners.registry import trainable_learners
from metaunsup.learners.shipped import SHIPPED, shipped_checkpoint
from metaunsup.networks.conv4 import part
from metaunsup.networks.mlp import size_of
from metaunsup.tasks.cactus import BATCH, encoder_embedding, make_partitions, pca_embedding
from metaunsup.tasks.lasium import LasiumEpisodes
from metaunsup.tasks.streams import derive_seed, stream
from metaunsup.training.references import referenced_learner

MOST_PICTURES = 3000  # a page must not take minutes, nor one visitor all of the machine
PCA = "pca"
_turn = threading.Lock()  # one is computed at a time, so that a class that opens this page leaves a core to others


def embeddings() -> tuple[str, ...]:
    """What pictures can be clustered in: PCA, and the encoders that come with the program."""
    return (
        PCA,
        *(
            f"shipped:{pool.name}/{name}"
            for pool in sorted(SHIPPED.glob("*"))
            for name in trainable_learners()
            if shipped_checkpoint(name, pool.name) is not None
        ),
    )


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
        check_items(learner.name, source.items(torch.arange(1)), size_of(parameters)[1])
        return encoder_embedding(source, lambda items: learner.embed(parameters, items), stream(seed, "order"))


def drawn(source: Unlabelled, reference: str, rows: int, each: int, seed: int) -> Tensor:
    """What a shipped learner that draws makes of the latents near those of the first items, (rows, each, C, H, W)."""
    with _turn:
        torch.set_num_threads(1)
        learner = referenced_learner(reference)
        assert isinstance(learner, LatentLearner)
        parameters = learner.ready()
        few = Unlabelled(source.pool, source.part, source.images[:BATCH], source.hashes[:BATCH])
        latents = encoder_embedding(few, lambda items: learner.codes(parameters, items), stream(seed, "order"))
        episodes = LasiumEpisodes(few, latents, part(parameters, DECODER))
        return episodes.drawn(torch.arange(rows), each, stream(seed, "drawn", reference))


def partition(embedding: Tensor, clusters: int, seed: int, number: int) -> Tensor:
    """Partition ``number`` (1, 2, ...), (N,) int64; cluster 0 is the largest, and so on."""
    with _turn:
        torch.set_num_threads(1)
        made = make_partitions(embedding, 1, clusters, stream(seed, "partition", number))[0]
    order = torch.bincount(made, minlength=clusters).argsort(descending=True, stable=True)
    return order.argsort()[made]
