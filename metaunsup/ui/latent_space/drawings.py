"""What a decoder draws: a plane of its latents, dimension after dimension, the way between two items, items again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.registry import LEARNERS
from metaunsup.ui.common.rows import CONFIG, MOST_COLUMNS, cells, column_titles, most_varied
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.latent_space.form import PAGE, encoder_title
from metaunsup.ui.latent_space.request import DRAWN, OWN, SpaceChoice
from metaunsup.ui.player import show_gallery
from metaunsup.ui.player.sprites import Sheet, sheet
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.latent.drawn import Row
    from metaunsup.ui.latent_space.jobs import SpaceJob

ACROSS = {"plane": 9, "traverse": 9, "between": 18, "again": 18}


def decoders(choice: SpaceChoice) -> list[str]:
    """Those of the encoders that draw."""

    def draws(name: str) -> bool:
        learner = choice.own.learner if name == OWN and choice.own is not None else name.rpartition("/")[2]
        return learner in LEARNERS and issubclass(LEARNERS[learner].build, LatentLearner)

    return [name for name in choice.encoders if draws(name)]


def has_decoder(job: SpaceJob) -> bool:
    """Whether any of the encoders draws."""
    return bool(decoders(job.request))


def show_drawings(job: SpaceJob, say: Say) -> None:
    """Ask what is to be drawn, and show it."""
    choice, shown = job.request, job.shown
    assert shown is not None
    words = "rows" if shown.source.images.ndim == 2 else "drawn"
    st.subheader(say("latent_space.drawn"))
    drawing = decoders(choice)
    name = drawing[0]
    if len(drawing) > 1:
        name = str(
            st.segmented_control(
                say("latent_space.drawn.by"),
                drawing,
                format_func=lambda one: encoder_title(one, choice.own, say),
                default=drawing[0],
                required=True,
            )
        )
    kind = str(
        st.segmented_control(
            say("latent_space.drawn.what"),
            DRAWN,
            format_func=lambda one: say(f"latent_space.{words}.{one}"),
            required=True,
            key=f"{PAGE}.drawn",
        )
    )
    st.markdown(say(f"latent_space.{words}.{kind}.about"))
    space = next(one for one in job.spaces if one.name == choice.reference(name))
    picked = [min(int(st.session_state[f"{PAGE}.{which}"]), len(shown)) for which in ("a", "b")]
    asked = {"between": "ab", "again": ""}.get(kind, "a")
    for which, column in zip(asked, st.columns(4) if asked else (), strict=False):
        st.session_state.pop(f"{PAGE}.{which}")  # what it was when it had no box, which would come back without one
        st.session_state[f"{PAGE}.{which}"] = picked["ab".index(which)]
        with column:
            label = say(f"latent_space.{words}.{which}")
            picked["ab".index(which)] = int(st.number_input(label, 1, len(shown), step=1, key=f"{PAGE}.{which}"))
    order = _order(space.points)
    dimensions = _dimensions(order, say) if kind == "plane" else (0, 1)
    asked_for = (choice, name, kind, (picked[0] - 1, picked[1] - 1), dimensions)
    try:
        if words == "rows":
            _show_rows(_rows(*asked_for), kind, _columns(choice, say), dimensions, say)
            return
        made, groups = _made(*asked_for, say.lang)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    alt = {"canvas": say(f"latent_space.drawn.{kind}.canvas", encoder=encoder_title(name, choice.own, say))}
    place, _ = st.columns([2, 1]) if kind in ("plane", "traverse") else (st.container(), None)
    with place:
        show_gallery(made, groups, alt, key=f"{PAGE}.{kind}", across=ACROSS[kind])


def _columns(choice: SpaceChoice, say: Say) -> list[str]:
    """What the columns of the table are called."""
    from metaunsup.data.registry import load_pool

    pool = load_pool(choice.task.pool)
    return column_titles(pool.columns, pool.images.shape[1], say)


def _show_rows(rows: list[Row], kind: str, columns: list[str], dimensions: tuple[int, int], say: Say) -> None:
    """What is drawn of a table's rows: a cell a number, and the numbers behind it."""
    from metaunsup.latent.drawn import ACROSS as STEPS
    from metaunsup.latent.drawn import REACH, matrix, most_moved

    column, across, down = 0, columns, [_row_title(row.kind, row.number, say) for row in rows]
    if kind == "plane":
        key = f"{PAGE}.column.{len(columns)}"
        chosen = st.selectbox(say("rows.column"), range(len(columns)), most_moved(rows), columns.__getitem__, key=key)
        values = [f"{2 * REACH * step / (STEPS - 1) - REACH:.2f}" for step in range(STEPS)]
        column, across, down = int(chosen), values, values[::-1]
        titles = [say("latent_space.row.dimension", number=one + 1) for one in dimensions]
    elif kind == "again":
        ends = (say("latent_space.rows.row"), say("latent_space.rows.redrawn"))
        shown = len(matrix(rows, kind)) // 2
        down = [f"{end} {number}" for number in range(1, shown + 1) for end in ends]
    elif kind == "between":
        down = [say("latent_space.rows.a"), *(f"{step} / {STEPS}" for step in range(1, STEPS + 1))]
        down.append(say("latent_space.rows.b"))
    found = matrix(rows, kind, column)
    if kind != "plane" and len(columns) > MOST_COLUMNS:
        found, across = most_varied(found, columns)
        st.caption(say("rows.most", count=MOST_COLUMNS, all=len(columns)))
    values_of = found.tolist()
    chart = cells(values_of, across, down, say("rows.change" if kind == "traverse" else "rows.scale"))
    if kind == "plane":
        chart.update_xaxes(title=titles[0])
        chart.update_yaxes(title=titles[1])
    st.plotly_chart(chart, theme="streamlit", config=CONFIG, key=f"{PAGE}.rows.{kind}")
    with st.expander(say("rows.numbers")):
        numbers = {name: [f"{row[at]:.2f}" for row in values_of] for at, name in enumerate(across)}
        st.dataframe({"": down} | numbers, hide_index=True)


