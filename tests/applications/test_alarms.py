"""Alarms: a threshold that no label set, and what it costs, by hand."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
import torch

from metaunsup.applications.alarms import bill_of, costs, day_of, threshold_for
from metaunsup.applications.bank import MONTH
from metaunsup.applications.ledger import Account, DeskTask, desk_months, desk_tasks

NOTHING = torch.zeros(5, 0)
TASK = DeskTask(
    (Account(NOTHING, NOTHING, np.array([10.0, 20, 30, 40, 50]), np.zeros(5)),), np.array([0, 1, 0, 3, 0]), 0, 0
)
SUSPICION = np.array([0.1, 0.9, 0.8, 0.4, 0.2])


@pytest.mark.parametrize(
    ("threshold", "alarms", "caught", "missed", "cost"),
    [(1.0, 0, 0, 60, 60), (0.85, 1, 1, 40, 43), (0.5, 2, 1, 40, 46), (0.3, 3, 2, 0, 9), (0.0, 5, 2, 0, 15)],
)
def test_a_bill_is_as_by_hand(threshold: float, alarms: int, caught: int, missed: float, cost: float) -> None:
    told = bill_of(SUSPICION, TASK, threshold, 3.0)
    assert (told.alarms, told.caught, told.missed, told.cost) == (alarms, caught, missed, cost)
    assert (told.frauds, told.stolen) == (2, 60.0)
    number, total = costs(SUSPICION, TASK, 3.0)
    assert total[number == alarms] == cost


def test_the_threshold_is_what_so_many_a_day_passed_before() -> None:
    before = np.random.default_rng(0).permutation(600).astype(float)
    assert (before > threshold_for(before, 1.0)).sum() == MONTH
    assert (before > threshold_for(before, 0.2)).sum() == 6
    assert threshold_for(before, 1000) == 0.0


def test_a_desk_knows_the_month_before() -> None:
    for (task, before), same in zip(islice(desk_months(20, 1), 2), islice(desk_tasks(20, 1), 2), strict=True):
        assert np.array_equal(task.amount, same.amount) and before.month == task.month - 1
        assert before.time.max() < task.time.min()
        days = day_of(task)
        assert days.min() >= 0 and days.max() < MONTH
        # the last that is known of a customer is the end of the month before
        assert torch.equal(task.accounts[0].support[-1], before.accounts[0].queries[-1])
