"""The browser's key to its own runs: a random id that it keeps, and tells the app each time it comes.

Whoever has it may change the runs that were started with it; the app itself stores only its SHA-256 with the run.
"""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "metaunsup_keyring",
    html='<span hidden data-role="keyring"></span>',
    js=(_HERE / "keyring.js").read_text(encoding="utf-8"),
)
_KEY = "app.keyring"


def _token_arrived() -> None:
    """Streamlit runs the page again when the browser has told its key; there is nothing else to do."""


def browser_token() -> str | None:
    """The key of the browser that is looking; None until it has told it, a moment after the page opened."""
    result = _component(key=_KEY, on_token_change=_token_arrived)
    token = getattr(result, "token", None)
    return token if isinstance(token, str) and re.fullmatch("[0-9a-f-]{32,40}", token) else None
