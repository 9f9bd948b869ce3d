"""Reductions against the libraries that they are, and what they make of few, equal or copied items."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.spatial.distance import pdist
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

from metaunsup.adaptation import reduction
from metaunsup.adaptation.reduction import REDUCTIONS, reduce
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import make_learner

EVERY = pytest.mark.parametrize(  # UMAP compiles for a minute where it has never run
    "before", [pytest.param(one, marks=pytest.mark.slow if one == "umap" else ()) for one in REDUCTIONS]
)


def clouds(each: int = 12, dimensions: int = 30) -> np.ndarray:
    """Three clouds far apart, the first ``each`` points being the first cloud, and so on."""
    generator = np.random.default_rng(0)
    centres = 6 * generator.normal(size=(3, dimensions))
    return (np.repeat(centres, each, 0) + generator.normal(size=(3 * each, dimensions))).astype(np.float32)


def test_pca_is_scikit_learns() -> None:
    points = clouds()
    placed, chosen = reduce("pca", points, 0)
    expected = PCA(10, svd_solver="full").fit_transform(points)
    np.testing.assert_array_equal(placed, expected.astype(np.float32))
    assert chosen == {"pca_components": 10}
    # and by hand: projections onto the covariance's eigenvectors, whose signs are free
    centred = points.astype(np.float64) - points.mean(0, dtype=np.float64)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    by_hand = centred @ vectors[:, ::-1][:, :10]
    np.testing.assert_allclose(np.abs(placed), np.abs(by_hand), atol=1e-3)


def test_tsne_is_scikit_learns() -> None:
    points = clouds()
    placed, chosen = reduce("tsne", points, 7)
    np.testing.assert_array_equal(placed, TSNE(2, perplexity=10, init="pca", random_state=7).fit_transform(points))
    assert chosen == {"perplexity": 10}
    small, chosen = reduce("tsne", points[:10], 7)
    np.testing.assert_array_equal(small, TSNE(2, perplexity=3, init="pca", random_state=7).fit_transform(points[:10]))
    assert chosen == {"perplexity": 3}


@pytest.mark.slow
def test_umap_is_umap_learns() -> None:
    from umap import UMAP

    points = clouds()
    placed, chosen = reduce("umap", points, 7)
    model = UMAP(n_neighbors=10, n_components=2, min_dist=0, init="pca", random_state=7, n_jobs=1)
    np.testing.assert_array_equal(placed, model.fit_transform(points))
    assert chosen == {"umap_neighbours": 10}
    # of few items a third of the others, never all of them: who is near everybody has no neighbours
    assert [reduce("umap", points[:few], 7)[1]["umap_neighbours"] for few in (6, 9, 16, 31)] == [2, 2, 5, 10]


UMAP_WITHOUT_A_HOME = """
import numba
if not numba.config.CACHE_DIR:
    raise RuntimeError("cannot cache function 'rdist': no locator available for file 'layouts.py'")
class UMAP:
    def __init__(self, *_, **__): ...
    def fit_transform(self, points):
        return points[:, :2]
"""


@pytest.fixture
def other_umap(tmp_path, monkeypatch) -> Callable[[str], None]:
    """Lets a source of one's own be imported as umap."""
    for name in [name for name in sys.modules if name.split(".")[0] == "umap"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(os.environ, "NUMBA_CACHE_DIR", "")
    monkeypatch.setattr("numba.config.CACHE_DIR", "")
    for function in (reduction._umap, reduction._compiled):
        function.cache_clear()
    yield (tmp_path / "umap.py").write_text
    for function in (reduction._umap, reduction._compiled):
        function.cache_clear()
    sys.modules.pop("umap", None)


def test_without_a_home_umap_keeps_its_code_for_this_process_alone(other_umap) -> None:
    import numba

    other_umap(UMAP_WITHOUT_A_HOME)
    reduction.get_ready("umap")
    folder = Path(numba.config.CACHE_DIR)
    assert folder.is_dir() and os.environ["NUMBA_CACHE_DIR"] == str(folder)
    assert folder.stat().st_mode & 0o077 == 0  # of this user alone
    reduction._removed(str(folder), os.getpid() + 1)
    assert folder.is_dir()
    reduction._removed(str(folder), os.getpid())
    assert not folder.exists()


def test_an_unusable_umap_is_one_sentence(other_umap) -> None:
    other_umap("raise SystemError('no compiler')")
    with pytest.raises(MetaUnsupError) as refused:
        make_learner("kmeans-umap").adapt(torch.rand(6, 4), 2, steps=0, generator=torch.Generator())
    assert (refused.value.code, refused.value.fields["kind"]) == ("umap_unusable", "SystemError")


@EVERY
def test_clouds_stay_apart_and_a_seed_decides_everything(before) -> None:
    points = clouds()
    before_it = np.random.get_state()[1].tolist()  # noqa: NPY002 - the global stream ...
    placed, _ = reduce(before, points, 3)
    assert np.random.get_state()[1].tolist() == before_it  # noqa: NPY002 - ... is not used
    np.testing.assert_array_equal(placed, reduce(before, points, 3)[0])
    centres = placed.reshape(3, 12, -1).mean(1)
    within = np.linalg.norm(placed.reshape(3, 12, -1) - centres[:, None], axis=2).max()
    assert pdist(centres).min() > 2 * within


@EVERY
@pytest.mark.filterwarnings("ignore::ImportWarning")  # umap-learn's own: it misses tensorflow, which nobody needs
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("shape", [(4, 2), (4, 784), (5, 1), (8, 3), (30, 1)])
def test_few_items_and_few_dimensions_are_placed_without_a_warning(before, shape) -> None:
    points = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    placed, _ = reduce(before, points, 0)
    assert len(placed) == shape[0] and placed.dtype == np.float32 and np.isfinite(placed).all()
    if before == "pca":
        assert placed.shape[1] == min(*shape, 10)


@EVERY
def test_what_cannot_be_laid_out_is_handed_on(before) -> None:
    few = clouds()[[0, 12, 24]]
    equal = np.full((9, 5), 0.5, np.float32)
    pair = few[[0, 0, 0, 0, 1, 1, 1, 1]]
    for points in (few[:1], few[:2], few, equal, pair):
        placed, chosen = reduce(before, points, 0)
        np.testing.assert_array_equal(placed, points)
        assert chosen == {}


@EVERY
def test_copies_lie_in_one_place_and_the_others_where_they_would_without(before) -> None:
    points = clouds(each=5)
    again = np.concatenate([points[[3]], points, points[[3, 14]]])  # in front, too: the order is that of the first
    placed, _ = reduce(before, again, 0)
    np.testing.assert_array_equal(placed[[0, 4, 16]], placed[[0, 0, 0]])
    np.testing.assert_array_equal(placed[15], placed[17])
    different = np.concatenate([points[[3]], points[:3], points[4:]])
    np.testing.assert_array_equal(placed[[0, 1, 2, 3, *range(5, 16)]], reduce(before, different, 0)[0])


@pytest.mark.slow
def test_two_threads_may_ask_umap_at_once() -> None:
    points, results = clouds(each=5), {}

    def ask(seed: int) -> None:
        results[seed] = reduce("umap", points, seed)[0]

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for seed in (1, 2):
        np.testing.assert_array_equal(results[seed], reduce("umap", points, seed)[0])
