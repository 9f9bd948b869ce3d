"""A field on a file in memory, as a browser sends it: what ``Field.run`` does for a path."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from metaunsup.applications.field import FieldTask
from metaunsup.data.source import Source


def run_on(field: str, source: Source, variant: str, tasks: int, seed: int = 0) -> Iterator[FieldTask]:
    """Up to ``tasks`` finished tasks of finance or recommendation; refuses a file that it cannot read."""
    if field == "finance":
        from metaunsup.applications.credit_card import own_judges, read_card_file, stretches
        from metaunsup.applications.finance import evaluate_on

        cards = read_card_file(source)
        yield from islice(evaluate_on(stretches(cards, int(variant), seed), own_judges(cards), seed), tasks)
    else:
        from metaunsup.applications import recommendation
        from metaunsup.applications.clicks import read_clicks

        clicks = read_clicks(source)
        fitted = recommendation.fit(clicks, recommendation.practise(clicks))
        yield from recommendation.evaluate_on(clicks, fitted, variant, tasks, seed)
