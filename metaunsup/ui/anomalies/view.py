"""One task on the page: what the detectors have seen, how they judge the rest, and where each draws the line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.anomalies import component, files
from metaunsup.ui.anomalies.heat import show_heat
from metaunsup.ui.anomalies.jobs import LookJob, all_looks
from metaunsup.ui.anomalies.request import FIELDS, PAGE, AnomalyChoice
from metaunsup.ui.anomalies.result import result_sentences, score_table
from metaunsup.ui.common import shell
from metaunsup.ui.common.queued import tell_of
from metaunsup.ui.common.task_form import group_title
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.player import show_gallery
from metaunsup.words import Say

LOOK_EVERY = 0.6  # seconds between two looks at what is being judged
FIRST = 1.5  # that a press may wait for its verdicts, so that what is quick needs no second look
CHANGED = f"{PAGE}.changed"  # in the session: something of the link was just changed within the part that refreshes
ACROSS = 14  # pictures side by side in each of two columns


def show_task(choice: AnomalyChoice, say: Say, *, again: bool = False) -> LookJob | None:
    """Show the task of ``choice``, starting it if need be; refreshes itself until all have judged."""
    queue = all_looks()
    try:
        job = queue.join(choice, again=again, owner=shell.session())
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None
    job.wait(FIRST)
    over = job.over

    def look() -> None:
        """Draw what is there; the page as a whole runs once more when all is."""
        if st.session_state.pop(CHANGED, False):
            st.rerun()  # the address, and what stands below, are the page's
        now = queue.join(choice, owner=shell.session())
        tell_of(
            now,
            queue,
            say,
            page=PAGE,
            share=len(now.verdicts) / len(choice.detectors),
            working=_working(now, say),
        )
        if now.task is not None:
            _draw(now, say)
        if now.over != over:
            st.rerun()

    shell.fragment(look, say, run_every=None if over else LOOK_EVERY)
    if over and job.task is not None and job.verdicts:
        _afterwards(job, say)
    return job


def _working(job: LookJob, say: Say) -> str:
    waiting = [name for name in job.request.detectors if name not in job.verdicts]
    return say("anomalies.working", detector=say.detector_title(waiting[0])) if waiting else say("app.loading")


def _draw(job: LookJob, say: Say) -> None:
    """Both kinds of pictures, the sentence, and the thresholds."""
    task = job.task
    assert task is not None and job.support is not None and job.queries is not None
    revealed = _truth(task.truth.known, say)
    left, right = st.columns(2)
    with left:
        st.markdown(say("anomalies.seen", count=len(task.support)))
        groups: list[tuple[str, Sequence[int]]] = [("", range(len(task.support)))]
        if revealed and bool(task.truth.contaminated.any()):
            odd = task.truth.contaminated.numpy()
            groups = [(say("anomalies.normal"), _where(~odd)), (say("anomalies.odd"), _where(odd))]
        show_gallery(job.support, groups, {"canvas": say("anomalies.seen.canvas")}, key=f"{PAGE}.seen", across=ACROSS)
    with right:
        st.markdown(say("anomalies.judged", count=len(task.queries)))
        groups = [("", range(len(task.queries)))]
        if revealed:
            odd = task.truth.anomalous.numpy()
            normal = say.listed(group_title(name, say) for name in task.truth.normal)
            groups = [
                (say("anomalies.normal.are", names=normal, count=int((~odd).sum())), _where(~odd)),
                (say("anomalies.odd.are", count=int(odd.sum())), _where(odd)),
            ]
        words = {"canvas": say("anomalies.judged.canvas")}
        show_gallery(job.queries, groups, words, key=f"{PAGE}.judged", across=ACROSS)
    for one in job.verdicts.values():
        if one.error is not None:
            told = {"detector": say.detector_title(one.name), "reason": explain_publicly(one.error, say)}
            st.warning(say("anomalies.failed", **told))
    if any(one.judgement is not None for one in job.verdicts.values()):
        _thresholds(job, revealed, say)


def _changed() -> None:
    st.session_state[CHANGED] = True


def _where(chosen: np.ndarray) -> list[int]:
    return np.flatnonzero(chosen).tolist()


def _truth(known: bool, say: Say) -> bool:
    """Whether the reader wants to be told what the pictures are."""
    key = f"{PAGE}.truth"
    if not known:
        st.info(say("anomalies.unknown"), icon=":material/info:")
        return False

    def keep() -> None:
        st.session_state[key] = int(st.session_state[f"{key}.box"])
        _changed()

    st.session_state[f"{key}.box"] = bool(st.session_state.get(key, 0))
    return bool(st.toggle(say("anomalies.truth"), help=say("anomalies.truth.help"), key=f"{key}.box", on_change=keep))


def _thresholds(job: LookJob, revealed: bool, say: Say) -> None:
    task = job.task
    assert task is not None and job.queries is not None
    st.subheader(say("anomalies.line"))
    st.markdown(say("anomalies.line.about"))
    miss = st.session_state[f"{PAGE}.miss"]
    if revealed:
        miss = st.slider(
            say("anomalies.miss"),
            *MISS,
            key=f"{PAGE}.miss",
            help=say("anomalies.miss.help"),
            on_change=_changed,
            width=420,
        )
    shown = {"truth": revealed, "miss": miss, "cut": st.session_state[f"{PAGE}.cut"]}
    titles = [group_title(name, say) for name in task.truth.class_names]
    data = component.payload(
        job.number, task, job.queries, job.verdicts, job.request.detectors, shown=shown, titles=titles, say=say
    )
    moved = component.show_thresholds(data, shown["cut"], key=f"{PAGE}.view")
    stated = say("anomalies.own.stated", share=f"{job.request.spoiled} %") if job.request.spoiled else ""
    st.caption(stated or say("anomalies.own.quantile"))
    if moved is not None:
        st.session_state[f"{PAGE}.cut"] = moved
        st.rerun(scope="app")  # the page writes it into its link


MISS = (FIELDS["miss"].low, FIELDS["miss"].high)  # type: ignore[union-attr]


def _afterwards(job: LookJob, say: Say) -> None:
    """What came of it, as a sentence and as a table; where a reconstruction fails; files."""
    assert job.task is not None
    sentences = result_sentences(job, say)
    if sentences:
        st.subheader(say("anomalies.result"))
        st.markdown(sentences)
        score_table(job, say)
    show_heat(job, say)
    files.of_task(job, say)
