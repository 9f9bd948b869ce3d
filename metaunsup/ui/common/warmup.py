"""Getting ready while the first visitor still reads: imports, the digits, and the learners of the home page."""

from __future__ import annotations

import atexit
import logging
import threading

import streamlit as st

from metaunsup.ui.jobs.job import SHUTDOWN_SECONDS, server_is_going
from metaunsup.ui.jobs.libraries import import_libraries

_log = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def warm_umap() -> threading.Thread:
    """Let UMAP be compiled, which takes 10 to 20 seconds once in the life of this server; never waits for it.

    To be called when somebody turns to UMAP, before a race with it is started: nobody else should pay for it.
    """
    thread = threading.Thread(target=_compile_umap, name="warm-umap", daemon=True)
    thread.start()
    return thread


@st.cache_resource(show_spinner=False)
def warm_up() -> threading.Thread:
    """Start the warm-up once in the life of this server; never waits for it."""
    thread = threading.Thread(target=_prepare, name="warm-up", daemon=True)
    thread.start()
    atexit.register(thread.join, SHUTDOWN_SECONDS)
    return thread


def _compile_umap() -> None:
    try:
        import_libraries()
        from metaunsup.adaptation.reduction import get_ready

        get_ready("umap")
    except Exception:  # the race itself says what is wrong
        if not server_is_going():
            _log.exception("compiling UMAP failed")


def _prepare() -> None:
    try:
        import_libraries()
        import torch

        torch.set_num_threads(1)
        from metaunsup.ui.common.requests import HOME_LEARNERS, RaceChoice, TaskChoice

        _, events = RaceChoice(TaskChoice("digits", 2, 5, 0), HOME_LEARNERS, "digits", 1).run()
        for _ in events:
            if server_is_going():
                return
    except Exception:  # the page itself says what is wrong, when it gets there
        if not server_is_going():
            _log.exception("warming up failed")
