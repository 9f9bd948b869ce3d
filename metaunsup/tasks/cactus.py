"""CACTUs: pseudo-tasks from partitions of an embedding (Hsu, Levine, Finn, ICLR 2019, arXiv:1810.02334).

Embed the pool, cut it into clusters by k-means, several times with its dimensions rescaled at random so that the
partitions differ, and take clusters for classes: section 2 of the paper. Unlike UMTRA's, members of a pseudo-class
are different items, drawn by different hands. Here members are augmented too, so that an encoder cannot tell them by
the very features that made the clusters. ``own`` embeddings close the loop: an encoder practises on the partitions
that it made itself (self-training; the alternation is DeepCluster's, Caron et al., 2018, arXiv:1807.05520).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from sklearn.decomposition import PCA
from torch import Tensor

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.data.augment import augment
from metaunsup.data.pool import Unlabelled
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.episode import Episode, episode_of

COMPONENTS = 50
BATCH = 512  # items embedded at once: batch norm takes its statistics from them


def pca_embedding(source: Unlabelled, seed: int) -> Tensor:
    """The items' first principal components, (N, up to 50) float32, as large as their share of the variance."""
    pixels = source.items(torch.arange(len(source))).flatten(1).numpy()
    components = min(COMPONENTS, *pixels.shape)
    pca = PCA(components, svd_solver="randomized", random_state=seed % 2**32)
    return torch.from_numpy(pca.fit_transform(pixels)).to(torch.float32)


def encoder_embedding(source: Unlabelled, embed: Callable[[Tensor], Tensor], generator: torch.Generator) -> Tensor:
    """What ``embed`` makes of all items, (N, D) float32 on the CPU, in batches of a random order."""
    order = torch.randperm(len(source), generator=generator)
    # equal batches: a last one of a few items would have batch-norm statistics of its own
    parts = order.tensor_split(max(1, round(len(order) / BATCH)))
    with torch.no_grad():
        embedded = torch.cat([embed(source.items(part)).to("cpu", torch.float32) for part in parts])
    result = torch.empty_like(embedded)
    result[order] = embedded
    return result


def cluster_numbers(partitions: int, clusters: int, coarsest: float) -> list[int]:
    """How many clusters each partition has: from ``coarsest`` times ``clusters`` to ``clusters``, evenly in ratio."""
    step = coarsest ** (1 / max(1, partitions - 1))
    return [max(2, round(clusters * step**back)) for back in reversed(range(partitions))]


def make_partitions(
    embedding: Tensor,
    partitions: int,
    clusters: int,
    generator: torch.Generator,
    rescale: float = 1.0,
    coarsest: float = 1.0,
) -> Tensor:
    """``partitions`` clusterings of ``embedding`` (N, D), into ``clusters`` clusters each: (partitions, N) int64.

    With ``coarsest`` below 1 into fewer and fewer, down to that share of them (``cluster_numbers``): no one number of
    clusters is right for items of an unknown number of classes, and what many numbers agree about counts most. The
    paper's are all alike. Each is k-means (one start) after every dimension is multiplied by its own factor, uniform
    in [1 - rescale, 1]: at 1 the paper's [0, 1]; an encoder's own dimensions, each of which counts, bear less.
    """
    if not 2 <= clusters <= len(embedding):
        raise MetaUnsupError("cactus_clusters", clusters=clusters, items=len(embedding))
    made = []
    for number in cluster_numbers(partitions, clusters, coarsest):
        scale = torch.rand(embedding.shape[1], generator=generator, dtype=embedding.dtype)
        made.append(kmeans(embedding * (scale * rescale + (1 - rescale)), number, generator, starts=1))
    return torch.stack(made)


@dataclass(frozen=True)
class CactusEpisodes:
    """Episodes whose pseudo-classes are clusters of ``partitions`` (P, N) int64 of the items of ``source``."""

    source: Unlabelled
    partitions: Tensor
    strength: float = 1.0

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """Clusters of one partition, ``support`` + ``query`` different items of each, every one in a random view.

        Clusters with fewer items than that are left out; where fewer than ``ways`` remain the episode has those.
        Shapes are as UMTRA's: support (ways * support, C, H, W), query (ways * query, C, H, W), grouped.
        """
        need = support + query
        partition = self.partitions[int(torch.randint(len(self.partitions), (), generator=generator))]
        sizes = torch.bincount(partition)
        able = (sizes >= need).nonzero()[:, 0]
        if len(able) < 2:
            raise MetaUnsupError("cactus_too_small", need=need, largest=int(sizes.max()), pool=self.source.pool)
        chosen = able[torch.randperm(len(able), generator=generator)[:ways]]
        # a random rank for every item, and the first of each chosen cluster in that order
        shuffled = torch.randperm(len(partition), generator=generator)
        members = torch.cat([shuffled[partition[shuffled] == cluster][:need] for cluster in chosen.tolist()])
        items = self.source.items(members)
        views, shape = augment(items, generator, self.strength), (len(chosen), need)
        return episode_of(views.unflatten(0, shape), support, items.unflatten(0, shape))
