"""The curves of a comparison as plotly figures; colours and marks stay with their learner from figure to figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from metaunsup.ui.common.palette import HEIGHT, look_of
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from metaunsup.evaluation.curves import Curve

CONTINUOUS = ("steps", "seconds")
ROOM = 0.03  # beyond 0 and 1, so that a mark that stands on either is whole


def figure(curves: Mapping[str, Curve], learners: Sequence[str], axis: str, say: Say) -> go.Figure:
    """Accuracy against ``axis`` ("steps", "seconds", "shots", "ways" or "imbalance"), one line a learner."""
    import plotly.graph_objects as go

    chart = go.Figure()
    for name in learners:
        if name in curves:
            _line(chart, name, curves[name], axis, say)
    # plotly adds room of its own around what is drawn, and a viewer may zoom out
    allowed = {"minallowed": -ROOM, "maxallowed": 1 + ROOM}
    chart.update_yaxes(title=say("compare.label.accuracy"), tickformat=".0%", **allowed)
    chart.update_xaxes(title=say(f"compare.label.{axis}"))
    if axis == "seconds":
        chart.update_xaxes(type="log", dtick="D2")  # labels at 1, 2 and 5 of each power of ten
    elif axis != "steps":
        chart.update_xaxes(type="category")
    chart.update_layout(
        height=HEIGHT,
        hovermode="closest" if axis == "seconds" else "x unified",
        margin={"l": 10, "r": 10, "t": 30, "b": 10},  # above: the chart's buttons
        legend={"orientation": "h", "yanchor": "top", "y": -0.2, "x": 0},
        uirevision=axis,
    )
    return chart


def cut(curves: Mapping[str, Curve]) -> bool:
    """Whether the figure cuts an interval: that of few tasks may reach beyond 0 or 1, where no accuracy is."""
    bounds = (bound for curve in curves.values() for one in curve.y for bound in (one.low, one.high))
    return any(bound is not None and bound != _possible(bound) for bound in bounds)


def _possible(accuracy: float) -> float:
    return min(max(accuracy, 0.0), 1.0)


def _line(chart: go.Figure, learner: str, curve: Curve, axis: str, say: Say) -> None:
    look, title = look_of(learner), say.learner_title(learner)
    ink, mark = look.ink, look.mark
    x = [say("compare.equal") if value is None else f"{value:g}" for value in curve.x]
    mean = [one.mean for one in curve.y]
    low = [_possible(one.low) for one in curve.y if one.low is not None]
    high = [_possible(one.high) for one in curve.y if one.high is not None]
    error = None
    if curve.y and len(low) == len(high) == len(mean):
        error = {
            "type": "data",
            "symmetric": False,
            "array": [top - value for top, value in zip(high, mean, strict=True)],
            "arrayminus": [value - bottom for bottom, value in zip(low, mean, strict=True)],
            "thickness": 1.5,
            "width": 4,
            "color": ink,
        }
    line = {"color": ink, "width": 2.5, "dash": look.dash, "shape": "hv" if axis == "seconds" else "linear"}
    common = {"name": title, "legendgroup": title, "hovertemplate": f"{title}: %{{y:.1%}}<extra></extra>"}
    if axis not in CONTINUOUS:
        marker = {"symbol": mark, "size": 9, "color": ink}
        chart.add_scatter(x=x, y=mean, mode="lines+markers", line=line, marker=marker, error_y=error, **common)
        return
    if error is not None and len(curve.x) > 1:
        chart.add_scatter(
            x=[*curve.x, *curve.x[::-1]],
            y=[*high, *low[::-1]],
            mode="lines",
            fill="toself",
            fillcolor=_faint(ink),
            line={"width": 0, "shape": line["shape"]},
            hoverinfo="skip",
            showlegend=False,
            legendgroup=title,
        )
    # a learner without steps is a point, which no line shows
    single = len(curve.x) == 1
    marker = {"symbol": mark, "size": 9, "color": ink}
    mode, bars = ("markers", error) if single else ("lines", None)
    chart.add_scatter(x=curve.x, y=mean, mode=mode, line=line, marker=marker, error_y=bars, **common)


def _faint(ink: str) -> str:
    red, green, blue = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"
