"""What is said of a picture, against scikit-learn and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.manifold import trustworthiness
from sklearn.metrics import silhouette_samples

from metaunsup.latent import measures

rng = np.random.default_rng(0)
SPACE, PLANE = rng.normal(size=(80, 6)).astype(np.float32), rng.normal(size=(80, 2))


def test_trustworthiness_is_scikit_learn_s_also_by_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = trustworthiness(SPACE, PLANE, n_neighbors=10)
    trusted, kept = measures.trust(SPACE, PLANE)
    assert trusted == pytest.approx(wanted)
    far = np.linalg.norm(SPACE[:, None] - SPACE, axis=2), np.linalg.norm(PLANE[:, None] - PLANE, axis=2)
    true, seen = (one.argsort(1)[:, 1:11] for one in far)
    assert kept == pytest.approx(np.mean([len({*a} & {*b}) / 10 for a, b in zip(true, seen, strict=True)]))
    ranks = measures._ranks(far[0][:3], np.take_along_axis(far[0][:3], seen[:3], 1))
    np.testing.assert_array_equal(
        ranks, 1 + (far[0][:3, None] < np.take_along_axis(far[0][:3], seen[:3], 1)[..., None]).sum(2)
    )


def test_a_picture_that_is_the_space_is_trusted() -> None:
    assert measures.trust(PLANE, PLANE) == (1.0, 1.0)


def test_where_there_are_no_neighbours_nothing_is_said() -> None:
    same = np.ones((20, 2))
    assert measures.trust(same, same) is None
    assert measures.trust(SPACE[:3], PLANE[:3]) is None
    assert measures.silhouette(PLANE, None) is None
    assert measures.silhouette(PLANE[:4], np.zeros(4, int)) is None
    assert measures.silhouette(PLANE[:4], np.arange(4)) is None


def test_the_silhouette_leaves_outliers_out() -> None:
    labels = np.repeat([0, 1, -1, 1], 20)
    wanted = silhouette_samples(SPACE[labels >= 0], labels[labels >= 0]).mean()
    assert measures.silhouette(SPACE, labels) == pytest.approx(wanted, rel=1e-5)


def test_unsure_is_the_share_of_the_way_to_another_centre() -> None:
    points = np.array([[0.0], [0.0], [3.0], [10.0], [10.0], [10.0], [50.0]])
    groups = np.array([0, 0, 0, 1, 1, 1, -1])  # centres 1 and 10
    np.testing.assert_allclose(measures.unsure(points, groups), [0.1, 0.1, 2 / 7, 0, 0, 0, 1])
    assert not measures.unsure(points, np.zeros(7, int)).any()
