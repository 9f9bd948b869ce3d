"""A comparison or study that runs in the background: how far it is, in words, what it says so far, what stops it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import ownership, shell, started
from metaunsup.ui.common.format import duration
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.compare import jobs
from metaunsup.ui.compare.jobs import LOOK_EVERY, ComparisonJob, Comparisons
from metaunsup.ui.compare.request import PAGE
from metaunsup.ui.jobs.process import ProcessRequest
from metaunsup.words import Say

Draw = Callable[[ComparisonJob], None]


def run_here(request: ProcessRequest, key: str, seconds: float, draw: Draw, say: Say) -> None:
    """A button that starts ``request``, and what came of the one started last, drawn by ``draw`` while it grows."""
    # the name of the button says what it is for; under it, what it costs
    button = f"{PAGE}.{key}"
    st.button(
        say(f"{key}.run"),
        type="primary",
        icon=":material/play_arrow:",
        on_click=started.press,
        args=(button,),
        key=f"{button}.run",
    )
    st.caption(say("study.estimate", time=duration(seconds, say)))
    shown, pressed = started.started(PAGE, request, button)
    started.remark(PAGE, shown, say(f"{key}.run"), say)
    if shown is not None:
        watch(shown, draw, say, again=pressed, words="study", key=f"{PAGE}.{key}")


def watch(
    request: ProcessRequest, draw: Draw, say: Say, *, again: bool, words: str = PAGE, key: str = PAGE
) -> ComparisonJob | None:
    """Show the job of ``request``, starting it if need be, and refresh until it is over; None where it is refused.

    ``draw`` draws its results; ``words`` names the sentences of its status, ``key`` its widgets.
    """
    comparisons = jobs.all_comparisons()
    try:
        job = comparisons.join(request, again=again, owner=shell.session())
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None
    job.wait(0.2)
    over = job.over

    def look() -> None:
        """Draw it as it is now; the page as a whole runs once more when it is over."""
        job.look()
        _status(comparisons, job, say, words, key)
        if job.results and job.plan is not None:
            draw(job)
        if job.over and not over:
            st.rerun()

    shell.fragment(look, say, run_every=None if over else LOOK_EVERY)
    return job


def _status(comparisons: Comparisons, job: ComparisonJob, say: Say, words: str, key: str) -> None:
    """Where it stands, in a line."""
    done, total = len(job.results), job.request.total
    so_far = {"done": f"{done:,}", "total": f"{total:,}", "share": f"{done / total:.0%}"}
    if job.status == "waiting" and (ahead := comparisons.ahead_of(job)):
        st.info(say("compare.waiting", ahead=ahead), icon=":material/hourglass_top:")
    elif not job.over and not done:
        st.info(say("compare.loading"), icon=":material/hourglass_top:")
    elif not job.over:
        left = job.left()
        text = (
            say(f"{words}.progress", **so_far)
            if left is None
            else say(f"{words}.progress.left", **so_far, time=duration(left, say))
        )
        st.progress(done / total, text=text)
    elif job.status == "failed" and job.error is not None:
        st.error(say(f"{words}.failed", reason=explain_publicly(job.error, say)))
    elif job.status == "finished":
        st.success(say(f"{words}.finished", **so_far), icon=":material/check_circle:")
    else:
        st.warning(say(f"{words}.{job.status}", **so_far))
    if not job.over and ownership.mine(job.owner):
        st.button(
            say("compare.cancel"),
            icon=":material/stop_circle:",
            help=say("compare.cancel.help"),
            on_click=comparisons.cancel,
            args=(job,),
            key=f"{key}.cancel",
        )
