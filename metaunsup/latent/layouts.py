"""PCA, t-SNE and UMAP of a few thousand points, step by step, so that whoever waits sees how far it is and may stop.

PCA: Hotelling (1933). t-SNE: van der Maaten & Hinton, JMLR 9 (2008), by Barnes-Hut trees (van der Maaten, JMLR 15,
2014), of few points by the gradient itself. UMAP: McInnes, Healy, Melville (2018), arXiv:1802.03426. Affinities, trees
and graphs are those of scikit-learn and umap-learn; their loops, which cannot be stopped, are written out here, and a
test holds that they come to the libraries' own results. All begin at the principal plane, so that no method's picture
is another by chance.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.spatial.distance import squareform
from sklearn.decomposition import PCA
from sklearn.metrics import pairwise_distances
from sklearn.neighbors import NearestNeighbors

from metaunsup.adaptation.reduction import NEIGHBOURS, PERPLEXITY, SHARE, SMALLEST, umap_parts
from metaunsup.adaptation.room import one_thread
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.projection import principal_plane, procrustes

METHODS = ("pca", "tsne", "umap")
MANY = 600  # points from which on a neighbourhood is as large as the libraries take it for what they are made for
OF_MANY = {"tsne": 30, "umap": 15}
OF_FEW = {"tsne": int(PERPLEXITY), "umap": NEIGHBOURS}
STRIPS = {"pca": (), "tsne": (3, 5, 10, 20, 40, 60), "umap": (3, 5, 10, 20, 40, 60)}
LEAST = 2  # neighbours, or perplexity
MOST_DIMENSIONS, FROM = 50, 1000  # before t-SNE and UMAP of so many points: their principal components
ITERATIONS, EXAGGERATED, EXAGGERATION = 1000, 250, 12.0  # of t-SNE, as scikit-learn has them
EXACT = 600  # points up to which all pairs are counted sooner (a few times, of 200) than trees are built
EPOCHS = 500  # of UMAP, as umap-learn has them for so few points
MIN_DIST = 0.1  # its default: a picture is to be looked at, and is not clustered in

Plane = np.ndarray
Slope = Callable[[np.ndarray, float], np.ndarray]  # of places (2 N,), with affinities so many times as large


@dataclass(frozen=True, eq=False)
class Layout:
    """Points on a plane: ``positions`` (N, 2) float64, centred, with a root mean square distance of 1 (or all 0).

    ``near``: the perplexity, or how many neighbours; None of PCA. ``method`` is the one that was taken: PCA where
    there are no more than three different points. ``seconds`` of computing.
    """

    method: str
    near: int | None
    positions: Plane
    seconds: float


def most_near(points: int) -> int:
    """The largest neighbourhood of so many different points: a third of the others, but two at least."""
    return max(LEAST, (points - 1) // SHARE)


def usual_near(method: str, points: int) -> int:
    """The neighbourhood that is taken where nobody asks for one."""
    return min((OF_MANY if points >= MANY else OF_FEW)[method], most_near(points))


def strip(method: str, points: int) -> tuple[int, ...]:
    """Neighbourhoods to look through, the usual one among them; empty of PCA, which has none."""
    if method == "pca":
        return ()
    return tuple(sorted({usual_near(method, points), *(n for n in STRIPS[method] if n <= most_near(points))}))


def lay_out(points: np.ndarray, method: str, *, near: int | None = None, seed: int = 0) -> Iterator[float | Layout]:
    """Lay ``points`` (N, D) out by ``method``: yields the share that is done, 0 to 1, and last the ``Layout``.

    Copies of a point are laid out once. ``near`` is t-SNE's perplexity or UMAP's number of neighbours. Closing the
    iterator stops at once.

    Raises:
        MetaUnsupError: at once, where a number is NaN or infinite, or ``near`` is too large for so many points.

    """
    if method not in METHODS:
        raise MetaUnsupError("unknown_method", method=method, known=METHODS)
    points = np.asarray(points, dtype=np.float32)
    if points.ndim != 2 or points.size == 0:
        raise MetaUnsupError("embedding_shape", shape=points.shape)
    if not np.isfinite(points).all():
        raise MetaUnsupError("embedding_not_finite")
    _, first, place = np.unique(points, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)  # as the points came, not sorted by their values
    different = points[first[order]]
    if near is not None and method != "pca" and len(different) >= SMALLEST:
        most = most_near(len(different))
        if not LEAST <= near <= most:
            raise MetaUnsupError("near_out_of_range", near=near, low=LEAST, high=most, points=len(different))
    return _lay_out(points, different, np.argsort(order)[place.reshape(-1)], method, near, seed)


def _lay_out(
    points: np.ndarray, different: np.ndarray, place: np.ndarray, method: str, near: int | None, seed: int
) -> Iterator[float | Layout]:
    begun = time.perf_counter()
    if method == "pca" or len(different) < SMALLEST:
        yield 0.0
        yield Layout("pca", None, principal_plane(points), time.perf_counter() - begun)
        return
    near = usual_near(method, len(different)) if near is None else near
    yield 0.0
    with one_thread():
        if len(different) > FROM and different.shape[1] > MOST_DIMENSIONS:
            pca = PCA(MOST_DIMENSIONS, svd_solver="randomized", random_state=seed)
            different = pca.fit_transform(different).astype(np.float32)
        start = principal_plane(different)
    yield 0.05
    positions = start
    for done in WAYS[method](different, start, near, seed):
        if isinstance(done, float):
            yield 0.05 + 0.9 * done
        else:
            positions = done
    positions = positions.astype(np.float64)
    turned = standard(positions @ procrustes(positions - positions.mean(0), start))
    yield Layout(method, near, standard(turned[place]), time.perf_counter() - begun)


def standard(positions: Plane) -> Plane:
    """``positions`` (N, 2) centred, with a root mean square distance of 1; zeros where all coincide."""
    centred = positions - positions.mean(0)
    size = np.sqrt(np.square(centred).sum(1).mean())
    return centred / size if size > 1e-12 else np.zeros_like(centred)


def nearest(points: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The ``count`` nearest others of each of ``points`` (N, D): which, (N, count) int64, and how far, (N, count)."""
    with one_thread():
        model = NearestNeighbors(n_neighbors=min(count, len(points) - 1), algorithm="brute").fit(points)
        distances, which = model.kneighbors()  # without arguments no point is its own neighbour
    return which.astype(np.int64), distances.astype(np.float32)


