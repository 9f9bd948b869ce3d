"""Home: 200 unlabelled digits, one button, four learners."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui import shell
from metaunsup.ui.home import HOME_FIELDS, HOME_LEARNERS, home_race
from metaunsup.words import say


def start() -> None:
    """Begin the race on these digits."""
    st.session_state["home.start"] = 1


def draw() -> None:
    """Put 200 other digits on the table."""
    st.session_state["home.seed"] = (st.session_state["home.seed"] + 1) % 2**31  # after the last comes the first
    st.session_state["home.start"] = 0


def content(lang: str) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    from metaunsup.ui.about import who_is_who
    from metaunsup.ui.arena import race_view
    from metaunsup.ui.player import show_gallery
    from metaunsup.ui.sprites import sheet
    from metaunsup.ui.warm import warm_up

    warm_up()
    shell.open_link("home", HOME_FIELDS, lang)
    seed, started = st.session_state["home.seed"], bool(st.session_state["home.start"])
    with st.container(horizontal=True):
        if not started:
            st.button(say("home.start", lang), type="primary", icon=":material/flag:", on_click=start, key="home.go")
        st.button(say("home.again", lang), icon=":material/casino:", on_click=draw, key="home.draw")
    shell.keep_link("home", HOME_FIELDS, {"seed": seed, "start": int(started)})
    choice = home_race(seed)
    if started:
        race_view(choice, lang, key="home.player")
    else:
        task = choice.task.sample()
        words = {"canvas": say("home.digits", lang)}
        show_gallery(sheet(task.items), [("", range(len(task.items)))], words, key="home.digits")
    st.subheader(say("home.teach.title", lang))
    for column, number in zip(st.columns(3), (1, 2, 3), strict=True):
        column.markdown(say(f"home.teach.{number}", lang))
    who_is_who(HOME_LEARNERS, lang)
    st.subheader(say("home.next", lang))
    for page in ("tasks", "race"):
        file, icon = shell.PAGES[page]
        st.page_link(file, label=say(f"home.to_{page}", lang), icon=icon, query_params={"lang": lang})


content(shell.begin("home"))
