"""What was started on a page, and how its address says so: ``start=1`` where it is what the form asks for.

So a reload, or whoever gets the link, sees what was started; going back closes it; and nothing is started by a form
that was only changed.
"""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

from metaunsup.ui.common import shell
from metaunsup.words import Say

R = TypeVar("R")


def press(key: str) -> None:
    """Note that the button of ``key`` was pressed; kept until ``started`` asks, though the run be cut short."""
    st.session_state[f"{key}.pressed"] = True


def started(page: str, request: R | None, key: str = "") -> tuple[R | None, bool]:
    """What is to be shown, None for nothing, and whether the button was pressed for it just now.

    It is the ``request`` of the form if the button was pressed, or the link just opened says so; else what was started
    last, unless the link just opened has no start. ``key`` is that of the button where a page has several. Sets
    ``PAGE.start`` to whether the form asks for what is shown.
    """
    key = key or page
    pressed = bool(st.session_state.pop(f"{key}.pressed", False)) and request is not None
    shown: R | None = st.session_state.get(f"{key}.shown")
    if pressed:
        shown = request
    elif shell.just_opened(page):
        shown = request if st.session_state[f"{page}.start"] else None
    st.session_state[f"{key}.shown"] = shown
    st.session_state[f"{page}.start"] = int(shown is not None and shown == request)
    return shown, pressed


def remark(page: str, shown: object, start: str, say: Say) -> None:
    """Say so where the form has been changed since ``shown`` was started by the button called ``start``."""
    if shown is not None and not st.session_state[f"{page}.start"]:
        st.info(say("app.changed", start=start), icon=":material/history:")