def _row_title(kind: str, number: int, say: Say) -> str:
    return say("latent_space.row.dimension", number=number + 1) if kind == "dimension" else ""


def _order(points: Any) -> list[int]:
    import torch

    from metaunsup.latent.drawn import active

    return active(torch.from_numpy(points))


def _dimensions(order: Sequence[int], say: Say) -> tuple[int, int]:
    """Which two are gone through; those in which items differ most come first."""
    chosen = []
    for which, usual, column in zip(("across", "down"), order[:2], st.columns(4), strict=False):
        key = f"{PAGE}.{which}"
        held = st.session_state.pop(key, None)
        st.session_state[key] = held if held in order else usual
        with column:
            chosen.append(
                int(
                    st.selectbox(
                        say(f"latent_space.drawn.{which}"),
                        order,
                        format_func=lambda one: say("latent_space.row.dimension", number=int(one) + 1),
                        key=key,
                    )
                )
            )
    return chosen[0], chosen[1]


@st.cache_data(show_spinner=False, max_entries=64)
def _rows(choice: SpaceChoice, name: str, kind: str, items: tuple[int, int], dimensions: tuple[int, int]) -> list[Row]:
    """What is drawn."""
    from metaunsup.latent.drawn import drawings
    from metaunsup.latent.encoders import encoder

    shown, through = choice.shown(), encoder(choice.reference(name))
    assert through.drawing is not None
    return drawings(through.drawing, shown.items, through.place(shown), kind, items, dimensions)


@st.cache_data(show_spinner=False, max_entries=64)
def _made(
    choice: SpaceChoice, name: str, kind: str, items: tuple[int, int], dimensions: tuple[int, int], lang: str
) -> tuple[Sheet, list[tuple[str, list[int]]]]:
    """The pictures, and which stand under which title."""
    import torch

    say, rows = Say(lang), _rows(choice, name, kind, items, dimensions)
    titles = ["" if kind == "plane" else say(f"latent_space.row.{row.kind}", number=row.number + 1) for row in rows]
    groups, start = [], 0
    for title, row in zip(titles, rows, strict=True):
        groups.append((title, list(range(start, start + len(row.pictures)))))
        start += len(row.pictures)
    if kind == "plane":  # a board without lines between
        groups = [("", list(range(start)))]
    return sheet(torch.cat([row.pictures for row in rows])), groups
