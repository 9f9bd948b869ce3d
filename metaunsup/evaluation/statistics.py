"""Which differences are more than luck: paired bootstrap intervals, win rates, sign-flip tests, Holm's correction.

Everything is paired: two learners are compared on the same draws. Bootstrap: Efron & Tibshirani, An Introduction to
the Bootstrap (1993), percentile interval. Sign-flip test: Fisher, The Design of Experiments (1935), exact up to 13
draws, beyond that with random flips. Correction for many pairs: Holm, Scand. J. Statistics 6 (1979).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.stats import bootstrap, permutation_test

from metaunsup.evaluation.metrics import CONFIDENCE, Interval

RESAMPLES = 9999
SEED = 0  # of the resampling: the same results give the same intervals and p-values
ALPHA = 1 - CONFIDENCE
_AT_ONCE = 4_000_000  # numbers of one batch of resamples, so that memory stays flat


@dataclass(frozen=True)
class Pair:
    """``first`` against ``second`` on the same draws.

    ``difference`` is the mean of first minus second with its bootstrap interval; ``win_rate`` the share of draws that
    ``first`` wins, a tie counting half; ``p`` the two-sided p-value of the sign-flip test, ``p_holm`` the same
    corrected for all pairs of the table. A single draw has neither interval nor p-value (None). ``draws``: how many
    both finished, and the difference is of.
    """

    first: str
    second: str
    difference: Interval
    win_rate: float
    p: float | None
    p_holm: float | None
    draws: int

    @property
    def significant(self) -> bool:
        """Whether the difference is more than luck at the 5 % level, all pairs considered."""
        return self.p_holm is not None and self.p_holm < ALPHA


def pairs(values: Mapping[str, Sequence[float] | np.ndarray]) -> list[Pair]:
    """Every pair of learners once, in the mapping's order; ``values`` (draws,) of each learner on the same draws.

    NaN where a learner failed: a pair is compared on the draws that both finished, and left out where there are none.
    """
    names = list(combinations(values, 2))
    if not names:
        return []
    data = {name: np.asarray(one, dtype=np.float64) for name, one in values.items()}
    # rounding away the last bits makes a tie a tie, however the two averages were summed up
    differences = np.array([np.round(data[first] - data[second], 12) for first, second in names])
    shared = ~np.isnan(differences)
    found: dict[int, Pair] = {}
    for mask in np.unique(shared[shared.any(axis=1)], axis=0):  # pairs of the same draws are resampled together
        rows = np.flatnonzero((shared == mask).all(axis=1)).tolist()
        here = differences[np.ix_(rows, mask)]
        bounds, p = bootstrap_intervals(here), sign_flip(here)
        for at, row in enumerate(rows):
            difference = Interval(float(here[at].mean()), *bounds[at])
            alone = None if p is None else float(p[at])
            found[row] = Pair(*names[row], difference, win_rate(here[at]), alone, None, here.shape[1])
    tested = {row: pair.p for row, pair in found.items() if pair.p is not None}
    corrected = dict(zip(tested, holm(list(tested.values())), strict=True))
    return [replace(found[row], p_holm=corrected.get(row)) for row in sorted(found)]


def bootstrap_intervals(differences: np.ndarray) -> list[tuple[float | None, float | None]]:
    """95 % percentile bootstrap interval of the mean of each row (pairs, draws); none for a single draw."""
    rows, draws = differences.shape
    if draws == 1:
        return [(None, None)] * rows
    found = bootstrap(
        (differences,),
        np.mean,
        axis=-1,
        n_resamples=RESAMPLES,
        batch=_batch(rows, draws),
        confidence_level=CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return list(zip(found.low.tolist(), found.high.tolist(), strict=True))


def sign_flip(differences: np.ndarray) -> np.ndarray | None:
    """Two-sided p-value of each row (pairs, draws): how often random signs give a mean as far from 0.

    A single draw has none (None). Where nothing differs between two learners, either could be called the other: the
    signs of the differences are arbitrary. With n draws the smallest possible value is 2 / 2^n, so fewer than 6 can
    never reach 5 %.
    """
    rows, draws = differences.shape
    if draws == 1:
        return None
    return np.asarray(
        permutation_test(
            (differences,),
            lambda sample, axis: np.mean(sample, axis=axis),
            permutation_type="samples",
            vectorized=True,
            axis=-1,
            n_resamples=RESAMPLES,
            batch=_batch(rows, draws),
            rng=np.random.default_rng(SEED),
        ).pvalue
    )


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
