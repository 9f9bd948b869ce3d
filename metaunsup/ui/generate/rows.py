"""Drawn rows of a table: where they lie among real ones, and each beside the row shown that is nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st
import torch

from metaunsup.ui.common.rows import CONFIG, MOST_COLUMNS, cells, column_titles, most_varied
from metaunsup.ui.generate.component import about, told
from metaunsup.ui.generate.figures import look, title_of
from metaunsup.ui.generate.jobs import GenerateJob
from metaunsup.ui.generate.request import PAGE, GenerateChoice
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from metaunsup.evaluation.drawings import DrawnStep
    from metaunsup.evaluation.row_plane import Plane
    from metaunsup.tasks.generation import GenerationTask

HEIGHT = 330
CELLED = 6  # drawn rows of a generator that are shown as cells
GREY = "#8b929a"  # of the table's other rows
REAL = "#c79a00"  # of the rows shown, and of new ones
MARGIN = 0.25  # of the real rows' extent, on every side of them


def show_rows(job: GenerateJob, say: Say) -> None:
    """What ``job`` has drawn so far; once all is there, at the step that is chosen."""
    assert job.task is not None
    frames, task = list(job.frames), job.task
    columns = _columns(job.request, say)
    st.markdown(say("generate.rows.shown", count=len(task.support)))
    _cells(task.support, columns, [say("generate.rows.item", number=n + 1) for n in range(len(task.support))], "s", say)
    step = _step(job.request.steps, say) if job.over else max(one.index for one in frames)
    now = [_at(frames, name, step) for name in job.request.generators]
    st.markdown(say("generate.rows.plane.title"))
    plane = _plane(job.request)
    for first in range(0, len(now), 2):
        for column, one in zip(st.columns(2), now[first : first + 2], strict=False):
            with column:
                _board(one, step, task, plane, say)
    st.caption(say("generate.rows.caption", share=f"{plane.share:.0%}"))
    if job.over:
        _beside(now, task, columns, say)


def _step(steps: int, say: Say) -> int:
    """The step that is looked at: chosen here, and kept by the page's link (-1: the last)."""
    held = int(st.session_state[f"{PAGE}.step"])
    shown = steps if held < 0 else min(held, steps)
    step = int(st.slider(say("generate.view.step"), 0, steps, shown, key=f"{PAGE}.rows.step.{steps}.{held}"))
    if step != shown:
        st.session_state[f"{PAGE}.scrubbed"] = -1 if step == steps else step
        st.rerun(scope="app")  # the page takes it before it writes its link
    return step


def _at(frames: Sequence[DrawnStep], name: str, step: int) -> DrawnStep:
    """What ``name`` draws at ``step``, or at the last one that it takes."""
    return max((one for one in frames if one.name == name and one.index <= step), key=lambda one: one.index)


def _board(one: DrawnStep, step: int, task: GenerationTask, plane: Plane, say: Say) -> None:
    """Who draws, its numbers, and where its rows lie."""
    st.markdown(f"**{title_of(one.name, say)}**  \n{about(one.name, say)}")
    ended = " · " + say("generate.view.ended", step=one.index) if one.index < step else ""
    st.caption(told(one.bound, one.mmd, one.novelty, say) + ended)
    chart, outside = plane_figure(one, task, plane, say)
    st.plotly_chart(chart, theme="streamlit", config=CONFIG, key=f"{PAGE}.plane.{one.name}")
    if outside:
        st.caption(say("generate.rows.outside", count=outside))


