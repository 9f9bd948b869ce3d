"""A field on a reader's own files: handed over, measured in the background, and not kept."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from metaunsup.data.text import one_line
from metaunsup.errors import MetaUnsupError
from metaunsup.ui.applications.jobs import TASKS, Files, Handed, OwnJob, OwnRequest, all_own_files
from metaunsup.ui.applications.results import around
from metaunsup.ui.common import shell
from metaunsup.ui.common.format import joined
from metaunsup.ui.common.queued import tell_of
from metaunsup.ui.common.tables import wide_table
from metaunsup.ui.common.text import explain_publicly
from metaunsup.words import Say

LOOK_EVERY = 1.0
PAGE = "applications.own"


def own_file(field: str, variant: str, kinds: tuple[str, ...], say: Say) -> None:
    """Take a file and, when asked, let every method of ``field`` loose on it; the same command stands below."""
    words = f"applications.{field}"
    st.markdown(say(f"{words}.own"))
    file = st.file_uploader(say(f"{words}.own.file"), type=list(kinds), key=f"{field}.own")
    files = {} if file is None else {"file": [Handed.of(file)]}
    in_background(field, variant, files, say, lambda job: show_table(job, variant, say))
    st.markdown(f"**{say('applications.command')}**")
    usual = {"finance": "creditcard.csv"}.get(field, "ratings.csv")
    name = usual if file is None else shlex.quote(one_line(Path(file.name).name))  # a file may be called anything
    st.code(f"python -m metaunsup apply {field} --data {name} --variant {variant} --tasks {TASKS[field]}", "bash",
            wrap_lines=True)  # fmt: skip


def in_background(
    field: str, variant: str, files: Mapping[str, Files], say: Say, draw: Callable[[OwnJob], None], label: str = ""
) -> None:
    """A button that measures ``files`` (none: it waits for them), how far that is, and what comes of it by ``draw``."""
    pressed = st.button(say(f"{PAGE}.go"), icon=":material/play_arrow:", disabled=not files, key=f"{field}.own.go")
    queue, held = all_own_files(), f"{field}.own.job"
    job: OwnJob | None = st.session_state.get(held)
    asked = OwnRequest.of(field, variant, files, shell.session(), label) if files else None
    if job is not None and job.request != asked:  # it is of other files, or asks something else
        queue.leave(job)
        job = st.session_state.pop(held) and None
    if pressed and asked is not None:
        try:
            job = st.session_state[held] = queue.join(asked, again=True, owner=shell.session())
        except MetaUnsupError as error:
            st.error(explain_publicly(error, say))
    if job is not None:
        _watch(job, say, draw)


def _watch(job: OwnJob, say: Say, draw: Callable[[OwnJob], None]) -> None:
    queue, field = all_own_files(), job.request.field
    job.wait(0.3)
    over = job.over

    def look() -> None:
        """Draw it as it is now; the page as a whole runs once more when it is over."""
        job.look()
        done = len(job.results)
        working = say(f"{PAGE}.tasks", done=done) if done else say(f"{PAGE}.reading", steps=job.steps)
        share = done if field in TASKS else job.steps
        tell_of(job, queue, say, page=PAGE, share=share / max(job.total, 1), working=working)
        if job.results:
            draw(job)
        if job.over and not over:
            st.rerun()

    shell.fragment(look, say, run_every=None if over else LOOK_EVERY)


def show_table(job: OwnJob, variant: str, say: Say) -> None:
    """A row a method, of the tasks so far."""
    from metaunsup.applications import load_field
    from metaunsup.applications.field import summarise

    field, results = job.request.field, list(job.results)
    of, words = load_field(field), f"applications.{field}"
    summary = summarise(of, results, variant=variant, seed=0)
    rows = []
    for method, one in summary["methods"].items():
        mark = " *" if one["sees_labels"] else ""
        row = {say(f"{PAGE}.method"): say(f"{words}.method.{method}") + mark}
        row |= {say(f"{words}.metric.{metric}"): around(one[metric]) for metric in of.metrics_of(variant)}
        rows.append(row)
    wide_table(rows, f"{field}-own")
    told = [say(f"{PAGE}.told", tasks=len(results))]
    told += [say("applications.ceiling")] if any(one["sees_labels"] for one in summary["methods"].values()) else []
    st.caption(joined(told, say))
