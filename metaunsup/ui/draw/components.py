"""The two components of the page: pads to draw on, and how sure each learner is; both draw in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from metaunsup.ui.player import read

_HERE = Path(__file__).parent
_pads = st.components.v2.component(
    "metaunsup_pads",
    html=read("pad.html", folder=_HERE),
    css=read("pad.css", folder=_HERE),
    js=read("mount.js", "palette.js", "sheet.js") + read("pad.js", folder=_HERE),
)
_chances = st.components.v2.component(
    "metaunsup_chances",
    html=read("chances.html", folder=_HERE),
    css=read("chances.css", folder=_HERE),
    js=read("mount.js", "palette.js") + read("chances.js", folder=_HERE),
)


def show_pads(data: dict[str, Any], *, key: str) -> Any:
    """The pads; what was drawn, as plain JSON, or None before the browser has said anything.

    ``data``: "place" where this tab remembers the drawings, "ready" (plain drawings) to begin with, "slots" the names
    of fixed sheets or none of them, "names" to choose from, "most" sheets, "moving" whether to tell while a pen is
    down, "started" whether something below is to be seen with the pads, "words" and "lang".
    """
    return getattr(_pads(key=key, data=data, on_drawings_change=_told), "drawings", None)


def _told() -> None:
    """Streamlit runs the page again; there is nothing else to do."""


def show_chances(data: dict[str, Any], *, key: str) -> None:
    """How sure each of "learners" (title, ink) is: "chance" of each of "classes", one row each or none, and "words"."""
    _chances(key=key, data=data)
