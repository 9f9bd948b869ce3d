"""Whatever the threshold: the curves of the task, and, when asked, those of many tasks with bands and intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.anomalies import figures, files
from metaunsup.ui.anomalies.form import number, refusal
from metaunsup.ui.anomalies.jobs import LookJob, ManyJob, all_manys
from metaunsup.ui.anomalies.request import PAGE, AnomalyChoice
from metaunsup.ui.common import ownership, shell
from metaunsup.ui.common.format import GAP, duration
from metaunsup.ui.common.text import explain_publicly
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.anomaly import AnomalyResult

LOOK_EVERY = 1.5
LEAST = 2  # tasks that have a band


def show_many(choice: AnomalyChoice, job: LookJob, say: Say) -> None:
    """The curves of the task, a button for many, and what they say."""
    from metaunsup.evaluation.anomaly_look import result_of

    assert job.task is not None
    st.subheader(say("anomalies.curves"))
    st.markdown(say("anomalies.curves.about"))
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        tasks = number("tasks", say)
    problem = refusal("tasks", tasks, say)
    right.button(
        say("anomalies.many"),
        icon=":material/stacked_line_chart:",
        disabled=problem is not None or not job.over,
        on_click=_start,
        key=f"{PAGE}.many.go",
    )
    if problem:
        st.error(problem)
    pressed = bool(st.session_state.pop(f"{PAGE}.many.pressed", False))
    if st.session_state[f"{PAGE}.many"] and problem is None and tasks is not None:
        _watch(choice.many(tasks), say, again=pressed)
    elif job.over and any(one.result is not None for one in job.verdicts.values()):
        draw([result_of(job.task, job.verdicts)], choice, say)


def _start() -> None:
    st.session_state[f"{PAGE}.many"] = 1
    st.session_state[f"{PAGE}.many.pressed"] = True


def _watch(choice: AnomalyChoice, say: Say, *, again: bool) -> None:
    queue = all_manys()
    try:
        job: ManyJob = queue.join(choice, again=again, owner=shell.session())
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    job.wait(0.3)
    over = job.over

    def look() -> None:
        """Draw it as it is now; the page as a whole runs once more when it is over."""
        job.look()
        results = list(job.results)
        _status(job, len(results), say)
        if results:
            draw(results, choice, say)
        if job.over and not over:
            st.rerun()

    shell.fragment(look, say, run_every=None if over else LOOK_EVERY)
    if over and len(job.results) >= LEAST:
        files.of_many(choice, job.results, int(st.session_state[f"{PAGE}.miss"]), say)


def _status(job: ManyJob, done: int, say: Say) -> None:
    """Where it stands, in a line, and what stops it."""
    queue, total = all_manys(), job.request.tasks
    if job.error is not None:
        st.error(explain_publicly(job.error, say))
    elif job.status == "waiting" and (ahead := queue.ahead_of(job)):
        st.info(say("anomalies.waiting", ahead=ahead), icon=":material/hourglass_top:")
    elif not job.over:
        left = job.left()
        told = say("anomalies.many.progress", done=done, total=total)
        if left is not None:
            told += say("anomalies.many.left", time=duration(left, say))
        st.progress(done / total, told)
    elif job.status != "finished":
        st.warning(say("anomalies.many.stopped", done=done, total=total))
    if not job.over and ownership.mine(job.owner):
        st.button(
            say("anomalies.cancel"), icon=":material/stop_circle:", on_click=queue.cancel, args=(job,),
            key=f"{PAGE}.many.cancel",
        )  # fmt: skip


def draw(results: Sequence[AnomalyResult], choice: AnomalyChoice, say: Say) -> None:
    """Both curves, and the tables behind them."""
    from metaunsup.evaluation.anomaly_summary import CURVES, curves

    there = [name for name in choice.detectors if any(name in one.learners for one in results)]
    if not there:
        return
    made = {name: curves(results, name) for name in there}
    share = sum(sum(one.anomalous) / len(one.anomalous) for one in results) / len(results)
    for column, kind in zip(st.columns(2), CURVES, strict=True):
        with column:
            st.plotly_chart(
                figures.figure(made, kind, share, say),
                theme="streamlit",
                config={"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d"]},
                key=f"{PAGE}.figure.{kind}",
            )
            st.caption(say(f"anomalies.{kind}.about"))
    if len(results) >= LEAST:
        st.caption(say("anomalies.band", tasks=len(results)))
        _tables(results, choice, say)
    with st.expander(say("anomalies.curves.table")):
        st.table(figures.table(made, say), border="horizontal", hide_index=True)
        st.caption(say("anomalies.curves.table.about"))


def _tables(results: Sequence[AnomalyResult], choice: AnomalyChoice, say: Say) -> None:
    """Means with their intervals, and the differences on the same tasks."""
    told = files.summary(choice, results, int(st.session_state[f"{PAGE}.miss"]))
    rows = []
    for name, one in told["learners"].items():
        if one["auroc"]["mean"] is None:
            continue
        row = {say("anomalies.detector"): f"**{say.detector_title(name)}**"}
        row |= {say(f"metric.{metric}"): _around(one[metric]) for metric in METRICS}
        row[say("anomalies.table.cost")] = _around(one["cost"])
        row[say("anomalies.table.least")] = _around(one["least_cost"])
        rows.append(row)
    st.table(rows, border="horizontal", hide_index=True)
    st.caption(say("anomalies.many.about", tasks=len(results), miss=st.session_state[f"{PAGE}.miss"]))
    for name, one in told["learners"].items():
        if "failed" in one:
            reason = str(one["failed"]["first"]["sentence"])
            fields = {"detector": say.detector_title(name), "tasks": one["failed"]["tasks"]}
            st.caption(say("anomalies.many.failed", **fields) + (f" {reason}" if say.lang == "en" else ""))
    pairs = told["paired"]["auroc"]
    if pairs:
        with st.expander(say("anomalies.pairs")):
            st.table(_paired(pairs, say), border="horizontal", hide_index=True)
            st.caption(say("anomalies.pairs.about"))


METRICS = ("auroc", "average_precision", "balanced_accuracy")


def _paired(pairs: Mapping[str, Mapping[str, Any]], say: Say) -> list[dict[str, str]]:
    rows = []
    for pair, one in pairs.items():
        first, _, second = pair.partition(" vs ")
        told = say("anomalies.pairs.pair", first=say.detector_title(first), second=say.detector_title(second))
        rows.append({say("anomalies.pairs.column"): told, say("metric.auroc"): _around(one, signed=True)})
    return rows


def _around(one: Mapping[str, Any], *, signed: bool = False) -> str:
    """Mean ± half the interval over tasks, and behind it, where there is one, that over tasks and classes."""
    mean = one["mean"]
    if mean is None:
        return "–"
    text = f"{mean:{'+' if signed else ''}.3f}"
    for key, words in (("ci95", ""), ("ci95_classes", "*")):
        low, high = one.get(key) or (None, None)
        if low is not None and high is not None:
            text += f"{GAP}±{GAP}{(high - low) / 2:.3f}{words}"
    return text
