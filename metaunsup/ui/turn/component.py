"""The desk that pictures are sorted on; it keeps the clock, and tells all moves once, at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from metaunsup.ui.player import read

_HERE = Path(__file__).parent
_desk = st.components.v2.component(
    "metaunsup_sorting",
    html=read("sort.html", folder=_HERE),
    css=read("sort.css", folder=_HERE),
    js=read("mount.js", "palette.js", "sheet.js") + read("drag.js", "desk.js", "keys.js", "sort.js", folder=_HERE),
)


def show_desk(data: dict[str, Any], *, key: str) -> Any:
    """The desk; the moves as plain JSON once the person is done, else None.

    ``data``: "place" where this tab remembers the moves, "fresh" a number that is another one where what it remembers
    is to be forgotten (0: go on), "sprite" the pictures, "groups" how many there are, "seconds" until the clock runs
    out, "words" and "lang".
    """
    return getattr(_desk(key=key, data=data, on_moves_change=_told), "moves", None)


def _told() -> None:
    """Streamlit runs the page again; there is nothing else to do."""
