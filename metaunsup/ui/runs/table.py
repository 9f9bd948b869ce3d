"""The list on the page of runs: filters, the table, and which runs are chosen in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import streamlit as st

from metaunsup.data.root import RUN_ID
from metaunsup.learners.registry import GENERATIVE, LEARNERS, ONE_CLASS
from metaunsup.runs.export import as_csv
from metaunsup.runs.folder import STATUSES
from metaunsup.runs.rows import RunRow
from metaunsup.ui.common import uploads
from metaunsup.ui.common.format import known_learner, moment, pool_title
from metaunsup.ui.common.link import Choice, Codes, Field, Several, Text, Whole
from metaunsup.ui.common.run_store import PAGE, Overview, Reading, pages
from metaunsup.words import Say

MOST = 6  # runs side by side
SORTS = {
    "newest": ("created", True),
    "oldest": ("created", False),
    "best": ("accuracy", True),
    "loss": ("loss", False),
    "longest": ("seconds", True),
    "name": ("name", False),
    "status": ("status", False),
}
FIELDS: dict[str, Field] = {
    "text": Text("", 100),
    "status": Several((), STATUSES, len(STATUSES)),
    "learner": Choice("any", lambda: ("any", *LEARNERS, *ONE_CLASS, *GENERATIVE)),
    "pool": Text("", 300),
    "starred": Whole(0, 0, 1),
    "mine": Whole(0, 0, 1),
    "sort": Choice("newest", tuple(SORTS)),
    "page": Whole(1, 1, 1_000_000),
    "runs": Codes((), RUN_ID, MOST),
    "curve": Choice("steps", ("steps", "seconds")),
}
# a sign and a colour for each status, so that neither has to be told from the other
SIGNS = {
    "queued": "⋯",
    "running": "▶",
    "paused": "‖",
    "interrupted": "↯",
    "cancelled": "✕",
    "done": "✓",
    "failed": "⚠",
}
COLOURS = {
    "queued": "violet",
    "running": "blue",
    "paused": "yellow",
    "interrupted": "orange",
    "cancelled": "gray",
    "done": "green",
    "failed": "red",
}


def asked() -> dict[str, Any]:
    """What the filters ask of the list."""
    state = st.session_state
    sort, descending = SORTS[state["runs.sort"]]
    learner, pool = state["runs.learner"], state["runs.pool"]
    return {
        "status": tuple(state["runs.status"]) or None,
        "learner": None if learner == "any" else learner,
        "pool": uploads.stored_name(pool) or None,
        "starred": True if state["runs.starred"] else None,
        "text": state["runs.text"].strip() or None,
        "sort": sort,
        "descending": descending,
    }


def values() -> dict[str, Any]:
    """Everything that the page's link holds."""
    found = {name: st.session_state[f"runs.{name}"] for name in FIELDS}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


def filters(pools: Sequence[str], say: Say) -> None:
    """What is to be listed; widgets are called ``runs.FIELD``."""
    for name in ("starred", "mine"):
        st.session_state[f"runs.{name}"] = bool(st.session_state[f"runs.{name}"])

    def title(name: str) -> str:
        return say(f"runs.{name}")

    codes = dict.fromkeys([*map(uploads.code_of, pools), st.session_state["runs.pool"]])
    of_pools = {"": title("any")} | {one: pool_title(uploads.stored_name(one), say) for one in codes if one}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(title("text"), placeholder=title("text.empty"), max_chars=100, key="runs.text", width=250)
        st.multiselect(
            title("status"),
            STATUSES,
            format_func=lambda status: labelled(status, say),
            placeholder=title("any"),
            key="runs.status",
            width=260,
        )
        st.selectbox(
            title("learner"),
            ["any", *LEARNERS, *ONE_CLASS, *GENERATIVE],
            format_func=lambda name: title("any") if name == "any" else known_learner(name, say),
            key="runs.learner",
            width=165,
        )
        st.selectbox(
            title("pool"),
            list(of_pools),
            format_func=of_pools.__getitem__,
            key="runs.pool",
            width=165,
        )
        st.selectbox(
            title("sort"), list(SORTS), format_func=lambda code: title(f"sort.{code}"), key="runs.sort", width=220
        )
        st.toggle(title("starred"), key="runs.starred")
        st.toggle(title("mine"), help=title("mine.help"), key="runs.mine")


def labelled(status: str, say: Say) -> str:
    """A status as its sign and its word."""
    return f"{SIGNS[status]} {say(f'runs.status.{status}')}"


def state(row: RunRow, say: Say) -> str:
    """A run's status as its sign and word; what it was asked to do counts until it is done."""
    return f"{SIGNS[row.status]} {say(f'runs.request.{row.request}')}" if row.request else labelled(row.status, say)


# -- the table -------------------------------------------------------------------------------------------------------


