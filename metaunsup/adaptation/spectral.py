"""The spectral cut of a graph of nearest neighbours: the one of the project, for pixels and for every embedding.

Shi & Malik (2000), von Luxburg (2007), arXiv:0711.0189: the graph Laplacian's lowest eigenvectors are the embedding
(to the last bit scikit-learn's), K-Means in it the clusters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, laplacian
from scipy.sparse.linalg import eigsh, splu
from sklearn.neighbors import kneighbors_graph
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans


@dataclass(frozen=True, eq=False)
class Cut:
    """``assignments`` (N,) int64; the graph's ``embedding`` (N, K), each row of unit length; what was ``chosen``."""

    assignments: Tensor
    embedding: Tensor
    chosen: Mapping[str, float | str] = field(default_factory=dict)


def spectral_cut(points: Tensor, k: int, generator: torch.Generator, neighbours: int = 0) -> Cut:
    """Connect each of ``points`` (N, D) with its ``neighbours`` nearest and cut the graph into ``k``; 1 <= k <= N.

    ``neighbours`` 0: N / (2 K) rounded up, half of what a cluster holds. An item with more neighbours than its cluster
    has items must be tied to other clusters, and a graph in which everything is tied to everything has no cut.
    """
    points = points.detach().cpu()
    if k == 1:
        return Cut(torch.zeros(len(points), dtype=torch.int64), torch.ones(len(points), 1))
    if k == len(points):  # nothing to cut, and ARPACK finds fewer vectors than there are items
        return Cut(torch.arange(k), torch.eye(k))
    near = min(neighbours or -(-len(points) // (2 * k)), len(points) - 1)
    graph = kneighbors_graph(points.numpy(), near, include_self=False)
    state = int(torch.randint(2**31 - 1, (), generator=generator))
    maps = torch.from_numpy(laplacian_maps(0.5 * (graph + graph.T), k, state)).to(torch.float32)
    return Cut(kmeans(maps, k, generator), F.normalize(maps, dim=1), {"neighbours": near})


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


def spectral_cut_beside(points: Tensor, own: int, k: int, generator: torch.Generator, neighbours: int) -> Cut:
    """Cut the first ``own`` of ``points`` (N + M, D) into ``k`` < N, by the graph of all of them (``eliminated``)."""
    near = min(neighbours, len(points) - 1)
    graph = kneighbors_graph(points.detach().cpu().numpy(), near, include_self=False)
    ties = eliminated(0.5 * (graph + graph.T), own)
    state = int(torch.randint(2**31 - 1, (), generator=generator))
    maps = torch.from_numpy(laplacian_maps(csr_matrix(ties), k, state)).to(torch.float32)
    return Cut(kmeans(maps, k, generator), F.normalize(maps, dim=1), {"neighbours": near})


def eliminated(graph: csr_matrix, own: int) -> np.ndarray:
    """Weights (N, N) of the graph of its first N = ``own`` nodes when the others of ``graph`` (N + M, N + M) are gone.

    They are eliminated from the graph's Laplacian (Kron reduction; Doerfler & Bullo, IEEE Trans. Circuits and Systems I
    60, 2013): what is left is a Laplacian again, in which a path through others is a tie of the same conductance.
    Others that lie apart count for nothing.
    """
    piece = connected_components(graph, directed=False)[1]
    others = own + np.flatnonzero(np.isin(piece[own:], piece[:own]))  # without them the inverse would not exist
    whole = laplacian(graph).tocsc()
    across = whole[others][:, :own].toarray()
    left = whole[:own, :own].toarray() - across.T @ splu(whole[others][:, others].tocsc()).solve(across)
    ties = np.maximum(-(left + left.T) / 2, 0)
    np.fill_diagonal(ties, 0)
    return np.asarray(ties)
