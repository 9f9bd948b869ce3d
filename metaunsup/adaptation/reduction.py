"""Fewer dimensions before clustering: PCA, t-SNE, UMAP, as scikit-learn and umap-learn compute them.

PCA: Hotelling (1933). t-SNE: van der Maaten & Hinton, JMLR 9 (2008). UMAP: McInnes, Healy, Melville (2018),
arXiv:1802.03426. Where there are no more than three different items, all are handed on as they are: there is nothing
to lay out, and the libraries refuse or divide by zero.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from sklearn.decomposition import PCA
from threadpoolctl import threadpool_limits

from metaunsup.errors import MetaUnsupError

SMALLEST = 4  # different items from which on there is something to lay out
# Of 10, 20, 50 / 10, 20, 30 / 10, 15, 30 the best before K-Means on MNIST's validation part (10 x 20, 8 tasks: 0.554,
# 0.568 and 0.594); the libraries' defaults are for far more items than a task has.
COMPONENTS = 10  # of PCA
PERPLEXITY = 10.0
NEIGHBOURS = 10
SHARE = 3  # of few items a neighbourhood is at most one in so many
PLANE = 2  # dimensions of t-SNE and UMAP
# numba ends the whole process where two threads call its parallel code at once and it has no thread-safe layer
_umap_turn = threading.Lock()

Chosen = Mapping[str, float | str]


def reduce(before: str, points: np.ndarray, seed: int) -> tuple[np.ndarray, Chosen]:
    """``points`` (N, D) as ``before`` (a key of ``REDUCTIONS``) places them, (N, d) float32, and what N made it choose.

    Copies of an item are reduced once and lie in one place: rounding would part them, and UMAP knows no neighbours
    but copies where there are many. ``seed`` decides everything random; linear algebra and OpenMP get one thread.
    """
    _, first, place = np.unique(points, axis=0, return_index=True, return_inverse=True)
    if len(first) < SMALLEST:
        return points.astype(np.float32), {}
    order = np.argsort(first)  # as the items came, not sorted by their values
    with threadpool_limits(1):
        placed, chosen = REDUCTIONS[before](points[first[order]], seed)
    return placed.astype(np.float32)[np.argsort(order)[place.reshape(-1)]], chosen


def pca(points: np.ndarray, seed: int = 0, components: int = COMPONENTS) -> tuple[np.ndarray, Chosen]:
    """The first ``components`` principal components, at most min(N, D); nothing in it is random."""
    count = min(components, *points.shape)
    return PCA(count, svd_solver="full").fit_transform(points), {"pca_components": count}


def tsne(points: np.ndarray, seed: int) -> tuple[np.ndarray, Chosen]:
    """A plane by t-SNE; the perplexity is 10, or (N - 1) / 3 where that is less: it must stay well below N."""
    from sklearn.manifold import TSNE

    perplexity = min(PERPLEXITY, (len(points) - 1) / SHARE)
    start = "pca" if points.shape[1] >= PLANE else "random"
    return TSNE(PLANE, perplexity=perplexity, init=start, random_state=seed).fit_transform(points), {
        "perplexity": perplexity
    }


def umap(points: np.ndarray, seed: int) -> tuple[np.ndarray, Chosen]:
    """A plane by UMAP, with 10 neighbours and ``min_dist`` 0, its manual's advice here.

    Of few items (N - 1) / 3 are neighbours, as many as t-SNE looks at, but at least 2: of N - 1 nobody would be far.

    It starts from PCA, as good a start as its own spectral one (Kobak & Linderman, Nature Biotechnology 39, 2021),
    which warns where the graph of neighbours falls into pieces: here it should.
    """
    neighbours = min(NEIGHBOURS, max(2, (len(points) - 1) // SHARE))
    start = "pca" if points.shape[1] >= PLANE else "random"
    with _umap_turn:
        model = _umap()(neighbours, PLANE, min_dist=0.0, init=start, random_state=seed, n_jobs=1)
        return model.fit_transform(points), {"umap_neighbours": neighbours}


@dataclass(frozen=True)
class UmapParts:
    """What umap-learn does in one call, in parts: the ``graph`` of neighbours, and the ``epochs`` of laying it out."""

    library: Any
    layouts: Any

    def graph(
        self, points: np.ndarray, near: int, random: np.random.RandomState, which: np.ndarray, far: np.ndarray
    ) -> Any:
        """The fuzzy graph (N, N), sparse, of ``points`` (N, D), whose ``near`` nearest (N, near) are known."""
        with _umap_turn:
            made = self.library.fuzzy_simplicial_set(
                points, near, random, "euclidean", knn_indices=which, knn_dists=far
            )[0]
        made = made.tocoo()
        made.sum_duplicates()  # also puts edges in order
        return made

    def epochs(
        self, at: np.ndarray, graph: Any, count: int, min_dist: float, random: np.random.RandomState
    ) -> Iterator[int]:
        """Move ``at`` (N, 2) float32 in place, by one of ``count`` epochs each time; yields how many are done.

        The loop is that of ``umap.layouts.optimize_layout_euclidean``, with its defaults, which cannot be stopped.
        """
        a, b = self.library.find_ab_params(1.0, min_dist)
        each = self.library.make_epochs_per_sample(graph.data, count)
        state = random.randint(np.iinfo(np.int32).min + 1, np.iinfo(np.int32).max - 1, 3).astype(np.int64)
        states = np.full((len(at), 3), state, dtype=np.int64)
        states += at[:, 0].astype(np.float64).view(np.int64).reshape(-1, 1)
        negative = each / 5.0
        next_negative, following, alpha = negative.copy(), each.copy(), 1.0
        none = np.zeros(1, dtype=np.float32)  # of densities, which are not kept
        step = self.layouts._get_optimize_layout_euclidean_single_epoch_fn(False)
        for epoch in range(count):
            step(
                *(at, at, graph.row, graph.col, len(at), each, a, b, states, 1.0, 2, True, alpha),
                *(negative, next_negative, following, epoch, False, none, none, 0, 0, 0, 0, none, none, 0),
            )
            alpha = 1.0 - epoch / count
            yield epoch + 1


def umap_parts() -> UmapParts:
    """umap-learn in parts, for whoever wants to see how far it is, or stop it; see ``get_ready``."""
    _umap()
    import umap.layouts
    import umap.umap_

    return UmapParts(umap.umap_, umap.layouts)


def get_ready(before: str) -> None:
    """Let UMAP be compiled, 10 to 20 seconds once in the life of a process, so that no learner's clock counts it.

    Raises ``MetaUnsupError`` where that cannot be done.
    """
    if before == "umap":
        try:
            _compiled()
        except Exception as error:  # of three libraries and a compiler
            raise MetaUnsupError("umap_unusable", kind=type(error).__name__, said=error) from error


@cache
def _umap() -> Any:
    """The class UMAP. What is compiled for it is kept for this process alone where no folder of its own can be written.

    numba keeps it beside the library, or in the user's home, and refuses to import where it can do neither.
    """
    try:
        from umap import UMAP
    except RuntimeError:
        import numba

        # a name that nobody can guess: whoever could write there could have his own code run
        folder = tempfile.mkdtemp(prefix="metaunsup-numba-")
        atexit.register(_removed, folder, os.getpid())
        os.environ["NUMBA_CACHE_DIR"] = folder  # for processes of ours, and because numba reads it again and again
        numba.config.reload_config()
        from umap import UMAP
    return UMAP


def _removed(folder: str, owner: int) -> None:
    if os.getpid() == owner:  # not a child of it, which has inherited this
        shutil.rmtree(folder, ignore_errors=True)


@cache
def _compiled() -> None:
    reduce("umap", np.random.default_rng(0).normal(size=(20, 4)).astype(np.float32), 0)


REDUCTIONS: dict[str, Callable[[np.ndarray, int], tuple[np.ndarray, Chosen]]] = {
    "pca": pca,
    "tsne": tsne,
    "umap": umap,
}
