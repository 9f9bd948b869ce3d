"""What a bank has of a customer: card transactions, a column for each thing that is known of them."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np


@dataclass(frozen=True, eq=False)
class Statement:
    """What a bank has of one customer, in the order of time; each (N,).

    ``time`` minutes since the first midnight; ``merchant`` its number; ``category`` and ``entry`` places in
    ``bank.CATEGORIES`` and ``bank.ENTRIES``; ``amount`` in money; ``km`` from the customer's home to the merchant.
    """

    time: np.ndarray
    merchant: np.ndarray
    category: np.ndarray
    amount: np.ndarray
    km: np.ndarray
    entry: np.ndarray

    def __len__(self) -> int:
        """Transactions."""
        return len(self.time)

    def take(self, rows: np.ndarray | slice) -> Statement:
        """Only these ``rows``."""
        return Statement(*(getattr(self, one.name)[rows] for one in fields(self)))

    def joined(self, other: Statement) -> tuple[Statement, np.ndarray]:
        """Both in the order of time, and of each row which one it was: (N + M,) int64 into this one, then the other."""
        order = np.argsort(np.concatenate([self.time, other.time]), kind="stable")
        both = (np.concatenate([getattr(self, one.name), getattr(other, one.name)]) for one in fields(self))
        return Statement(*(column[order] for column in both)), order
