"""Finance: a month of card payments as a stream, with alarms, and what a threshold costs."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from metaunsup.applications.bank import CATEGORIES, ENTRIES, MONTH
from metaunsup.applications.finance import SHOTS
from metaunsup.applications.frauds import KINDS
from metaunsup.applications.judges import METHODS
from metaunsup.ui.applications.own import own_file
from metaunsup.ui.applications.results import about, compared, show_measured
from metaunsup.ui.applications.stream import cost_figure, stream_figure
from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.applications.alarms import Bill
    from metaunsup.applications.ledger import DeskTask

WORDS = KEY = "applications.finance"
CALLS = ("1", "5", "20", "50")  # what a call costs
BASELINES = ("amount", "iforest", "knn", "lof", "ocsvm")
MOST_SEED = 9999
LINK: dict[str, Field] = {
    "finance_method": Choice("knn", METHODS),
    "finance_alarms": Whole(10, 1, 90),
    "finance_call": Choice("5", CALLS),
    "finance_day": Whole(MONTH, 1, MONTH),
    "finance_seed": Whole(0, 0, MOST_SEED),
    "finance_truth": Whole(0, 0, 1),
    "finance_known": Choice("20", SHOTS),
}


def show(say: Say) -> None:
    """Everything below the question."""
    st.markdown(say(f"{WORDS}.lead"))
    compared("finance", "acr", {"knn": "knn", "iforest": "forest", "made-up": "made"}, say)
    st.markdown(f"#### {say('applications.heading.try')}")
    _try(say)
    st.markdown(f"#### {say('applications.heading.result')}")
    known = st.segmented_control(say(f"{WORDS}.known"), SHOTS, required=True, key=f"{KEY}_known")
    show_measured("finance", say, variant=str(known), baselines=BASELINES)
    st.caption(say(f"{WORDS}.metrics"))
    st.markdown(say(f"{WORDS}.lesson"))
    st.markdown(f"#### {say('applications.heading.own')}")
    own_file("finance", str(known), ("csv",), say)
    about("finance", say)


def _try(say: Say) -> None:
    """The stream up to a day, its alarms, and, if the reader asks, what they were."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("applications.own.method"),
            METHODS,
            format_func=lambda name: say(f"{WORDS}.method.{name}"),
            key=f"{KEY}_method",
            width=330,
        )
        st.button(say(f"{WORDS}.another"), icon=":material/casino:", on_click=_another, key="finance.another")
    left, middle, right = st.columns([3, 3, 2])
    left.slider(say(f"{WORDS}.alarms"), 1, 90, help=say(f"{WORDS}.alarms.help"), key=f"{KEY}_alarms")
    middle.slider(say(f"{WORDS}.day"), 1, MONTH, key=f"{KEY}_day")
    with right:
        st.segmented_control(say(f"{WORDS}.call"), CALLS, required=True, key=f"{KEY}_call")
    state = {name: st.session_state[f"applications.{name}"] for name in LINK}
    with st.spinner(say("app.loading")):
        task, suspicion, before = judged(str(state["finance_method"]), int(state["finance_seed"]))
    _stream(task, suspicion, before, say)


def _another() -> None:
    st.session_state[f"{KEY}_seed"] = (int(st.session_state[f"{KEY}_seed"]) + 1) % (MOST_SEED + 1)


@st.cache_data(show_spinner=False, max_entries=60)
def judged(method: str, seed: int) -> tuple[DeskTask, np.ndarray, np.ndarray]:
    """A desk's month, how suspicious each transaction of it is, and each of the month before."""
    from metaunsup.applications.judges import card_judge
    from metaunsup.applications.ledger import desk_months
    from metaunsup.tasks.streams import stream

    ((task, before),) = islice(desk_months(20, seed), 1)
    judge = card_judge(method)
    return task, judge(task, stream(seed, "finance", 0, method)), judge(before, stream(seed, "finance", 0, method))


