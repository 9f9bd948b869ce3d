"""The page of runs, put together: the count, the list, what is chosen in it."""

from __future__ import annotations

import contextlib

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.paths import runs_root
from metaunsup.runs.rows import RunRow
from metaunsup.runs.store import Store
from metaunsup.ui.common import ownership, shell
from metaunsup.ui.common.keyring import browser_token
from metaunsup.ui.common.run_store import Overview, Reading
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.runs.chart import curves, differences
from metaunsup.ui.runs.detail import complaints, delete_button, show_run
from metaunsup.ui.runs.table import COLOURS, FIELDS, asked, choose, export, filters, labelled, table, values
from metaunsup.words import Say

LOOK_EVERY = 5.0  # seconds between two looks at runs that wait or run


@st.cache_resource(show_spinner=False)
def _reading(root: str) -> Reading:
    from pathlib import Path

    return Reading(Store(Path(root)))


def show(say: Say) -> None:
    """Everything below the heading."""
    try:
        _show(say)
    except MetaUnsupError as error:  # a list that cannot be read at all
        st.error(explain_publicly(error, say))


def _show(say: Say) -> None:
    reading = _reading(str(runs_root()))
    shell.open_link("runs", FIELDS, say)
    token = browser_token()
    ownership.note(token)
    only_mine = bool(st.session_state["runs.mine"])
    overview = reading.overview(
        asked(),
        page=int(st.session_state["runs.page"] or 1),
        chosen=st.session_state["runs.runs"],
        token=token,
        only_mine=only_mine,
    )
    if overview.total == 0:
        nothing_yet(say)
        return
    watch(reading, say)
    counts(overview, say)
    complaints(say)
    filters(overview.pools, say)
    if overview.rows:
        table(overview, say)
    else:
        st.info(say("runs.none_fit"))
    rows = choose(overview, say)
    shell.keep_link("runs", FIELDS, values())
    with st.container(horizontal=True, vertical_alignment="center"):
        export(reading, say, token=token)
        mine = [row for row in rows if row.id in overview.mine]
        if len(mine) > 1:
            delete_button(mine, reading.store, say, token=token or "", key="runs.delete_several")
    if not rows:
        st.caption(say("runs.choose"))
        return
    _compared(reading, rows, say)
    st.subheader(say("runs.one"))
    one = _one_of(rows, say)
    show_run(one, reading.store, say, token=token, mine=one.id in overview.mine)


def _compared(reading: Reading, rows: list[RunRow], say: Say) -> None:
    """The curves of what is chosen, and the settings in which they differ."""
    st.subheader(say("runs.compare" if len(rows) > 1 else "runs.curves"))
    curve = st.segmented_control(
        say("runs.against"),
        ("steps", "seconds"),
        required=True,
        format_func=lambda code: say(f"runs.axis.{code}"),
        key="runs.curve",
    )
    metrics = [reading.metrics(row) for row in rows]
    if any(metrics):
        curves(rows, metrics, str(curve), say)
    else:
        st.info(say("runs.no_curve"))
    if len(rows) > 1:
        st.markdown(f"**{say('runs.differences')}**")
        differences(rows, say)


def _one_of(rows: list[RunRow], say: Say) -> RunRow:
    """The run to be told whole."""
    if len(rows) == 1:
        return rows[0]
    names = {row.id: row.name for row in rows}
    which = st.selectbox(
        say("runs.which"),
        list(names),
        format_func=lambda run_id: f"{names[run_id]} · {run_id}",
        key="runs.which",
    )
    return next(row for row in rows if row.id == which)


def nothing_yet(say: Say) -> None:
    """How to make the first run."""
    st.info(say("runs.empty"), icon=":material/rocket_launch:")
    if "meta_train" in shell.PAGES:
        file, icon = shell.PAGES["meta_train"]
        st.page_link(file, label=say("runs.to_train"), icon=icon, query_params=shell.query_of("meta_train", say))
    st.markdown(say("runs.empty.command"))
    st.code("python -m metaunsup train --learner protonet --pool digits --steps 100", language="bash", wrap_lines=True)


def counts(overview: Overview, say: Say) -> None:
    """How many runs there are of each status."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        key = "runs.count" if overview.count == overview.total else "runs.count.some"
        st.markdown(say(key, count=f"{overview.count:,}", total=f"{overview.total:,}"))
        for status, colour in COLOURS.items():
            if overview.statuses.get(status):
                st.badge(f"{labelled(status, say)} · {overview.statuses[status]:,}", color=colour)  # type: ignore[arg-type]


def watch(reading: Reading, say: Say) -> None:
    """While something runs or waits, look now and then; the page is drawn anew only when a status has changed."""
    before = reading.moving()
    if not before:
        return

    def look() -> None:
        st.caption(say("runs.watching"))
        if any(status == "queued" for _, status in before):
            with contextlib.suppress(MetaUnsupError):  # whose turn it is, if the worker before it was killed
                reading.store.start_waiting()
        if reading.moving() != before:
            st.rerun()

    shell.fragment(look, say, run_every=LOOK_EVERY)
