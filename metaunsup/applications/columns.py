"""A card transaction as a row of numbers: what it is, and how it fits what the customer has done before.

Every number follows from the transaction and from those before it, never from a later one, as it would be at the moment
when a bank has to decide. The counts and recencies are those of Bahnsen et al., Feature engineering strategies for
credit card fraud detection (Expert Systems with Applications 51, 2016, section 3).
"""

from __future__ import annotations

import numpy as np

from metaunsup.applications.bank import CATEGORIES, DAY, ENTRIES, ONLINE
from metaunsup.applications.statements import Statement

NAMES = (
    *("log_amount", "log_km", "hour_sin", "hour_cos", "weekend"),
    *("log_gap", "today", "hour_count", "new_merchant", "new_category", "log_speed", "log_spent_today"),
    *(f"entry_{one}" for one in ENTRIES),
    *(f"category_{one}" for one in CATEGORIES),
)
ONE_HOT = 12  # where the columns begin that are 0 or 1 by group
LONGEST_GAP = 60 * DAY


def columns_of(rows: Statement) -> np.ndarray:
    """(N, ``len(NAMES)``) float32, not standardised."""
    time, count = rows.time, len(rows)
    if not count:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    hour = time % DAY / DAY * 2 * np.pi
    gap = np.diff(time, prepend=time[0] - DAY).clip(0, LONGEST_GAP)
    day = np.arange(count) - np.searchsorted(time, time - DAY)
    spent = np.concatenate([[0.0], np.cumsum(rows.amount)])
    today = spent[:-1] - spent[np.searchsorted(time, time - DAY)]
    flags = [
        np.eye(len(names), dtype=np.float32)[codes]
        for names, codes in ((ENTRIES, rows.entry), (CATEGORIES, rows.category))
    ]
    numbers = np.stack(
        [
            np.log1p(rows.amount),
            np.log1p(rows.km),
            np.sin(hour),
            np.cos(hour),
            time // DAY % 7 >= 5,
            np.log1p(gap),
            np.log1p(day),
            np.log1p(np.arange(count) - np.searchsorted(time, time - 60)),
            ~_seen_before(rows.merchant),
            ~_seen_before(rows.category),
            np.log1p(_speed(rows)),
            np.log1p(today.clip(0)),
        ],
        axis=1,
    )
    return np.concatenate([numbers.astype(np.float32), *flags], axis=1)


def _seen_before(codes: np.ndarray) -> np.ndarray:
    """Whether each code stands in an earlier row, (N,) bool."""
    seen = np.ones(len(codes), dtype=bool)
    seen[np.unique(codes, return_index=True)[1]] = False
    return seen


def _speed(rows: Statement) -> np.ndarray:
    """Km an hour from the last place where the card was at hand, (N,): at least what the distances from home differ."""
    speed = np.zeros(len(rows))
    there = np.flatnonzero(rows.entry != ONLINE)
    if len(there) > 1:
        hours = np.maximum(np.diff(rows.time[there]) / 60, 0.25)
        speed[there[1:]] = np.abs(np.diff(rows.km[there])) / hours
    return speed
