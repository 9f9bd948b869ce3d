"""What made-up films are called: put together from words, the same film always by the same ones."""

from __future__ import annotations

from functools import lru_cache

from metaunsup.applications.clicks import WORLD
from metaunsup.applications.tastes import GENRES, ITEMS, SERIES, Films, make_films
from metaunsup.words import Say

_WORDS = "applications.films"


@lru_cache(maxsize=1)
def films() -> Films:
    """The films of the page."""
    return make_films(WORLD)


def genre_of(item: int) -> str:
    """The genre that most of a film is."""
    return GENRES[int(films().genre[item].argmax())]


def title_of(item: int, say: Say) -> str:
    """A film's title: adjective and noun go with its series, so that films of a series share them."""
    series = int(films().series[item])
    adjective = _listed("adjectives", say)[series // 5]
    noun = _listed(f"{genre_of(item)}.nouns", say)[series % 8]
    title = say(f"{_WORDS}.title", adjective=adjective, noun=noun)
    part = item // SERIES
    return title if part == 0 else say(f"{_WORDS}.part", title=title, number=part + 1)


def label_of(item: int, say: Say) -> str:
    """The title, and the genre."""
    return say(f"{_WORDS}.label", title=title_of(item, say), genre=say(f"{_WORDS}.{genre_of(item)}"))


def to_choose(each: int = 4) -> list[int]:
    """So many well-known films of every genre, each of a series of its own."""
    found: list[int] = []
    for genre in GENRES:
        seen: set[int] = set()
        for item in sorted(range(ITEMS), key=lambda one: -films().fame[one]):
            if genre_of(item) == genre and int(films().series[item]) not in seen and len(seen) < each:
                seen.add(int(films().series[item]))
                found.append(item)
    return found


def _listed(name: str, say: Say) -> list[str]:
    return say(f"{_WORDS}.{name}").split("、" if say.lang == "zh" else ", ")
