"""A transaction as numbers: slow re-implementation, and nothing of what comes later, nor of the truth, is in them."""

from __future__ import annotations

import inspect
import math

import numpy as np

from metaunsup.applications.bank import CATEGORIES, DAY, ENTRIES, ONLINE, make_region
from metaunsup.applications.columns import NAMES, columns_of
from metaunsup.applications.statements import Statement
from metaunsup.applications.transactions import draw_history

ROWS = draw_history(make_region(0), 3, rate=0.05).rows


def by_hand(rows: Statement, at: int) -> dict[str, float]:
    """The row number ``at``, one number after the other."""
    now = float(rows.time[at])
    day = [i for i in range(at) if now - rows.time[i] <= DAY]
    found = {
        "log_amount": math.log(1 + rows.amount[at]),
        "log_km": math.log(1 + rows.km[at]),
        "hour_sin": math.sin(2 * math.pi * (now % DAY) / DAY),
        "hour_cos": math.cos(2 * math.pi * (now % DAY) / DAY),
        "weekend": float(int(now // DAY) % 7 in (5, 6)),
        "log_gap": math.log(1 + min(now - (rows.time[at - 1] if at else now - DAY), 60 * DAY)),
        "today": math.log(1 + len(day)),
        "hour_count": math.log(1 + sum(now - rows.time[i] <= 60 for i in range(at))),
        "new_merchant": float(rows.merchant[at] not in rows.merchant[:at]),
        "new_category": float(rows.category[at] not in rows.category[:at]),
        "log_spent_today": math.log(1 + sum(float(rows.amount[i]) for i in day)),
    }
    last = [i for i in range(at) if rows.entry[i] != ONLINE]
    speed = 0.0
    if last and rows.entry[at] != ONLINE:
        speed = abs(rows.km[at] - rows.km[last[-1]]) / max((now - rows.time[last[-1]]) / 60, 0.25)
    found["log_speed"] = math.log(1 + speed)
    found |= {f"entry_{one}": float(rows.entry[at] == code) for code, one in enumerate(ENTRIES)}
    return found | {f"category_{one}": float(rows.category[at] == code) for code, one in enumerate(CATEGORIES)}


def test_the_numbers_are_those_by_hand() -> None:
    found = columns_of(ROWS)
    assert found.shape == (len(ROWS), len(NAMES)) and found.dtype == np.float32
    for at in range(0, len(ROWS), 3):
        told = by_hand(ROWS, at)
        assert np.allclose(found[at], [told[name] for name in NAMES], atol=1e-4), at


def test_what_comes_later_changes_nothing_before() -> None:
    whole = columns_of(ROWS)
    for upto in (0, 1, 20, len(ROWS) - 1):
        assert np.array_equal(columns_of(ROWS.take(slice(upto))), whole[:upto])


def test_no_truth_can_be_in_them() -> None:
    assert list(inspect.signature(columns_of).parameters) == ["rows"]
    assert "fraud" not in Statement.__dataclass_fields__
