"""Card transactions of made-up customers: habits, merchants, seasons, drift over months, and some fraud.

Frozen before any learner was tried on it (see ``bank``). A customer follows from (seed, number) alone, so more
customers change nobody's history. What a bank would see (``Statement``) is kept apart from what only metrics read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metaunsup.applications.bank import MONTH, Region
from metaunsup.applications.customers import make_customer, purchases
from metaunsup.applications.frauds import draw_frauds
from metaunsup.applications.statements import Statement
from metaunsup.errors import check_range
from metaunsup.tasks.streams import derive_seed

MONTHS = 6
RATE = 0.01  # share of the transactions that are fraud


@dataclass(frozen=True, eq=False)
class History:
    """A customer's ``rows``, and ``fraud`` (N,) int64: 0, or 1 + the place of the kind in ``frauds.KINDS``."""

    customer: int
    rows: Statement
    fraud: np.ndarray


def draw_history(region: Region, number: int, *, months: int = MONTHS, rate: float = RATE) -> History:
    """Customer ``number`` of ``region`` over ``months`` of 30 days; on average the share ``rate`` is fraud.

    Raises ``MetaUnsupError``: ``number_out_of_range``.
    """
    check_range("months", months, 1, 24)
    check_range("rate", rate, 0.0, 0.2)
    rng = np.random.default_rng(derive_seed(region.seed, "applications", "customer", number))
    who = make_customer(region, number, months * MONTH, rng)
    usual = purchases(region, who, months * MONTH, rng)
    strange, kind = draw_frauds(region, who, usual, rate, np.random.default_rng(rng.integers(2**63)))
    rows, order = usual.joined(strange)
    return History(number, rows, np.concatenate([np.zeros(len(usual), dtype=np.int64), kind])[order])
