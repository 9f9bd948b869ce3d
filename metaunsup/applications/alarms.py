"""A desk's month as a stream: an alarm where suspicion passes a threshold that no label set, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metaunsup.applications.bank import DAY, MONTH
from metaunsup.applications.ledger import DeskTask

MOST_CURVE = 200  # points of the curve of costs


@dataclass(frozen=True)
class Bill:
    """Of one threshold: ``alarms``, how many of them are fraud (``caught``), how much was stolen and how much missed.

    ``cost``: every alarm takes a call, and what is missed is lost.
    """

    alarms: int
    caught: int
    frauds: int
    stolen: float
    missed: float
    cost: float


def threshold_for(suspicion: np.ndarray, alarms_a_day: float) -> float:
    """What so many transactions a day passed in the month before, by their ``suspicion`` (N,): no label is needed."""
    share = min(1.0, alarms_a_day * MONTH / max(len(suspicion), 1))
    return float(np.quantile(suspicion, 1 - share))


def bill_of(suspicion: np.ndarray, task: DeskTask, threshold: float, call: float) -> Bill:
    """What alarms above ``threshold`` come to, where a call costs ``call``: this reads the truth."""
    alarm, fraud, amount = suspicion > threshold, task.truth > 0, task.amount
    missed = float(amount[fraud & ~alarm].sum())
    return Bill(
        alarms=int(alarm.sum()),
        caught=int((alarm & fraud).sum()),
        frauds=int(fraud.sum()),
        stolen=float(amount[fraud].sum()),
        missed=missed,
        cost=float(alarm.sum()) * call + missed,
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
