"""Race: any pictures, any task, up to four learners, live."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui import shell


def content(lang: str) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    from metaunsup.ui import about, arena, starting_grid
    from metaunsup.ui.warm import warm_up

    warm_up()
    shell.open_link("race", starting_grid.FIELDS, lang)
    choice = starting_grid.race_form(lang)
    shown = starting_grid.start_button(choice, lang)
    if shown is not None:
        arena.race_view(shown, lang, key="race.player", again=st.session_state["race.go"])
    if choice is not None:
        starting_grid.reproduce(choice, lang)
    about.who_is_who(tuple(st.session_state["race.learners"]), lang)


content(shell.begin("race"))
