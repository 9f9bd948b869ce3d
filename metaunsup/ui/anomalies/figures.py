"""ROC and precision-recall curves as plotly figures: of one task, or the mean over many with its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from metaunsup.ui.anomalies.names import look_of
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 380
ROOM = 0.03  # beyond 0 and 1, so that a line that stands on either is whole
AT = (0.05, 0.1, 0.2, 0.5)  # where the table reads the curves
Curves = Mapping[str, Mapping[str, Mapping[str, Sequence[float]]]]


def figure(curves: Curves, kind: str, chance: float, say: Say) -> go.Figure:
    """The curve ``kind`` ("roc" or "precision_recall") of every detector, and luck's, at ``chance`` where level."""
    import plotly.graph_objects as go

    chart = go.Figure()
    luck = {"x": [0, 1], "y": [0, 1] if kind == "roc" else [chance, chance]}
    chart.add_scatter(
        **luck, name=say("anomalies.luck"), mode="lines", line={"color": "#8b9096", "width": 1.2, "dash": "dot"},
        hoverinfo="skip",
    )  # fmt: skip
    for name, one in curves.items():
        _line(chart, name, one[kind], kind, say)
    allowed = {"minallowed": -ROOM, "maxallowed": 1 + ROOM, "range": [-ROOM, 1 + ROOM], "tickformat": ".0%"}
    chart.update_xaxes(title=say(f"anomalies.{kind}.x"), **allowed)
    chart.update_yaxes(title=say(f"anomalies.{kind}.y"), **allowed)
    chart.update_layout(
        height=HEIGHT,
        title={"text": say(f"anomalies.{kind}"), "font": {"size": 15}},
        hovermode="closest",
        margin={"l": 10, "r": 10, "t": 44, "b": 10},
        legend={"orientation": "h", "yanchor": "top", "y": -0.24, "x": 0},
        uirevision=kind,
    )
    return chart


def _line(chart: go.Figure, name: str, one: Mapping[str, Sequence[float]], kind: str, say: Say) -> None:
    look, title = look_of(name), say.detector_title(name)
    shape = "hv" if kind == "roc" else "vh"
    x, low, high = list(one["x"]), list(one["low"]), list(one["high"])
    if low != high:
        red, green, blue = (int(look.ink[at : at + 2], 16) for at in (1, 3, 5))
        chart.add_scatter(
            x=[*x, *x[::-1]], y=[*high, *low[::-1]], mode="lines", fill="toself",
            fillcolor=f"rgba({red},{green},{blue},0.15)", line={"width": 0}, hoverinfo="skip", showlegend=False,
            legendgroup=title,
        )  # fmt: skip
    told = f"{title}: %{{x:.0%}}, %{{y:.1%}}<extra></extra>"
    line = {"color": look.ink, "width": 2.5, "dash": look.dash, "shape": shape}
    chart.add_scatter(
        x=x, y=list(one["mean"]), name=title, mode="lines", line=line, legendgroup=title, hovertemplate=told
    )


def table(curves: Curves, say: Say) -> list[dict[str, Any]]:
    """The curves at a few places as rows: what a screen reader, and who wants numbers, reads."""
    rows = []
    for name, one in curves.items():
        row: dict[str, Any] = {say("anomalies.detector"): say.detector_title(name)}
        for kind in ("roc", "precision_recall"):
            for place in AT:
                at = min(range(len(one[kind]["x"])), key=lambda point: abs(one[kind]["x"][point] - place))
                mean, low, high = (one[kind][end][at] for end in ("mean", "low", "high"))
                margin = f" ({low:.0%}–{high:.0%})" if low != high else ""
                row[say(f"anomalies.{kind}.at", place=f"{place:.0%}")] = f"{mean:.0%}{margin}"
        rows.append(row)
    return rows
