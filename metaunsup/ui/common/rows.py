"""Rows of a table as figures, where pages otherwise show pictures: cells by colour, and bars, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from torch import Tensor

CONFIG = {"displaylogo": False, "displayModeBar": False}
ABOVE, BELOW = "#d9661f", "#2b8cc9"  # told apart by nearly everybody, on the light page and on the dark one
SHADES = [[0.0, BELOW], [0.5, "#f3efe6"], [1.0, ABOVE]]
FARTHEST = 3.0  # deviations at which a colour is full
MOST_COLUMNS = 40  # of a table, side by side
LOWEST = 270  # pixels of a figure of cells
_LONGEST = 24  # characters of a name on an axis


def column_titles(names: Sequence[str], count: int, say: Say) -> list[str]:
    """What ``count`` columns are called, each otherwise: their ``names``, or, where they have none, their numbers."""
    known = [name if name and names.index(name) == at else "" for at, name in enumerate(names)]
    known = known if len(known) == count else [""] * count
    return [name or say("rows.column.number", number=number) for number, name in enumerate(known, 1)]


def most_varied(values: Tensor, names: Sequence[str]) -> tuple[Tensor, list[str]]:
    """Of ``values`` (N, D) and their ``names`` those ``MOST_COLUMNS`` in which there is most to see, in order."""
    if len(names) <= MOST_COLUMNS:
        return values, list(names)
    keep = values.std(0, correction=0).topk(MOST_COLUMNS).indices.sort().values.tolist()
    return values[:, keep], [names[at] for at in keep]


def cells(values: Sequence[Sequence[float]], across: Sequence[str], down: Sequence[str], scale: str) -> go.Figure:
    """``values``, in deviations of a column, as a cell each: orange above 0, blue below. ``scale``: what they are."""
    import plotly.graph_objects as go

    chart = go.Figure(
        go.Heatmap(
            z=[list(row) for row in values],
            colorscale=SHADES,
            zmin=-FARTHEST,
            zmax=FARTHEST,
            xgap=1,
            ygap=1,
            customdata=[[(row, column) for column in across] for row in down],
            hovertemplate="%{customdata[1]}<br>%{customdata[0]}: %{z:.2f}<extra></extra>",
            colorbar={"title": {"text": scale, "side": "right"}, "thickness": 12},
        )
    )
    for update, names in ((chart.update_xaxes, across), (chart.update_yaxes, down)):
        update(
            tickvals=list(range(len(names))), ticktext=[_short(name) for name in names], showgrid=False, fixedrange=True
        )
    chart.update_yaxes(autorange="reversed")
    # of a few rows as high as the scale's title is long
    height = max(LOWEST, 120 + 24 * len(down))
    chart.update_layout(height=height, margin={"l": 10, "r": 10, "t": 10, "b": 10})
    return chart


def bars(values: Sequence[float], names: Sequence[str], title: str) -> go.Figure:
    """A bar for each of ``values``, none below 0, the first on top."""
    import plotly.graph_objects as go

    chart = go.Figure(
        go.Bar(
            x=list(values),
            y=list(range(len(values))),
            orientation="h",
            marker={"color": ABOVE},
            customdata=list(names),
            hovertemplate="%{customdata}: %{x:.2f}<extra></extra>",
        )
    )
    chart.update_xaxes(title=title, fixedrange=True, rangemode="tozero")
    chart.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[_short(name) for name in names],
        autorange="reversed",
        fixedrange=True,
        showgrid=False,
    )
    chart.update_layout(height=90 + 24 * len(values), margin={"l": 10, "r": 10, "t": 10, "b": 10})
    return chart


def _short(name: str) -> str:
    """``name`` on an axis, where < would begin a tag."""
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return short.replace("&", "&amp;").replace("<", "&lt;")
