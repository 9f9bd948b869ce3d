"""Which differences are more than luck: paired intervals, win rates, sign-flip tests, Holm's correction.

Everything is paired: two learners are compared on the same draws. Intervals: Student's t below ``FEW`` draws, where
the percentile bootstrap is too narrow, and that from there on (Efron & Tibshirani, An Introduction to the Bootstrap,
1993). Sign-flip test: Fisher, The Design of Experiments (1935), exact where all signs are no more than the flips,
else with random flips, as many as the correction needs. Correction for many pairs: Holm, Scand. J. Statistics 6 (1979).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from scipy.stats import bootstrap

from metaunsup.evaluation.metrics import CONFIDENCE, Interval, mean_interval

RESAMPLES = 9999  # of a bootstrap
FEW = 30  # draws, below which intervals are Student's t
SMALLEST = 1e-3  # what the smallest p value still is when all pairs are considered
FLIPS = (9_999, 199_999)  # at least, at most
SEED = 0  # of the resampling: the same results give the same intervals and p-values
ALPHA = 1 - CONFIDENCE
_AT_ONCE = 4_000_000  # numbers of one batch of resamples, so that memory stays flat
_TIE = 1e-9  # sums that differ by less are the same


@dataclass(frozen=True)
class Pair:
    """``first`` against ``second`` on the same draws.

    ``difference`` is the mean of first minus second with its interval; ``win_rate`` the share of draws that
    ``first`` wins, a tie counting half; ``p`` the two-sided p-value of the sign-flip test, ``p_holm`` the same
    corrected for all pairs of the table. A single draw has neither interval nor p-value (None). ``draws``: how many
    both finished, and the difference is of. ``gain``: the same difference in gain, where gains are known.
    ``over_classes``: intervals of both ("accuracy", "gain") over tasks and classes, where there are any.
    """

    first: str
    second: str
    difference: Interval
    win_rate: float
    p: float | None
    p_holm: float | None
    draws: int
    gain: Interval | None = None
    over_classes: Mapping[str, Interval] = field(default_factory=dict)

    @property
    def significant(self) -> bool:
        """Whether the difference is more than luck at the 5 % level, all pairs considered."""
        return self.p_holm is not None and self.p_holm < ALPHA


def pairs(
    values: Mapping[str, Sequence[float] | np.ndarray], gains: Mapping[str, Sequence[float] | np.ndarray] | None = None
) -> list[Pair]:
    """Every pair of learners once, in the mapping's order; ``values`` (draws,) of each learner on the same draws.

    ``gains`` are paired in the same way, for their interval alone. NaN where a learner failed: a pair is compared on
    the draws that both finished, and left out where there are none.
    """
    names = list(combinations(values, 2))
    if not names:
        return []
    differences = _differences(values, names)
    gained = None if gains is None else _differences(gains, names)
    shared = ~np.isnan(differences)
    found: dict[int, Pair] = {}
    for mask in np.unique(shared[shared.any(axis=1)], axis=0):  # pairs of the same draws are resampled together
        rows = np.flatnonzero((shared == mask).all(axis=1)).tolist()
        here = differences[np.ix_(rows, mask)]
        intervals, p = mean_intervals(here), sign_flip(here, flips(len(names)))
        gain = None if gained is None else mean_intervals(gained[np.ix_(rows, mask)])
        for at, row in enumerate(rows):
            alone = None if p is None else float(p[at])
            told = None if gain is None else gain[at]
            found[row] = Pair(*names[row], intervals[at], win_rate(here[at]), alone, None, here.shape[1], told)
    tested = {row: pair.p for row, pair in found.items() if pair.p is not None}
    corrected = dict(zip(tested, holm(list(tested.values())), strict=True))
    return [replace(found[row], p_holm=corrected.get(row)) for row in sorted(found)]


def _differences(values: Mapping[str, Sequence[float] | np.ndarray], names: Sequence[tuple[str, str]]) -> np.ndarray:
    """First minus second of each pair (pairs, draws)."""
    data = {name: np.asarray(one, dtype=np.float64) for name, one in values.items()}
    # rounding away the last bits makes a tie a tie, however the two averages were summed up
    return np.array([np.round(data[first] - data[second], 12) for first, second in names])


def mean_intervals(rows: np.ndarray) -> list[Interval]:
    """Mean of each row (rows, draws) with its 95 % interval: Student's t below ``FEW`` draws, else the bootstrap's."""
    if rows.shape[1] < FEW:
        return [mean_interval(row) for row in rows.tolist()]
    found = bootstrap(
        (rows,),
        np.mean,
        axis=-1,
        n_resamples=RESAMPLES,
        batch=_batch(*rows.shape),
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return [Interval(*map(float, one)) for one in zip(rows.mean(1), found.low, found.high, strict=True)]


def flips(pairs: int) -> int:
    """How many random flips a table of so many pairs needs.

    The smallest p value of n flips is 2 / (n + 1); Holm multiplies it by the number of pairs, and it must still be
    ``SMALLEST`` then, however many pairs there are (up to the bound of ``FLIPS``: 100 pairs).
    """
    return min(max(math.ceil(2 * pairs / SMALLEST), FLIPS[0]), FLIPS[1])


def sign_flip(differences: np.ndarray, flips: int = FLIPS[0]) -> np.ndarray | None:
    """Two-sided p-value of each row (pairs, draws): how often random signs give a mean as far from 0.

    A single draw has none (None). Where nothing differs between two learners, either could be called the other: the
    signs of the differences are arbitrary. With n draws the smallest possible value is 2 / 2^n, so fewer than 6 can
    never reach 5 %; where all 2^n signs are no more than ``flips``, each of them is counted once.
    """
    rows, draws = differences.shape
    if draws == 1:
        return None
    exact = draws < flips.bit_length()
    total, observed, rng = 2**draws if exact else flips, differences.sum(1), np.random.default_rng(SEED)
    above, below = np.zeros(rows), np.zeros(rows)
    for start in range(0, total, size := _batch(1, max(draws, rows))):
        number = np.arange(start, min(start + size, total))
        bits = number[:, None] >> np.arange(draws) & 1 if exact else rng.integers(0, 2, (len(number), draws), np.int8)
        sums = (2.0 * bits - 1) @ differences.T  # the same signs for every pair
        above += (sums >= observed - _TIE).sum(0)
        below += (sums <= observed + _TIE).sum(0)
    own = 0 if exact else 1  # the signs that were observed are one way to draw them
    return np.minimum(1.0, 2 * (np.minimum(above, below) + own) / (total + own))


def _batch(rows: int, draws: int) -> int:
    return max(1, _AT_ONCE // (rows * draws))


def holm(p: Sequence[float]) -> list[float]:
    """Holm's step-down correction: p-values that may each be held against the level, all of them considered.

    The i-th smallest of m (i = 0, 1, ...) is multiplied by m - i, never falls below a smaller one's, and stays at
    most 1.
    """
    corrected = [0.0] * len(p)
    highest = 0.0
    for rank, at in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        highest = max(highest, min(1.0, (len(p) - rank) * p[at]))
        corrected[at] = highest
    return corrected


def win_rate(differences: np.ndarray) -> float:
    """Share of positive differences (draws,), a zero counting half."""
    return float(np.mean((np.sign(differences) + 1) / 2))
