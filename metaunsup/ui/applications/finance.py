"""Finance: a month of card payments as a stream, with alarms, and what a threshold costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from metaunsup.applications.bank import MONTH
from metaunsup.applications.finance import SHOTS
from metaunsup.applications.judges import METHODS
from metaunsup.ui.applications.own import own_file
from metaunsup.ui.applications.results import about, compared, show_measured
from metaunsup.ui.applications.stream import cost_figure, stream_figure
from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.applications.alarms import Alarms, Bill
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
    known = st.segmented_control(say(f"{WORDS}.known"), sorted(SHOTS, key=int), required=True, key=f"{KEY}_known")
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
    from metaunsup.applications.alarms import judged_month

    return judged_month(method, seed)


def _stream(task: DeskTask, suspicion: np.ndarray, before: np.ndarray, say: Say) -> None:
    from metaunsup.applications.alarms import alarms_of, bill_of, costs, day_of, until

    found = alarms_of(task, suspicion, before, int(st.session_state[f"{KEY}_alarms"]))
    day, days = int(st.session_state[f"{KEY}_day"]), day_of(task)
    call = float(st.session_state[f"{KEY}_call"])
    truth = st.toggle(say(f"{WORDS}.truth"), value=bool(st.session_state[f"{KEY}_truth"]), key="finance.truth")
    st.session_state[f"{KEY}_truth"] = int(truth)
    seen = days < day
    st.plotly_chart(
        stream_figure(days, found, seen, task.truth if truth else None, say),
        width="stretch",
        config={"displayModeBar": False},
        key="finance.stream",
    )
    st.caption(say(f"{WORDS}.stream", payments=int(seen.sum()), customers=len(task.accounts)))
    _told(bill_of(found.called & seen, until(task, seen), call), call, truth, say)
    if late := int((found.over & seen & ~found.called).sum()):
        st.markdown(say(f"{WORDS}.late", count=late, calls=int(found.called.sum())))
    _table(found, seen & found.called, truth, say)
    if truth:
        bill = bill_of(found.called, task, call)
        st.plotly_chart(
            cost_figure(*costs(suspicion, task, call), (bill.alarms, bill.cost), say),
            width="stretch",
            config={"displayModeBar": False},
            key="finance.costs",
        )
        st.caption(say(f"{WORDS}.costs"))
    st.markdown(f"**{say('applications.command')}**")
    method, seed = (st.session_state[f"{KEY}_{name}"] for name in ("method", "seed"))
    command = f"python -m metaunsup apply finance --alarms alarms.csv --svg alarms.svg --method {method} --seed {seed}"
    calls = st.session_state[f"{KEY}_alarms"]
    st.code(f"{command} --calls {calls} --call-cost {call:g} --day {day}", language="bash", wrap_lines=True)


def _told(bill: Bill, call: float, truth: bool, say: Say) -> None:
    """What the alarms come to, in a sentence; of frauds only where the reader has asked."""
    if not truth:
        st.markdown(say(f"{WORDS}.bill", alarms=bill.alarms, calls=bill.alarms * call))
        return
    fields = {"alarms": bill.alarms, "caught": bill.caught, "frauds": bill.frauds, "calls": bill.alarms * call}
    st.markdown(say(f"{WORDS}.bill.truth", missed=bill.missed, cost=bill.cost, stolen=bill.stolen, **fields))


def _table(found: Alarms, chosen: np.ndarray, truth: bool, say: Say) -> None:
    """The alarms as the desk gets them, the most suspicious first."""
    from metaunsup.applications.alarms import alarm_rows

    shown = [_row(one, truth, say) for one in alarm_rows(found, chosen)]
    with st.expander(say(f"{WORDS}.table", count=len(shown)), expanded=True, icon=":material/notifications:"):
        if shown:
            st.dataframe(shown, hide_index=True, width="stretch", key="finance.alarms")
        else:
            st.markdown(say(f"{WORDS}.table.none"))


def _row(one: Mapping[str, Any], truth: bool, say: Say) -> dict[str, Any]:
    """An alarm in words."""
    minute = one["time"]
    told = {
        "day": one["day"],
        "time": f"{minute // 60:02d}:{minute % 60:02d}",
        "customer": one["customer"],
        "what": say(f"{WORDS}.category.{one['what']}"),
        "amount": one["amount"],
        "km": one["km"],
        "entry": say(f"{WORDS}.entry.{one['entry']}"),
        "suspicion": one["suspicion"],
    }
    told |= {"truth": say(f"{WORDS}.kind.{one['truth']}")} if truth else {}
    return {say(f"{WORDS}.column.{name}"): value for name, value in told.items()}
