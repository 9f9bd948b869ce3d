"""The race player and the gallery: two components that draw in the browser, from the files beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from metaunsup.ui.player.sprites import Sheet

_HERE = Path(__file__).parent


def read(*names: str, folder: Path = _HERE) -> str:
    """The files called ``names``, one after the other; these of the player where no other ``folder`` is given."""
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


race_player = st.components.v2.component(
    "metaunsup_player",
    html=read("player.html"),
    css=read("common.css", "player.css"),
    js=read(
        *("mount.js", "palette.js", "sheet.js", "raster.js", "disagree.js", "trace.js", "layout.js", "charts.js"),
        *("pull.js", "inspect.js", "breakdown.js", "codes.js", "panel.js", "names.js"),
        *("film.js", "moment.js", "player.js", "main.js"),
    ),
)
_gallery = st.components.v2.component(
    "metaunsup_gallery",
    html=read("gallery.html"),
    css=read("common.css", "gallery.css"),
    js=read("mount.js", "palette.js", "sheet.js", "gallery.js"),
)


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
