"""A desk's month as figures: every payment as a point with the threshold, and what each number of alarms costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from metaunsup.applications.bank import MONTH
from metaunsup.ui.common.palette import INKS
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from metaunsup.applications.alarms import Alarms

QUIET, ALARM, FRAUD = INKS[0], INKS[10], INKS[11]
HEIGHT = 340
_WORDS = "applications.finance"


def stream_figure(days: np.ndarray, found: Alarms, seen: np.ndarray, truth: np.ndarray | None, say: Say) -> go.Figure:
    """Suspicion against the day, of what is ``seen`` (Q,) bool; alarms are above the dashed line.

    Those for which no call was left are hollow; ``truth``, if it is shown, rings frauds.
    """
    import plotly.graph_objects as go

    from metaunsup.applications.alarms import on_a_log_scale

    chart, suspicion = go.Figure(), found.suspicion
    late = found.over & ~found.called
    for name, rows, ink, size, mark in (
        ("quiet", ~found.over, QUIET, 5, "circle"),
        ("alarm", found.called, ALARM, 10, "triangle-up"),
        ("late", late, ALARM, 10, "triangle-up-open"),
    ):
        if name == "late" and not (late & seen).any():
            continue
        chart.add_scatter(
            x=days[rows & seen] + 1,
            y=suspicion[rows & seen],
            mode="markers",
            name=say(f"{_WORDS}.mark.{name}"),
            marker={"color": ink, "size": size, "symbol": mark},
            hovertemplate="%{x:.1f}: %{y:.3f}<extra></extra>",
        )
    if truth is not None:
        fraud = (truth > 0) & seen
        chart.add_scatter(
            x=days[fraud] + 1,
            y=suspicion[fraud],
            mode="markers",
            name=say(f"{_WORDS}.mark.fraud"),
            marker={"color": FRAUD, "size": 15, "symbol": "circle-open", "line": {"width": 2}},
            hoverinfo="skip",
        )
    chart.add_hline(y=found.threshold, line_dash="dash", line_color=ALARM, line_width=1.5)
    wide = on_a_log_scale(suspicion)
    chart.update_xaxes(title=say(f"{_WORDS}.column.day"), range=[0.5, MONTH + 1.5], fixedrange=True)
    chart.update_yaxes(
        title=say(f"{_WORDS}.column.suspicion"), type="log" if wide else "linear", fixedrange=True, automargin=True
    )
    if wide:
        chart.update_yaxes(dtick="D2")  # labels at 1, 2 and 5 of each power of ten
    return _plain(chart)


def cost_figure(number: np.ndarray, total: np.ndarray, yours: tuple[int, float], say: Say) -> go.Figure:
    """The month's cost against how many alarms there are, the most suspicious first; and the reader's, and its cost."""
    import plotly.graph_objects as go

    chart = go.Figure()
    chart.add_scatter(
        x=number,
        y=total,
        mode="lines",
        line={"color": INKS[1], "width": 2.5, "shape": "hv"},
        name=say(f"{_WORDS}.mark.cost"),
        hovertemplate="%{x}: %{y:,.0f}<extra></extra>",
    )
    marker = {"color": ALARM, "size": 13, "symbol": "triangle-up"}
    chart.add_scatter(x=[yours[0]], y=[yours[1]], mode="markers", marker=marker, name=say(f"{_WORDS}.mark.yours"))
    chart.update_xaxes(title=say(f"{_WORDS}.mark.number"), fixedrange=True)
    chart.update_yaxes(title=say(f"{_WORDS}.mark.cost"), fixedrange=True, rangemode="tozero", automargin=True)
    return _plain(chart)


def _plain(chart: go.Figure) -> go.Figure:
    chart.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0},
        hovermode="closest",
    )
    return chart
