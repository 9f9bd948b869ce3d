"""p(x) and its bound where both are known in closed form, and where the bound cannot reach it."""

from __future__ import annotations

import math

import pytest

from metaunsup.lessons.evidence import SPREAD, bound, gap, log_evidence


def test_of_a_straight_world_everything_is_a_gaussian() -> None:
    """x = 1.2 z + noise: p(x) is N(0, 1.2^2 + s^2), and p(z | x) N(1.2 x / v, s^2 / v) with v = 1.2^2 + s^2."""
    x, variance = 1.7, 1.2**2 + SPREAD**2
    assert log_evidence(x, "straight") == pytest.approx(-(x**2 / variance + math.log(2 * math.pi * variance)) / 2)
    assert gap(x, 1.2 * x / variance, SPREAD / math.sqrt(variance), "straight") == pytest.approx(0, abs=1e-9)
    # of q = p(z): the expected squared distance is x^2 + 1.2^2, and no divergence
    terms = bound(x, 0.0, 1.0, "straight")
    expected = -((x**2 + 1.2**2) / SPREAD**2 + math.log(2 * math.pi * SPREAD**2)) / 2
    assert float(terms.reconstruction) == pytest.approx(expected) and float(terms.kl) == pytest.approx(0)


def test_no_gaussian_has_two_humps() -> None:
    best = min(gap(2.0, m / 20, s / 50, "bent") for m in range(0, 51, 5) for s in range(5, 60, 6))
    assert best > 0.5  # one of two equal humps: log 2 at the least, less what they overlap
