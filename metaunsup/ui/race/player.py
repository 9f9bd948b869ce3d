"""The race player: sends a race to the browser as it grows, each frame once (or twice)."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui.player import race_player
from metaunsup.ui.race.jobs import RaceJob, Races
from metaunsup.ui.race.payload import race_data
from metaunsup.words import Say


def show_race(race: RaceJob, races: Races, say: Say, *, key: str, brisk: bool = False) -> None:
    """Draw ``race`` as far as it has come; ``brisk`` says how the player takes it (see ``race_view``).

    Each call sends what is new since the call before the last (one batch twice, in case the browser skipped a
    message); a browser that lacks more than that says so, and is sent everything.
    """
    state = f"{key}.sent"

    def send_all() -> None:
        st.session_state[state] = (0, 0, 0)

    number, before, last = st.session_state.get(state, (0, 0, 0))
    if number != race.number:
        before = last = 0
    total = len(race.frames)
    data = race_data(race, races, say, since=min(before, total), until=total)
    if "setup" in data:
        data["setup"]["brisk"] = brisk
    race_player(key=key, data=data, on_missing_change=send_all)
    st.session_state[state] = (race.number, last, total)
