"""Spectral clustering on a kNN graph of blurred images: the control without a network that must be beaten.

Shi & Malik (2000), von Luxburg (2007), arXiv:0711.0189: the graph Laplacian's lowest eigenvectors are the embedding
(scikit-learn's), K-Means in it the clusters. Blurring makes strokes that nearly touch count as near.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import torch
from scipy.ndimage import gaussian_filter
from sklearn.manifold import spectral_embedding
from sklearn.neighbors import kneighbors_graph
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.learners.base import Learner, State


class Spectral(Learner):
    """One step: blur with ``blur`` (standard deviation in pixels), connect ``neighbours`` nearest, cut the graph.

    Vectors (N, D) are not blurred. The step's embedding is the graph's, each row at unit length.
    """

    name = "spectral"
    takes_vectors = True

    def __init__(
        self, n_clusters: int = 10, steps: int = 0, random_state: int = 0, *, blur: float = 1.5, neighbours: int = 10
    ) -> None:
        self.n_clusters, self.steps, self.random_state = n_clusters, steps, random_state
        self.blur, self.neighbours = blur, neighbours

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        if len(items) == 1 or n_clusters == 1:
            yield State(torch.zeros(len(items), dtype=torch.int64), F.normalize(items.flatten(1), dim=1))
            return
        if n_clusters == len(items):  # nothing to cut, and ARPACK finds fewer vectors than there are items
            yield State(torch.arange(len(items)), torch.eye(len(items)))
            return
        points = items.numpy()
        if items.ndim == 4:
            points = gaussian_filter(points, sigma=(0, 0, self.blur, self.blur))
        points = points.reshape(len(points), -1)
        graph = kneighbors_graph(points, min(self.neighbours, len(points) - 1), include_self=False)
        state = int(torch.randint(2**31 - 1, (), generator=generator))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a graph in several pieces is a fine answer here
            maps = spectral_embedding(
                0.5 * (graph + graph.T),
                n_components=n_clusters,
                random_state=state,
                drop_first=False,
                eigen_solver="arpack",
            )
        z = torch.from_numpy(maps).to(torch.float32)
        yield State(kmeans(z, n_clusters, generator), F.normalize(z, dim=1))
