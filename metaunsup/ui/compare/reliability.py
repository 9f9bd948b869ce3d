"""How sure the learners of a comparison are, and whether they can be believed: a reliability diagram and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from metaunsup.ui.common.format import GAP, plus_minus
from metaunsup.ui.common.palette import HEIGHT, look_of
from metaunsup.ui.compare.tables import title
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from metaunsup.evaluation.calibration import Bin, Reliability
    from metaunsup.evaluation.tables import Table

SMALLEST, LARGEST = 6.0, 22.0  # a point's diameter, in pixels


def reliability(one: Table, learners: Sequence[str], say: Say) -> None:
    """The whole section; nothing where no learner has told probabilities."""
    known = {name: score.reliability for name, score in one.scores.items() if score.reliability is not None}
    if not known:
        return
    st.markdown(f"#### {say('compare.sure')}")
    st.caption(say("compare.sure.about"))
    st.plotly_chart(
        diagram(known, learners, say), theme="streamlit", config={"displaylogo": False}, key="compare.figure.sure"
    )
    columns = ("learner", "sure", "right", "ece", "pooled")
    rows = []
    for name, reliability in known.items():
        confidence, accuracy = overall(reliability.bins)
        told = (f"{100 * confidence:.1f}{GAP}%", f"{100 * accuracy:.1f}{GAP}%", plus_minus(reliability.ece))
        cells = (f"**{title(name, say)}**", *told, f"{100 * reliability.pooled:.1f}{GAP}%")
        rows.append({say(f"compare.table.{column}"): cell for column, cell in zip(columns, cells, strict=True)})
    st.table(rows, border="horizontal", hide_index=True)
    st.caption(say("compare.sure.table"))


def overall(bins: Sequence[Bin]) -> tuple[float, float]:
    """Mean confidence and accuracy of all items."""
    items = sum(one.count for one in bins)
    confidence = sum(one.count * one.confidence for one in bins if one.confidence is not None)
    accuracy = sum(one.count * one.accuracy for one in bins if one.accuracy is not None)
    return confidence / items, accuracy / items


def diagram(known: Mapping[str, Reliability], learners: Sequence[str], say: Say) -> go.Figure:
    """Accuracy against confidence, a line a learner and a point a bin; ink and mark are the learner's own."""
    import plotly.graph_objects as go

    chart = go.Figure()
    ideal = {"color": "#8a8a8a", "width": 1.5, "dash": "dot"}
    chart.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line=ideal, name=say("compare.sure.ideal"), hoverinfo="skip")
    for name in learners:
        if name not in known:
            continue
        bins = [one for one in known[name].bins if one.count]
        most = max(one.count for one in bins)
        texts = [
            say(
                "compare.sure.hover",
                learner=title(name, say),
                count=f"{one.count:,}",
                confidence=f"{one.confidence:.1%}",
                accuracy=f"{one.accuracy:.1%}",
            )
            for one in bins
        ]
        look = look_of(name)
        sizes = [SMALLEST + (LARGEST - SMALLEST) * (one.count / most) ** 0.5 for one in bins]
        chart.add_scatter(
            x=[one.confidence for one in bins],
            y=[one.accuracy for one in bins],
            mode="lines+markers",
            line={"color": look.ink, "width": 2, "dash": look.dash},
            marker={"symbol": look.mark, "size": sizes, "color": look.ink, "opacity": 0.8},
            name=title(name, say),
            text=texts,
            hovertemplate="%{text}<extra></extra>",
        )
    chart.update_xaxes(title=say("compare.sure.confidence"), tickformat=".0%", range=[0, 1.03])
    chart.update_yaxes(title=say("compare.sure.accuracy"), tickformat=".0%", range=[0, 1.05])
    chart.update_layout(
        height=HEIGHT,
        hovermode="closest",
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        legend={"orientation": "h", "yanchor": "top", "y": -0.2, "x": 0},
        uirevision="sure",
    )
    return chart
