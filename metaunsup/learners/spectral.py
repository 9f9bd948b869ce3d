"""Spectral clustering on a kNN graph of blurred images: the control without a network that must be beaten.

Shi & Malik (2000), von Luxburg (2007), arXiv:0711.0189: the graph Laplacian's lowest eigenvectors are the embedding
(to the last bit scikit-learn's), K-Means in it the clusters. Blurring makes strokes that nearly touch count as near.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import laplacian
from scipy.sparse.linalg import eigsh
from sklearn.neighbors import kneighbors_graph
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class Spectral(Classical):
    """One step: blur with ``blur`` (standard deviation in pixels), connect ``neighbours`` nearest, cut the graph.

    ``neighbours`` 0: N / (2 K) rounded up, half of what a cluster holds. An item with more neighbours than its cluster
    has items must be tied to other clusters, and a graph in which everything is tied to everything has no cut.
    Vectors (N, D) are not blurred. The step's embedding is the graph's, each row at unit length.
    """

    name = "spectral"
    print_name = "Spectral"
    paper = Paper(
        "von Luxburg 2007",
        "A tutorial on spectral clustering",
        "https://arxiv.org/abs/0711.0189",
        (
            r"L = I - D^{-1/2} W D^{-1/2}",
            r"L u_j = \lambda_j u_j, \quad j = 1, \dots, K",
        ),
    )

    steps: int = 0
    blur: float = setting(1.5, low=0.0, high=10.0)
    neighbours: int = setting(0, low=0, high=200)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        if len(items) == 1 or n_clusters == 1:
            yield State(torch.zeros(len(items), dtype=torch.int64), F.normalize(items.flatten(1), dim=1))
            return
        if n_clusters == len(items):  # nothing to cut, and ARPACK finds fewer vectors than there are items
            yield State(torch.arange(len(items)), torch.eye(len(items)))
            return
        placed = self.place(items, generator, self.blur)
        points = placed.points.numpy()
        near = min(self.neighbours or -(-len(points) // (2 * n_clusters)), len(points) - 1)
        graph = kneighbors_graph(points, near, include_self=False)
        state = int(torch.randint(2**31 - 1, (), generator=generator))
        maps = laplacian_maps(0.5 * (graph + graph.T), n_clusters, state)
        z = torch.from_numpy(maps).to(torch.float32)
        yield State(
            kmeans(z, n_clusters, generator), F.normalize(z, dim=1), chosen={**placed.chosen, "neighbours": near}
        )


def laplacian_maps(graph: csr_matrix, count: int, seed: int) -> np.ndarray:
    """The ``count`` lowest eigenvectors (N, count) of the normalised Laplacian of a symmetric graph (N, N), count < N.

    What scikit-learn's ``spectral_embedding`` gives, without its warning of a graph in several pieces: here that is a
    fine answer, and warnings can only be silenced for all threads at once, of which a race has several.
    """
    matrix, root_degree = laplacian(graph, normed=True, return_diag=True)
    start = np.random.RandomState(seed).uniform(-1, 1, graph.shape[0])
    # just below the lowest eigenvalue, which is 0, where the shifted matrix is still invertible
    _, vectors = eigsh(matrix.tocsr(), k=count, sigma=-1e-5, which="LM", v0=start)
    maps = vectors / root_degree[:, None]
    largest = np.abs(maps).argmax(0)
    return np.asarray(maps * np.sign(maps[largest, np.arange(count)]))
