"""The charts of a training: what it minimises, of what that is made, and how well it sorts what it has never seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.thinning import MOST_POINTS, thinned
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.ui.common.palette import look_of
from metaunsup.words import WORDS, Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

SMOOTHED_SHARE = 30  # the smooth line is the mean of this part of all steps so far
HEIGHT = 340


@dataclass(frozen=True, eq=False)
class Curve:
    """Raw values (thinned to their extremes) and their trailing mean, each with its steps."""

    raw_steps: np.ndarray
    raw: np.ndarray
    steps: np.ndarray
    smooth: np.ndarray
    window: int


def curve(steps: Sequence[int], values: Sequence[float]) -> Curve:
    """A run's numbers by step. Thinning keeps the lowest and highest of each stretch, so no spike is lost."""
    at, raw = np.asarray(steps, dtype=np.int64), np.asarray(values, dtype=np.float64)
    window = max(1, len(raw) // SMOOTHED_SHARE)
    total = np.concatenate([[0.0], raw.cumsum()])
    first = np.maximum(0, np.arange(len(raw)) - window + 1)
    smooth = (total[1:] - total[first]) / (np.arange(len(raw)) + 1 - first)
    keep = thinned(raw)
    few = np.unique(np.linspace(0, len(raw) - 1, min(len(raw), MOST_POINTS)).astype(int))
    return Curve(at[keep], raw[keep], at[few], smooth[few], window)


def losses(lines: Sequence[dict[str, Any]]) -> Curve:
    """The outer loss of a run's metrics; there is none before the first step."""
    steps = [line for line in lines if line["loss"] is not None]
    return curve([line["step"] for line in steps], [line["loss"] for line in steps])


def terms(lines: Sequence[dict[str, Any]]) -> dict[str, Curve]:
    """What a learner tells of its practice beside the loss, by name: of what the lines hold, that which has words."""
    found: dict[str, list[tuple[int, float]]] = {}
    for line in lines:
        told = line.get("terms")
        for name, value in told.items() if isinstance(told, dict) else ():
            if f"meta_train.term.{name}" in WORDS and _real(value):
                found.setdefault(name, []).append((line["step"], value))
    return {name: curve(*zip(*points, strict=True)) for name, points in found.items()}


def loss_chart(lines: Sequence[dict[str, Any]], total: int, learner: str, say: Say, warm: int = 0) -> go.Figure:
    """Outer loss against step: every step faint, the trailing mean plain; a line after ``warm`` steps of warm-up."""
    found = losses(lines)
    figure = curve_chart(found, total, learner, say)
    # early spikes would press the rest flat
    if len(found.raw) > 20:
        top = float(np.quantile(found.raw, 0.99)) * 1.1
        figure.update_yaxes(range=[min(0.0, float(found.raw.min())), max(top, 1e-6)])
    return _warmed(figure, warm, total, say)


def warm_steps(learner: str, options: Any, total: int) -> int:
    """After how many of ``total`` steps a learner with these ``options`` has warmed up; 0 where it does not.

    Options that somebody edited into something else are none.
    """
    try:
        made = make_learner(learner, **options)
    except (MetaUnsupError, TypeError):
        return 0
    return made.warm_steps(total) if isinstance(made, MetaLearner) else 0


def _warmed(figure: go.Figure, warm: int, total: int, say: Say) -> go.Figure:
    """With a line where the warm-up ends, if it ends on the way."""
    if 0 < warm < total:
        figure.add_vline(x=warm, line={"color": "#7b828a", "width": 1.5, "dash": "dash"})
        side, aside = ("left", 5) if warm < 0.6 * total else ("right", -5)
        figure.add_annotation(
            x=warm,
            y=1,
            yref="paper",
            text=say("meta_train.chart.warm"),
            showarrow=False,
            xanchor=side,
            xshift=aside,
            yanchor="top",
        )
    return figure


def curve_chart(found: Curve, total: int, learner: str, say: Say) -> go.Figure:
    """A curve against step: every step faint, the trailing mean plain."""
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
    return figure


def points(lines: Sequence[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """Step and validation of every point, all on the same tasks: the last was measured on more, too."""
    return [
        (line["step"], line.get("validation_few") or line["validation"]) for line in lines if line.get("validation")
    ]


def accuracy_chart(lines: Sequence[dict[str, Any]], total: int, learner: str, say: Say, warm: int = 0) -> go.Figure:
    """Validation accuracy with its interval, K-Means on pixels, and K-Means in the encoder before it adapts.

    Step 0 is before any practice; a line where ``warm`` steps of warm-up end.
    """
    told = points(lines)
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
    figure.update_xaxes(range=[-0.01 * total, total * 1.01])
    return _warmed(figure, warm, total, say)


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