def table(overview: Overview, say: Say) -> None:
    """The runs, a line each; the lines that are ticked are the runs chosen."""
    if overview.count > PAGE:
        last = pages(overview.count)
        st.session_state["runs.page"] = min(max(int(st.session_state["runs.page"] or 1), 1), last)
        st.number_input(say("runs.page", last=last), 1, last, step=1, key="runs.page", width=220)
    else:
        st.session_state["runs.page"] = 1
    ids = [row.id for row in overview.rows]
    chosen = st.session_state["runs.runs"]
    mark = hashlib.sha256(" ".join(ids).encode()).hexdigest()[:8]
    key = f"runs.table.{st.session_state.setdefault('runs.round', 0)}.{mark}"
    st.dataframe(
        {name: [cell(row, name, say) for row in overview.rows] for name in _columns(say)},
        column_config=_columns(say),
        hide_index=True,
        height=min(35 * (len(ids) + 1) + 3, 440),
        key=key,
        on_select=lambda: _pick(key, ids),
        selection_mode="multi-row",
        selection_default={"selection": {"rows": [ids.index(one) for one in chosen if one in ids]}},
        placeholder="",
        alt=say("runs.table", count=len(ids)),
    )


def _pick(key: str, ids: Sequence[str]) -> None:
    """Take over what is ticked; runs chosen on other pages stay, and at most ``MOST`` can be."""
    ticked = [ids[row] for row in st.session_state[key]["selection"]["rows"] if row < len(ids)]
    before = [one for one in st.session_state["runs.runs"] if one in ticked or one not in ids]
    wanted = [*before, *(one for one in ticked if one not in before)]
    st.session_state["runs.runs"] = wanted[:MOST]
    if len(wanted) > MOST:
        st.session_state["runs.too_many"] = True
        redraw()


def redraw() -> None:
    """Tick in the table what is chosen now."""
    st.session_state["runs.round"] = st.session_state.get("runs.round", 0) + 1


def _columns(say: Say) -> dict[str, Any]:
    def title(name: str) -> str:
        return say(f"runs.column.{name}")

    column = st.column_config
    states = [labelled(status, say) for status in STATUSES]
    asked_for = {f"{SIGNS['running']} {say(f'runs.request.{one}')}": "blue" for one in ("pause", "cancel")}
    return {
        "starred": column.TextColumn("★", width=30, help=say("runs.starred")),
        "name": column.TextColumn(title("name"), width="medium"),
        "state": column.MultiselectColumn(
            title("status"),
            options=[*states, *asked_for],
            color=[*(COLOURS[status] for status in STATUSES), *asked_for.values()],
            width=130,
        ),
        "accuracy": column.NumberColumn(title("accuracy"), format="percent", width="small"),
        "kmeans": column.NumberColumn("K-Means", format="percent", width="small"),
        "share": column.ProgressColumn(title("step"), min_value=0, max_value=1, format="percent", width="small"),
        "learner": column.TextColumn(title("learner"), width=130),
        "pool": column.TextColumn(title("pool"), width="medium"),
        "loss": column.NumberColumn(title("loss"), format="%.3f", width="small"),
        "seed": column.NumberColumn(title("seed"), format="%d", width="small"),
        "seconds": column.NumberColumn(title("seconds"), format="%.0f", width="small"),
        "created": column.DatetimeColumn(title("created"), format="YYYY-MM-DD HH:mm", width="medium"),
        "note": column.TextColumn(title("note"), width="medium"),
    }


def cell(row: RunRow, name: str, say: Say) -> Any:
    """What the table says of a run in a column."""
    special = {
        "starred": lambda: "★" if row.starred else "",
        "state": lambda: [state(row, say)],
        "share": lambda: min(row.step / row.steps, 1.0) if row.steps else 0.0,
        "learner": lambda: known_learner(row.learner, say),
        "pool": lambda: pool_title(row.pool, say),
        "created": lambda: moment(row.created),
    }
    return special[name]() if name in special else getattr(row, name)


def choose(overview: Overview, say: Say) -> list[RunRow]:
    """The runs chosen, also as a list that needs no mouse; those that are gone are named and left out."""
    there = {row.id: row for row in [*overview.chosen, *overview.rows]}
    before = list(st.session_state["runs.runs"])
    gone = [one for one in before if one not in there]
    if gone:
        st.warning(say("runs.gone", ids=", ".join(f"`{one}`" for one in gone)))
        st.session_state["runs.runs"] = [one for one in before if one in there]
    if st.session_state.pop("runs.too_many", False):
        st.warning(say("runs.too_many", most=MOST))
    picked = st.multiselect(
        say("runs.chosen", most=MOST),
        list(dict.fromkeys([*st.session_state["runs.runs"], *(row.id for row in overview.rows)])),
        format_func=lambda run_id: f"{there[run_id].name} · {run_id}",
        max_selections=MOST,
        placeholder=say("runs.chosen.empty"),
        on_change=redraw,
        key="runs.runs",
    )
    return [there[one] for one in picked]


def export(reading: Reading, say: Say, *, token: str | None) -> None:
    """The whole list that fits the filters, as a file."""
    wanted, only_mine = asked(), bool(st.session_state["runs.mine"])
    st.download_button(
        say("runs.csv"),
        # the mark at its beginning tells a spreadsheet that this is UTF-8
        data=lambda: as_csv(reading.everything(wanted, token=token, only_mine=only_mine)).encode("utf-8-sig"),
        file_name="runs.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
