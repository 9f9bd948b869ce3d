"""The page Generate: a form, a button, boards of drawings beside what was shown, and what many classes say."""

from __future__ import annotations

import random

import streamlit as st

from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS, available
from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import link, shell, started, uploads
from metaunsup.ui.common.requests import for_one_browser
from metaunsup.ui.common.share import link_and_code
from metaunsup.ui.common.task_form import about_pool, pool_option
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.generate.figures import title_of
from metaunsup.ui.generate.request import FIELDS, ITEMS, MOST, PAGE, STEPS, GenerateChoice, generators
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
    choice = _form(say)
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
    measured_view(str(st.session_state[f"{PAGE}.pool"]), say)
    _explain(say)
    values = shell.held(PAGE, FIELDS)
    if values is not None:
        shell.keep_link(PAGE, FIELDS, values)
    if choice is not None and values is not None:
        address = shell.address(PAGE, {"lang": say.lang, **link.write({**values, "start": 1}, FIELDS)})
        own = for_one_browser([choice.pool])
        link_and_code(address, choice.command(), say, title=say("generate.command"), own=own)


def _press() -> None:
    """A new start is looked at from its end."""
    st.session_state[f"{PAGE}.scrubbed"] = -1
    started.press(PAGE)


def _form(say: Say) -> GenerateChoice | None:
    """Ask what is shown, and who draws; None, with the reason on the page, where it cannot be had."""
    titles = {name: pool_option(name, say) for name in uploads.options(PAGE)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pool = st.selectbox(
            say("generate.pool"), list(titles), format_func=titles.__getitem__, key=f"{PAGE}.pool", width=260
        )
        st.segmented_control(say("generate.items"), ITEMS, required=True, key=f"{PAGE}.items", width="content")
        st.segmented_control(say("generate.steps"), STEPS, required=True, key=f"{PAGE}.steps", width="content")
        st.button(say("generate.other"), icon=":material/casino:", on_click=_other, key=f"{PAGE}.draw")
    named = st.multiselect(
        say("generate.generators", most=MOST),
        generators(),
        format_func=lambda name: title_of(name, say),
        max_selections=MOST,
        key=f"{PAGE}.generators",
    )
    if pool.startswith(uploads.OWN):
        uploads.about_upload(pool, say)
    elif not available(pool).here:
        about_pool(pool, say)
    uploads.upload_form(PAGE, say, fit=fit_to)
    if not named:
        st.info(say("generate.nobody"))
    name_of_pool = uploads.name_of(pool)
    if name_of_pool is None or not named or (pool in POOLS and not available(pool).here):
        return None
    items, steps, seed = (int(st.session_state[f"{PAGE}.{name}"]) for name in ("items", "steps", "seed"))
    choice = GenerateChoice(name_of_pool, items, tuple(named), steps, seed)
    try:
        choice.task()
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None
    return choice


def fit_to(pool: Pool) -> None:
    """Show as many pictures as ``pool`` can: an upload may have few of a kind."""
    from metaunsup.evaluation.drawings import FEWEST

    room = len(pool.unlabelled("test")) if pool.labels is None else int(pool.part("test").sizes.max())
    shown = int(st.session_state.get(f"{PAGE}.items") or 1)
    able = [one for one in ITEMS if int(one) <= min(shown, room - FEWEST)]
    st.session_state[f"{PAGE}.items"] = able[-1] if able else ITEMS[0]


def _other() -> None:
    """Another class, or other pictures of it."""
    st.session_state[f"{PAGE}.seed"] = random.randrange(2**31)


def _explain(say: Say) -> None:
    """Who draws how, what to read with care, and why a well-known number is missing."""
    with st.expander(say("generate.who")):
        for name in generators():
            st.markdown(f"**{title_of(name, say)}**: {say(f'generate.about.{name}')}")
    with st.expander(say("generate.fid")):
        st.markdown(say("generate.fid.why"))
