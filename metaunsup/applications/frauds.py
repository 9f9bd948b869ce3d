"""Five kinds of card fraud, put among a customer's transactions. Frozen before any learner was tried on them.

The kinds are those that banks report (European Central Bank, Report on card fraud, 2023, and what merchants do
themselves): each incident is a handful of transactions of one kind.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from metaunsup.applications.bank import CASH, CATEGORIES, CHIP, CONTACTLESS, DAY, ONLINE, STRIPE, Region
from metaunsup.applications.customers import Customer
from metaunsup.applications.statements import Statement

KINDS = ("testing", "stolen", "takeover", "skimmed", "collusion")
SIZES = ((4, 8), (3, 6), (2, 5), (2, 4), (2, 4))  # transactions of an incident, least and most, all as likely
MEAN_SIZE = float(np.mean(SIZES))
_SOLD_ON = tuple(CATEGORIES.index(one) for one in ("electronics", "gifts", "clothes"))
Incident = Callable[[Region, Customer, Statement, float, int, np.random.Generator], Statement]


def draw_frauds(
    region: Region, who: Customer, usual: Statement, rate: float, rng: np.random.Generator
) -> tuple[Statement, np.ndarray]:
    """Incidents for ``who``: transactions (M, in the order of time), and of each 1 + its kind's place in ``KINDS``.

    So many that on average the share ``rate`` of all transactions is fraud.
    """
    count = rng.poisson(len(usual) * rate / (1 - rate) / MEAN_SIZE) if len(usual) else 0
    rows, kinds = usual.take(slice(0)), np.zeros(0, dtype=np.int64)
    for _ in range(count):
        kind = int(rng.integers(len(KINDS)))
        begins = float(rng.uniform(usual.time[0], usual.time[-1]))
        size = int(rng.integers(SIZES[kind][0], SIZES[kind][1] + 1))
        one = _INCIDENTS[kind](region, who, usual, begins, size, rng)
        rows, order = rows.joined(one)
        kinds = np.concatenate([kinds, np.full(len(one), kind + 1)])[order]
    return rows, kinds


def _testing(
    region: Region, who: Customer, usual: Statement, begins: float, size: int, rng: np.random.Generator
) -> Statement:
    """Card numbers are tried out by tiny online payments, minutes apart; then comes a large one."""
    time = begins + np.cumsum(rng.exponential(4, size))
    merchant = rng.choice(np.flatnonzero(region.online), size)
    amount = np.append(rng.uniform(0.5, 4, size - 1), rng.uniform(80, 400))
    return _rows(region, who, time, merchant, amount, ONLINE)


def _stolen(
    region: Region, who: Customer, usual: Statement, begins: float, size: int, rng: np.random.Generator
) -> Statement:
    """The card itself is used within hours, somewhere else than its owner is."""
    time = begins + np.cumsum(rng.exponential(50, size))
    city = region.cities[rng.integers(len(region.cities))]
    near = np.where(region.online | (region.category == CASH), 0, region.near(city))
    merchant = rng.choice(len(near), size, p=near / near.sum())
    amount = np.exp(region.price[merchant] + rng.normal(0.4, 0.4, size))
    return _rows(region, who, time, merchant, amount, np.where(amount <= 50, CONTACTLESS, STRIPE))


def _takeover(
    region: Region, who: Customer, usual: Statement, begins: float, size: int, rng: np.random.Generator
) -> Statement:
    """Somebody logs in as the customer and orders what can be sold on, at night, over two days."""
    night = np.floor(begins / DAY) * DAY + rng.normal(2.5 * 60, 80, size) + DAY * rng.integers(0, 2, size)
    goods = np.flatnonzero(region.online & np.isin(region.category, _SOLD_ON))
    merchant = rng.choice(goods, size)
    amount = np.exp(region.price[merchant] + rng.normal(0.7, 0.4, size))
    return _rows(region, who, np.sort(night.clip(0)), merchant, amount, ONLINE)


def _skimmed(
    region: Region, who: Customer, usual: Statement, begins: float, size: int, rng: np.random.Generator
) -> Statement:
    """A copy of the card draws cash around midnight, before and after it, where each day has a limit of its own."""
    midnight = np.floor(begins / DAY) * DAY + DAY
    time = np.sort(midnight + rng.uniform(-25, 25, size))
    city = region.cities[np.linalg.norm(region.cities - who.home, axis=1).argsort()[: len(region.cities) // 2]]
    near = np.where(region.category == CASH, region.near(city[rng.integers(len(city))]), 0)
    merchant = rng.choice(len(near), size, p=near / near.sum())
    return _rows(region, who, time, merchant, 20 * rng.integers(10, 26, size).astype(float), STRIPE)


def _collusion(
    region: Region, who: Customer, usual: Statement, begins: float, size: int, rng: np.random.Generator
) -> Statement:
    """A merchant nearby, perhaps one that the customer knows, charges again and rather too much, days apart."""
    crooked = np.where(region.crooked, who.near, 0)
    merchant = np.full(size, rng.choice(len(crooked), p=crooked / crooked.sum()))
    time = begins + np.cumsum(rng.exponential(1.5 * DAY, size))
    amount = np.exp(region.price[merchant] + who.level + rng.normal(0.5, 0.25, size))
    return _rows(region, who, time, merchant, amount, np.where(region.online[merchant], ONLINE, CHIP))


def _rows(
    region: Region,
    who: Customer,
    time: np.ndarray,
    merchant: np.ndarray,
    amount: np.ndarray,
    entry: np.ndarray | int,
) -> Statement:
    entries = np.broadcast_to(np.asarray(entry), time.shape).copy()
    km = region.km(merchant, who.home)
    return Statement(time, merchant, region.category[merchant], np.round(amount, 2), km, entries)


_INCIDENTS: tuple[Incident, ...] = (_testing, _stolen, _takeover, _skimmed, _collusion)
