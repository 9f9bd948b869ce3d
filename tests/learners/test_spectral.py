"""The graph's eigenvectors are scikit-learn's to the last bit, without the warning that no thread can silence alone."""

from __future__ import annotations

import warnings
from threading import Barrier, Thread

import numpy as np
import pytest
import torch
from sklearn.manifold import spectral_embedding
from sklearn.neighbors import kneighbors_graph

from metaunsup.learners.registry import make_learner
from metaunsup.learners.spectral import laplacian_maps


def points(pieces: int, count: int = 120) -> np.ndarray:
    """Points in ``pieces`` clouds far from each other."""
    cloud = np.random.default_rng(pieces).standard_normal((count, 6))
    return np.asarray(cloud + 100 * (np.arange(count) * pieces // count)[:, None])


@pytest.mark.parametrize("pieces", [1, 2, 5])
@pytest.mark.parametrize(("count", "near"), [(4, 10), (119, 10), (7, 3)])
@pytest.mark.filterwarnings("ignore:Graph is not fully connected")
def test_maps_are_those_of_scikit_learn(pieces: int, count: int, near: int) -> None:
    graph = kneighbors_graph(points(pieces), near, include_self=False)
    graph = 0.5 * (graph + graph.T)
    wanted = spectral_embedding(graph, n_components=count, random_state=3, drop_first=False, eigen_solver="arpack")
    assert np.array_equal(laplacian_maps(graph, count, 3), wanted)


def test_a_graph_in_pieces_warns_in_no_thread() -> None:
    items = torch.from_numpy(points(3)).to(torch.float32)
    both, found = Barrier(2), []

    def cluster() -> None:
        both.wait()
        for _ in range(5):
            steps = list(make_learner("spectral").adapt(items, 3, steps=0, generator=torch.Generator().manual_seed(0)))
            found.append(steps[-1].assignments)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        threads = [Thread(target=cluster) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 10  # none of them stopped at a warning
    assert all(torch.equal(one, found[0]) for one in found)
    assert [len(set(found[0][start : start + 40].tolist())) for start in (0, 40, 80)] == [1, 1, 1]
