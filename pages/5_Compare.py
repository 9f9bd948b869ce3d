"""Compare: many tasks, up to six learners, and which differences are more than luck."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui import shell


def content(lang: str) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    from metaunsup.ui import compare_form, compare_view
    from metaunsup.ui.warm import warm_up

    warm_up()
    shell.open_link("compare", compare_form.FIELDS, lang)
    choice = compare_form.compare_form(lang)
    shown = compare_form.start_button(choice, lang)
    if shown is not None:
        compare_view.compare_view(shown, lang, again=st.session_state["compare.go"])
    if choice is not None:
        compare_view.reproduce(choice, lang)


content(shell.begin("compare"))