def _stream(task: DeskTask, suspicion: np.ndarray, before: np.ndarray, say: Say) -> None:
    from metaunsup.applications.alarms import bill_of, costs, day_of, threshold_for

    alarms, day = int(st.session_state[f"{KEY}_alarms"]), int(st.session_state[f"{KEY}_day"])
    call = float(st.session_state[f"{KEY}_call"])
    threshold, days = threshold_for(before, alarms / MONTH), day_of(task)
    truth = st.toggle(say(f"{WORDS}.truth"), value=bool(st.session_state[f"{KEY}_truth"]), key="finance.truth")
    st.session_state[f"{KEY}_truth"] = int(truth)
    seen = days < day
    st.plotly_chart(
        stream_figure(days[seen], suspicion[seen], threshold, task.truth[seen] if truth else None, say),
        width="stretch",
        config={"displayModeBar": False},
        key="finance.stream",
    )
    st.caption(say(f"{WORDS}.stream", payments=int(seen.sum()), customers=len(task.accounts)))
    bill = bill_of(np.where(seen, suspicion, -np.inf), _until(task, seen), threshold, call)
    _told(bill, call, truth, say)
    _table(task, suspicion, np.flatnonzero(seen & (suspicion > threshold)), truth, say)
    if truth:
        number, total = costs(suspicion, task, call)
        st.plotly_chart(
            cost_figure(number, total, int((suspicion > threshold).sum()), say),
            width="stretch",
            config={"displayModeBar": False},
            key="finance.costs",
        )
        st.caption(say(f"{WORDS}.costs"))


def _until(task: DeskTask, seen: np.ndarray) -> DeskTask:
    """The task with nothing yet known of what comes later."""
    from dataclasses import replace

    return replace(task, truth=np.where(seen, task.truth, 0))


def _told(bill: Bill, call: float, truth: bool, say: Say) -> None:
    """What the alarms come to, in a sentence; of frauds only where the reader has asked."""
    if not truth:
        st.markdown(say(f"{WORDS}.bill", alarms=bill.alarms, calls=bill.alarms * call))
        return
    fields = {"alarms": bill.alarms, "caught": bill.caught, "frauds": bill.frauds, "calls": bill.alarms * call}
    st.markdown(say(f"{WORDS}.bill.truth", missed=bill.missed, cost=bill.cost, stolen=bill.stolen, **fields))


def _table(task: DeskTask, suspicion: np.ndarray, rows: np.ndarray, truth: bool, say: Say) -> None:
    """The alarms as the desk gets them, the most suspicious first."""
    who = np.repeat(np.arange(len(task.accounts)), [len(one.amount) for one in task.accounts])
    begins = np.cumsum([0, *(len(one.amount) for one in task.accounts)])
    found = []
    for at in rows[np.argsort(-suspicion[rows])].tolist():
        statement = task.accounts[who[at]].rows
        assert statement is not None
        row = at - int(begins[who[at]])
        minute = float(statement.time[row])
        line = {
            say(f"{WORDS}.column.day"): int(minute // 1440) - task.month * MONTH + 1,
            say(f"{WORDS}.column.time"): f"{int(minute % 1440 // 60):02d}:{int(minute % 60):02d}",
            say(f"{WORDS}.column.customer"): int(who[at]) + 1,
            say(f"{WORDS}.column.what"): say(f"{WORDS}.category.{CATEGORIES[statement.category[row]]}"),
            say(f"{WORDS}.column.amount"): round(float(statement.amount[row]), 2),
            say(f"{WORDS}.column.km"): round(float(statement.km[row])),
            say(f"{WORDS}.column.entry"): say(f"{WORDS}.entry.{ENTRIES[statement.entry[row]]}"),
            say(f"{WORDS}.column.suspicion"): round(float(suspicion[at]), 3),
        }
        if truth:
            kind = int(task.truth[at])
            line[say(f"{WORDS}.column.truth")] = say(f"{WORDS}.kind.{KINDS[kind - 1] if kind else 'none'}")
        found.append(line)
    with st.expander(say(f"{WORDS}.table", count=len(found)), expanded=True, icon=":material/notifications:"):
        if found:
            st.dataframe(found, hide_index=True, width="stretch", key="finance.alarms")
        else:
            st.markdown(say(f"{WORDS}.table.none"))
