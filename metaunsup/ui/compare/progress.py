"""Something of task design or transfer that runs in the background: how far it is, in words, and what stops it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common.format import duration
from metaunsup.ui.common.text import without_paths
from metaunsup.ui.compare import jobs
from metaunsup.ui.compare.jobs import LOOK_EVERY, Comparisons, LiveComparison
from metaunsup.ui.compare.request import PAGE
from metaunsup.ui.jobs.job import Asked
from metaunsup.words import Say


def run_here(choice: Asked, key: str, seconds: float, draw: Callable[[LiveComparison], None], say: Say) -> None:
    """A button that starts ``choice``, and what came of the one started last, drawn by ``draw`` while it grows."""
    # the name of the button says what it is for; under it, what it costs
    pressed = st.button(say(f"{key}.run"), type="primary", icon=":material/play_arrow:", key=f"{PAGE}.{key}.run")
    st.caption(say("study.estimate", time=duration(seconds, say)))
    if pressed:
        st.session_state[f"{PAGE}.{key}.shown"] = choice
    shown: Asked | None = st.session_state.get(f"{PAGE}.{key}.shown")
    if shown is None:
        return
    comparisons = jobs.all_comparisons()
    try:
        one = comparisons.join(shown, again=pressed)
    except MetaUnsupError as error:
        st.error(say.explain(error))
        return
    one.wait(0.2)
    over = one.over

    def look() -> None:
        """Draw it as it is now; the page as a whole runs once more when it is over."""
        one.look()
        _state(one, key, say)
        if one.results and one.plan is not None:
            draw(one)
        if one.over and not over:
            st.rerun()

    st.fragment(look, run_every=None if over else LOOK_EVERY)()


def _state(one: LiveComparison, key: str, say: Say) -> None:
    comparisons = jobs.all_comparisons()
    done, total = len(one.results), one.choice.total
    if one.status == "waiting" and (ahead := comparisons.ahead_of(one)):
        st.info(say("compare.waiting", ahead=ahead), icon=":material/hourglass_top:")
    elif not one.over and not done:
        st.info(say("compare.loading"), icon=":material/hourglass_top:")
    elif not one.over:
        left = one.left()
        share = f"{done / total:.0%}"
        text = (
            say("study.progress", share=share)
            if left is None
            else say("study.progress.left", share=share, time=duration(left, say))
        )
        st.progress(done / total, text=text)
    elif one.status == "failed" and one.error is not None:
        st.error(say("study.failed", reason=say.explain(one.error)))
    elif one.status == "finished":
        st.success(say("study.finished"), icon=":material/check_circle:")
    else:
        st.warning(say(f"study.{one.status}", share=f"{done / total:.0%}"))
    if not one.over:
        st.button(
            say("compare.cancel"),
            icon=":material/stop_circle:",
            help=say("compare.cancel.help"),
            on_click=comparisons.cancel,
            args=(one,),
            key=f"{PAGE}.{key}.cancel",
        )


def state(comparisons: Comparisons, one: LiveComparison, say: Say) -> None:
    """Where it stands, in a line."""
    done, total = len(one.results), one.choice.total
    if one.status == "waiting" and (ahead := comparisons.ahead_of(one)):
        st.info(say("compare.waiting", ahead=ahead), icon=":material/hourglass_top:")
    elif one.status in ("waiting", "running") and not done:
        st.info(say("compare.loading"), icon=":material/hourglass_top:")
    elif one.status == "running":
        left = one.left()
        text = say("compare.progress", done=f"{done:,}", total=f"{total:,}")
        if left is not None:
            time = duration(left, say)
            text = say("compare.progress.left", done=f"{done:,}", total=f"{total:,}", time=time)
        st.progress(done / total, text=text)
    elif one.status == "failed" and one.error is not None:
        st.error(say("compare.failed", reason=say.explain(without_paths(one.error))))
    elif one.status == "finished":
        st.success(say("compare.finished", total=f"{total:,}"), icon=":material/check_circle:")
    else:
        st.warning(say(f"compare.{one.status}", done=f"{done:,}", total=f"{total:,}"))
    if not one.over:
        st.button(
            say("compare.cancel"),
            icon=":material/stop_circle:",
            help=say("compare.cancel.help"),
            on_click=comparisons.cancel,
            args=(one,),
            key=f"{PAGE}.cancel",
        )
