"""Thresholds and costs against every threshold tried one by one."""

from __future__ import annotations

import numpy as np
import pytest

from metaunsup.evaluation.thresholds import cheapest, cuts, errors_at

SCORES = [0.5, -1.0, 2.0, 2.0, 0.25, 3.0]
ODD = [False, True, True, False, True, False]


def test_errors_counted_by_hand() -> None:
    found = errors_at(SCORES, ODD, 0.5)  # below it lie -1 and 0.25, both odd; the odd 2.0 is missed
    assert (found.called, found.missed, found.alarms, found.anomalies, found.total) == (2, 1, 0, 3, 6)
    assert found.cost(1) == pytest.approx(1 / 6) and found.cost(12) == pytest.approx(2)
    above = errors_at(SCORES, ODD, 2.5)
    assert (above.called, above.missed, above.alarms) == (5, 0, 2) and above.cost(12) == pytest.approx(2 / 6)


def test_cuts_lie_between_scores_and_equal_ones_stay_together() -> None:
    found = cuts(SCORES)
    assert found[0] < -1 and found[-1] > 3 and found[1:-1] == [-0.375, 0.375, 1.25, 2.5]
    assert [errors_at(SCORES, ODD, cut).called for cut in found] == [0, 1, 2, 3, 5, 6]
    assert [errors_at([4.0, 4.0], [True, False], cut).called for cut in cuts([4.0, 4.0])] == [0, 2]


@pytest.mark.parametrize("miss", [0.1, 1, 7])
def test_no_threshold_is_cheaper_than_the_cheapest(miss: float) -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        scores, odd = rng.integers(0, 12, 15).astype(float), rng.random(15) < 0.4
        best = cheapest(scores.tolist(), odd.tolist(), miss)
        tried = [miss * (odd & (scores >= cut)).sum() + (~odd & (scores < cut)).sum() for cut in np.arange(-1, 14, 0.5)]
        assert best.cost(miss) * 15 == pytest.approx(min(tried))
        assert best.cost(miss) == errors_at(scores.tolist(), odd.tolist(), best.threshold).cost(miss)
