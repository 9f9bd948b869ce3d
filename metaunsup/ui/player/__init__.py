"""The race player and the gallery: two components that draw in the browser, from the files beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from metaunsup.ui.live import LiveRace, Races
from metaunsup.ui.player.payload import race_data
from metaunsup.ui.sprites import Sheet

_HERE = Path(__file__).parent


def _read(*names: str) -> str:
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


_player = st.components.v2.component(
    "metaunsup_player",
    html=_read("player.html"),
    css=_read("common.css", "player.css"),
    js=_read(
        *("palette.js", "sheet.js", "trace.js", "layout.js", "charts.js", "inspect.js"),
        *("codes.js", "panel.js", "player.js", "main.js"),
    ),
)
_gallery = st.components.v2.component(
    "metaunsup_gallery",
    html=_read("gallery.html"),
    css=_read("common.css", "gallery.css"),
    js=_read("palette.js", "sheet.js", "gallery.js"),
)


def show_race(race: LiveRace, races: Races, lang: str, *, key: str) -> None:
    """Draw ``race`` as far as it has come.

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
    data = race_data(race, races, lang, since=min(before, total), until=total)
    _player(key=key, data=data, on_missing_change=send_all)
    st.session_state[state] = (race.number, last, total)


def show_gallery(
    sheet: Sheet, groups: Sequence[tuple[str, Sequence[int]]], words: dict[str, str], *, key: str, across: int = 25
) -> None:
    """Show the pictures of ``sheet``, gathered in ``groups`` (title, items).

    With ``words["reveal"]`` they come shuffled, as their order in the sheet is, until that button is pressed;
    ``words["hidden"]`` and ``["shown"]`` stand beside it; ``["canvas"]`` describes the picture to a screen reader.
    ``across`` pictures lie side by side where there is room.
    """
    data: dict[str, Any] = {
        "id": sheet.png[-64:] + str(sheet.count),
        "sprite": sheet.as_dict(),
        "groups": [{"title": title, "items": list(items)} for title, items in groups],
        "words": words,
        "across": across,
    }
    _gallery(key=key, data=data)
