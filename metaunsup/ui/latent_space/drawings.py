"""What a decoder draws: a plane of its latents, dimension after dimension, the way between two items, items again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.registry import LEARNERS
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.latent_space.form import PAGE, encoder_title
from metaunsup.ui.latent_space.request import DRAWN, OWN, SpaceChoice
from metaunsup.ui.player import show_gallery
from metaunsup.ui.player.sprites import Sheet, sheet
from metaunsup.words import Say

if TYPE_CHECKING:
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
            format_func=lambda one: say(f"latent_space.drawn.{one}"),
            required=True,
            key=f"{PAGE}.drawn",
        )
    )
    st.markdown(say(f"latent_space.drawn.{kind}.about"))
    space = next(one for one in job.spaces if one.name == choice.reference(name))
    picked = [min(int(st.session_state[f"{PAGE}.{which}"]), len(shown)) for which in ("a", "b")]
    asked = {"between": "ab", "again": ""}.get(kind, "a")
    for which, column in zip(asked, st.columns(4) if asked else (), strict=False):
        st.session_state[f"{PAGE}.{which}"] = picked["ab".index(which)]
        with column:
            label = say(f"latent_space.drawn.{which}")
            picked["ab".index(which)] = int(st.number_input(label, 1, len(shown), step=1, key=f"{PAGE}.{which}"))
    order = _order(space.points)
    dimensions = _dimensions(order, say) if kind == "plane" else (0, 1)
    try:
        made, groups = _made(choice, name, kind, (picked[0] - 1, picked[1] - 1), dimensions, say.lang)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    words = {"canvas": say(f"latent_space.drawn.{kind}.canvas", encoder=encoder_title(name, choice.own, say))}
    place, _ = st.columns([2, 1]) if kind in ("plane", "traverse") else (st.container(), None)
    with place:
        show_gallery(made, groups, words, key=f"{PAGE}.{kind}", across=ACROSS[kind])


def _order(points: Any) -> list[int]:
    import torch

    from metaunsup.latent.drawn import active

    return active(torch.from_numpy(points))


def _dimensions(order: Sequence[int], say: Say) -> tuple[int, int]:
    """Which two are gone through; those in which items differ most come first."""
    chosen = []
    for which, usual, column in zip(("across", "down"), order[:2], st.columns(4), strict=False):
        key = f"{PAGE}.{which}"
        if st.session_state.get(key) not in order:
            st.session_state[key] = usual
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
def _made(
    choice: SpaceChoice, name: str, kind: str, items: tuple[int, int], dimensions: tuple[int, int], lang: str
) -> tuple[Sheet, list[tuple[str, list[int]]]]:
    """The pictures, and which stand under which title."""
    import torch

    from metaunsup.latent.drawn import drawings
    from metaunsup.latent.encoders import encoder

    say, shown, through = Say(lang), choice.shown(), encoder(choice.reference(name))
    assert through.drawing is not None
    rows = drawings(through.drawing, shown.items, through.place(shown), kind, items, dimensions)
    titles = ["" if kind == "plane" else say(f"latent_space.row.{row.kind}", number=row.number + 1) for row in rows]
    groups, start = [], 0
    for title, row in zip(titles, rows, strict=True):
        groups.append((title, list(range(start, start + len(row.pictures)))))
        start += len(row.pictures)
    if kind == "plane":  # a board without lines between
        groups = [("", list(range(start)))]
    return sheet(torch.cat([row.pictures for row in rows])), groups
