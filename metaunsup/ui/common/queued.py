"""Where a page tells of work in a queue: why it ended early, or how far it is."""

from __future__ import annotations

from typing import Any

import streamlit as st

from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.queue import JobQueue
from metaunsup.words import Say


def tell_of(job: Job[Any], queue: JobQueue[Any, Any], say: Say, *, page: str, share: float, working: str) -> None:
    """Nothing of a ``job`` that finished; ``share`` of one that runs is done, and it is ``working`` at this.

    Words: ``PAGE.cancel``, ``.cancelled`` and ``.waiting``. The page's own button begins anew.
    """
    if job.error is not None:
        st.error(explain_publicly(job.error, say))
    elif job.status in ("cancelled", "stopped"):
        st.info(say(f"{page}.cancelled"))
    if not job.over:
        ahead = queue.ahead_of(job)
        told = say(f"{page}.waiting", ahead=ahead) if ahead else working
        left, right = st.columns([5, 1], vertical_alignment="bottom")
        left.progress(min(1.0, share), told)
        right.button(say(f"{page}.cancel"), on_click=queue.cancel, args=(job,), key=f"{page}.cancel")
