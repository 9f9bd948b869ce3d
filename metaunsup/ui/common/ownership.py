"""Whose work something in the background is: that of the session that asked for it, or of another of its browser.

A reload makes a new session; the key that the browser keeps (``keyring``) says that it is the same reader.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

import streamlit as st

from metaunsup.data.root import UPLOAD
from metaunsup.ui.common import shell
from metaunsup.ui.common.keyring import browser_token

MOST_SESSIONS = 5000  # whose browser is remembered
OWNER = "app.owner"  # in the session: who this browser is, once it has told its key


@st.cache_resource(show_spinner=False)
def _browsers() -> OrderedDict[Hashable, str]:
    """The key of each session's browser, one list for this server."""
    return OrderedDict()


def tell() -> None:
    """Note which browser this session is of, once it has told its key; once a run, as ``browser_token`` itself."""
    note(browser_token())


def note(token: str | None) -> None:
    """The same of a key that is known already."""
    browsers = _browsers()
    if token is not None:
        from metaunsup.data.kept import owner_of  # loads torch

        st.session_state[OWNER] = owner_of(token)
    if token is not None and browsers.get(shell.session()) != token:
        browsers[shell.session()] = token
        while len(browsers) > MOST_SESSIONS:
            browsers.popitem(last=False)


def may_see(pool: str, owner: str | None = None) -> bool:
    """Whether what came of ``pool`` may be shown to this browser, or to ``owner``: of an upload, to who sent it."""
    owner = owner or st.session_state.get(OWNER)
    return not pool.startswith(UPLOAD) or (owner is not None and pool.startswith(f"{UPLOAD}{owner}/"))


def mine(owner: Hashable) -> bool:
    """Whether ``owner``, a session, is this one or of the same browser."""
    browsers, here = _browsers(), shell.session()
    return owner == here or (here in browsers and browsers.get(owner) == browsers[here])
