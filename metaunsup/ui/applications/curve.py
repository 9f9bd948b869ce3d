"""What was measured of a field against how much is known: a line a method, and the numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.applications.measured import measured
from metaunsup.ui.applications.results import TOLD, USUAL, around
from metaunsup.ui.common.palette import DASHES, INKS, MARKS
from metaunsup.ui.common.tables import wide_table
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 380


def show_curve(field: str, first: str, rival: str, baselines: Sequence[str], say: Say, *, minus: bool = False) -> None:
    """The first metric of every method over the variants, which are numbers; below it ``first`` minus ``rival``.

    ``minus``: what is drawn is each method less ``rival``, where levels cannot be compared from one number to another.
    Words: ``applications.FIELD.curve`` (a heading), ``.curve.axis`` and ``.curve.about``.
    """
    found = {int(variant): told for variant, told in measured(field).items()}
    if len(found) < 2:
        return
    counts, words = sorted(found), f"applications.{field}"
    st.markdown(f"**{say(f'{words}.curve')}**")
    figure = lines(found, baselines, words, say, minus=rival if minus else None)
    st.plotly_chart(figure, width="stretch", config={"displayModeBar": False}, key=f"{words}.curve")
    st.caption(say(f"{words}.curve.about"))
    with st.expander(say("applications.measured.curve"), icon=":material/table:"):
        wide_table(rows(found, counts, first, rival, words, say), f"{field}-curve")


def lines(
    found: Mapping[int, Mapping[str, Any]], baselines: Sequence[str], words: str, say: Say, *, minus: str | None = None
) -> go.Figure:
    """A line a method, those usual in the field dashed, with 95 % intervals over tasks, and units where they differ.

    ``minus``: a method that the others are compared with, task by task; it is the line at 0.
    """
    import plotly.graph_objects as go

    counts, chart, metric = sorted(found), go.Figure(), _metric(found)
    of = found[counts[-1]]["methods"]
    drawn = {count: told["methods"] if minus is None else told["paired"][minus] for count, told in found.items()}
    # the legend as the lines stand at the right
    order = sorted(drawn[counts[-1]], key=lambda name: -drawn[counts[-1]][name][metric]["mean"])
    for place, name in enumerate(order):
        there = [count for count in counts if name in drawn[count]]
        cells = [drawn[count][name] for count in there]
        ends = [one[metric]["ci95_units"] or one[metric]["ci95"] for one in cells]
        means = [one[metric]["mean"] for one in cells]
        told = of[name]["sees_labels"]
        ink = TOLD if told else INKS[1 + list(of).index(name) % (len(INKS) - 1)]
        shift = 1 + 0.025 * (place - (len(order) - 1) / 2)  # so that bars do not hide each other
        chart.add_scatter(
            x=[count * shift for count in there],
            y=means,
            error_y={"type": "data", "symmetric": False, "thickness": 1, "width": 3,
                     "array": [high - mean for mean, (_, high) in zip(means, ends, strict=True)],
                     "arrayminus": [mean - low for mean, (low, _) in zip(means, ends, strict=True)]},
            mode="lines+markers",
            name=say(f"{words}.method.{name}") + (" *" if told else ""),
            line={"color": ink, "dash": DASHES[1] if name in baselines else "solid", "width": 2},
            marker={"symbol": MARKS[list(of).index(name) % len(MARKS)], "size": 9, "color": ink},
            hovertemplate="%{y:.3f}<extra>%{fullData.name}</extra>",
        )  # fmt: skip
    ticks = {"tickvals": counts, "ticktext": [str(one) for one in counts]}
    chart.update_xaxes(title=say(f"{words}.curve.axis"), type="log", fixedrange=True, **ticks)
    title = say(f"{words}.metric.{metric}")
    if minus is not None:
        title += " " + say("applications.measured.minus", method=say(f"{words}.method.{minus}"))
        chart.add_hline(y=0, line_width=1, line_color=USUAL)
    chart.update_yaxes(title=title, fixedrange=True, automargin=True)
    legend = {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0}
    chart.update_layout(height=HEIGHT, margin={"l": 8, "r": 8, "t": 8, "b": 8}, legend=legend, hovermode="closest")
    return chart


def rows(
    found: Mapping[int, Mapping[str, Any]], counts: Sequence[int], first: str, rival: str, words: str, say: Say
) -> list[dict[str, str]]:
    """A row a method, a column a count; the last row is the paired difference of ``first`` from ``rival``."""
    metric, head = _metric(found), say("applications.measured.method")
    titles = {count: say(f"{words}.variant.{count}") for count in counts}
    names = list(found[counts[-1]]["methods"])
    table = [
        {head: say(f"{words}.method.{name}"),
         **{titles[count]: around(found[count]["methods"][name][metric]) for count in counts}}
        for name in names
    ]  # fmt: skip
    both = {"first": say(f"{words}.method.{first}"), "rival": say(f"{words}.method.{rival}")}
    paired = {titles[count]: around(found[count]["paired"][rival][first][metric], "+") for count in counts}
    return [*table, {head: say("applications.measured.difference", **both), **paired}]


def _metric(found: Mapping[int, Mapping[str, Any]]) -> str:
    methods = next(iter(found.values()))["methods"]
    return next(key for key, one in next(iter(methods.values())).items() if isinstance(one, dict))
