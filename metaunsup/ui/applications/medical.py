"""Medicine: cases in the order of suspicion, a threshold to move, and what is odd about the first ten."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from metaunsup.data.text import one_line
from metaunsup.ui.applications.jobs import TASKS, Handed
from metaunsup.ui.applications.own import in_background, show_table
from metaunsup.ui.applications.results import USUAL, about, difference, show_measured, verdict_of
from metaunsup.ui.common.format import joined
from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.ui.common.palette import INKS
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from metaunsup.applications.medical import CaseTask

METHODS = ("protonet", "acr", "knn", "iforest", "ocsvm", "lof")
LINK: dict[str, Field] = {
    "medical_method": Choice("protonet", METHODS),
    "medical_specificity": Whole(95, 70, 99),
    "medical_seed": Whole(0, 0, 9999),
    "medical_truth": Whole(0, 0, 1),
}
WORDS = "applications.medical"
ODD, ODDEST = 10, 3  # cases that are told about, and measurements of each
ILL = INKS[11]


def show(say: Say) -> None:
    """Everything below the question."""
    st.warning(say(f"{WORDS}.notice"), icon=":material/medical_information:")
    st.markdown(say(f"{WORDS}.lead"))
    _result_sentence(say)
    st.markdown(f"#### {say('applications.heading.try')}")
    _try(say)
    st.markdown(f"#### {say('applications.heading.result')}")
    st.markdown(f"**{say(f'{WORDS}.variant.anomaly')}**")
    show_measured("medical", say, variant="anomaly", baselines=("knn", "iforest", "ocsvm", "lof"))
    st.caption(say(f"{WORDS}.metrics"))
    st.markdown(f"**{say(f'{WORDS}.variant.clustering')}**")
    show_measured("medical", say, variant="clustering", baselines=("kmeans", "spectral"))
    st.markdown(f"#### {say('applications.heading.own')}")
    _own(say)
    about("medical", say)


def _result_sentence(say: Say) -> None:
    one = difference("medical", "protonet", "knn", "anomaly")
    other = difference("medical", "protonet", "kmeans", "clustering")
    if one is None or other is None:
        return
    fields = {"mean": one["mean"], "low": one["ci95"][0], "high": one["ci95"][1]}
    fields |= {"group": other["mean"], "group_low": other["ci95"][0], "group_high": other["ci95"][1]}
    told = [say(f"{WORDS}.result.{verdict_of(one)}"), say(f"{WORDS}.result", **fields)]
    st.info(joined(told, say), icon=":material/lightbulb:")


def _try(say: Say) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("applications.method"),
            METHODS,
            format_func=lambda name: say(f"{WORDS}.method.{name}"),
            key="applications.medical_method",
            width=300,
        )
        st.button(say("applications.another"), icon=":material/casino:", on_click=_another, key="medical.another")
    with st.spinner(say(f"{WORDS}.practising")):
        task, found = _judged(
            str(st.session_state["applications.medical_method"]), int(st.session_state["applications.medical_seed"])
        )
    st.slider(say(f"{WORDS}.specificity"), 70, 99, key="applications.medical_specificity", format="%d %%")
    asked = int(st.session_state["applications.medical_truth"])
    truth = st.toggle(say(f"{WORDS}.truth"), value=bool(asked), key="medical.truth")
    st.session_state["applications.medical_truth"] = int(truth)
    specificity = int(st.session_state["applications.medical_specificity"]) / 100
    threshold = _threshold(found, task.ill, specificity)
    figure = _strip(found, task.ill, threshold, truth, say)
    st.plotly_chart(figure, width="stretch", config={"displayModeBar": False}, key="medical.strip")
    over = found > threshold
    counts = {
        "found": int((over & task.ill).sum()),
        "ill": int(task.ill.sum()),
        "called": int((over & ~task.ill).sum()),
        "well": int((~task.ill).sum()),
    }
    told = (
        say(f"{WORDS}.reading", **counts)
        if truth
        else say(f"{WORDS}.reading.blind", over=int(over.sum()), of=len(over))
    )
    st.markdown(told)
    with st.expander(say(f"{WORDS}.first", count=ODD), icon=":material/list:", expanded=False):
        st.table(_first(task, found, truth, say), border="horizontal", hide_index=True)
        st.caption(say(f"{WORDS}.first.about"))


def _another() -> None:
    key = "applications.medical_seed"
    st.session_state[key] = (int(st.session_state[key]) + 1) % 10_000


@st.cache_data(show_spinner=False, max_entries=60)
def _judged(method: str, seed: int) -> tuple[CaseTask, np.ndarray]:
    from metaunsup.applications.cases import cytology
    from metaunsup.applications.medical import case_task, detectors_for, suspicion

    task = case_task(cytology(), seed, 0)
    return task, suspicion(detectors_for(cytology())[method], method, task)


def _threshold(found: np.ndarray, ill: np.ndarray, specificity: float) -> float:
    """The lowest that so many of the harmless do not exceed; the reader moves it, no method is told."""
    harmless = np.sort(found[~ill])
    return float(harmless[int(np.ceil(specificity * len(harmless) - 1e-9)) - 1])


def _strip(found: np.ndarray, ill: np.ndarray, threshold: float, truth: bool, say: Say) -> go.Figure:
    """A dot a case along suspicion; what is what in a row of its own, if the reader asks."""
    import plotly.graph_objects as go

    chart, ranks = go.Figure(), _as_share(found)
    groups = (
        ((False, "well", USUAL, "circle"), (True, "ill", ILL, "diamond"))
        if truth
        else ((None, "all", INKS[1], "circle"),)
    )
    for kind, name, ink, mark in groups:
        rows = np.ones(len(found), dtype=bool) if kind is None else ill == kind
        spread = np.random.default_rng(0).uniform(-0.3, 0.3, int(rows.sum()))
        title = say(f"{WORDS}.{name}")
        chart.add_scatter(
            x=ranks[rows],
            y=spread + (1.0 if kind else 0.0),
            mode="markers",
            name=title,
            marker={"color": ink, "symbol": mark, "size": 9, "opacity": 0.75},
            hovertemplate=f"{title}: %{{x:.2f}}<extra></extra>",
        )
    chart.add_vline(x=float(_as_share(found, threshold)), line={"color": "#d9661f", "width": 2, "dash": "dash"})
    chart.update_xaxes(title=say(f"{WORDS}.suspicion"), range=[-0.03, 1.03], fixedrange=True)
    chart.update_yaxes(visible=False, fixedrange=True)
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0}
    chart.update_layout(height=230, margin={"l": 8, "r": 8, "t": 8, "b": 8}, legend=legend, showlegend=True)
    return chart


def _as_share(found: np.ndarray, value: float | None = None) -> Any:
    """Suspicion on a scale of 0 to 1, wide where most cases are: its root, since few lie far out."""
    low, high = float(found.min()), float(found.max())
    wanted = found if value is None else value
    return ((wanted - low) / max(high - low, 1e-12)) ** 0.5


def _first(task: CaseTask, found: np.ndarray, truth: bool, say: Say) -> list[dict[str, str]]:
    """The most suspicious cases, and where they lie farthest from the known ones, in those' deviations."""
    from sklearn.datasets import load_breast_cancer

    names = [str(one) for one in load_breast_cancer().feature_names]
    known = task.support.numpy()
    away = (task.queries.numpy() - known.mean(0)) / np.maximum(known.std(0), 0.2)
    rows = []
    for rank, at in enumerate(np.argsort(-found)[:ODD].tolist(), 1):
        most = np.argsort(-np.abs(away[at]))[:ODDEST].tolist()
        odd = [say(f"{WORDS}.odd", measure=_measure(names[column], say), by=float(away[at, column])) for column in most]
        row = {say(f"{WORDS}.column.rank"): str(rank), say(f"{WORDS}.column.odd"): say.listed(odd)}
        if truth:
            row[say(f"{WORDS}.column.truth")] = say(f"{WORDS}.{'ill' if task.ill[at] else 'well'}.one")
        rows.append(row)
    return rows


