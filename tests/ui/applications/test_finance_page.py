"""Finance on the page: the stream up to a day, alarms by a threshold that no label set, the truth only when asked."""

from __future__ import annotations

import numpy as np
import pytest
from opened import JUNK, opened, texts, until_over

from metaunsup.applications.alarms import Alarms, alarms_of, judged_month
from metaunsup.applications.bank import MONTH
from metaunsup.ui.applications.finance import judged
from metaunsup.ui.applications.stream import cost_figure, stream_figure
from metaunsup.words import Say

PAGE = "pages/9_Applications.py"
QUICK = {"field": "finance", "finance_method": "acr", "finance_seed": "1"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_a_stream_with_alarms_and_the_truth_when_asked(lang: str) -> None:
    test = opened(PAGE, lang=lang, finance_alarms="30", **QUICK)
    say, told = Say(lang), texts(test)
    for part in ("question", "lead", "metrics", "about.real", "about.learners", "own"):
        assert say(f"applications.finance.{part}") in told, part
    task, suspicion, before = judged("acr", 1)
    called = alarms_of(task, suspicion, before, 30).called
    alarm_list = test.dataframe[0].value
    assert len(alarm_list) == called.sum() > 0
    assert say("applications.finance.column.truth") not in alarm_list.columns
    test.toggle(key="finance.truth").set_value(True).run()
    assert not test.exception and "finance_truth" in test.query_params
    shown = test.dataframe[0].value
    kinds = shown[say("applications.finance.column.truth")]
    honest = say("applications.finance.kind.none")
    assert (kinds != honest).sum() == (task.truth[called] > 0).sum()


def test_fewer_days_show_fewer_payments() -> None:
    test = opened(PAGE, finance_day="5", **QUICK)
    task, *_ = judged("acr", 1)
    days = task.time / 1440 - task.month * MONTH
    assert f"{int((days < 5).sum())} payments" in texts(test)


def test_figures_ring_frauds_only_when_they_are_shown() -> None:
    days, suspicion = np.arange(6.0), np.array([1.0, 5, 2, 9, 1, 1])
    over, called = suspicion > 4, suspicion == 5
    found, seen = Alarms(judged_month("amount", 0)[0], suspicion, 4.0, over, called), days < 5
    plain = stream_figure(days, found, seen, None, Say("en"))
    ringed = stream_figure(days, found, seen, np.array([0, 0, 0, 3, 1, 1]), Say("en"))
    assert [len(one.x) for one in plain.data] == [3, 1, 1]  # quiet, called about, no call left
    assert [len(one.x) for one in ringed.data] == [3, 1, 1, 2]
    assert len(stream_figure(days, found, days < 3, None, Say("en")).data) == 2
    costs = cost_figure(np.arange(4), np.array([90.0, 40, 45, 50]), (1, 42.0), Say("zh"))
    assert (costs.data[1].x, costs.data[1].y) == ((1,), (42.0,))


def test_junk_in_the_link_is_ignored_and_a_wrong_file_refused() -> None:
    test = opened(PAGE, field="finance", finance_method=JUNK, finance_seed="-1", finance_call="0")
    test.file_uploader(key="finance.own").set_value(("own.csv", b"a,b\n1,2\n", "text/csv")).run()
    test.button(key="finance.own.go").click().run()
    until_over(test, "finance")
    assert not test.exception and "Time, V1" in "".join(str(one.value) for one in test.error)
