"""Paired statistics against hand-worked examples, slow re-implementations, and data whose answer is known."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import stats

from metaunsup.evaluation.compare import Setting
from metaunsup.evaluation.draws import per_draw
from metaunsup.evaluation.metrics import Interval, paired_difference
from metaunsup.evaluation.statistics import FEW, flips, holm, mean_intervals, pairs, sign_flip, win_rate
from tests.evaluation.made_results import finished


def test_holm_by_hand() -> None:
    # sorted: 0.005 x 4 = 0.02; 0.01 x 3 = 0.03; 0.03 x 2 = 0.06; 0.04 x 1 = 0.04, but not below 0.06
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([0.2]) == [0.2]
    assert holm([]) == []


def slow_holm(p: list[float]) -> list[float]:
    """By what it is for: the smallest level at which Holm's step-down test rejects each hypothesis."""

    def rejected(level: float) -> set[int]:
        out: set[int] = set()
        for at in sorted(range(len(p)), key=lambda at: p[at]):
            if p[at] * (len(p) - len(out)) > level + 1e-12:
                break
            out.add(at)
        return out

    candidates = sorted({min(1.0, value * factor) for value in p for factor in range(1, len(p) + 1)} | {1.0})
    return [next(level for level in candidates if at in rejected(level) or level == 1.0) for at in range(len(p))]


def test_holm_against_its_definition() -> None:
    rng = np.random.default_rng(0)
    for size in range(1, 9):
        for _ in range(20):
            p = np.round(rng.random(size) ** 3, 3).tolist()  # also ties
            assert holm(p) == pytest.approx(slow_holm(p))


def slow_sign_flip(differences: list[float]) -> float:
    """Every one of the 2^n signs, counted one by one; twice the smaller tail."""
    observed = sum(differences)
    sums = [
        sum(s * d for s, d in zip(signs, differences, strict=True))
        for signs in product((1, -1), repeat=len(differences))
    ]
    upper = sum(total >= observed - 1e-9 for total in sums) / len(sums)
    lower = sum(total <= observed + 1e-9 for total in sums) / len(sums)
    return min(1.0, 2 * min(upper, lower))


@pytest.mark.parametrize("draws", [2, 3, 6, 10])
def test_sign_flip_against_every_sign(draws) -> None:
    rng = np.random.default_rng(draws)
    differences = np.round(rng.normal(0.1, 0.2, (5, draws)), 2)
    differences[3], differences[4] = 0.0, 0.1
    assert sign_flip(differences) == pytest.approx([slow_sign_flip(row) for row in differences.tolist()])
    assert sign_flip(differences)[4] == pytest.approx(2 / 2**draws)


def test_sign_flip_with_random_signs_is_near_the_exact_value_and_the_same_every_time() -> None:
    rng = np.random.default_rng(1)
    differences = np.round(rng.normal(0.05, 0.1, (1, 15)), 2)
    found = sign_flip(differences)
    assert found == pytest.approx([slow_sign_flip(differences[0].tolist())], abs=0.02)
    assert found == sign_flip(differences)


def test_under_no_difference_five_per_cent_are_called_significant() -> None:
    rng = np.random.default_rng(2)
    p = sign_flip(rng.normal(0, 1, (300, 12)))
    assert 0.025 < (p < 0.05).mean() < 0.08


def test_intervals_of_few_draws_are_students_and_cover_the_truth() -> None:
    rng = np.random.default_rng(3)
    rows = rng.normal(0.3, 1, (2000, 8))
    found = mean_intervals(rows)
    low, high = stats.t.interval(0.95, 7, rows.mean(1), stats.sem(rows, axis=1))
    assert [(one.low, one.high) for one in found] == [pytest.approx(both) for both in zip(low, high, strict=True)]
    covered = np.mean([one.low <= 0.3 <= one.high for one in found])
    assert 0.94 < covered < 0.96  # the percentile bootstrap of these covers 0.89


def test_bootstrap_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(3)
    found = mean_intervals(rng.normal(0.3, 1, (200, 40)))
    assert 0.90 < np.mean([one.low <= 0.3 <= one.high for one in found]) < 0.98


def test_bootstrap_from_30_draws_on_against_resampling_by_hand() -> None:
    row = np.random.default_rng(8).exponential(1, FEW)  # skewed, so that Student's interval is another
    rng = np.random.default_rng(9)
    means = np.sort([np.mean(rng.choice(row, len(row))) for _ in range(8_000)])
    [found] = mean_intervals(row[None])
    assert (found.low, found.high) == pytest.approx((means[200], means[7_800]), abs=0.02)
    assert found.high - found.mean > 1.1 * (found.mean - found.low)
    assert mean_intervals(np.full((1, 40), 0.2)) == [Interval(*[pytest.approx(0.2)] * 3)]


