"""The race player: sends a race to the browser as it grows, each frame once (or twice)."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui.common.moment import NEVER, Shared, keep_moment, moment_of
from metaunsup.ui.common.share import offer
from metaunsup.ui.player import race_player
from metaunsup.ui.race.jobs import RaceJob, Races
from metaunsup.ui.race.payload import race_data
from metaunsup.words import Say


def show_race(
    race: RaceJob, races: Races, say: Say, *, key: str, brisk: bool = False, shared: Shared | None = None
) -> None:
    """Draw ``race`` as far as it has come; ``brisk`` and ``shared`` as in ``race_view``.

    Each call sends what is new since the call before the last (one batch twice, in case the browser skipped a
    message); a browser that lacks more than that says so, and is sent everything. When the race is over its settled
    frames are sent, all of them.
    """
    state = f"{key}.sent"

    def send_all() -> None:
        st.session_state[state] = (None, 0, 0)

    def share() -> None:
        if shared is not None:
            keep_moment(shared.page, st.session_state[key].share)
            offer(shared.page, shared.address(say), "player.share")
            st.session_state[f"{key}.asked"] = True

    edition, before, last = st.session_state.get(state, (None, 0, 0))
    now = (race.number, race.settled is not None)
    if edition != now:
        before = last = 0
    total = len(race.frames)
    data = race_data(race, races, say, since=min(before, total), until=total)
    if "setup" in data:
        data["setup"] |= {"brisk": brisk, "shares": shared is not None}
    if shared is not None and (moment := moment_of(shared.page)) != NEVER:
        data["moment"] = moment
    race_player(key=key, data=data, on_missing_change=send_all, on_share_change=share)
    st.session_state[state] = (now, last, total)
