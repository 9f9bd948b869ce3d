"""The page of latent spaces: a form, a button, one or two spaces to look around in, and what decoders draw."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui.common import link, shell, started, uploads
from metaunsup.ui.common.moment import keep_moment
from metaunsup.ui.common.requests import for_one_browser
from metaunsup.ui.common.share import link_and_code, offer, share_dialog
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.latent_space.form import PAGE, encoder_title, space_form
from metaunsup.ui.latent_space.request import FIELDS, MOMENT, SpaceChoice
from metaunsup.ui.latent_space.view import begin, controls, empty_view, space_view
from metaunsup.words import Say


def show(say: Say) -> None:
    """Everything below the heading."""
    warm_up()
    if not uploads.key_known(say):
        return
    shell.open_link(PAGE, FIELDS, say)
    if (pick := st.session_state.pop(f"{PAGE}.pick", None)) is not None:
        st.session_state[f"{PAGE}.{pick[0]}"] = pick[1]
    choice = space_form(say)
    shell.fragment(lambda: _asked_for(choice, say), say, run_every=None)


def _asked_for(choice: SpaceChoice | None, say: Say) -> None:
    """The button and what it starts: a press, or another colour, leaves the form above alone, which takes its time."""
    shell.remind(PAGE)
    st.button(
        say("latent_space.start"),
        type="primary",
        icon=":material/blur_on:",
        disabled=choice is None,
        on_click=_press,
        args=(choice,),
        key=f"{PAGE}.go",
    )
    shown, pressed = started.started(PAGE, choice)
    above, view = st.container(), st.container()  # places that are kept: what moves is made anew by the browser
    if shown is not None:
        say = uploads.speaking(shown.task.pool, say)
    with above:
        started.remark(PAGE, shown, say("latent_space.start"), say)
        if shown is not None:
            st.caption(described(shown, say))
            controls(shown, say)
    _link(choice, say)  # before there are pictures: these are all that is left to draw then
    with view:
        if shown is None:
            empty_view(say)
        else:
            space_view(shown, say, again=pressed)


def _link(choice: SpaceChoice | None, say: Say) -> None:
    """Keep the address, and show it with the command."""
    values = shell.held(PAGE, FIELDS)
    if values is not None:
        if not values["start"]:
            values |= {name: field.default for name, field in MOMENT.items()}  # that of other pictures
        shell.keep_link(PAGE, FIELDS, values)
    if choice is not None and values is not None:
        address = shell.address(PAGE, {"lang": say.lang, **link.write({**values, "start": 1}, FIELDS)})
        if st.session_state.pop(f"{PAGE}.asked", False):
            offer(PAGE, address, "latent_space.share")
        own = for_one_browser([choice.task.pool], choice.own)
        share_dialog(PAGE, address, say, words="latent_space.share", own=own)
        link_and_code(address, choice.command(), say, title=say("latent_space.command"), own=own)


def _press(choice: SpaceChoice | None) -> None:
    """Start what is asked for; what is done in a moment begins before the page is drawn anew."""
    started.press(PAGE)
    keep_moment(PAGE, None, MOMENT)
    if choice is not None and choice.quick:
        begin(choice)


def described(choice: SpaceChoice, say: Say) -> str:
    """What is being looked at, in a sentence."""
    pool = uploads.title_of(choice.task.pool, say)
    through = say.listed(encoder_title(one, choice.own, say) for one in choice.encoders)
    if choice.items is not None:
        return say("latent_space.shown.pool", pool=pool, items=choice.items, seed=choice.task.seed, encoders=through)
    task = choice.task
    fields = {"ways": task.ways, "shots": task.shots, "seed": task.seed}
    return say("latent_space.shown.task", pool=pool, encoders=through, **fields)
