"""A field on a reader's own file: handed over, read in memory, measured on some tasks, and not kept."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.applications.results import around
from metaunsup.ui.common.text import explain_publicly
from metaunsup.words import Say

TASKS = {"finance": 30, "recommendation": 200}  # of an own file


def own_file(field: str, variant: str, kinds: tuple[str, ...], say: Say) -> None:
    """Take a file and, when asked, let every method of ``field`` loose on it; the same command stands below."""
    words = f"applications.{field}"
    st.markdown(say(f"{words}.own"))
    file = st.file_uploader(say(f"{words}.own.file"), type=list(kinds), key=f"{field}.own")
    pressed = st.button(
        say("applications.own.go"), icon=":material/play_arrow:", disabled=file is None, key=f"{field}.own.go"
    )
    if file is not None:
        kept: dict[tuple[str, str], object] = st.session_state.setdefault(f"{field}.own.found", {})
        asked = (str(file.file_id), variant)
        if pressed:
            kept.clear()
            kept[asked] = _measure(field, variant, file.name, file.getvalue(), say)
        if (told := kept.get(asked)) is not None:
            st.dataframe(told, hide_index=True, width="stretch", key=f"{field}.own.table")
    st.markdown(f"**{say('applications.command')}**")
    name = Path(file.name).name if file is not None else {"finance": "creditcard.csv"}.get(field, "ratings.csv")
    st.code(f"python -m metaunsup apply {field} --data {name} --variant {variant} --tasks {TASKS[field]}", "bash")


def _measure(field: str, variant: str, name: str, data: bytes, say: Say) -> list[dict[str, str]] | None:
    """A row a method, or None, with the reason on the page."""
    from metaunsup.applications import load_field
    from metaunsup.applications.field import summarise
    from metaunsup.applications.own import run_on
    from metaunsup.data.source import Source

    shown, of = st.progress(0.0, say("applications.own.reading")), load_field(field)
    results = []
    try:
        for one in run_on(field, Source(Path(Path(name).name), data), variant, TASKS[field]):
            results.append(one)
            shown.progress(len(results) / TASKS[field], say("applications.own.tasks", done=len(results)))
        summary = summarise(of, results, variant=variant, seed=0)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None
    finally:
        shown.empty()
    words = f"applications.{field}"
    rows = []
    for method, one in summary["methods"].items():
        mark = " *" if one["sees_labels"] else ""
        row = {say("applications.own.method"): say(f"{words}.method.{method}") + mark}
        row |= {say(f"{words}.metric.{metric}"): around(one[metric]) for metric in of.metrics}
        rows.append(row)
    return rows