def tsne(points: np.ndarray, start: Plane, perplexity: int, seed: int) -> Iterator[float | Plane]:
    """Share done, and last the plane (N, 2): gradient descent as scikit-learn's ``TSNE`` does it, one thread.

    ``start`` is scaled to a standard deviation of 1e-4 along its first axis. Nothing in it is random.
    """
    count = len(points)
    slope_of = (_every_pair if count <= EXACT else _by_trees)(points, perplexity)
    at = (start / start[:, 0].std() * 1e-4).astype(np.float32).ravel()
    # a double, as scikit-learn's, so that roundings agree: descent from so small a start magnifies them without end
    rate, update, gains = np.float64(max(count / EXAGGERATION / 4, 50.0)), np.zeros_like(at), np.ones_like(at)
    for step in range(ITERATIONS):
        if step == EXAGGERATED:
            update, gains = np.zeros_like(at), np.ones_like(at)
        slope = slope_of(at, EXAGGERATION if step < EXAGGERATED else 1.0)
        against = update * slope < 0.0
        gains[against] += 0.2
        gains[~against] *= 0.8
        np.clip(gains, 0.01, None, out=gains)
        slope *= gains
        update = (0.5 if step < EXAGGERATED else 0.8) * update - rate * slope
        at += update
        if step % 10 == 0:
            yield step / ITERATIONS
    yield at.reshape(count, 2)


def _by_trees(points: np.ndarray, perplexity: int) -> Slope:
    """Gradient of t-SNE's divergence by Barnes-Hut trees, as scikit-learn computes it."""
    from sklearn.manifold._t_sne import _joint_probabilities_nn, _kl_divergence_bh

    count = len(points)
    with one_thread():
        model = NearestNeighbors(n_neighbors=min(count - 1, int(3.0 * perplexity + 1))).fit(points)
        distances = model.kneighbors_graph(mode="distance")
        distances.data **= 2
        joint = {1.0: _joint_probabilities_nn(distances, float(perplexity), 0)}
    joint[EXAGGERATION] = joint[1.0] * EXAGGERATION
    return lambda at, times: _kl_divergence_bh(at, joint[times], 1, count, 2, compute_error=False, num_threads=1)[1]


def _every_pair(points: np.ndarray, perplexity: int) -> Slope:
    """The same gradient exactly: 4 sum_j (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|^2), equation 5 of the paper."""
    from sklearn.manifold._t_sne import _joint_probabilities

    squared = pairwise_distances(points, metric="sqeuclidean")
    joint = squareform(_joint_probabilities(squared, float(perplexity), 0)).astype(np.float32)

    def slope(at: np.ndarray, times: float) -> np.ndarray:
        y = at.reshape(-1, 2)
        long = np.square(y).sum(1)
        near = 1 / (1 + np.maximum(long[:, None] + long - 2 * (y @ y.T), 0))
        np.fill_diagonal(near, 0)
        pull = (times * joint - near / near.sum()) * near
        return np.asarray(4 * (pull.sum(1)[:, None] * y - pull @ y)).ravel()

    return slope


def umap(points: np.ndarray, start: Plane, near: int, seed: int) -> Iterator[float | Plane]:
    """Share done, and last the plane (N, 2): umap-learn's graph and its epochs, one after the other, one thread.

    ``near`` counts the point itself, as umap-learn does. Neighbours are exact, whatever N.
    """
    kit, count = umap_parts(), len(points)
    random = np.random.RandomState(seed % 2**32)
    which, far = nearest(points, near - 1)
    which = np.concatenate([np.arange(count)[:, None], which], 1).astype(np.int32)
    far = np.concatenate([np.zeros((count, 1), np.float32), far], 1)
    graph = kit.graph(points, near, random, which, far)
    graph.data[graph.data < graph.data.max() / EPOCHS] = 0.0
    graph.eliminate_zeros()
    start = start.astype(np.float32)
    low, high = start.min(0), start.max(0)
    at = (10.0 * (start - low) / np.where(high > low, high - low, 1.0)).astype(np.float32, order="C")
    yield 0.05
    for epoch in kit.epochs(at, graph, EPOCHS, MIN_DIST, random):
        if epoch % 5 == 0:
            yield 0.05 + 0.95 * epoch / EPOCHS
    yield at


WAYS: dict[str, Callable[[np.ndarray, Plane, int, int], Iterator[Any]]] = {"tsne": tsne, "umap": umap}
