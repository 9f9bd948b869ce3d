"""Tasks of finance: a desk watches a few accounts for a month, and knows of each what was bought last. No labels.

The customers that learners practise on, and the months that they practise on, are others than those of tasks: tasks
come later (habits, prices and season have drifted) and are of new customers of the same bank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import numpy as np
import torch
from torch import Tensor

from metaunsup.applications.bank import DAY, MONTH, Region, make_region
from metaunsup.applications.columns import ONE_HOT, columns_of
from metaunsup.applications.statements import Statement
from metaunsup.applications.transactions import MONTHS, History, draw_history
from metaunsup.tasks.streams import derive_seed

REGION = 0  # the bank's
PRACTISED = 400  # customers, number 0 on, that learners practise on, without labels
BEFORE = 3  # months that learners practise on; tasks are of the months after
FIRST = 1_000_000  # number of the first customer of tasks
ACCOUNTS = 20  # that a desk watches
FARTHEST = 6.0  # standard deviations; a value beyond is set to that


@dataclass(frozen=True, eq=False)
class Account:
    """``support`` (S, D): what was bought last, unlabelled; ``queries`` (Q, D): what is bought then; float32.

    ``amount`` (Q,) in money and ``time`` (Q,) in minutes are of the queries; ``rows``: they, as the bank has them.
    """

    support: Tensor
    queries: Tensor
    amount: np.ndarray
    time: np.ndarray
    rows: Statement | None = None


@dataclass(frozen=True, eq=False)
class DeskTask:
    """Some accounts; ``truth`` (Q,) int64 over all their queries, one account after the other: 0, or a kind of fraud.

    Only metrics and what is named a ceiling are handed the truth.
    """

    accounts: tuple[Account, ...]
    truth: np.ndarray
    seed: int
    month: int

    @property
    def amount(self) -> np.ndarray:
        """Money of all queries, (Q,)."""
        return np.concatenate([one.amount for one in self.accounts])

    @property
    def time(self) -> np.ndarray:
        """Minutes of all queries, (Q,)."""
        return np.concatenate([one.time for one in self.accounts])


@dataclass(frozen=True, eq=False)
class Scale:
    """Standardises columns by those that were practised on; flags, 0 or 1, keep their size."""

    mean: np.ndarray
    deviation: np.ndarray

    @classmethod
    def of(cls, columns: np.ndarray, one_hot: int) -> Scale:
        """Mean and deviation of ``columns`` (N, D); from ``one_hot`` on they are flags, of which only the mean goes."""
        deviation = columns.std(0)
        deviation[one_hot:] = 1.0
        return cls(columns.mean(0), np.where(deviation > 1e-6, deviation, 1.0))

    def __call__(self, columns: np.ndarray) -> Tensor:
        """(N, D) float32."""
        return torch.from_numpy(((columns - self.mean) / self.deviation).clip(-FARTHEST, FARTHEST).astype(np.float32))


@dataclass(frozen=True, eq=False)
class Ledger:
    """What is practised on: ``histories`` of the first months, their ``columns`` (a tensor each), and the ``scale``."""

    region: Region
    histories: tuple[History, ...]
    columns: tuple[Tensor, ...]
    scale: Scale


@lru_cache(maxsize=1)
def practice_ledger() -> Ledger:
    """The customers that learners practise on, in the months before those of tasks."""
    region = make_region(REGION)
    until = BEFORE * MONTH * DAY
    whole = (draw_history(region, number) for number in range(PRACTISED))
    histories = tuple(
        History(one.customer, one.rows.take(one.rows.time < until), one.fraud[one.rows.time < until]) for one in whole
    )
    raw = [columns_of(one.rows) for one in histories]
    scale = Scale.of(np.concatenate(raw), ONE_HOT)
    return Ledger(region, histories, tuple(map(scale, raw)), scale)


def desk_tasks(shots: int, seed: int) -> Iterator[DeskTask]:
    """Tasks of ``ACCOUNTS`` customers each, met by no other task, in one of the later months.

    Of each customer the ``shots`` transactions before that month are known. A group in none of whose months there is
    any fraud is passed over, since nothing could be measured on it.
    """
    for task, _ in desk_months(shots, seed):
        yield task


def desk_months(shots: int, seed: int) -> Iterator[tuple[DeskTask, DeskTask]]:
    """The same tasks, and behind each the same customers' month before, which a desk knows by then: without labels."""
    ledger = practice_ledger()
    for group in count():
        numbers = FIRST + derive_seed(seed, "applications", "desk", group) % 2**40 + np.arange(ACCOUNTS)
        histories = [draw_history(ledger.region, int(number), months=MONTHS) for number in numbers]
        rng = np.random.default_rng(derive_seed(seed, "applications", "month", group))
        for month in rng.permutation(np.arange(BEFORE, MONTHS)).tolist():
            task = _of_month(ledger, histories, month, shots, seed)
            if (task.truth > 0).any():
                yield task, _of_month(ledger, histories, month - 1, shots, seed)
                break


def _of_month(ledger: Ledger, histories: list[History], month: int, shots: int, seed: int) -> DeskTask:
    begins, ends = month * MONTH * DAY, (month + 1) * MONTH * DAY
    accounts, truth = [], []
    for one in histories:
        columns = ledger.scale(columns_of(one.rows))
        first, last = np.searchsorted(one.rows.time, (begins, ends))
        if first < 2 or last == first:
            continue  # nothing is known of them, or they buy nothing
        rows = one.rows.take(slice(first, last))
        support = columns[max(0, first - shots) : first]
        accounts.append(Account(support, columns[first:last], rows.amount, rows.time, rows))
        truth.append(one.fraud[first:last])
    return DeskTask(tuple(accounts), np.concatenate(truth) if truth else np.zeros(0, dtype=np.int64), seed, month)
