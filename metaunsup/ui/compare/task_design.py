"""The section on task design: which practice tasks, how strong an augmentation, how many partitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from metaunsup.ui.common import shell
from metaunsup.ui.common.format import GAP, duration, joined
from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.compare.jobs import ComparisonJob
from metaunsup.ui.compare.progress import run_here
from metaunsup.ui.compare.request import PAGE
from metaunsup.ui.compare.studies import VARIED, StudyChoice, stored
from metaunsup.ui.compare.study_figures import CONFIG, curve, value_title
from metaunsup.words import Say

POOLS = ("digits", "omniglot-minimal")
FIELDS: dict[str, Field] = {
    "vary": Choice("strength", VARIED),
    "studied": Choice("digits", POOLS),
    "practice": Whole(40, 10, 150),
    "trainings": Whole(1, 1, 3),
}


def show(say: Say) -> None:
    """Explanation, the stored curve, and a small study to run."""
    st.markdown(say("study.lead"))
    vary = st.segmented_control(
        say("study.vary"),
        VARIED,
        required=True,
        format_func=lambda code: say(f"study.vary.{code}"),
        key=f"{PAGE}.vary",
    )
    assert vary is not None  # it is required
    st.markdown(say(f"study.about.{vary}"))
    st.page_link(
        "pages/1_Tasks.py",
        label=say("study.see_tasks"),
        icon=":material/grid_view:",
        query_params=shell.query_of("tasks", say, practice="cactus" if vary == "partitions" else "side"),
    )
    there = [pool for pool in POOLS if stored(f"{vary}-{pool}") is not None]
    pool = st.session_state[f"{PAGE}.studied"]
    if len(there) > 1:
        pool = st.segmented_control(
            say("study.pool"),
            there,
            required=True,
            format_func=lambda name: say(f"pool.{name}.title"),
            key=f"{PAGE}.studied",
        )
    summary = stored(f"{vary}-{pool}")
    if summary is not None:
        summary_view(summary, say, key="stored")
        with st.expander(say("study.command")):
            st.code(summary["command"], language="bash", wrap_lines=True)
            st.caption(say("study.command.about"))
    st.subheader(say("study.live"))
    st.markdown(say("study.live.about"))
    left, right = st.columns(2)
    with left:
        steps = st.slider(say("study.steps"), 10, 150, step=10, key=f"{PAGE}.practice")
    with right:
        trainings = st.slider(say("study.trainings"), 1, 3, help=say("study.trainings.help"), key=f"{PAGE}.trainings")
    choice = StudyChoice(vary, steps, trainings)
    run_here(choice, "study", choice.estimate(), lambda one: _live(one, say), say)


def _live(one: ComparisonJob, say: Say) -> None:
    from metaunsup.training.study import Trained, Untrained, Yardstick
    from metaunsup.training.study_summary import summarise_study

    results = list(one.results)
    ended = [event for event in results if isinstance(event, Trained | Untrained)]
    if isinstance(next(iter(results), None), Yardstick) and any(isinstance(event, Trained) for event in ended):
        summary_view(summarise_study(one.plan, results[0], ended), say, key="live")


def summary_view(summary: Mapping[str, Any], say: Say, *, key: str) -> None:
    """The curve, what it says, how it was measured, and the numbers."""
    st.plotly_chart(curve(summary, say), theme="streamlit", config=CONFIG, key=f"{PAGE}.study.{key}")
    if told := told_failures(summary, say):
        st.warning("  \n".join(told))
    st.markdown(verdict(summary, say))
    interval = "seeds" if len(summary["points"][0]["per_seed"]) > 1 else "tasks"
    settings = summary["settings"]
    fields = {name: summary[name] for name in ("tasks", "ways", "shots")}
    fields |= {
        "learner": say.learner_title(settings["learner"]),
        "steps": settings["steps"],
        "seeds": len(summary["seeds"]),
    }
    fields["pool"] = say(f"pool.{settings['pool']}.title")
    about = [say("study.measured", **fields), say(f"study.interval.{interval}", **fields)]
    st.caption(joined([*about, say("study.validation")], say))
    if summary.get("note_key") is not None:
        st.caption(f":material/info: {say(summary['note_key'])}")
    with st.expander(say("study.numbers")):
        st.table(_rows(summary, say), border="horizontal", hide_index=True)
        st.caption(say("study.numbers.about"))


def told_failures(summary: Mapping[str, Any], say: Say) -> list[str]:
    """A sentence for each value that some training of did not finish: how many, and why the first."""
    from metaunsup.training.study_summary import broken

    vary = summary["vary"]
    return [
        say(
            key,
            value=say(f"study.named.{vary}", value=value_title(vary, value, say)),
            reason=explain_publicly(error, say),
            **counts,
        )
        for value, key, counts, error in broken(summary)
    ]


def verdict(summary: Mapping[str, Any], say: Say) -> str:
    """The highest point, against K-Means, and which others cannot be told from it."""
    vary, points = summary["vary"], summary["points"]
    best = max(points, key=lambda point: point["accuracy"]["mean"])

    def named(point: Mapping[str, Any]) -> str:
        return say(f"study.named.{vary}", value=value_title(vary, point["value"], say))

    percent = {"best": f"{best['accuracy']['mean']:.1%}", "kmeans": f"{summary['kmeans']['mean']:.1%}"}
    text = say("study.verdict", value=named(best), **percent)
    floor = best["accuracy"]["ci95"][0]
    if len(points) < 2 or floor is None:
        return text
    alike = [
        named(point)
        for point in points
        if point is not best and point["accuracy"]["ci95"][1] is not None and point["accuracy"]["ci95"][1] >= floor
    ]
    if not alike:
        return joined([text, say("study.verdict.clear")], say)
    if len(alike) == len(points) - 1:
        return joined([text, say("study.verdict.all_alike")], say)
    return joined([text, say("study.verdict.alike", others=say.listed(alike))], say)


def _rows(summary: Mapping[str, Any], say: Say) -> list[dict[str, str]]:
    names = [say(f"study.axis.{summary['vary']}"), say("compare.label.accuracy"), say("study.cost")]

    def accuracy(one: Mapping[str, Any]) -> str:
        high = one["ci95"][1]
        margin = "" if high is None else f"{GAP}±{GAP}{100 * (high - one['mean']):.1f}"
        return f"{100 * one['mean']:.1f}{margin}{GAP}%"

    rows = [
        (
            f"**{value_title(summary['vary'], point['value'], say)}**",
            accuracy(point["accuracy"]),
            duration(point["seconds"], say),
        )
        for point in summary["points"]
    ]
    rows.append((say("study.figure.kmeans"), accuracy(summary["kmeans"]), say("compare.practice.none")))
    return [dict(zip(names, row, strict=True)) for row in rows]
