"""The plane of a race against scikit-learn's PCA and scipy's Procrustes."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.linalg import orthogonal_procrustes
from sklearn.decomposition import PCA

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.projection import Plane, principal_plane, procrustes


def cloud(seed: int, n: int = 60, d: int = 8) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) * np.linspace(3, 0.2, d) + rng.normal(size=d)


@pytest.mark.parametrize(("n", "d"), [(60, 8), (12, 40), (20, 20), (30, 2)])
def test_plane_is_pca_up_to_sign_and_size(n: int, d: int) -> None:
    points = cloud(n + d, n, d)
    expected = PCA(2, svd_solver="full").fit_transform(points)
    expected /= np.sqrt(np.square(expected).sum(1).mean())
    got = principal_plane(points)
    signs = np.sign((got * expected).sum(0))
    np.testing.assert_allclose(got * signs, expected, atol=1e-8)


def test_signs_and_size_are_fixed() -> None:
    points = cloud(3)
    frame = principal_plane(points)
    for axis in frame.T:
        assert axis[np.abs(axis).argmax()] > 0
    np.testing.assert_allclose(frame, principal_plane(-points), atol=1e-9)
    np.testing.assert_allclose(frame, principal_plane(points * 1e-4), atol=1e-7)
    assert np.square(frame).sum(1).mean() == pytest.approx(1)
    np.testing.assert_allclose(frame.mean(0), 0, atol=1e-12)


def test_procrustes_equals_scipys() -> None:
    rng = np.random.default_rng(5)
    for _ in range(10):
        a, b = rng.normal(size=(2, 30, 2))
        np.testing.assert_allclose(procrustes(a, b), orthogonal_procrustes(a, b)[0], atol=1e-10)


def test_live_frames_keep_the_first_ones_axes_and_scale() -> None:
    plane = Plane()
    points = cloud(7)
    first = plane.next(torch.from_numpy(points).float())
    pca = PCA(2, svd_solver="full").fit(points)
    away = np.random.default_rng(0).normal(size=points.shape)
    unseen = away - away @ pca.components_.T @ pca.components_  # a way that the first plane does not show
    np.testing.assert_allclose(plane.next(points + unseen - unseen.mean(0)), first, atol=1e-4)
    np.testing.assert_allclose(plane.next(2 * points), 2 * first, atol=1e-4)


def test_ways_show_as_the_points_that_go_them_would() -> None:
    plane, points, way = Plane(), cloud(11), np.random.default_rng(11).normal(size=(60, 8))
    before, after = plane.next(points), plane.next(points + way)
    np.testing.assert_allclose(plane.along(way), after - before, atol=1e-5)
    before, after = plane.settled()
    np.testing.assert_allclose(plane.along(way), after - before, atol=1e-5)


def test_the_settled_plane_is_pca_of_all_steps_turned_onto_what_was_shown() -> None:
    rng = np.random.default_rng(1)
    steps = [cloud(8) + rng.normal(size=(60, 8)) * index for index in range(4)]
    plane = Plane()
    told = np.concatenate([plane.next(points) for points in steps])
    settled = plane.settled()
    pooled = np.concatenate([points - points.mean(0) for points in steps])
    expected = pooled @ PCA(2, svd_solver="full").fit(pooled).components_.T
    expected /= np.sqrt(np.square(expected).sum(1).mean())
    expected = expected @ orthogonal_procrustes(expected, told)[0]
    np.testing.assert_allclose(settled.reshape(-1, 2), expected, atol=1e-5)
    still = Plane()
    shown = [still.next(steps[0]) for _ in range(3)]
    np.testing.assert_allclose(still.settled(), shown, atol=1e-6)  # one picture is its own plane


def test_same_points_same_frame_bit_for_bit() -> None:
    points = cloud(9)
    one, two = Plane(), Plane()
    for _ in range(3):
        np.testing.assert_array_equal(one.next(points), two.next(points))
    assert one.next(points).dtype == np.float32


@pytest.mark.parametrize(
    "points",
    [np.ones((5, 3)), np.zeros((1, 4)), np.arange(6.0)[:, None], np.outer(np.arange(5.0), np.ones(7)), np.eye(2)],
    ids=["all alike", "one", "one dimension", "a line", "two"],
)
def test_points_without_a_plane_still_lie_somewhere(points: np.ndarray) -> None:
    plane = Plane()
    for _ in range(2):
        frame = plane.next(points)
        assert frame.shape == (len(points), 2)
        assert np.isfinite(frame).all()
    assert np.isfinite(plane.settled()).all()
    if points.ndim == 2 and np.linalg.matrix_rank(points - points.mean(0)) == 1:
        assert np.abs(frame).max(0).min() < 1e-6  # nothing is made up in the direction that does not vary


def test_another_number_of_points_starts_afresh() -> None:
    plane = Plane()
    plane.next(cloud(1, 20))
    np.testing.assert_array_equal(plane.next(cloud(2, 30)), Plane().next(cloud(2, 30)))


def test_nan_and_wrong_shapes_are_refused() -> None:
    broken = cloud(1)
    broken[3, 2] = np.nan
    for points, code in ((broken, "embedding_not_finite"), (np.zeros(4), "embedding_shape")):
        with pytest.raises(MetaUnsupError) as caught:
            Plane().next(points)
        assert caught.value.code == code
