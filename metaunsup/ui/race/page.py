"""The page of races: any pictures, any task, up to four learners, live."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui.common import shell, uploads
from metaunsup.ui.common.learner_card import who_is_who
from metaunsup.ui.common.moment import Shared
from metaunsup.ui.common.requests import for_one_browser
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.race.form import FIELDS, race_form, reproduce, start_button, values
from metaunsup.ui.race.view import race_view
from metaunsup.words import Say


def show(say: Say) -> None:
    """Everything below the heading."""
    warm_up()
    if not uploads.key_known(say):
        return
    shell.open_link("race", FIELDS, say)
    choice = race_form(say)
    shown, pressed = start_button(choice, say)
    if shown is not None:
        own = for_one_browser([shown.task.pool], shown.own)
        shared = Shared("race", FIELDS, {**values(shown), "start": 1}, own)
        race_view(shown, uploads.speaking(shown.task.pool, say), key="race.player", again=pressed, shared=shared)
    if choice is not None:
        reproduce(choice, say)
    file, icon = shell.PAGES["turn"]
    st.page_link(file, label=say("race.to_turn"), icon=icon, query_params=shell.query_of("turn", say))
    say = uploads.speaking(str(st.session_state["race.pool"]), say)
    who_is_who(st.session_state["race.learners"] if choice is None else choice.learners, say)
