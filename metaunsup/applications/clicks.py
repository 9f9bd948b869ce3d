"""Whose clicks are practised on, chosen by, and tested on: different people, always.

The made-up audience, or a file in one of MovieLens's formats (Harper & Konstan, ACM TiiS 5, 2015): ``ratings.csv``,
``u.data`` and ``ratings.dat``, of which ratings of 4 and 5 are taken for clicks, as Steck (2019) does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from metaunsup.applications.tastes import draw_audience, make_films
from metaunsup.data.source import Source, text_of
from metaunsup.data.text import one_line
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.streams import derive_seed

WORLD = 0
PRACTISED, CHOSEN_BY = 2000, 300  # made-up people, from number 0 on
FIRST = 1_000_000  # number of the first who is tested
LIKED = 4.0  # a rating from which on it counts as a click
FEWEST = 3  # clicks of somebody who counts
FEWEST_PEOPLE = 50
MOST_ITEMS, MOST_PEOPLE, MOST_LINES = 3000, 8000, 3_000_000
BATCH = 50
FILES = ("ratings.csv", "u.data", "ratings.dat")  # in a folder of MovieLens
_SEPARATOR = re.compile(r"::|\t|,|;")


@dataclass(frozen=True, eq=False)
class Batch:
    """``known`` and ``later`` clicks (B, I) of some people; ``pull`` (B, I): what they were drawn by, if known."""

    known: np.ndarray
    later: np.ndarray
    pull: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class ClickData:
    """Clicks (., I) float32 0 or 1 of people to practise on and to choose settings by; ``tested`` draws the others.

    ``tested(clicks, seed)`` yields batches of people of whom so many clicks are known. ``made_up``: it is the audience
    that comes with the program; ``items``: names, where the file has any.
    """

    practised: np.ndarray
    chosen_by: np.ndarray
    tested: Callable[[int, int], Iterator[Batch]]
    made_up: bool = False
    items: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def made_up_clicks() -> ClickData:
    """The audience that comes with the program."""
    films = make_films(WORLD)

    def tested(count: int, seed: int) -> Iterator[Batch]:
        first = FIRST + derive_seed(seed, "applications", "audience") % 2**40
        while True:
            some = draw_audience(films, first, BATCH)
            known, later = known_and_later(some.clicks.astype(np.float32), count, first)
            yield Batch(known, later, some.pull)
            first += BATCH

    clicks = draw_audience(films, 0, PRACTISED + CHOSEN_BY).clicks.astype(np.float32)
    return ClickData(clicks[:PRACTISED], clicks[PRACTISED:], tested, made_up=True)


def known_and_later(clicks: np.ndarray, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """``clicks`` (B, I) in two: ``count`` that are known, by chance (one less than all at most), and all others."""
    rng = np.random.default_rng(derive_seed(seed, "applications", "known", count))
    order = np.where(clicks > 0, rng.random(clicks.shape), 2.0).argsort(1).argsort(1)
    known = ((order < np.minimum(count, clicks.sum(1) - 1)[:, None]) & (clicks > 0)).astype(clicks.dtype)
    return known, clicks - known


def read_clicks(source: Source) -> ClickData:
    """A file of MovieLens, or a folder that holds one: people in three parts by their number, 70, 10 and 20 %.

    Raises ``MetaUnsupError``: ``clicks_columns``, ``clicks_people``, ``clicks_lines``, and those of ``Source``.
    """
    if source.is_folder:
        here = [source.path / name for name in FILES if (source.path / name).is_file()]
        if not here:
            raise MetaUnsupError("clicks_folder", path=source.path, files=FILES)
        source = Source(here[0])
    elif source.data is None and not source.path.is_file():
        raise MetaUnsupError("folder_missing", path=source.path)
    return _in_parts(*_table(_pairs(source)), source.path)


def _pairs(source: Source) -> list[tuple[str, str]]:
    """Who has clicked what: each pair once."""
    lines = text_of(source, source.path.name if source.path.name in FILES else FILES[0]).splitlines()
    if len(lines) > MOST_LINES:
        raise MetaUnsupError("clicks_lines", path=source.path, most=MOST_LINES)
    found: dict[tuple[str, str], None] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in _SEPARATOR.split(line)]
        try:
            person, item, rating = cells[0], cells[1], float(cells[2])
        except (IndexError, ValueError) as error:
            if number == 1:
                continue  # a heading
            shown = one_line(line)[:40]
            raise MetaUnsupError("clicks_columns", path=source.path, line=number, text=shown) from error
        if rating >= LIKED and person and item:
            found[person, item] = None
    return list(found)


def _table(pairs: list[tuple[str, str]]) -> tuple[list[str], list[str], np.ndarray]:
    """People, items and their clicks (U, I); of very many the most clicked items, and the first people."""
    often = Counter(item for _, item in pairs)
    items = [item for item, _ in often.most_common(MOST_ITEMS)]
    place = {item: at for at, item in enumerate(items)}
    row = {person: at for at, person in enumerate(list(dict.fromkeys(who for who, _ in pairs))[:MOST_PEOPLE])}
    clicks = np.zeros((len(row), len(items)), dtype=np.float32)
    for person, item in pairs:
        if person in row and item in place:
            clicks[row[person], place[item]] = 1
    able = clicks.sum(1) >= FEWEST
    return [person for person, at in row.items() if able[at]], items, clicks[able]


def _in_parts(people: list[str], items: list[str], clicks: np.ndarray, path: Path) -> ClickData:
    if len(people) < FEWEST_PEOPLE:
        raise MetaUnsupError("clicks_people", path=path, people=len(people), wanted=FEWEST_PEOPLE, clicks=FEWEST)
    part = np.array([derive_seed(0, "applications", "person", person) % 10 for person in people])
    rest = clicks[part >= 8]

    def tested(count: int, seed: int) -> Iterator[Batch]:
        able = rest[rest.sum(1) > count]
        order = np.random.default_rng(derive_seed(seed, "applications", "order")).permutation(len(able))
        if not len(able):
            raise MetaUnsupError("clicks_known", path=path, known=count)
        for at in range(0, len(order), BATCH):
            some = able[order[at : at + BATCH]]
            yield Batch(*known_and_later(some, count, seed + at))

    return ClickData(clicks[part < 7], clicks[part == 7], tested, items=tuple(items))
