"""A study as a curve, and a matrix of transfer as a heat map: what the two summaries look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from metaunsup.ui.common.palette import HEIGHT, look_of
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

CONFIG = {"displaylogo": False, "displayModeBar": False}
# from grey-blue to a blue that black numbers can still be read on; the same on a white and on a black page
SHADES = [[0.0, "#f3efe6"], [0.5, "#bcd9e8"], [1.0, "#5fa8d3"]]
INK, OUTLINE = "#12212b", "#d9661f"


def value_title(vary: str, value: Any, say: Say) -> str:
    """A value as the axis and the table name it."""
    return say(f"study.episodes.{value}") if vary == "episodes" else f"{value:g}"


def curve(summary: Mapping[str, Any], say: Say) -> go.Figure:
    """Accuracy against the value that was varied, with each training as a dot, beside K-Means."""
    import plotly.graph_objects as go

    vary, points = summary["vary"], summary["points"]
    learner = str(summary.get("settings", {}).get("learner", ""))
    ink, yardstick = look_of(learner).ink, look_of("kmeans")
    x = [point["value"] if vary == "strength" else value_title(vary, point["value"], say) for point in points]
    mean = [point["accuracy"]["mean"] for point in points]
    chart = go.Figure()
    dots = [(at, one["accuracy"]) for at, point in zip(x, points, strict=True) for one in point["per_seed"]]
    several = len(dots) > len(points)
    if several:
        chart.add_scatter(
            x=[at for at, _ in dots],
            y=[accuracy for _, accuracy in dots],
            mode="markers",
            marker={"symbol": "circle-open", "size": 8, "color": ink, "opacity": 0.8, "line": {"width": 1.5}},
            name=say("study.figure.seeds"),
            hovertemplate="%{y:.1%}<extra></extra>",
        )
    above = [
        (point["accuracy"]["ci95"][1] or point["accuracy"]["mean"]) - point["accuracy"]["mean"] for point in points
    ]
    chart.add_scatter(
        x=x,
        y=mean,
        mode="markers" if vary == "episodes" else "lines+markers",
        line={"color": ink, "width": 2.5},
        marker={"size": 10, "color": ink},
        error_y={"type": "data", "array": above, "thickness": 1.5, "width": 5, "color": ink},
        name=say("study.figure.mean"),
        hovertemplate="%{y:.1%}<extra></extra>",
    )
    chart.add_scatter(
        x=x,
        y=[summary["kmeans"]["mean"]] * len(x),
        mode="lines",
        line={"color": yardstick.ink, "width": 2, "dash": yardstick.dash},
        name=say("study.figure.kmeans"),
        hovertemplate="%{y:.1%}<extra></extra>",
    )
    # a wide interval of three trainings must not squeeze the curve, and no accuracy is above 1
    everything = [*mean, *(accuracy for _, accuracy in dots), summary["kmeans"]["mean"]]
    low, high = min(everything), max(everything)
    room = 0.25 * (high - low) + 0.02
    chart.update_yaxes(
        title=say("compare.label.accuracy"), tickformat=".0%", range=[max(0, low - room), min(1.02, high + room)]
    )
    chart.update_xaxes(title=say(f"study.axis.{vary}"), type="linear" if vary == "strength" else "category")
    chart.update_layout(
        height=HEIGHT,
        hovermode="closest",
        margin={"l": 10, "r": 10, "t": 20, "b": 10},
        legend={"orientation": "h", "yanchor": "top", "y": -0.22, "x": 0},
        uirevision=vary,
    )
    return chart


def row_title(row: str, say: Say, *, lines: bool = False) -> str:
    """Where a row was trained, in a few words; ``lines``: broken in two, for an axis."""
    from metaunsup.words import WORDS

    key = "transfer.row.kmeans" if row == "kmeans" else f"transfer.pool.{row}"
    text = say(key) if key in WORDS else row
    return text if lines else text.replace("<br>", "" if say.lang == "zh" else " ")


def matrix(summary: Mapping[str, Any], say: Say) -> go.Figure:
    """Rows: trained on; columns: tested on; every cell its mean accuracy and half its interval, in percent."""
    import plotly.graph_objects as go

    cells, rows, pools = summary["cells"], summary["rows"], summary["pools"]
    found = [[cells[row].get(pool) for pool in pools] for row in rows]
    chart = go.Figure(
        go.Heatmap(
            x=[row_title(pool, say, lines=True) for pool in pools],
            y=[row_title(row, say, lines=True) for row in rows],
            z=[[None if one is None else one["mean"] for one in line] for line in found],
            text=[["" if one is None else _cell(one) for one in line] for line in found],
            texttemplate="%{text}",
            textfont={"color": INK, "size": 14},
            colorscale=SHADES,
            showscale=False,
            xgap=3,
            ygap=3,
            hoverinfo="skip",
        )
    )
    for column, pool in enumerate(pools):
        if pool in rows:
            line = rows.index(pool)
            chart.add_shape(
                type="rect",
                x0=column - 0.48,
                x1=column + 0.48,
                y0=line - 0.47,
                y1=line + 0.47,
                line={"color": OUTLINE, "width": 3},
            )
    chart.update_xaxes(title=say("transfer.figure.tested"), side="top", showgrid=False, fixedrange=True, tickangle=0)
    chart.update_yaxes(title=say("transfer.figure.trained"), autorange="reversed", showgrid=False, fixedrange=True)
    chart.update_layout(height=130 + 72 * len(rows), margin={"l": 10, "r": 10, "t": 10, "b": 10})
    return chart


def _cell(one: Mapping[str, Any]) -> str:
    if one["mean"] is None:  # it failed on every task
        return "–"
    high = one["ci95"][1]
    margin = "" if high is None else f"<br>± {100 * (high - one['mean']):.1f}"
    return f"<b>{100 * one['mean']:.1f}</b>{margin}"
