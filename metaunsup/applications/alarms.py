"""A desk's month as a stream: an alarm where suspicion passes a threshold that no label set, and what that costs.

A desk can make so many calls a month. The threshold is what so many payments of the month before passed; as months
differ, more may pass it than there are calls: the first ones are called about, as they come, and the others go by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from metaunsup.applications.bank import CATEGORIES, DAY, ENTRIES, MONTH
from metaunsup.applications.frauds import KINDS
from metaunsup.applications.ledger import DeskTask, desk_months
from metaunsup.tasks.streams import stream

MOST_CURVE = 200  # points of the curve of costs
KNOWN = 20  # transactions of each customer before the month
COLUMNS = ("day", "time", "customer", "what", "amount", "km", "entry", "suspicion", "called", "truth")


@dataclass(frozen=True)
class Bill:
    """Of so many calls: ``alarms``, how many of them are fraud (``caught``), how much was stolen and how much missed.

    ``cost``: every alarm takes a call, and what is missed is lost.
    """

    alarms: int
    caught: int
    frauds: int
    stolen: float
    missed: float
    cost: float


@dataclass(frozen=True, eq=False)
class Alarms:
    """A desk's month: the ``threshold``, and of all queries, (Q,) bool, which passed it (``over``) and were ``called``.

    ``suspicion`` (Q,); where ``over`` and not ``called``, no call was left.
    """

    task: DeskTask
    suspicion: np.ndarray
    threshold: float
    over: np.ndarray
    called: np.ndarray


def judged_month(method: str, seed: int) -> tuple[DeskTask, np.ndarray, np.ndarray]:
    """The first task under ``seed``, how suspicious ``method`` finds each transaction, and each of the month before."""
    from metaunsup.applications.judges import card_judge

    ((task, before),) = islice(desk_months(KNOWN, seed), 1)
    judge = card_judge(method)
    return task, judge(task, stream(seed, "finance", 0, method)), judge(before, stream(seed, "finance", 0, method))


def alarms_of(task: DeskTask, suspicion: np.ndarray, before: np.ndarray, calls: int) -> Alarms:
    """The alarms of a desk with ``calls`` a month, by the suspicion of the month ``before``: no label is read."""
    threshold = threshold_for(before, calls / MONTH)
    over = suspicion > threshold
    called = np.zeros(len(over), dtype=bool)
    passed = np.flatnonzero(over)
    called[passed[np.argsort(task.time[passed], kind="stable")][:calls]] = True
    return Alarms(task, suspicion, threshold, over, called)


def threshold_for(suspicion: np.ndarray, alarms_a_day: float) -> float:
    """What so many transactions a day passed in the month before, by their ``suspicion`` (N,): no label is needed."""
    share = min(1.0, alarms_a_day * MONTH / max(len(suspicion), 1))
    return float(np.quantile(suspicion, 1 - share))


def on_a_log_scale(suspicion: np.ndarray) -> bool:
    """Whether a figure of ``suspicion`` (N,) needs one: some methods give a few a hundred times what others get."""
    return bool(len(suspicion)) and float(suspicion.min()) > 0 and float(suspicion.max() / suspicion.min()) > 30


def bill_of(called: np.ndarray, task: DeskTask, call: float) -> Bill:
    """What calls about some transactions, (Q,) bool, come to, where each costs ``call``: this reads the truth."""
    fraud, amount = task.truth > 0, task.amount
    missed = float(amount[fraud & ~called].sum())
    return Bill(
        alarms=int(called.sum()),
        caught=int((called & fraud).sum()),
        frauds=int(fraud.sum()),
        stolen=float(amount[fraud].sum()),
        missed=missed,
        cost=float(called.sum()) * call + missed,
    )


def costs(suspicion: np.ndarray, task: DeskTask, call: float) -> tuple[np.ndarray, np.ndarray]:
    """Alarms 0, 1, 2, ... (K,) when the most suspicious come first, and the cost of that many, (K,)."""
    order = np.argsort(-suspicion, kind="stable")
    saved = np.where(task.truth > 0, task.amount, 0.0)[order]
    total = saved.sum() - np.concatenate([[0.0], np.cumsum(saved)]) + call * np.arange(len(order) + 1)
    return np.arange(len(total))[:MOST_CURVE], total[:MOST_CURVE]


def day_of(task: DeskTask) -> np.ndarray:
    """Days since the month began, (Q,), with their fractions."""
    return task.time / DAY - task.month * MONTH


def until(task: DeskTask, seen: np.ndarray) -> DeskTask:
    """The task with nothing yet known of what is not ``seen``, (Q,) bool."""
    return replace(task, truth=np.where(seen, task.truth, 0))


def alarm_rows(of: Alarms, shown: np.ndarray) -> Iterator[dict[str, object]]:
    """What the desk gets of those ``shown``, (Q,) bool, the most suspicious first, by ``COLUMNS``; names are codes.

    "day" and "customer" begin at 1, "time" is the minute of the day, "km" from the customer's home.
    """
    task, rows = of.task, np.flatnonzero(shown)
    who = np.repeat(np.arange(len(task.accounts)), [len(one.amount) for one in task.accounts])
    begins = np.cumsum([0, *(len(one.amount) for one in task.accounts)])
    for at in rows[np.argsort(-of.suspicion[rows], kind="stable")].tolist():
        statement = task.accounts[who[at]].rows
        assert statement is not None
        row, kind = at - int(begins[who[at]]), int(task.truth[at])
        minute = float(statement.time[row])
        yield {
            "day": int(minute // DAY) - task.month * MONTH + 1,
            "time": int(minute % DAY),
            "customer": int(who[at]) + 1,
            "what": CATEGORIES[statement.category[row]],
            "amount": round(float(statement.amount[row]), 2),
            "km": round(float(statement.km[row])),
            "entry": ENTRIES[statement.entry[row]],
            "suspicion": round(float(of.suspicion[at]), 3),
            "called": bool(of.called[at]),
            "truth": KINDS[kind - 1] if kind else "none",
        }
