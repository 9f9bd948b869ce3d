"""The curves of a few runs in one picture, and the settings in which they differ."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st
from plotly.subplots import make_subplots

from metaunsup.data.text import one_line
from metaunsup.evaluation.thinning import thinned
from metaunsup.runs.rows import RunRow, differing, setting
from metaunsup.ui.common.palette import Look, look_of
from metaunsup.words import Say

POINTS = 400  # of a curve: a screen shows no more

Lines = Sequence[Mapping[str, Any]]


def curves(rows: Sequence[RunRow], metrics: Sequence[Lines], curve: str, say: Say) -> None:
    """Validation accuracy above, with what K-Means reaches as broken lines, and loss below, against ``curve``."""
    across = "step" if curve == "steps" else "seconds"
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.09, row_heights=[0.58, 0.42])
    for place, (row, lines) in enumerate(zip(rows, metrics, strict=True)):
        # runs of one learner have its hue and mark, each in another shade
        look = look_of(row.learner).again(sum(other.learner == row.learner for other in rows[:place]))
        group = {"legendgroup": row.id, "name": html.escape(shortened(row.name), quote=False)}
        _add_accuracy(figure, [line for line in lines if line.get("validation")], across, look, group, say)
        steps = [line for line in lines if line["loss"] is not None]  # before the first there is no loss
        few = [steps[place] for place in thinned(np.array([line["loss"] for line in steps]), POINTS)]
        figure.add_scatter(
            x=[line[across] for line in few],
            y=[line["loss"] for line in few],
            mode="lines",
            line={"color": look.ink},
            showlegend=False,
            hovertemplate="%{y:.3f}",
            row=2,
            col=1,
            **group,
        )
    figure.update_yaxes(title=say("runs.axis.accuracy"), tickformat=".0%", row=1, col=1)
    figure.update_yaxes(title=say("runs.axis.loss"), row=2, col=1)
    figure.update_xaxes(title=say(f"runs.axis.{curve}"), row=2, col=1)
    figure.update_layout(
        height=560,
        hovermode="x unified",
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        legend={"orientation": "h", "y": -0.16},
    )
    # one legend entry switches a run's lines in both pictures
    st.plotly_chart(figure, key="runs.curves", config={"displaylogo": False})
    st.caption(say("runs.curves.about"))


def _add_accuracy(figure: Any, checked: Lines, across: str, look: Look, group: dict[str, str], say: Say) -> None:
    """One run's validation accuracy with its intervals, and what K-Means reaches on pixels and on its embeddings."""
    x = [line[across] for line in checked]
    around = band(checked)
    error = {"type": "data", "array": around[0], "arrayminus": around[1], "thickness": 1, "width": 3}
    figure.add_scatter(
        x=x,
        y=[line["validation"]["accuracy"] for line in checked],
        mode="lines+markers",
        line={"color": look.ink, "width": 2.5},
        marker={"symbol": look.mark, "size": 8},
        error_y=error if around[0] else None,
        hovertemplate="%{y:.1%}",
        row=1,
        col=1,
        **group,
    )
    for kind, dash in (("kmeans", "dash"), ("encoder_kmeans", "dot")):
        told = [(at, line["validation"].get(kind)) for at, line in zip(x, checked, strict=True)]
        there = [(at, value) for at, value in told if isinstance(value, int | float) and math.isfinite(value)]
        figure.add_scatter(
            x=[at for at, _ in there],
            y=[value for _, value in there],
            mode="lines",
            line={"color": look.ink, "width": 1.5, "dash": dash},
            hovertemplate=f"%{{y:.1%}} {html.escape(say(f'runs.line.{kind}'))}",
            showlegend=False,
            row=1,
            col=1,
            **group,
        )


def band(checked: Lines) -> tuple[list[float], list[float]]:
    """How far the interval reaches above and below each accuracy; empty where some line does not say."""
    above, below = [], []
    for line in checked:
        validation = line["validation"]
        low, high = validation.get("low"), validation.get("high")
        if not all(isinstance(end, int | float) and math.isfinite(end) for end in (low, high)):
            return [], []
        above.append(high - validation["accuracy"])
        below.append(validation["accuracy"] - low)
    return above, below


def shortened(name: str, most: int = 32) -> str:
    """A name that a legend has room for."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def differences(rows: Sequence[RunRow], say: Say) -> None:
    """A line for each setting that is not the same in all runs."""
    names = differing(rows)
    if not names:
        st.caption(say("runs.same_settings"))
        return
    # names may be alike, or that of the first column: the id tells them apart
    first = say("runs.setting")
    taken = [first, *(row.name for row in rows)]
    heads = [row.name if taken.count(row.name) == 1 else f"{row.name} · {row.id}" for row in rows]
    columns: dict[str, list[str]] = {first: [plain(name) for name in names]}
    for head, row in zip(heads, rows, strict=True):
        columns[head] = [setting_text(setting(row, name), say) for name in names]
    st.dataframe(columns, hide_index=True, height="content", key="runs.differences")


def plain(name: str) -> str:
    """A setting's name without the drawer that it lies in."""
    return one_line(name.removeprefix("options."))


def setting_text(value: Any, say: Say) -> str:
    """A setting's value as text."""
    return say("runs.unset") if value is None else one_line(str(value)[:200])
