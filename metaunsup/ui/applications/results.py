"""What was measured of a field, as a figure and a table: every method beside those that the field uses already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.applications.measured import measured
from metaunsup.ui.common.format import joined
from metaunsup.ui.common.palette import INKS
from metaunsup.ui.common.tables import wide_table
from metaunsup.words import Say, signed

if TYPE_CHECKING:
    import plotly.graph_objects as go

OURS, USUAL, TOLD = INKS[1], INKS[0], INKS[10]  # has practised; the field's own; was told labels
ROW = 34  # pixels of a method in the figure


def show_measured(field: str, say: Say, *, variant: str | None = None, baselines: tuple[str, ...] = ()) -> None:
    """The measured tasks of ``variant`` (or the first); ``baselines`` are drawn in the colour of what is usual.

    Words: ``applications.FIELD.method.METHOD``, ``.metric.METRIC``, ``.variant.VARIANT`` and ``.unit``.
    """
    found = measured(field)
    told = found.get(variant or next(iter(found), ""))
    if told is None:
        return
    metrics = [key for key, one in next(iter(told["methods"].values())).items() if isinstance(one, dict)]
    words = f"applications.{field}"
    figure = forest(told, metrics[0], baselines, words, say)
    st.plotly_chart(figure, width="stretch", config={"displayModeBar": False}, key=f"{words}.{told['variant']}.forest")
    units = told["units"] > 1
    about = "applications.measured.units" if units else "applications.measured"
    text = [say(about, tasks=told["tasks"], units=told["units"], unit=say(f"{words}.unit"))]
    text += [say("applications.measured.grey")] if baselines else []
    text += [say("applications.ceiling")] if any(one["sees_labels"] for one in told["methods"].values()) else []
    st.caption(joined(text, say))
    with st.expander(say("applications.measured.table"), icon=":material/table:"):
        rows = [_row(name, one, told, metrics, words, say) for name, one in told["methods"].items()]
        wide_table(rows, f"{field}-{told['variant']}")
        command = f"python -m metaunsup apply {field} --variant {told['variant']} --tasks {told['tasks']}"
        st.code(f"{command} --seed {told['seed']}", language="bash", wrap_lines=True)


def compared(field: str, first: str, rivals: Mapping[str, str], say: Say) -> None:
    """Whether ``first`` is ahead of the first of ``rivals`` (a method and what sentences call it), then the numbers.

    Nothing where not all is measured. Words: ``applications.FIELD.result``, with NAME_mean, NAME_low and NAME_high of
    each rival, and ``tasks``; and before it what they come to, ``.result.ahead``, ``.level`` or ``.behind``.
    """
    fields: dict[str, float] = {}
    for name, short in rivals.items():
        one = difference(field, first, name)
        if one is None:
            return
        low, high = one["ci95"]
        fields |= {f"{short}_mean": one["mean"], f"{short}_low": low, f"{short}_high": high, "tasks": one["tasks"]}
    verdict = verdict_of(difference(field, first, next(iter(rivals))))
    told = [say(f"applications.{field}.result.{verdict}"), say(f"applications.{field}.result", **fields)]
    st.info(joined(told, say), icon=":material/lightbulb:")


def verdict_of(one: Mapping[str, Any] | None) -> str:
    """Of a measured difference: "ahead", "behind", or "level" where its interval holds 0."""
    low, high = (one["ci95_units"] or one["ci95"]) if one is not None else (None, None)
    return "ahead" if (low or 0) > 0 else "behind" if (high or 0) < 0 else "level"


def about(field: str, say: Say) -> None:
    """What is real, whose data they are, the task, the methods."""
    st.markdown(f"#### {say('applications.heading.about')}")
    for part in ("real", "data", "task", "learners"):
        with st.expander(say(f"applications.about.{part}")):
            st.markdown(say(f"applications.{field}.about.{part}"))


def forest(told: Mapping[str, Any], metric: str, baselines: tuple[str, ...], words: str, say: Say) -> go.Figure:
    """Means with their intervals, the best method on top."""
    import plotly.graph_objects as go

    order = sorted(told["methods"], key=lambda name: told["methods"][name][metric]["mean"])
    chart = go.Figure()
    for name in order:
        one = told["methods"][name]
        mean, (low, high) = one[metric]["mean"], one[metric]["ci95_units"] or one[metric]["ci95"]
        ink = TOLD if one["sees_labels"] else USUAL if name in baselines else OURS
        title = say(f"{words}.method.{name}") + (" *" if one["sees_labels"] else "")
        chart.add_scatter(
            x=[mean],
            y=[title],
            error_x={"type": "data", "symmetric": False, "array": [(high or mean) - mean],
                     "arrayminus": [mean - (low or mean)], "color": ink, "thickness": 2, "width": 5},
            mode="markers+text",
            text=[f"{mean:.2f}"],
            textposition="top center",
            marker={"color": ink, "size": 10, "symbol": "diamond" if one["sees_labels"] else "circle"},
            hovertemplate=f"{title}: %{{x:.3f}}<extra></extra>",
            showlegend=False,
        )  # fmt: skip
    chart.update_xaxes(title=say(f"{words}.metric.{metric}"), fixedrange=True)
    # of rows from 0 up, the top one with room for the number above its mark
    chart.update_yaxes(fixedrange=True, automargin=True, range=[-0.5, len(order) - 0.25])
    chart.update_layout(height=80 + ROW * len(order), margin={"l": 8, "r": 16, "t": 8, "b": 8}, hovermode="closest")
    return chart


def _row(
    name: str, one: Mapping[str, Any], told: Mapping[str, Any], metrics: list[str], words: str, say: Say
) -> dict[str, str]:
    """A method's metrics, then the first metric's paired difference from each baseline."""
    mark = " *" if one["sees_labels"] else ""
    row = {say("applications.measured.method"): say(f"{words}.method.{name}") + mark}
    row |= {say(f"{words}.metric.{metric}"): around(one[metric]) for metric in metrics}
    for baseline, others in told["paired"].items():
        title = say("applications.measured.minus", method=say(f"{words}.method.{baseline}"))
        row[title] = around(others[name][metrics[0]], "+") if name in others else "–"
    return row


def around(one: Mapping[str, Any], sign: str = "") -> str:
    """Mean ± half its interval, over units too where there are any."""
    if one["mean"] is None:
        return "–"
    _, high = one["ci95_units"] or one["ci95"]
    return signed(one["mean"], f"{sign}.3f") + ("" if high is None else f" ± {high - one['mean']:.3f}")


def difference(field: str, method: str, baseline: str, variant: str | None = None) -> Mapping[str, Any] | None:
    """The measured paired difference of the first metric: ``mean``, ``ci95``, ``ci95_units``; None if not measured."""
    found = measured(field)
    told = found.get(variant or next(iter(found), ""))
    if told is None:
        return None
    one = told["paired"].get(baseline, {}).get(method)
    return None if one is None else next(iter(one.values()))
