"""The charts of a training on the page: they refresh themselves, can be frozen to be read, and rest at the end."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.registry import learner_spec
from metaunsup.runs.rows import RunRow
from metaunsup.ui.common import shell
from metaunsup.ui.common.format import joined
from metaunsup.ui.common.run_store import Runs
from metaunsup.ui.meta_train.pace import LOOK_EVERY
from metaunsup.words import Say


def charts(runs: Runs, row: RunRow, say: Say, *, over: bool) -> None:
    """Loss and accuracy; frozen, they stay as they were so that one can zoom in and read."""
    key = f"meta_train.frozen.{row.id}"
    frozen: int | None = None
    if not over and row.step:
        held = st.toggle(
            say("meta_train.freeze"), help=say("meta_train.freeze.help"), key=f"meta_train.freeze.{row.id}"
        )
        if held:
            frozen = st.session_state.setdefault(key, row.step)
        else:
            st.session_state.pop(key, None)

    def look() -> None:
        try:
            _, lines = runs.look(row.id)
        except MetaUnsupError:  # somebody has just deleted it: the part above says so
            return
        if frozen is not None:
            lines = [line for line in lines if line["step"] <= frozen]
        if lines:
            _draw(lines, row, say)

    shell.fragment(look, say, run_every=None if over or frozen is not None else LOOK_EVERY)


def _draw(lines: list[dict[str, Any]], row: RunRow, say: Say) -> None:
    from metaunsup.ui.meta_train.figures import accuracy_chart, curve_chart, loss_chart, points, terms, warm_steps

    total = max(1, row.steps)
    warm = warm_steps(row.learner, row.settings.get("options", {}), total)
    bar = {"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d"]}
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{say('meta_train.chart.loss.title')}**", help=say("meta_train.chart.loss.help"))
        st.plotly_chart(
            loss_chart(lines, total, row.learner, say, warm),
            key=f"meta_train.loss.{row.id}",
            config=bar,
            alt=say("meta_train.chart.loss.title"),
        )
    with right:
        title = say("meta_train.chart.accuracy.title")
        told = points(lines)
        count = told[-1][1].get("tasks") if told else None
        notes = [say("meta_train.chart.accuracy.help")]
        if isinstance(count, int):
            notes.append(say("meta_train.chart.accuracy.tasks", tasks=count))
        if any(line.get("validation_few") for line in lines):
            notes.append(say("meta_train.chart.accuracy.more"))
        st.markdown(f"**{title}**", help=joined(notes, say))
        if told:
            chart = accuracy_chart(lines, total, row.learner, say, warm)
            st.plotly_chart(chart, key=f"meta_train.accuracy.{row.id}", config=bar, alt=title)
        elif (every := validates_every(row)) and row.step < min(every, total):
            st.caption(say("meta_train.chart.accuracy.later", step=min(every, total)))
        else:
            st.caption(say("meta_train.chart.accuracy.never"))
    if 0 < warm < total:
        kind = "latent" if issubclass(learner_spec(row.learner).build, LatentLearner) else "inner"
        st.caption(say(f"meta_train.chart.warm.{kind}", step=warm))
    parts = terms(lines)
    for column, (name, found) in zip(cycle(st.columns(2)) if parts else (), parts.items(), strict=False):
        with column:
            title = say(f"meta_train.term.{name}")
            st.markdown(f"**{title}**", help=say(f"meta_train.term.{name}.help"))
            chart = curve_chart(found, total, row.learner, say)
            st.plotly_chart(chart, key=f"meta_train.term.{name}.{row.id}", config=bar, alt=title)


def validates_every(row: RunRow) -> int:
    """After how many steps the run is measured again; 0 for never, or where the settings do not say."""
    from metaunsup.training.settings import settings_from_json

    try:
        return settings_from_json(row.settings).interval
    except (MetaUnsupError, TypeError):
        return 0