def _measure(name: str, say: Say) -> str:
    """scikit-learn's name of a column in words: "worst concave points"."""
    how = "mean" if name.startswith("mean ") else "worst" if name.startswith("worst ") else "error"
    base = name.removeprefix("mean ").removeprefix("worst ").removesuffix(" error").replace(" ", "_")
    return say(f"{WORDS}.how.{how}", measure=say(f"{WORDS}.measure.{base}"))


def _own(say: Say) -> None:
    """A table of somebody's own."""
    st.markdown(say(f"{WORDS}.own"))
    left, right = st.columns([3, 1])
    file = left.file_uploader(say(f"{WORDS}.own.file"), type=["csv", "tsv", "txt", "parquet"], key="medical.own.file")
    label = right.text_input(say(f"{WORDS}.own.label"), max_chars=80, key="medical.own.label").strip()
    files = {} if file is None or not label else {"file": [Handed.of(file)]}
    in_background("medical", "anomaly", files, say, lambda job: show_table(job, "anomaly", say), label)
    st.markdown(f"**{say('applications.command')}**")
    table = "FILE.csv" if file is None else one_line(Path(file.name).name)
    named = shlex.quote(f"{table}#{label or 'COLUMN'}") if file is not None or label else "FILE.csv#COLUMN"
    st.code(f"python -m metaunsup apply medical --data {named} --tasks {TASKS['medical']}", None, wrap_lines=True)
