"""Label-free choices: the elbow by geometry, the indices by their definitions."""

from __future__ import annotations

import numpy as np
import pytest

from metaunsup.adaptation.model_selection import NONE, distances, elbow, silhouette, variance_ratio


def test_distances_are_exact_and_zero_between_copies() -> None:
    points = np.random.default_rng(0).normal(size=(20, 300)) + 1000
    points[7] = points[3]
    apart = distances(points)
    by_hand = np.sqrt(np.square(points[:, None] - points[None]).sum(2))
    np.testing.assert_allclose(apart, by_hand, atol=1e-10)
    assert apart[3, 7] == 0 and (np.diag(apart) == 0).all()
    assert distances(points[:1]).tolist() == [[0.0]]


def test_the_elbow_is_the_place_farthest_from_the_chord() -> None:
    generator = np.random.default_rng(0)
    for size in (10, 50, 200):
        rising = np.sort(generator.exponential(size=size))
        unit = np.column_stack([np.linspace(0, 1, size), (rising - rising[0]) / (rising[-1] - rising[0])])
        along = np.array([1.0, 1.0]) / np.sqrt(2)
        across = unit - (unit @ along)[:, None] * along  # the part of each point at right angles to the chord
        below = unit[:, 1] <= unit[:, 0]
        assert elbow(rising) == int(np.argmax(np.linalg.norm(across, axis=1) * below))
    assert elbow(np.array([1.0, 1.1, 1.2, 1.3, 5.0, 9.0])) == 3


@pytest.mark.parametrize("flat", [[2.0], [1.0, 3.0], [2.0] * 9, [0.0, 3.0, 4.0, 4.5]])
def test_a_curve_that_does_not_bend_ends_at_its_end(flat) -> None:
    assert elbow(np.array(flat)) == len(flat) - 1


def slow_silhouette(apart: np.ndarray, assignments: list[int]) -> float:
    """Rousseeuw's definition, item by item; noise is 0 and nobody's neighbour."""
    total = 0.0
    for item, own in enumerate(assignments):
        mates = [other for other, cluster in enumerate(assignments) if cluster == own and other != item]
        if own == -1 or not mates:
            continue
        a = np.mean([apart[item, other] for other in mates])
        b = min(
            np.mean([apart[item, other] for other, cluster in enumerate(assignments) if cluster == foreign])
            for foreign in set(assignments) - {own, -1}
        )
        total += (b - a) / max(a, b)
    return total / len(assignments)


def test_silhouette_equals_its_definition_with_noise_as_nought() -> None:
    generator = np.random.default_rng(0)
    apart = distances(generator.normal(size=(30, 4)))
    for noise in (0.0, 0.3):
        assignments = generator.integers(0, 3, 30)
        assignments[generator.random(30) < noise] = -1
        assert silhouette(apart, assignments) == pytest.approx(slow_silhouette(apart, assignments.tolist()), abs=1e-12)


def test_variance_ratio_equals_its_definition() -> None:
    generator = np.random.default_rng(0)
    points, assignments = generator.normal(size=(30, 4)), np.arange(30) % 3
    means = np.array([points[assignments == cluster].mean(0) for cluster in range(3)])
    between = 10 * np.square(means - points.mean(0)).sum() / 2
    within = np.square(points - means[assignments]).sum() / 27
    assert variance_ratio(points, assignments) == pytest.approx(between / within)


@pytest.mark.parametrize("assignments", [[0, 0, 0, 0], [0, 1, 2, 3], [-1, -1, -1, -1], [0, 1, -1, -1], [0, 0, -1, -1]])
def test_what_is_no_partition_is_worse_than_any(assignments) -> None:
    apart = distances(np.arange(8.0).reshape(4, 2))
    assert silhouette(apart, np.array(assignments)) == NONE
    if -1 not in assignments:
        assert variance_ratio(np.arange(8.0).reshape(4, 2), np.array(assignments)) == NONE
