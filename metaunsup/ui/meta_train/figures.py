"""The two charts of a training: the loss it minimises, and how well it sorts what it has never seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from metaunsup.evaluation.thinning import MOST_POINTS, thinned
from metaunsup.ui.common.palette import look_of
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

SMOOTHED_SHARE = 30  # the smooth line is the mean of this part of all steps so far
HEIGHT = 340


@dataclass(frozen=True, eq=False)
class Losses:
    """Raw loss (thinned to its extremes) and its trailing mean, each with its steps."""

    raw_steps: np.ndarray
    raw: np.ndarray
    steps: np.ndarray
    smooth: np.ndarray
    window: int


def losses(lines: Sequence[dict[str, Any]]) -> Losses:
    """The curve of a run's metrics. Thinning keeps the lowest and highest of each stretch, so no spike is lost."""
    steps = np.fromiter((line["step"] for line in lines), dtype=np.int64, count=len(lines))
    values = np.fromiter((line["loss"] for line in lines), dtype=np.float64, count=len(lines))
    window = max(1, len(lines) // SMOOTHED_SHARE)
    total = np.concatenate([[0.0], values.cumsum()])
    first = np.maximum(0, np.arange(len(lines)) - window + 1)
    smooth = (total[1:] - total[first]) / (np.arange(len(lines)) + 1 - first)
    keep = thinned(values)
    few = np.unique(np.linspace(0, len(lines) - 1, min(len(lines), MOST_POINTS)).astype(int))
    return Losses(steps[keep], values[keep], steps[few], smooth[few], window)


def loss_chart(lines: Sequence[dict[str, Any]], total: int, learner: str, say: Say) -> go.Figure:
    """Outer loss against step: every step faint, the trailing mean plain."""
    found = losses(lines)
    ink = look_of(learner).ink
    hover = "%{x}: %{y:.3f}<extra></extra>"
    figure = _figure(total, say)
    figure.add_scatter(
        x=found.raw_steps,
        y=found.raw,
        mode="lines",
        line={"color": ink, "width": 1},
        opacity=0.3,
        name=say("meta_train.chart.each"),
        hovertemplate=hover,
    )
    # where the mean is of one step alone, both lines are one
    one = found.window == 1
    figure.data[0].showlegend = not one
    name = say("meta_train.chart.each") if one else say("meta_train.chart.mean", steps=found.window)
    # one point is no line: a mark shows it
    mode = "lines+markers" if len(found.steps) < 3 else "lines"
    figure.add_scatter(
        x=found.steps, y=found.smooth, mode=mode, line={"color": ink, "width": 2.5}, name=name, hovertemplate=hover
    )
    # early spikes would press the rest flat
    if len(found.raw) > 20:
        top = float(np.quantile(found.raw, 0.99)) * 1.1
        figure.update_yaxes(range=[min(0.0, float(found.raw.min())), max(top, 1e-6)])
    return figure


def accuracy_chart(lines: Sequence[dict[str, Any]], total: int, learner: str, say: Say) -> go.Figure:
    """Validation accuracy with its interval, K-Means on pixels, and K-Means in the encoder before it adapts."""
    told = [(line["step"], line["validation"]) for line in lines if line.get("validation")]
    figure = _figure(total, say)
    if not told:
        return figure
    steps = [step for step, _ in told]
    look, yardstick = look_of(learner), look_of("kmeans")
    kmeans = told[-1][1]["kmeans"]
    figure.add_scatter(
        x=[0, total],
        y=[kmeans, kmeans],
        mode="lines",
        line={"color": yardstick.ink, "width": 2, "dash": yardstick.dash},
        name=say("meta_train.chart.kmeans"),
        hovertemplate="%{y:.1%}<extra></extra>",
    )
    same = [(step, one["encoder_kmeans"]) for step, one in told if _real(one.get("encoder_kmeans"))]
    if same:
        figure.add_scatter(
            x=[step for step, _ in same],
            y=[value for _, value in same],
            mode="lines+markers",
            line={"color": look.ink, "width": 1.5, "dash": "dash"},
            marker={"symbol": f"{look.mark}-open", "size": 7},
            name=say("meta_train.chart.encoder"),
            hovertemplate="%{x}: %{y:.1%}<extra></extra>",
        )
    band = [(step, one["low"], one["high"]) for step, one in told if _real(one.get("low")) and _real(one.get("high"))]
    if band:
        figure.add_scatter(
            x=[step for step, _, _ in band] + [step for step, _, _ in reversed(band)],
            y=[high for _, _, high in band] + [low for _, low, _ in reversed(band)],
            fill="toself",
            mode="lines",
            line={"width": 0},
            fillcolor=look.ink,
            opacity=0.18,
            name=say("meta_train.chart.interval"),
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=steps,
        y=[one["accuracy"] for _, one in told],
        mode="lines+markers",
        line={"color": look.ink, "width": 2.5},
        marker={"symbol": look.mark, "size": 8},
        name=say("meta_train.chart.accuracy"),
        hovertemplate="%{x}: %{y:.1%}<extra></extra>",
    )
    lowest = min([kmeans, *(one["accuracy"] for _, one in told), *(low for _, low, _ in band)])
    figure.update_yaxes(tickformat=".0%", range=[max(0.0, lowest // 0.1 * 0.1 - 0.02), 1.005])
    return figure


def _real(value: Any) -> bool:
    """Whether a number that somebody may have edited is one."""
    return type(value) in (int, float) and bool(np.isfinite(value))


def _figure(total: int, say: Say) -> go.Figure:
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 44, "r": 10, "t": 8, "b": 36},
        legend={"orientation": "h", "x": 0, "y": -0.2, "yanchor": "top"},
        hovermode="closest",
        xaxis={"title": {"text": say("meta_train.chart.step"), "standoff": 4}, "range": [0, total * 1.01]},
        template="none",
    )
    return figure