@pytest.mark.parametrize("count", [1, 15, 36, 66, 100])
def test_the_smallest_p_value_is_small_enough_for_all_pairs(count) -> None:
    least = float(sign_flip(np.full((1, 20), 0.1), flips(count))[0])
    assert max(holm([least] * count)) <= 1e-3
    assert 9_999 <= flips(count) <= flips(10**6) == 199_999


def test_many_pairs_that_differ_on_every_draw_are_told_so() -> None:
    values = {f"l{at}": np.full(40, 0.1 * at) for at in range(9)}  # 36 pairs
    assert max(pair.p_holm for pair in pairs(values)) <= 1e-3


def test_sign_flip_is_scipys() -> None:
    rows = np.random.default_rng(6).normal(0.05, 0.1, (4, 12))
    theirs = stats.permutation_test(
        (rows,), lambda sample, axis: np.mean(sample, axis=axis), permutation_type="samples", axis=-1, n_resamples=4096
    )
    assert sign_flip(rows) == pytest.approx(theirs.pvalue)


def test_win_rate_counts_ties_half() -> None:
    assert win_rate(np.array([0.2, 0.0, -0.1, 0.3])) == pytest.approx(2.5 / 4)


def test_pairs_are_every_two_in_order_and_paired() -> None:
    base = np.random.default_rng(4).random(30)  # tasks differ far more than learners do
    values = {"a": base + 0.02, "b": base, "c": base + np.tile([0.01, -0.01], 15)}
    found = pairs(values)
    assert [(pair.first, pair.second) for pair in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    ab, ac, bc = found
    assert ab.difference.mean == pytest.approx(0.02)
    assert (ab.win_rate, ac.win_rate, bc.win_rate) == (1.0, 1.0, 0.5)
    assert ab.significant
    assert ac.significant
    assert not bc.significant
    assert bc.p == pytest.approx(1.0)
    assert [pair.p_holm for pair in found] == holm([pair.p for pair in found])
    assert bc.difference.low < 0 < bc.difference.high
    assert pairs({"alone": base}) == []


def test_gains_are_paired_beside_accuracy() -> None:
    rng = np.random.default_rng(5)
    values, gains = ({name: rng.random(12) for name in "ab"} for _ in range(2))

    def by_hand(keep: np.ndarray) -> tuple[float, ...]:
        found = paired_difference(gains["a"][keep].tolist(), gains["b"][keep].tolist())
        return pytest.approx((found.mean, found.low, found.high))

    [pair] = pairs(values, gains)
    assert (pair.gain.mean, pair.gain.low, pair.gain.high) == by_hand(np.full(12, True))
    gains["a"][3] = values["a"][3] = np.nan  # failed on one
    [pair] = pairs(values, gains)
    assert (pair.gain.mean, pair.gain.low, pair.gain.high) == by_hand(np.arange(12) != 3)
    assert pairs(values)[0].gain is None


def test_one_draw_has_neither_interval_nor_p_value() -> None:
    [pair] = pairs({"a": [0.5], "b": [0.4]})
    assert (pair.difference.low, pair.difference.high, pair.p, pair.p_holm) == (None, None, None, None)
    assert pair.difference.mean == pytest.approx(0.1)
    assert not pair.significant


def test_averages_that_are_equal_but_for_rounding_are_ties() -> None:
    third = (0.1 + 0.2 + 0.3) / 3
    [pair] = pairs({"a": [third, 0.5], "b": [0.2, 0.5]})
    assert pair.win_rate == 0.5
    assert pair.p == 1.0


def test_a_draw_used_in_several_settings_counts_once() -> None:
    small, large = Setting("digits", 2, 3), Setting("digits", 5, 3)
    other = Setting("mnist", 2, 3)
    results = [
        finished({"a": [0.0, 0.2]}, small, index=0),
        finished({"a": [0.0, 0.4]}, large, index=0),
        finished(
            {"a": [0.0, 0.6]}, small, index=1
        ),  # its larger task is not done yet: it would be easier than the others
        finished({"a": [0.0, 0.5]}, small, seed=1),
        finished({"a": [0.0, 0.7]}, large, seed=1),
        finished({"a": [0.0, 0.9]}, other),
    ]
    drawn = per_draw(results, lambda one: one.accuracy[-1])
    assert drawn["a"] == pytest.approx([0.3, 0.6, 0.9])
    traces = per_draw(results, lambda one: one.accuracy)
    assert traces["a"] == pytest.approx(np.array([[0, 0.3], [0, 0.6], [0, 0.9]]))
    assert per_draw([], lambda one: one.accuracy[-1]) == {}
