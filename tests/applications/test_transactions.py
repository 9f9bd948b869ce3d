"""The made-up bank: a number gives a history, the stated rates hold, habits and frauds are what they say."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from metaunsup import MetaUnsupError
from metaunsup.applications.bank import CASH, CROOKED, DAY, MONTH, ONLINE, STRIPE, busy, make_region
from metaunsup.applications.frauds import KINDS, SIZES
from metaunsup.applications.statements import Statement
from metaunsup.applications.transactions import History, draw_history

REGION = make_region(0)
MANY = [draw_history(REGION, number) for number in range(250)]


def of_kind(kind: str) -> list[Statement]:
    """The fraudulent rows of each customer who has any of that kind."""
    found = [one.rows.take(one.fraud == KINDS.index(kind) + 1) for one in MANY]
    return [one for one in found if len(one)]


def same(first: History, second: History) -> bool:
    columns = [(getattr(first.rows, one.name), getattr(second.rows, one.name)) for one in fields(Statement)]
    return all(np.array_equal(one, other) for one, other in [*columns, (first.fraud, second.fraud)])


def test_a_customer_follows_from_region_and_number_alone() -> None:
    assert same(draw_history(make_region(0), 7), MANY[7])
    assert not same(draw_history(make_region(1), 7), MANY[7])
    assert not same(MANY[8], MANY[7])


def test_a_statement_is_whole_and_in_order_and_holds_no_truth() -> None:
    assert {one.name for one in fields(Statement)} == {"time", "merchant", "category", "amount", "km", "entry"}
    for one in MANY[:40]:
        rows = one.rows
        assert len(rows) == len(one.fraud) and bool((np.diff(rows.time) >= 0).all())
        assert np.array_equal(rows.category, REGION.category[rows.merchant])
        assert np.array_equal(rows.entry == ONLINE, REGION.online[rows.merchant])
        assert float(rows.amount.min()) >= 0.5 and np.isfinite(rows.amount).all() and (rows.km >= 0).all()


@pytest.mark.parametrize("rate", [0.0, 0.01, 0.05])
def test_the_stated_rate_holds_on_average(rate: float) -> None:
    drawn = MANY if rate == 0.01 else [draw_history(REGION, number, rate=rate) for number in range(120)]
    share = np.array([(one.fraud > 0).mean() for one in drawn])
    weight = np.array([len(one.rows) for one in drawn])
    mean = float(np.average(share, weights=weight))
    error = float(share.std(ddof=1)) / len(drawn) ** 0.5
    assert abs(mean - rate) <= 3 * error + 1e-12
    assert error < 0.2 * rate + 1e-12


def test_customers_have_habits_and_change_them() -> None:
    """One's own half of a year looks more like one's other half than like another's: by merchants."""
    halves = [(one.rows.take(one.rows.time < 90 * DAY), one.rows.take(one.rows.time >= 90 * DAY)) for one in MANY[:40]]

    def shared(first: Statement, second: Statement) -> float:
        return float(np.isin(second.merchant, first.merchant).mean())

    own = np.mean([shared(*one) for one in halves])
    others = np.mean([shared(halves[at][0], halves[at - 1][1]) for at in range(len(halves))])
    assert own > 0.6 and others < 0.15
    assert own < 0.9  # it drifts, and people explore


def test_december_is_busy_and_online_shopping_grows() -> None:
    month = np.concatenate([one.rows.time[one.fraud == 0] // (MONTH * DAY) for one in MANY]).astype(int)
    wire = np.concatenate([one.rows.entry[one.fraud == 0] == ONLINE for one in MANY])
    count = np.bincount(month)
    assert count[5] > 1.2 * count[:4].max()
    assert busy(180)[150:].mean() == pytest.approx(busy(180)[:30].mean() * 1.28 / 1.03, rel=0.03)
    assert wire[month == 5].mean() > 1.05 * wire[month == 0].mean()
    assert 0.1 < wire.mean() < 0.4


def test_each_kind_of_fraud_is_what_it_says() -> None:
    sizes = [np.bincount(one.fraud, minlength=6)[1:] for one in MANY]
    assert all(count.sum() == 0 or count[count > 0].min() >= min(size[0] for size in SIZES) for count in sizes)
    assert (np.sum(sizes, 0) > 50).all()
    testing, cash, taken, crooked = map(of_kind, ("testing", "skimmed", "takeover", "collusion"))
    assert all((one.entry == ONLINE).all() and (one.amount < 4.01).sum() >= 3 for one in testing)
    assert all(bool((one.category == CASH).all() and (one.entry == STRIPE).all()) for one in cash)
    late = np.concatenate([one.time % DAY for one in cash])
    assert ((late <= 25) | (late >= DAY - 25)).all()
    assert np.median(np.concatenate([one.time % DAY for one in taken])) < 5 * 60
    assert all(REGION.crooked[one.merchant].all() for one in crooked)
    assert abs(REGION.crooked.mean() - CROOKED) < 0.01
    away = np.concatenate([one.km for one in of_kind("stolen")])
    home = np.concatenate([one.rows.km[(one.fraud == 0) & (one.rows.km > 0)] for one in MANY])
    assert np.median(away) > 5 * np.median(home)


def test_crooked_merchants_are_used_honestly_too() -> None:
    """A merchant's number alone gives no fraud away."""
    honest = np.concatenate([REGION.crooked[one.rows.merchant][one.fraud == 0] for one in MANY])
    fraud = np.concatenate([REGION.crooked[one.rows.merchant][one.fraud > 0] for one in MANY])
    assert honest.sum() > fraud.sum()


@pytest.mark.parametrize(
    "wrong", [{"months": 0}, {"months": 25}, {"rate": -0.1}, {"rate": 0.3}, {"rate": float("nan")}]
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        draw_history(REGION, 0, **wrong)
    assert caught.value.code == "number_out_of_range"
