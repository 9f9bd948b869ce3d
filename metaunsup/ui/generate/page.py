"""The page Generate: a form, a button, boards of drawings beside what was shown, and what many classes say."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui.common import link, shell, started, uploads
from metaunsup.ui.common.requests import for_one_browser
from metaunsup.ui.common.share import link_and_code
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.generate.figures import title_of
from metaunsup.ui.generate.form import generate_form
from metaunsup.ui.generate.request import FIELDS, PAGE, generators
from metaunsup.ui.generate.view import generate_view, measured_view
from metaunsup.words import Say


def show(say: Say) -> None:
    """Everything below the heading."""
    warm_up()
    if not uploads.key_known(say):
        return
    shell.open_link(PAGE, FIELDS, say)
    if (step := st.session_state.pop(f"{PAGE}.scrubbed", None)) is not None:
        st.session_state[f"{PAGE}.step"] = step
    choice = generate_form(say)
    st.button(
        say("generate.start"),
        type="primary",
        icon=":material/brush:",
        disabled=choice is None,
        on_click=_press,
        key=f"{PAGE}.go",
    )
    shown, pressed = started.started(PAGE, choice)
    started.remark(PAGE, shown, say("generate.start"), say)
    if shown is not None:
        generate_view(shown, say, again=pressed)
    pool = str(st.session_state[f"{PAGE}.pool"])
    speaking = uploads.speaking(pool, say)
    measured_view(pool, speaking, rows=speaking is not say)
    _explain(speaking, rows=speaking is not say)
    values = shell.held(PAGE, FIELDS)
    if values is not None:
        shell.keep_link(PAGE, FIELDS, values)
    if choice is not None and values is not None:
        address = shell.address(PAGE, {"lang": say.lang, **link.write({**values, "start": 1}, FIELDS)})
        own = for_one_browser([choice.pool], choice.own)
        link_and_code(address, choice.command(), say, title=say("generate.command"), own=own)


def _press() -> None:
    """A new start is looked at from its end."""
    st.session_state[f"{PAGE}.scrubbed"] = -1
    started.press(PAGE)


def _explain(say: Say, *, rows: bool) -> None:
    """Who draws how, what to read with care, and why a well-known number is missing."""
    with st.expander(say("generate.who")):
        if rows:
            st.markdown(say("generate.rows.about"))
        for name in generators():
            st.markdown(f"**{title_of(name, say)}**: {say(f'generate.about.{name}')}")
    with st.expander(say("generate.fid")):
        st.markdown(say("generate.fid.why"))
