"""A field on files in memory, as a browser sends them: what ``Field.run`` does for a path, step by step.

Practice comes first and takes most of the time; it yields None after each step, so that whoever holds it can stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from metaunsup.applications.field import FieldTask
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError

if TYPE_CHECKING:
    from metaunsup.applications.industry import Verdict
    from metaunsup.applications.preference import Preference
    from metaunsup.learners.meta import MetaLearner

FEWEST_GOOD = 2  # pictures


def run_on(
    field: str, source: Source, variant: str, tasks: int, seed: int = 0, label: str | None = None
) -> Iterator[FieldTask | None]:
    """Up to ``tasks`` finished tasks of finance, recommendation or medicine; refuses a file that it cannot read.

    ``label``: of medicine, the column that says what a case is.
    """
    if field == "finance":
        from metaunsup.applications.credit_card import judging, read_card_file, stretches
        from metaunsup.applications.finance import evaluate_on

        cards = read_card_file(source)
        for judges in judging(cards):
            if judges is None:
                yield None
            else:
                yield from islice(evaluate_on(stretches(cards, int(variant), seed), judges, seed), tasks)
    elif field == "medical":
        from metaunsup.applications import medical
        from metaunsup.data.own import own_pool

        pool = own_pool([source], label)
        trained: dict[str, MetaLearner] = {}
        for name in (medical.PRACTISED, medical.ACR):
            for practised in medical.practise(pool, name):
                trained[name] = practised
                yield None
        yield from medical.evaluate_pool(pool, variant, tasks, seed, trained)
    else:
        from metaunsup.applications import recommendation
        from metaunsup.applications.clicks import read_clicks

        clicks = read_clicks(source)
        learner: Preference | None = None
        for learner in recommendation.practising(clicks):  # noqa: B007 - the last one is kept
            yield None
        assert learner is not None
        yield from recommendation.evaluate_on(clicks, recommendation.fit(clicks, learner), variant, tasks, seed)


@dataclass(frozen=True, eq=False)
class Pictures:
    """Pictures that were judged, ``queries`` (Q, H, W) uint8 by their ``names``; ``bad``: names of what was none."""

    queries: np.ndarray
    names: tuple[str, ...]
    bad: tuple[str, ...]
    verdict: Verdict


def judge_pictures(
    good: Sequence[tuple[str, bytes]], others: Sequence[tuple[str, bytes]], method: str
) -> Iterator[Pictures | None]:
    """Industry's ``method`` on files (name, bytes); None after each that is read. Raises ``surfaces_own_few``."""
    from metaunsup.applications.industry import METHODS
    from metaunsup.applications.surfaces import grey_of, items_of

    read: list[list[np.ndarray]] = [[], []]
    names: list[str] = []
    bad = []
    for kind, files in enumerate((good, others)):
        for name, data in files:
            try:
                read[kind].append(grey_of(data))
            except Exception:  # whatever a decoder raises
                bad.append(name)
            else:
                names += [name] * kind
            yield None
    if len(read[0]) < FEWEST_GOOD or not read[1]:
        raise MetaUnsupError("surfaces_own_few", good=len(read[0]), others=len(read[1]), bad=len(bad))
    support, queries = (np.stack(one) for one in read)
    yield Pictures(queries, tuple(names), tuple(bad), METHODS[method](items_of(support), items_of(queries)))
