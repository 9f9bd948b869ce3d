"""Pictures on a page: how far they are while they are made, then the view, what it keeps, and what decoders draw."""

from __future__ import annotations

import contextlib
from typing import Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import shell
from metaunsup.ui.common.moment import keep_moment, moment_of
from metaunsup.ui.common.queued import tell_of
from metaunsup.ui.common.requests import for_one_browser
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.latent_space.component import picture_title, show_nothing, show_spaces
from metaunsup.ui.latent_space.drawings import has_decoder, show_drawings
from metaunsup.ui.latent_space.form import PAGE, encoder_title
from metaunsup.ui.latent_space.jobs import SpaceJob, all_projections
from metaunsup.ui.latent_space.request import COLOURS, MOMENT, SpaceChoice, selected_items
from metaunsup.words import Say

LOOK_EVERY = 0.5  # seconds between two looks at what is being made
FIRST = 2.0  # that a press may wait for its picture, so that what is quick needs no second look
LAST = 0.1  # and the first pictures for the last: with PCA they are the same, and the page need not run twice


def begin(choice: SpaceChoice) -> None:
    """Put ``choice`` in the queue, if there is room; whoever draws it joins, and says where there was none."""
    with contextlib.suppress(MetaUnsupError):
        all_projections(choice.quick).join(choice, owner=shell.session())


def empty_view(say: Say) -> None:
    """The view where it will be, unseen: a browser takes long to make it, which nobody is to wait for after a press."""

    def look() -> None:
        st.container()
        show_nothing(key=f"{PAGE}.view")

    shell.fragment(look, say, run_every=None)


def space_view(choice: SpaceChoice, say: Say, *, again: bool = False) -> None:
    """Show the pictures of ``choice``, starting them if need be; refreshes itself until all are there."""
    queue = all_projections(choice.quick)
    try:
        job = queue.join(choice, again=again, owner=shell.session())
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    with job.changed:
        job.changed.wait_for(lambda: job.over or job.visible, FIRST if choice.quick else 0.3)
        job.changed.wait_for(lambda: job.over, LAST if job.visible else 0)
    over = job.over

    def look() -> None:
        """Draw what is there; the page as a whole runs once more when all is."""
        now = queue.join(choice, owner=shell.session())
        with st.container():
            tell_of(now, queue, say, page=PAGE, share=now.share, working=say("latent_space.working"))
        if now.visible:
            _draw(now, say)
            st.caption(say("latent_space.caution"))
        if now.over != over:
            st.rerun()

    shell.fragment(look, say, run_every=None if over else LOOK_EVERY)
    if over and job.visible:
        table(job, say)
        if has_decoder(job):
            show_drawings(job, say)


def controls(choice: SpaceChoice, say: Say) -> None:
    """What the points are coloured by, and how they look; nothing is computed for either."""
    colours = [one for one in COLOURS if one not in ("first", "second") or len(choice.encoders) == 2]
    if st.session_state[f"{PAGE}.colour"] not in colours:
        st.session_state[f"{PAGE}.colour"] = colours[0]
    with st.container(horizontal=True):
        st.segmented_control(
            say("latent_space.colour"),
            colours,
            format_func=lambda one: say(f"latent_space.colour.{one}"),
            required=True,
            help=say("latent_space.colour.help"),
            key=f"{PAGE}.colour",
        )
        st.segmented_control(
            say("latent_space.as"),
            ("pictures", "points"),
            format_func=lambda one: say(f"latent_space.as.{one}"),
            required=True,
            key=f"{PAGE}.look",
        )


def _draw(job: SpaceJob, say: Say) -> None:
    colour = st.session_state[f"{PAGE}.colour"]
    if colour == "truth" and (job.shown is None or job.shown.labels is None):
        colour = "own"
        st.info(say("latent_space.no_truth"))
    own = job.request.own
    titles = {job.request.reference(one): encoder_title(one, own, say) for one in job.request.encoders}
    facts: dict[str, Any] = {
        "colour": colour,
        "as": st.session_state[f"{PAGE}.look"],
        "drawing": has_decoder(job),
        "moment": moment_of(PAGE, MOMENT),
        "shares": bool(st.session_state[f"{PAGE}.start"]) and not for_one_browser([job.request.task.pool], own),
    }
    last = max([*selected_items(facts["moment"]["selected"]), facts["moment"]["picked"] - 1])
    if job.shown is not None and last >= len(job.shown):
        st.info(say("latent_space.share.beyond", count=len(job.shown)))
    result = show_spaces(job, facts, lambda name: titles.get(name, name), say, key=f"{PAGE}.view")
    if (told := getattr(result, "share", None)) is not None:
        keep_moment(PAGE, told, MOMENT)
        st.session_state[f"{PAGE}.asked"] = True
        st.rerun(scope="app")  # the address and the dialog are the page's
    for which in ("a", "b"):
        item = getattr(result, which, None)
        if isinstance(item, int) and job.shown is not None and 0 <= item < len(job.shown):
            st.session_state[f"{PAGE}.pick"] = (which, item + 1)
            st.rerun(scope="app")  # the page takes it before it draws its boxes


def table(job: SpaceJob, say: Say) -> None:
    """Every picture with what it keeps: what a screen reader, and who wants numbers, reads."""
    columns = ("encoder", "picture", "step", "trust", "kept", "space", "plane", "accuracy")
    rows = []
    for one in sorted(job.pictures, key=lambda one: (one.space, one.step, one.near or 0)):
        space, (trusted, kept) = job.spaces[one.space], one.trust or (None, None)
        told = [(trusted, ".3f"), (kept, ".0%"), (space.silhouette, ".2f"), (one.silhouette, ".2f")]
        told.append((one.accuracy, ".1%"))
        cells = [
            encoder_title(job.request.encoders[one.space], job.request.own, say),
            picture_title(one, say),
            str(one.step),
            *("–" if value is None else format(value, kind) for value, kind in told),
        ]
        rows.append({say(f"latent_space.table.{name}"): cell for name, cell in zip(columns, cells, strict=True)})
    with st.expander(say("latent_space.table")):
        st.table(rows, border="horizontal", hide_index=True)
        st.caption(say("latent_space.table.about"))
