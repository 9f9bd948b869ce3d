"""The drawings on the page: while they come, then the curves, what was measured on many classes, and the tables."""

from __future__ import annotations

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import shell, uploads
from metaunsup.ui.common.queued import tell_of
from metaunsup.ui.common.task_form import group_title
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.generate import figures
from metaunsup.ui.generate.component import show_boards
from metaunsup.ui.generate.jobs import GenerateJob, all_drawings
from metaunsup.ui.generate.request import PAGE, GenerateChoice
from metaunsup.ui.generate.rows import show_rows
from metaunsup.words import Say

LOOK_EVERY = 0.7  # seconds between two looks at what is being drawn
FIRST = 1.5  # that a press may wait for everybody's first drawings


def generate_view(choice: GenerateChoice, say: Say, *, again: bool = False) -> None:
    """Show the drawings of ``choice``, starting them if need be; refreshes itself until all are there."""
    queue = all_drawings()
    try:
        job = queue.join(choice, again=again, owner=shell.session())
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    job.wait(FIRST, lambda: job.visible)
    over, rows, say = job.over, choice.rows, uploads.speaking(choice.pool, say)

    def look() -> None:
        """Draw what is there; the page as a whole runs once more when all is."""
        now = queue.join(choice, owner=shell.session())
        done = max((one.index for one in list(now.frames)), default=0)
        tell_of(now, queue, say, page=PAGE, share=done / choice.steps, working=say("generate.working"))
        if now.visible and rows:
            show_rows(now, say)
        elif now.visible:
            result = show_boards(now, st.session_state[f"{PAGE}.step"], say, key=f"{PAGE}.boards")
            st.caption(say("generate.caption"))
            step = getattr(result, "step", None)
            if isinstance(step, int) and -1 <= step <= choice.steps and step != st.session_state[f"{PAGE}.step"]:
                st.session_state[f"{PAGE}.scrubbed"] = step
                st.rerun(scope="app")  # the page takes it before it writes its link
        if now.over != over:
            st.rerun()

    shell.fragment(look, say, run_every=None if over else LOOK_EVERY)
    if over and job.visible:
        _numbers(job, say)


def _numbers(job: GenerateJob, say: Say) -> None:
    """Whose class it was, how the bound came, and every number as a table."""
    assert job.task is not None
    known = job.task.name
    st.markdown(say("generate.truth", name=group_title(known, say)) if known else say("generate.unsorted"))
    chart = figures.against_steps(job.frames, say)
    if chart is not None:
        st.subheader(say("generate.steps.title"))
        st.plotly_chart(chart, key=f"{PAGE}.against_steps", config={"displaylogo": False})
        st.caption(say("generate.steps.caption", count=len(job.task.held_out)))
    told = []
    for one in job.frames:
        cells = {say("generate.table.name"): figures.title_of(one.name, say), say("generate.axis.step"): str(one.index)}
        cells[say("generate.axis.bound")] = "–" if one.bound is None else f"{one.bound:.1f}"
        cells[say("generate.axis.mmd")] = f"{one.mmd:.3f}"
        cells[say("generate.axis.distance")] = f"{one.novelty:.2f}"
        cells[say("generate.table.seconds")] = f"{one.seconds:.2f}"
        told.append(cells)
    with st.expander(say("generate.table")):
        st.table(told, border="horizontal", hide_index=True)


def measured_view(pool: str, say: Say, *, rows: bool) -> None:
    """What many classes say: the bound and the kernel distance against how many pictures are shown.

    Where ``pool`` is a table (``rows``, of which ``say`` then speaks), how many rows of other tables.
    """
    found = {name: one for name, one in figures.measured().items() if name.startswith(figures.ROWS) == rows}
    if not found:
        return
    known = pool if pool in found else next(iter(found))
    st.subheader(say("generate.measured.title"))
    if rows and len(found) > 1:
        known = str(
            st.segmented_control(
                say("generate.rows.measured"),
                list(found),
                format_func=lambda name: _measured_title(name, say),
                default=known,
                required=True,
                key=f"{PAGE}.rows.measured",
            )
        )
    told = {"pool": _measured_title(known, say), "tasks": found[known]["tasks"], "steps": found[known]["steps"]}
    st.markdown(say("generate.measured.lead", **told))
    left, right = st.columns(2)
    for column, metric in ((left, "bound"), (right, "mmd")):
        with column:
            st.markdown(f"**{say(f'generate.measured.{metric}')}**")
            st.plotly_chart(
                figures.against_sizes(known, metric, say), key=f"{PAGE}.{metric}", config={"displaylogo": False}
            )
    st.caption(say("generate.measured.caption"))
    with st.expander(say("generate.measured.table")):
        st.table(figures.rows(known, say), border="horizontal", hide_index=True)
        st.caption(say("generate.measured.table.about"))


def _measured_title(name: str, say: Say) -> str:
    """What a pool is called of which something was measured; a table is none of the registry's."""
    table = name.removeprefix(figures.ROWS)
    return say(f"pool.{name}.title") if table == name else say(f"generate.rows.table.{table}")
