"""The home page: 200 unlabelled digits, one button, four learners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import streamlit as st

from metaunsup.ui.common import shell
from metaunsup.ui.common.moment import NEVER, Shared, keep_moment, moment_of
from metaunsup.ui.common.requests import HOME_FIELDS, HOME_LEARNERS, RaceChoice, home_race
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.jobs.libraries import import_libraries
from metaunsup.ui.player import show_gallery
from metaunsup.ui.player.sprites import Sheet
from metaunsup.words import Say


class RaceView(Protocol):
    """What draws a race: the race page's view, handed in by ``app.py``, since no page imports another."""

    def __call__(self, choice: RaceChoice, say: Say, *, key: str, shared: Shared) -> None:
        """Draw the race of ``choice``, whose moments can be ``shared``."""
        ...


def show(say: Say, race_view: RaceView, pictures: Callable[[RaceChoice], Sheet]) -> None:
    """Everything below the heading: first what needs no library, then the pictures, then who takes part."""
    shell.open_link("home", HOME_FIELDS, say)
    seed, started = st.session_state["home.seed"], bool(st.session_state["home.start"])
    with st.container(horizontal=True, vertical_alignment="center"):
        if not started:
            st.button(say("home.start"), type="primary", icon=":material/flag:", on_click=_start, key="home.go")
        st.button(say("home.again"), icon=":material/casino:", on_click=_draw, key="home.draw")
        file, icon = shell.PAGES["turn"]
        st.page_link(file, label=say("app.page.turn"), icon=icon, query_params=shell.query_of("turn", say))
    values = {"seed": seed, "start": int(started)}
    shell.keep_link("home", HOME_FIELDS, {**values, **(moment_of("home") if started else NEVER)})
    table = st.container()
    st.subheader(say("home.teach.title"))
    for column, number in zip(st.columns(3), (1, 2, 3), strict=True):
        column.markdown(say(f"home.teach.{number}"))
    cards = st.container()
    st.subheader(say("home.next"))
    for page in ("turn", "tasks", "race"):
        file, icon = shell.PAGES[page]
        st.page_link(file, label=say(f"home.to_{page}"), icon=icon, query_params=shell.query_of(page, say))
    choice = home_race(seed)
    with table:
        if started:
            race_view(choice, say, key="home.player", shared=Shared("home", HOME_FIELDS, values))
        else:
            with st.spinner(say("app.loading")):
                shown = pictures(choice)
            words = {"canvas": say("home.digits")}
            show_gallery(shown, [("", range(shown.count))], words, key="home.digits")
    warm_up()
    with cards:
        import_libraries()
        from metaunsup.ui.common.learner_card import who_is_who  # knows every learner, and their libraries

        who_is_who(HOME_LEARNERS, say)


def _start() -> None:
    """Begin the race on these digits."""
    st.session_state["home.start"] = 1
    keep_moment("home", None)


def _draw() -> None:
    """Put 200 other digits on the table."""
    st.session_state["home.seed"] = (st.session_state["home.seed"] + 1) % 2**31  # after the last comes the first
    st.session_state["home.start"] = 0
