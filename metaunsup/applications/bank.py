"""A made-up region in which people shop: cities, merchants, and what differs between days. No real person is in it.

Frozen: it was written before any learner was tried on it, and a change here is a change of every figure that is
measured on it. Its parts are those of Carcillo et al., Scarff (Information Fusion 41, 2018) and of the simulator in Le
Borgne et al., Reproducible Machine Learning for Credit Card Fraud Detection (2022, chapter 3): people have habits and a
place, merchants have a place and prices, and few transactions are fraud.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metaunsup.tasks.streams import derive_seed

CATEGORIES = (
    *("groceries", "fuel", "restaurants", "clothes", "electronics"),
    *("travel", "pharmacy", "leisure", "gifts", "cash"),
)
SHARE = (0.34, 0.09, 0.18, 0.09, 0.05, 0.04, 0.07, 0.07, 0.03, 0.04)  # of what people buy
PRICE = (24.0, 45.0, 18.0, 48.0, 120.0, 150.0, 14.0, 22.0, 35.0, 80.0)  # a usual amount, in the money of the region
BY_WIRE = (0.08, 0.0, 0.1, 0.4, 0.5, 0.6, 0.1, 0.3, 0.7, 0.0)  # share of a category's merchants that sell online
ENTRIES = ("chip", "contactless", "online", "stripe")  # how the card was read
CHIP, CONTACTLESS, ONLINE, STRIPE = range(4)
CASH = CATEGORIES.index("cash")
CONTACTLESS_UP_TO = 50.0
REGION = 600.0  # km along a side
CITIES = 12
MERCHANTS = 1800
CROOKED = 0.02  # share of the merchants that charge their customers again
FIRST_MONTH = 7  # July is month 0
MONTH = 30  # days
ONLINE_REACH = 0.03  # an online merchant comes to mind as one that is 32 km away
DAY = 24 * 60  # minutes
SEASON = (0.94, 0.92, 1.0, 0.98, 0.98, 1.0, 1.03, 0.97, 1.0, 1.0, 1.06, 1.28)  # January to December
WEEK = (0.92, 0.9, 0.94, 1.0, 1.18, 1.36, 0.7)  # Monday to Sunday


@dataclass(frozen=True, eq=False)
class Region:
    """Cities (C, 2) in km, and merchants: ``category`` (M,), ``place`` (M, 2), ``price`` (M,) the mean log amount.

    ``online`` (M,) bool: sells without a card at hand; ``weight`` (M,): how well known; ``crooked`` (M,) bool.
    """

    seed: int
    cities: np.ndarray
    category: np.ndarray
    place: np.ndarray
    price: np.ndarray
    online: np.ndarray
    weight: np.ndarray
    crooked: np.ndarray

    def near(self, place: np.ndarray) -> np.ndarray:
        """How likely somebody at ``place`` (2,) is to come to each merchant, (M,), not normalised."""
        km = np.linalg.norm(self.place - place, axis=1)
        return self.weight * np.where(self.online, ONLINE_REACH, np.exp(-km / 9))

    def km(self, merchant: np.ndarray, home: np.ndarray) -> np.ndarray:
        """Distance of each merchant from ``home``; 0 where the purchase is made online."""
        return np.where(self.online[merchant], 0.0, np.linalg.norm(self.place[merchant] - home, axis=1))


def make_region(seed: int) -> Region:
    """The region number ``seed``: the same number, the same region."""
    rng = np.random.default_rng(derive_seed(seed, "applications", "region"))
    cities = rng.uniform(0.05 * REGION, 0.95 * REGION, (CITIES, 2))
    size = rng.dirichlet(np.full(CITIES, 3.0))
    category = np.concatenate([np.arange(len(CATEGORIES)).repeat(8), _draw(rng, SHARE, MERCHANTS - 8 * len(SHARE))])
    town = _draw(rng, size, MERCHANTS)
    return Region(
        seed=seed,
        cities=cities,
        category=category,
        place=cities[town] + rng.normal(0, 6, (MERCHANTS, 2)),
        price=np.log(PRICE)[category] + rng.normal(0, 0.35, MERCHANTS),
        online=rng.random(MERCHANTS) < np.array(BY_WIRE)[category],
        weight=rng.pareto(1.5, MERCHANTS) + 0.2,
        crooked=(rng.random(MERCHANTS) < CROOKED) & (category != CASH),
    )


def busy(days: int) -> np.ndarray:
    """How much more than usual is bought on each day, (days,): the season's and the weekday's share."""
    day = np.arange(days)
    month = (day // MONTH + FIRST_MONTH - 1) % 12
    return np.array(SEASON)[month] * np.array(WEEK)[day % 7]


def _draw(rng: np.random.Generator, share: np.ndarray | tuple[float, ...], count: int) -> np.ndarray:
    return rng.choice(len(share), count, p=np.asarray(share) / np.sum(share))
