"""Fixed centroids of the pool: what a task's items say by themselves is ignored, but for which centroids they are near.

Deep clustering of the pool (as DeepCluster's, Caron et al., 2018, arXiv:1807.05520, in an encoder that is already
there): whoever tests on the classes that the pool holds must beat it before speaking of learning from few items.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.adaptation.objectives import cluster_probability, prototypes
from metaunsup.data.registry import POOLS
from metaunsup.learners.base import State
from metaunsup.learners.encoded import BorrowingLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.pool_reader import PoolReader
from metaunsup.learners.settings import setting
from metaunsup.networks.checkpoints import practised_on

BATCH = 512  # items embedded at once: batch norm takes its statistics from them
SEED = 0  # of the pool's k-means: its centroids are the same for every task and seed


@dataclass(eq=False, repr=False)
class GlobalCentroids(PoolReader, BorrowingLearner):
    """Step 0 is the whole of it: each item goes to the nearest of ``centroids`` that were found in the pool once.

    The pool is the one that the encoder practised on, of which up to ``most`` items of the train part are embedded, in
    batches of 512, and cut by the one k-means. ``centroids`` 0: as many as the task has clusters, which suits tasks of
    all the pool's classes and no others (MNIST's validation part in MNIST's encoder, 16 tasks: 10 x 20 .981 and 5 x 20
    .702; with 20 centroids .979 and .984, with 50 .967 and .982, with 100 .961 and .983). The default of 50 was chosen
    by these accuracies, so by labels of a validation part; nothing else about it was. Where the items use more
    centroids than they shall have clusters, those in use are merged by Ward's rule, each with the weight of the items
    near it: a pair that few items use goes first. Where they use fewer, there are fewer clusters. As many clusters as
    items are the items.
    """

    name = "global"
    print_name = "Pool's centroids"
    paper = Paper(
        "Caron, Bojanowski, Joulin, Douze 2018",
        "Deep clustering for unsupervised learning of visual features",
        "https://arxiv.org/abs/1807.05520",
        (
            r"\min_{c} \sum_{x \in P} \min_k \lVert f_\theta(x) - c_k \rVert^2",
            r"a_i = \arg\max_k\, z_i \cdot c_k",
        ),
    )

    steps: int = 0
    centroids: int = setting(50, low=0, high=1000)
    most: int = setting(5000)

    _found: dict[tuple[int, ...], Tensor] = field(default_factory=dict, init=False)

    def pool_name(self) -> str | None:
        """The pool that the encoder practised on, if it is one of the registry's; else as it was told."""
        self.ready()
        name = practised_on(self.card or {})[0]
        return name if name is not None and name.partition(":")[0] in POOLS else self.pool

    def load(self, path: str | Path) -> None:
        """As of every meta-learner; the centroids were those of other parameters."""
        super().load(path)
        self._source = None
        self._found.clear()

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        self.pool_centroids(n_clusters, items.shape[1:])  # once, and on no task's clock, as practice is not

    def pool_centroids(self, n_clusters: int, shape: torch.Size) -> Tensor:
        """Centroids (K, D) of the pool for tasks of ``n_clusters`` and items of ``shape`` (C, H, W)."""
        key = (self.centroids or n_clusters, *shape)
        if key not in self._found:
            items = self.sample(shape)
            # equal batches: a last one of a few items would have batch-norm statistics of its own
            parts = items.tensor_split(max(1, round(len(items) / BATCH)))
            parameters = self.ready()
            with torch.no_grad():
                z = torch.cat([self.embed(parameters, part).cpu() for part in parts])
            count = min(key[0], len(z))
            self._found[key] = prototypes(z, kmeans(z, count, torch.Generator().manual_seed(SEED)), count)
        return self._found[key]

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        with torch.no_grad():
            z = self.embed(self.ready(), items).cpu()
        centres = self.pool_centroids(n_clusters, items.shape[1:])
        nearest = (z @ centres.T).argmax(1)
        found = torch.arange(len(items)) if n_clusters == len(items) else merged(nearest, centres, n_clusters)
        probability = cluster_probability(z, prototypes(z, found, n_clusters), self.temperature)
        yield State(found, z, probability=probability, chosen={"centroids": len(nearest.unique())})


def merged(nearest: Tensor, centres: Tensor, n_clusters: int) -> Tensor:
    """Clusters (N,) int64 of items whose ``nearest`` of ``centres`` (K, D) is given, at most ``n_clusters`` of them."""
    used, place, count = nearest.unique(return_inverse=True, return_counts=True)
    group, size, point = torch.arange(len(used)), count.double(), centres[used].double()
    while len(size) > n_clusters:
        cost = torch.cdist(point, point).square() * (size[:, None] * size / (size[:, None] + size))
        cost.fill_diagonal_(torch.inf)
        low, high = sorted(divmod(int(cost.argmin()), len(size)))
        point[low] = (size[low] * point[low] + size[high] * point[high]) / (size[low] + size[high])
        size[low] += size[high]
        keep = torch.arange(len(size)) != high
        size, point = size[keep], point[keep]
        group = torch.where(group == high, low, group - (group > high).long())
    return group[place]
