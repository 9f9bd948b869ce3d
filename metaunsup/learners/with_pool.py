"""Spectral clustering of a task beside its pool, without a network: what the pool is worth unpractised.

``spectral-pool``: one graph of the task's items and the pool's (Shi & Malik 2000; von Luxburg 2007), whose paths
through the pool count as ties between the task's items. ``umap-pool``: UMAP (McInnes, Healy, Melville 2018) of both
together, and a spectral cut of the task's items there. Learning that the same unlabelled pool went into must beat them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from scipy.ndimage import gaussian_filter
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.reduction import get_ready, reduce
from metaunsup.adaptation.spectral import spectral_cut, spectral_cut_beside
from metaunsup.learners.base import State
from metaunsup.learners.classical import lifted
from metaunsup.learners.papers import Paper
from metaunsup.learners.pool_reader import PoolReader
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class SpectralPool(PoolReader):
    """One step: blur, connect every item with its ``neighbours`` nearest among task and pool, cut what is left of it.

    ``most`` items of the pool's train part are taken, the same ones for every task, resized to the task's pictures;
    ``blur`` is in pixels. The cut is that of the task's items alone in the graph that remains when the pool's are
    eliminated (``spectral_cut_beside``): so K clusters of the task are found, whatever the pool holds.
    """

    name = "spectral-pool"
    print_name = "Spectral, with the pool"
    takes_vectors = True
    paper = Paper(
        "Shi, Malik 2000",
        "Normalized cuts and image segmentation",
        "https://doi.org/10.1109/34.868688",
        (
            r"L = D - W, \quad L' = L_{TT} - L_{TP} L_{PP}^{-1} L_{PT}",
            r"L' u_j = \lambda_j D' u_j, \quad j = 1, \dots, K",
        ),
    )

    steps: int = 0
    blur: float = setting(1.5, low=0.0, high=10.0)
    neighbours: int = setting(10, low=1, high=200)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        points = self.beside(items)
        if n_clusters in (1, len(items)):
            cut = spectral_cut(points[: len(items)], n_clusters, generator)
        else:
            cut = spectral_cut_beside(points, len(items), n_clusters, generator, self.neighbours)
        shown = F.normalize(items.flatten(1), dim=1) if n_clusters == 1 else cut.embedding
        yield State(cut.assignments, shown, chosen=cut.chosen)

    def beside(self, items: Tensor) -> Tensor:
        """The points (N + M, D) of the task's N items and the pool's M, images blurred."""
        both = torch.cat([items, self.sample(items.shape[1:])])
        if self.blur > 0 and both.ndim == 4:
            both = torch.from_numpy(gaussian_filter(both.numpy(), sigma=(0, 0, self.blur, self.blur)))
        return both.flatten(1)


@dataclass(eq=False, repr=False)
class UmapPool(SpectralPool):
    """One step: UMAP lays out task and pool together on a plane, the task's items are cut there.

    ``neighbours`` are UMAP's; the cut chooses its own (``spectral_cut``). What is shown is the plane.
    """

    name = "umap-pool"
    print_name = "UMAP with the pool, spectral"
    paper = Paper(
        "McInnes, Healy, Melville 2018",
        "UMAP: uniform manifold approximation and projection",
        "https://arxiv.org/abs/1802.03426",
        (
            r"\min_z \sum_{i, j \in T \cup P} \mathrm{CE}(v_{ij}, w_{ij})",
            r"L u_j = \lambda_j u_j, \quad j = 1, \dots, K",
        ),
    )

    blur: float = setting(0.0)

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        get_ready("umap")

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        if n_clusters in (1, len(items)):  # nothing to lay out for
            cut = spectral_cut(items.flatten(1), n_clusters, generator)
            yield State(cut.assignments, F.normalize(items.flatten(1), dim=1))
            return
        seed = int(torch.randint(2**31 - 1, (), generator=generator))
        array, chosen = reduce("umap", self.beside(items).numpy(), seed)
        plane = torch.from_numpy(array)[: len(items)]
        cut = spectral_cut(plane, n_clusters, generator)
        yield State(cut.assignments, lifted(plane), chosen={**chosen, **cut.chosen})
