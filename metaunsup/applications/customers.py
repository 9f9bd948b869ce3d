"""Made-up people who shop by card: their habits, and what they buy in months, with seasons, journeys and drift.

Frozen before any learner was tried on it (see ``bank``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metaunsup.applications.bank import (
    BY_WIRE,
    CASH,
    CATEGORIES,
    CHIP,
    CONTACTLESS,
    CONTACTLESS_UP_TO,
    DAY,
    MONTH,
    ONLINE,
    REGION,
    SHARE,
    STRIPE,
    Region,
    busy,
)
from metaunsup.applications.statements import Statement

LOYALTY = 0.72  # share of the purchases at merchants that one always goes to
BIG = 0.008  # share of purchases that are many times as large as usual
TRIPS = 0.6  # of the customers make a journey
DRIFT_ONLINE = 1.5  # by so much more is bought of what is sold online after half a year
DRIFT_PRICES = 0.05


@dataclass(frozen=True, eq=False)
class Customer:
    """Somebody's habits: ``home`` (2,), purchases a day, shares of categories, usual hours, how freely they spend."""

    number: int
    home: np.ndarray
    a_day: float
    wants: np.ndarray
    hours: np.ndarray
    level: float
    taps: float  # how often small amounts are paid contactless
    near: np.ndarray  # (M,) how likely each merchant is
    known: np.ndarray  # (2, categories, 3) merchants that one always goes to, before and after a change
    changes: np.ndarray  # (categories,) day of the change


def make_customer(region: Region, number: int, days: int, rng: np.random.Generator) -> Customer:
    """The habits of customer ``number``."""
    home = region.cities[rng.integers(len(region.cities))] + rng.normal(0, 5, 2)
    near = region.near(home)
    known = np.zeros((2, len(CATEGORIES), 3), dtype=np.int64)
    for category in range(len(CATEGORIES)):
        there = np.flatnonzero(region.category == category)
        for turn in range(2):
            known[turn, category] = rng.choice(there, 3, p=near[there] / near[there].sum())
    works = rng.random() < 0.7
    return Customer(
        number=number,
        home=home,
        a_day=float(np.clip(rng.gamma(5, 0.25), 0.5, 4)),
        wants=rng.dirichlet(np.array(SHARE) * 12),
        hours=np.array([12.5, 18.3] if works else [10.5, 15.5]) + rng.normal(0, 0.7, 2),
        level=float(rng.normal(0, 0.3)),
        taps=float(rng.beta(4, 2)),
        near=near,
        known=known,
        changes=rng.uniform(0, 2 * days, len(CATEGORIES)),  # half of them within the time
    )


def purchases(region: Region, who: Customer, days: int, rng: np.random.Generator) -> Statement:
    """What ``who`` buys in so many days."""
    day = np.arange(days).repeat(rng.poisson(who.a_day * busy(days)))
    count, passed = len(day), day / (6 * MONTH)
    wire = 1 + DRIFT_ONLINE * passed[:, None] * np.array(BY_WIRE)  # the more is bought of what is sold online
    wants = np.cumsum(who.wants * wire, axis=1)
    category = (rng.random((count, 1)) * wants[:, -1:] > wants).sum(1).clip(max=len(CATEGORIES) - 1)
    after = (day > who.changes[category]).astype(np.int64)
    merchant = who.known[after, category, rng.choice(3, count, p=(0.6, 0.27, 0.13))]
    away, there = _trip(region, days, day, rng)
    explores = rng.random(count) > LOYALTY
    merchant = _elsewhere(region, who.near, merchant, category, explores & ~away, rng)
    merchant = _elsewhere(region, there, merchant, category, away & ~region.online[merchant], rng)
    amount = np.exp(region.price[merchant] + who.level + DRIFT_PRICES * passed + rng.normal(0, 0.45, count))
    amount *= np.where(rng.random(count) < BIG, rng.uniform(4, 9, count), 1)
    amount = np.where(category == CASH, np.maximum(1, np.round(amount / 20)) * 20, np.round(amount, 2))
    entry = np.where((amount <= CONTACTLESS_UP_TO) & (rng.random(count) < who.taps), CONTACTLESS, CHIP)
    entry = np.where(rng.random(count) < 0.02, STRIPE, entry)
    entry = np.where(category == CASH, CHIP, entry)
    entry = np.where(region.online[merchant], ONLINE, entry)
    usual = rng.normal(who.hours[rng.integers(2, size=count)], 1.8)
    hour = np.where((entry == ONLINE) & (rng.random(count) < 0.5), rng.normal(21, 1.6, count), usual) % 24
    time = day * DAY + hour * 60
    order = np.argsort(time, kind="stable")
    rows = Statement(time, merchant, category, amount.clip(0.5), region.km(merchant, who.home), entry)
    return rows.take(order)


def _trip(region: Region, days: int, day: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Which purchases are made on a journey, (N,) bool, and how likely each merchant is there, (M,)."""
    begins, lasts = rng.uniform(0, days), rng.uniform(4, 11)
    goes = rng.random() < TRIPS
    city = region.cities[rng.integers(len(region.cities))]
    return goes & (day >= begins) & (day < begins + lasts), region.near(city + rng.normal(0, REGION / 200, 2))


def _elsewhere(
    region: Region,
    near: np.ndarray,
    merchant: np.ndarray,
    category: np.ndarray,
    rows: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """``merchant`` (N,), in ``rows`` one that is drawn by how ``near`` each is."""
    merchant = merchant.copy()
    for one in np.unique(category[rows]):
        there = np.flatnonzero(region.category == one)
        mine = rows & (category == one)
        merchant[mine] = rng.choice(there, mine.sum(), p=near[there] / near[there].sum())
    return merchant
