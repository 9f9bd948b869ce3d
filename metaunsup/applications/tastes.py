"""Made-up people and films: known tastes, a few films that everybody knows, and what each of them has clicked.

Frozen before any learner was tried on it: a change here is a change of every figure that is measured on it. A film has
one or two genres, a series that it belongs to, and is more or less well known (a Zipf law, as in MovieLens); a person
likes a few genres, some series, and follows what is well known more or less. Clicks are drawn without replacement with
chances that follow from these alone: Gumbel's top-k (Kool, van Hoof, Welling, ICML 2019, section 3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metaunsup.errors import check_range
from metaunsup.tasks.streams import derive_seed

GENRES = ("adventure", "comedy", "crime", "documentary", "drama", "fantasy", "romance", "science")
ITEMS = 400
SERIES = 100  # of four films each
FEWEST_CLICKS, MEAN_CLICKS = 12, 34
GENRE_PULL = 5.0  # how much a genre one likes adds to the log chance of a click
SERIES_PULL = 2.2
LIKED_SERIES = 0.08  # share of the series that somebody is fond of
SECOND_GENRE = 0.45  # share of the films that have one
ZIPF = 0.9


@dataclass(frozen=True, eq=False)
class Films:
    """What can be clicked: ``genre`` (I, G) shares that sum to 1, ``series`` (I,), ``fame`` (I,) a log weight."""

    seed: int
    genre: np.ndarray
    series: np.ndarray
    fame: np.ndarray


@dataclass(frozen=True, eq=False)
class Audience:
    """``clicks`` (U, I) bool, which is all that learners see; ``pull`` (U, I): the log weights they were drawn by."""

    clicks: np.ndarray
    pull: np.ndarray


def make_films(seed: int) -> Films:
    """The films of world number ``seed``: the same number, the same films. Films of a series share a genre."""
    rng = np.random.default_rng(derive_seed(seed, "applications", "films"))
    series = np.arange(ITEMS) % SERIES
    first = rng.integers(len(GENRES), size=SERIES)[series]
    second = (first + rng.integers(1, len(GENRES), size=ITEMS)) % len(GENRES)
    share = np.where(rng.random(ITEMS) < SECOND_GENRE, rng.uniform(0.2, 0.5, ITEMS), 0)
    genre = np.zeros((ITEMS, len(GENRES)))
    genre[np.arange(ITEMS), first] = 1 - share
    genre[np.arange(ITEMS), second] += share
    rank = rng.permutation(ITEMS)
    return Films(seed, genre, series, -ZIPF * np.log(rank + 3.0))


def draw_audience(films: Films, first: int, count: int) -> Audience:
    """People number ``first`` to ``first + count - 1``; each follows from (seed, number) alone.

    Raises ``MetaUnsupError``: ``number_out_of_range``.
    """
    check_range("users", count, 1, 100_000)
    pull, clicks = np.zeros((count, ITEMS)), np.zeros((count, ITEMS), dtype=bool)
    for row in range(count):
        rng = np.random.default_rng(derive_seed(films.seed, "applications", "person", first + row))
        likes = rng.dirichlet(np.full(len(GENRES), 0.35))
        fond = (rng.random(SERIES) < LIKED_SERIES)[films.series]
        follows = rng.uniform(0.5, 1.5)
        pull[row] = GENRE_PULL * (films.genre @ likes) + SERIES_PULL * fond + follows * films.fame
        wanted = min(FEWEST_CLICKS + rng.geometric(1 / (MEAN_CLICKS - FEWEST_CLICKS)), ITEMS // 4)
        clicks[row, np.argsort(-(pull[row] + rng.gumbel(size=ITEMS)))[:wanted]] = True
    return Audience(clicks, pull)
