"""PCA, t-SNE and UMAP step by step: the libraries' own results, and an answer for whatever comes."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.projection import principal_plane
from metaunsup.latent import layouts
from metaunsup.latent.layouts import Layout, lay_out, most_near, strip, usual_near

DIGITS = (load_digits().data[:90] / 16).astype(np.float32)


def laid(points: np.ndarray, method: str, **asked: object) -> Layout:
    """The last that comes."""
    *shares, last = lay_out(points, method, **asked)
    assert all(isinstance(one, float) for one in shares)
    assert shares == sorted(shares) and 0 <= shares[0] <= shares[-1] <= 1
    assert isinstance(last, Layout)
    return last


def plane(work: object) -> np.ndarray:
    return [one for one in work if not isinstance(one, float)][-1]


def test_pca_is_scikit_learn_s() -> None:
    mine, theirs = laid(DIGITS, "pca").positions, PCA(2).fit_transform(DIGITS)
    np.testing.assert_allclose(np.abs(np.corrcoef(mine.T, theirs.T)[:2, 2:]), np.eye(2), atol=1e-4)


def test_tsne_of_few_points_is_scikit_learn_s_exact_one() -> None:
    from sklearn.manifold._t_sne import _joint_probabilities, _kl_divergence

    squared = ((DIGITS[:, None] - DIGITS[None]) ** 2).sum(-1)
    at = np.random.default_rng(0).normal(size=2 * len(DIGITS)).astype(np.float32)
    joint = _joint_probabilities(squared, 7.0, 0) * layouts.EXAGGERATION
    theirs = _kl_divergence(at, joint, 1, len(DIGITS), 2, compute_error=False)[1]
    np.testing.assert_allclose(layouts._every_pair(DIGITS, 7)(at, layouts.EXAGGERATION), theirs, atol=1e-6)
    start = principal_plane(DIGITS)
    init = (start / start[:, 0].std() * 1e-4).astype(np.float32)
    model = TSNE(perplexity=7, init=init, min_grad_norm=0, method="exact").fit(DIGITS)
    mine = plane(layouts.tsne(DIGITS, start, 7, 0)).astype(np.float32)
    joint = joint / layouts.EXAGGERATION
    reached = _kl_divergence(mine.ravel(), joint, 1, len(DIGITS), 2)[0]
    assert reached == pytest.approx(model.kl_divergence_, rel=0.03)  # roundings are magnified on the way


def test_tsne_of_many_is_scikit_learn_s_to_the_last_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "EXACT", 0)
    start = principal_plane(DIGITS)
    init = (start / start[:, 0].std() * 1e-4).astype(np.float32)
    theirs = TSNE(perplexity=7, init=init, min_grad_norm=0, n_iter_without_progress=1000).fit_transform(DIGITS)
    np.testing.assert_array_equal(plane(layouts.tsne(DIGITS, start, 7, 0)), theirs)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_umap_is_umap_learn_s_to_the_last_digit() -> None:
    from metaunsup.adaptation.reduction import get_ready

    get_ready("umap")
    from umap import UMAP

    start = principal_plane(DIGITS)
    theirs = UMAP(n_neighbors=8, init=start.astype(np.float32), random_state=3, n_jobs=1, n_epochs=500)
    np.testing.assert_array_equal(plane(layouts.umap(DIGITS, start, 8, 3)), theirs.fit_transform(DIGITS))


@pytest.mark.parametrize("method", ["pca", "tsne", "umap"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_three_points_and_fewer_are_laid_out_by_pca(method: str, count: int) -> None:
    made = laid(DIGITS[:count], method, near=500)
    assert made.method == "pca" and made.near is None and made.positions.shape == (count, 2)


@pytest.mark.parametrize("method", ["pca", "tsne", "umap"])
def test_identical_points_lie_in_one_place(method: str) -> None:
    assert not laid(np.ones((50, 8)), method).positions.any()


def test_copies_lie_where_the_first_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "ITERATIONS", 20)
    made = laid(np.concatenate([DIGITS[:30], DIGITS[:5]]), "tsne")
    np.testing.assert_array_equal(made.positions[30:], made.positions[:5])
    assert np.square(made.positions).sum(1).mean() == pytest.approx(1)


@pytest.mark.parametrize(("bad", "code"), [(np.nan, "embedding_not_finite"), (np.inf, "embedding_not_finite")])
def test_what_is_no_number_is_refused_at_once(bad: float, code: str) -> None:
    points = DIGITS.copy()
    points[3, 2] = bad
    with pytest.raises(MetaUnsupError) as refused:
        lay_out(points, "umap")
    assert refused.value.code == code


@pytest.mark.parametrize("near", [0, 1, 31, 90, 10**6])
def test_a_neighbourhood_larger_than_there_is_room_for_is_refused(near: int) -> None:
    with pytest.raises(MetaUnsupError, match=r"2 to 29"):
        lay_out(DIGITS, "tsne", near=near)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(MetaUnsupError, match="pca, tsne, umap"):
        lay_out(DIGITS, "isomap")


def test_closing_stops_at_once() -> None:
    work = lay_out(DIGITS, "tsne")
    shares = [next(work) for _ in range(5)]
    work.close()
    assert shares[-1] < 0.1 and list(work) == []


@pytest.mark.parametrize("count", [4, 7, 40, 200, 5000])
@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_every_neighbourhood_offered_is_possible_and_the_usual_one_is_among_them(method: str, count: int) -> None:
    offered = strip(method, count)
    assert usual_near(method, count) in offered and offered[0] >= 2 and offered[-1] <= most_near(count)
