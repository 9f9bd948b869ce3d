"""A thinned curve keeps its ends and its spikes."""

from __future__ import annotations

import numpy as np

from metaunsup.evaluation.thinning import MOST_POINTS, thinned


def test_no_spike_is_lost_and_the_ends_stay() -> None:
    values = np.random.default_rng(0).normal(size=20_000)
    values[12_345], values[777] = 99.0, -50.0
    kept = thinned(values)
    assert MOST_POINTS // 2 < len(kept) <= MOST_POINTS + 2
    assert np.all(np.diff(kept) > 0)
    assert {0, 777, 12_345, 19_999} <= set(kept.tolist())


def test_every_stretch_keeps_its_lowest_and_its_highest() -> None:
    values = np.random.default_rng(1).permutation(1000).astype(float)
    kept = set(thinned(values, 20).tolist())
    for stretch in np.arange(1000).reshape(10, 100):
        assert {stretch[values[stretch].argmin()], stretch[values[stretch].argmax()]} <= kept


def test_a_short_curve_stays_as_it_is() -> None:
    assert thinned(np.array([3.0, 1.0, 2.0])).tolist() == [0, 1, 2]
    assert thinned(np.zeros(0)).tolist() == []
