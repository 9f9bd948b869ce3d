"""Alarms: a threshold that no label set, and what it costs, by hand."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
import torch

from metaunsup.applications.alarms import alarm_rows, alarms_of, bill_of, costs, day_of, judged_month, threshold_for
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
    told = bill_of(threshold < SUSPICION, TASK, 3.0)
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


def test_a_desk_calls_no_more_often_than_it_can() -> None:
    """Ten calls, and a month in which more than ten pass the line: the first ten of them, in the order of time."""
    several = 0
    for seed in range(4):
        task, suspicion, before = judged_month("amount", seed)
        found = alarms_of(task, suspicion, before, 10)
        assert found.called.sum() == min(10, found.over.sum()) and not (found.called & ~found.over).any()
        if found.over.sum() > 10:
            several += 1
            assert task.time[found.called].max() <= task.time[found.over & ~found.called].min()
        assert bill_of(found.called, task, 1.0).alarms <= 10
    assert several


def test_a_list_of_alarms_says_of_each_what_the_bank_has() -> None:
    task, suspicion, before = judged_month("amount", 0)
    found = alarms_of(task, suspicion, before, 5)
    rows = list(alarm_rows(found, found.over))
    assert [row["amount"] for row in rows] == sorted(task.amount[found.over].round(2), reverse=True)
    flat = np.concatenate([one.rows.km for one in task.accounts if one.rows is not None])
    at = int(np.argmax(suspicion))
    assert rows[0]["km"] == round(float(flat[at])) and rows[0]["day"] == int(day_of(task)[at]) + 1
    assert sum(bool(row["called"]) for row in rows) == found.called.sum()
    assert sum(row["truth"] != "none" for row in rows) == (task.truth[found.over] > 0).sum()
