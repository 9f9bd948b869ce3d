"""The graph's eigenvectors are scikit-learn's to the last bit, without the warning that no thread can silence alone."""

from __future__ import annotations

import warnings
from threading import Barrier, Thread

import numpy as np
import pytest
import torch
from sklearn.manifold import spectral_embedding
from sklearn.neighbors import kneighbors_graph

from metaunsup.adaptation.spectral import laplacian_maps
from metaunsup.data.registry import resolve_pool
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.learners.registry import make_learner


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


@pytest.mark.parametrize(("ways", "shots"), [(2, 3), (3, 3), (5, 2), (2, 5), (5, 3), (10, 2), (4, 30)])
@pytest.mark.parametrize("seed", range(3))
def test_groups_far_apart_are_found_however_few_items_there_are(ways: int, shots: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    truth = torch.arange(ways).repeat_interleave(shots)
    items = 20 * torch.eye(ways, 12)[truth] + torch.randn(len(truth), 12, generator=generator)
    *_, step = make_learner("spectral").adapt(items, ways, steps=0, generator=generator)
    assert [len(set(step.assignments[truth == one].tolist())) for one in range(ways)] == [1] * ways
    assert len(step.assignments.unique()) == ways


@pytest.mark.parametrize(
    ("ways", "shots", "near"), [(5, 2, 1), (3, 3, 2), (2, 5, 3), (5, 10, 5), (10, 20, 10), (5, 40, 20)]
)
def test_neighbours_grow_with_the_items(ways: int, shots: int, near: int) -> None:
    items = torch.randn(ways * shots, 4, generator=torch.Generator().manual_seed(0))
    *_, step = make_learner("spectral").adapt(items, ways, steps=0, generator=torch.Generator())
    assert step.chosen["neighbours"] == near
    *_, step = make_learner("spectral", neighbours=10).adapt(items, ways, steps=0, generator=torch.Generator())
    assert step.chosen["neighbours"] == min(10, ways * shots - 1)


@pytest.mark.parametrize(("ways", "shots"), [(3, 3), (2, 5), (5, 3)])
def test_the_control_is_no_worse_than_kmeans_on_few_digits(ways: int, shots: int) -> None:
    learners = {name: make_learner(name) for name in ("kmeans", "spectral")}
    run = evaluate(resolve_pool("digits"), learners, ways=ways, shots=shots, tasks=30, seed=0, adapt_steps=20)
    each = np.array([[task.learners[name].accuracy[-1] for name in learners] for task in run])
    kmeans, spectral = each.mean(0)
    assert spectral >= kmeans - 0.02
