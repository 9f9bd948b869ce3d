"""The form of the page: what is shown, how many steps, and who draws."""

from __future__ import annotations

import random
from collections.abc import Sequence

import streamlit as st

from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS, available
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import GENERATIVE
from metaunsup.ui.common import run_picker, uploads
from metaunsup.ui.common.requests import OWN, OwnRun
from metaunsup.ui.common.task_form import about_pool, pool_option
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.generate.figures import title_of
from metaunsup.ui.generate.request import DEFAULT, ITEMS, MOST, PAGE, STEPS, GenerateChoice, generators
from metaunsup.words import Say

KEY = f"{PAGE}.generators"


def generate_form(say: Say) -> GenerateChoice | None:
    """Ask what is shown, and who draws; None, with the reason on the page, where it cannot be had."""
    titles = {name: pool_option(name, say) for name in uploads.options(PAGE)}
    speaking = uploads.speaking(str(st.session_state[f"{PAGE}.pool"]), say)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pool = st.selectbox(
            say("generate.pool"), list(titles), format_func=titles.__getitem__, key=f"{PAGE}.pool", width=260
        )
        asked = speaking("generate.items")
        st.segmented_control(asked, ITEMS, required=True, key=f"{PAGE}.items", width="content")
        st.segmented_control(say("generate.steps"), STEPS, required=True, key=f"{PAGE}.steps", width="content")
        st.button(say("generate.other"), icon=":material/casino:", on_click=_other, key=f"{PAGE}.draw")
    own, fit = run_picker.pick(PAGE, say, as_what=False, among=tuple(GENERATIVE))
    named = _who(speaking is not say, own, say)
    if pool.startswith(uploads.OWN):
        uploads.about_upload(pool, say)
    elif not available(pool).here:
        about_pool(pool, say)
    uploads.upload_form(PAGE, say, fit=fit_to)
    ready = fit and _ready(named, own, say)
    name_of_pool = uploads.name_of(pool)
    if name_of_pool is None or not ready or (pool in POOLS and not available(pool).here):
        return None
    items, steps, seed = (int(st.session_state[f"{PAGE}.{name}"]) for name in ("items", "steps", "seed"))
    used = own if any(one.endswith(f"@{OWN}") for one in named) else None
    choice = GenerateChoice(name_of_pool, items, tuple(named), steps, seed, used)
    try:
        choice.task()
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None
    return choice


def _who(rows: bool, own: OwnRun | None, say: Say) -> list[str]:
    """Who draws; of rows nobody can who has practised on pictures."""
    from metaunsup.generation.registry import UNPRACTISED

    known, chosen = list(UNPRACTISED if rows else generators()), list(st.session_state.get(KEY, ()))
    trained = [f"{own.learner}@{OWN}"] if own is not None else []
    if rows and (able := [one for one in chosen if one in known or one.endswith(f"@{OWN}")]) != chosen:
        usual = not able or tuple(chosen) == DEFAULT  # nobody chose whom
        st.session_state[KEY] = chosen = [*trained, *known][:MOST] if usual else able
    named: list[str] = st.multiselect(
        say("generate.generators", most=MOST),
        list(dict.fromkeys([*known, *trained, *chosen])),
        format_func=lambda name: title_of(name, say),
        max_selections=MOST,
        key=KEY,
    )
    if rows:
        st.caption(say("generate.rows.practice"))
    return named


def _ready(named: Sequence[str], own: OwnRun | None, say: Say) -> bool:
    """Whether anybody draws, and the training that one of them needs is the one picked; the page says if not."""
    if not named:
        st.info(say("generate.nobody"))
    trained = f"{own.learner}@{OWN}" if own is not None else ""
    lacking = [one for one in named if one.endswith(f"@{OWN}") and one != trained]
    if lacking:
        st.info(say("generate.no_own", generators=say.listed(title_of(one, say) for one in lacking)))
    return bool(named) and not lacking


def fit_to(pool: Pool) -> None:
    """Show as many items as ``pool`` can: an upload may have few of a kind."""
    from metaunsup.evaluation.drawings import FEWEST

    room = len(pool.unlabelled("test")) if pool.labels is None else int(pool.part("test").sizes.max())
    shown = int(st.session_state.get(f"{PAGE}.items") or 1)
    able = [one for one in ITEMS if int(one) <= min(shown, room - FEWEST)]
    st.session_state[f"{PAGE}.items"] = able[-1] if able else ITEMS[0]


def _other() -> None:
    """Another class, or other items of it."""
    st.session_state[f"{PAGE}.seed"] = random.randrange(2**31)
