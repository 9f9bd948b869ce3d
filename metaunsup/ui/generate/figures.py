"""Curves of the page: the bound while a generator adapts, and what was measured against how many items are shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.ui.common.palette import DASHES, INKS, MARKS, Look
from metaunsup.words import Say

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from metaunsup.evaluation.drawings import DrawnStep

JUDGES = Path(__file__).parents[2] / "judges"
MEASURED = JUDGES / "measured.json"  # written by benchmarks/generation.py
MEASURED_ROWS = JUDGES / "measured-rows.json"  # by benchmarks/generation_rows.py
ROWS = "rows:"  # before the names of tables among what was measured
HEIGHT = 360
HUES = (0, 1, 10, 9, 4, 7, 8, 5, 11)  # of the inks, in an order in which neighbours are easily told
APART = 0.6  # of the way from one size to the next: over so much the lines lie side by side, so that intervals are seen
LEGEND_ROW = 20  # pixels of a name in a legend that is as narrow as its figure


def look(name: str) -> Look:
    """How a generator is drawn: by its place in the registry; the items' own copies in the yardstick's grey.

    That of a training of this place in another shade.
    """
    from metaunsup.generation.registry import GENERATORS

    name, _, label = name.partition("@")
    names = [one for one in GENERATORS if one != "copies"]
    place = 0 if name == "copies" else 1 + names.index(name)
    usual = Look(INKS[HUES[place % len(HUES)]], MARKS[place % len(MARKS)], DASHES[place % len(DASHES)])
    return usual.again(1) if label else usual


def title_of(name: str, say: Say) -> str:
    """What a generator is called."""
    base, _, label = name.partition("@")
    title = say(f"generate.name.{base}")
    return say("generate.name.own", name=title) if label else title


def against_steps(frames: Sequence[DrawnStep], say: Say) -> go.Figure | None:
    """The bound on new items at every step, one line a generator; None where nobody has a bound."""
    names = list(dict.fromkeys(one.name for one in frames if one.bound is not None))
    if not names:
        return None
    chart = _chart(say("generate.axis.step"), say("generate.axis.bound"))
    for name in names:
        mine = [one for one in frames if one.name == name]
        _line(chart, name, [one.index for one in mine], [one.bound for one in mine], None, say)
    chart.update_xaxes(dtick=1 if max(one.index for one in frames) <= 10 else 2)
    return chart


@cache
def measured() -> dict[str, Any]:
    """What was measured on many classes: pool -> sizes, tasks, and metric by generator; empty where nothing was.

    A table's name stands behind ``ROWS``.
    """
    found: dict[str, Any] = {}
    for path, before in ((MEASURED, ""), (MEASURED_ROWS, ROWS)):
        told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        found |= {f"{before}{name}": one for name, one in told.items()}
    return found


def against_sizes(pool: str, metric: str, say: Say) -> go.Figure:
    """``metric`` as measured on ``pool`` against the number of items shown, with intervals over tasks and classes."""
    found = measured()[pool]
    chart = _chart(say("generate.axis.items"), say(f"generate.axis.{metric}"))
    there = [name for name, values in found["generators"].items() if values.get(metric)]
    places = range(len(found["sizes"]))
    for number, name in enumerate(there):
        mean, low, high = zip(*found["generators"][name][metric], strict=True)
        aside = APART * ((number + 0.5) / len(there) - 0.5)
        _line(chart, name, [place + aside for place in places], mean, (low, high), say)
    chart.update_xaxes(tickvals=list(places), ticktext=list(map(str, found["sizes"])))
    # a long legend takes its room below the lines, not from them
    chart.update_layout(height=HEIGHT + LEGEND_ROW * len(found["generators"]), hovermode="closest")
    return chart


def rows(pool: str, say: Say) -> list[dict[str, str]]:
    """The same as a table: each generator and number of items, every metric with half its interval."""
    found, told = measured()[pool], []
    digits = {"bound": 1, "mmd": 3, "share": 2, "distance": 2}
    for name, values in found["generators"].items():
        for place, size in enumerate(found["sizes"]):
            cells = {say("generate.table.name"): title_of(name, say), say("generate.axis.items"): str(size)}
            for metric, count in digits.items():
                one = values.get(metric)
                text = "–" if not one else f"{one[place][0]:.{count}f} ± {one[place][2] - one[place][0]:.{count}f}"
                cells[say(f"generate.axis.{metric}")] = text
            told.append(cells)
    return told


def _chart(x: str, y: str) -> go.Figure:
    import plotly.graph_objects as go

    chart = go.Figure()
    chart.update_layout(
        height=HEIGHT,
        hovermode="x unified",
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        legend={"orientation": "h", "yanchor": "top", "y": -0.25, "x": 0},
    )
    chart.update_xaxes(title=x)
    chart.update_yaxes(title=y)
    return chart


def _line(chart: go.Figure, name: str, x: Sequence[Any], y: Sequence[Any], ends: Any, say: Say) -> None:
    mine, title = look(name), title_of(name, say)
    error = None
    if ends is not None:
        above = [high - mean for mean, high in zip(y, ends[1], strict=True)]
        below = [mean - low for mean, low in zip(y, ends[0], strict=True)]
        kind = {"type": "data", "symmetric": False, "thickness": 1.5, "width": 4, "color": mine.ink}
        error = {**kind, "array": above, "arrayminus": below}
    chart.add_scatter(
        x=x,
        y=y,
        name=title,
        mode="lines+markers",
        line={"color": mine.ink, "width": 2.5, "dash": mine.dash},
        marker={"symbol": mine.mark, "size": 8, "color": mine.ink},
        error_y=error,
        hovertemplate=f"{title}: %{{y:.3~f}}<extra></extra>",
    )