def plane_figure(one: DrawnStep, task: GenerationTask, plane: Plane, say: Say) -> tuple[go.Figure, int]:
    """The rows drawn among those shown, new ones of the kind, and others; and how many lie outside the figure.

    The figure's range is that of the real rows, with a margin, so that it is the same for all who draw.
    """
    import plotly.graph_objects as go

    shown, new, drawn = (plane.place(rows) for rows in (task.support, task.held_out, one.drawings))
    real = torch.cat([shown, new, plane.around])
    low, high = real.min(0).values, real.max(0).values
    room = MARGIN * (high - low).clamp(min=1.0)
    low, high = low - room, high + room
    outside = int(((drawn < low) | (drawn > high)).any(1).sum())
    mine, chart = look(one.name), go.Figure()
    kinds = (
        ("around", plane.around, {"color": GREY, "size": 4, "opacity": 0.35}),
        ("new", new, {"color": REAL, "size": 10, "symbol": "diamond-open", "line": {"width": 2}}),
        ("item", shown, {"color": REAL, "size": 11, "symbol": "diamond"}),
        ("drawn", drawn, {"color": mine.ink, "size": 8, "symbol": mine.mark}),
    )
    for kind, at, marker in kinds:
        title = say(f"generate.rows.kind.{kind}")
        chart.add_scatter(
            x=at[:, 0].tolist(), y=at[:, 1].tolist(), name=title, mode="markers", marker=marker, hoverinfo="name"
        )
    for update, end in ((chart.update_xaxes, 0), (chart.update_yaxes, 1)):
        title = say("generate.rows.axis", number=end + 1)
        update(title=title, range=[float(low[end]), float(high[end])], fixedrange=True, zeroline=False)
    legend = {"orientation": "h", "yanchor": "top", "y": -0.22, "x": 0}
    chart.update_layout(height=HEIGHT, margin={"l": 10, "r": 10, "t": 10, "b": 10}, legend=legend)
    return chart, outside


def _beside(now: Sequence[DrawnStep], task: GenerationTask, columns: Sequence[str], say: Say) -> None:
    """Rows of one who draws, each over the row shown that is nearest to it, and all of them as numbers."""
    st.subheader(say("generate.rows.beside"))
    names = [one.name for one in now]
    name = names[0]
    if len(names) > 1:
        name = str(
            st.segmented_control(
                say("generate.rows.who"),
                names,
                format_func=lambda who: title_of(who, say),
                default=names[0],
                required=True,
                key=f"{PAGE}.rows.who.{','.join(names)}",
            )
        )
    one = now[names.index(name)]
    pairs, titles = [], []
    for number, near in enumerate(one.nearest.tolist()[:CELLED]):
        pairs += [one.drawings[number], task.support[near]]
        titles.append(say("generate.rows.drawn", number=number + 1))
        titles.append(say("generate.rows.nearest", number=near + 1, distance=f"{float(one.distance[number]):.2f}"))
    _cells(torch.stack(pairs), columns, titles, "beside", say)
    st.caption(say("generate.rows.beside.caption"))
    with st.expander(say("rows.numbers")):
        numbers = {
            say("generate.rows.kind.drawn"): [str(n + 1) for n in range(len(one.drawings))],
            say("generate.rows.near"): [str(near + 1) for near in one.nearest.tolist()],
            say("generate.rows.distance"): [f"{far:.2f}" for far in one.distance.tolist()],
        }
        numbers |= {
            title: [f"{value:.2f}" for value in one.drawings[:, at].tolist()] for at, title in enumerate(columns)
        }
        st.dataframe(numbers, hide_index=True)


def _cells(rows: torch.Tensor, columns: Sequence[str], titles: Sequence[str], key: str, say: Say) -> None:
    """``rows`` as cells of colour; of many columns those in which they differ most."""
    values, across = most_varied(rows, columns)
    chart = cells(values.tolist(), across, titles, say("rows.scale"))
    st.plotly_chart(chart, theme="streamlit", config=CONFIG, key=f"{PAGE}.cells.{key}")
    if len(columns) > MOST_COLUMNS:
        st.caption(say("rows.most", count=MOST_COLUMNS, all=len(columns)))


def _columns(choice: GenerateChoice, say: Say) -> list[str]:
    """What the columns of the table are called."""
    from metaunsup.data.registry import load_pool

    pool = load_pool(choice.pool)
    return column_titles(pool.columns, pool.images.shape[1], say)


def _plane(choice: GenerateChoice) -> Plane:
    """The plane that the table's rows are looked at in."""
    return _plane_of(choice.pool)


@st.cache_data(show_spinner=False, max_entries=16)
def _plane_of(pool: str) -> Plane:
    from metaunsup.data.registry import load_pool
    from metaunsup.evaluation.row_plane import plane_of

    return plane_of(load_pool(pool))
