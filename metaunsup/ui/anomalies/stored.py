"""What was measured before, with its command; and each detector in a paragraph, with its formula and source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from metaunsup.detectors.registry import DETECTORS
from metaunsup.ui.common.format import GAP
from metaunsup.words import Say

FILE = Path(__file__).parent / "measured.json"
COLUMNS = 2


@cache
def measured() -> dict[str, Any]:
    """What ``python -m benchmarks.anomaly`` wrote for this page."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def stored_numbers(say: Say) -> None:
    """The detectors on a hundred tasks of MNIST, of each kind."""
    told = measured()
    kinds = {kind: number for number, kind in enumerate(told["tasks"])}
    with st.expander(say("anomalies.stored"), icon=":material/table_chart:"):
        st.markdown(say("anomalies.stored.about"))
        rows = []
        for row in told["rows"]:
            cells = {say("anomalies.detector"): title(row["detector"], say)}
            cells |= {say(f"anomalies.stored.{number}"): _cell(row.get(kind)) for kind, number in kinds.items()}
            rows.append(cells)
        st.table(rows, border="horizontal", hide_index=True)
        st.caption(say("anomalies.stored.legend", tasks=next(iter(told["tasks"].values()))))
        st.code(told["command"], language="bash")


def title(name: str, say: Say) -> str:
    """A detector of the table: with the pool where its encoder practised."""
    base, at, where = name.partition("@")
    if not at or where == "untrained":
        return say.detector_title(name)
    more = where.startswith("more-")
    pool, _, learner = where.removeprefix("more-").partition("/")
    space = say("anomalies.stored.more") if more else say.space_title(learner)
    practised = base in ("acr", "maml", "fomaml", "reptile", "vae")  # whose space is their own
    told = say.detector_title(base) if practised else say("detector.in", detector=say.detector_title(base), space=space)
    return say("anomalies.stored.on", detector=told, pool=say(f"pool.{pool}.title"))


def _cell(one: dict[str, float | None] | None) -> str:
    if one is None:
        return "–"
    text = f"{one['auroc']:.3f}"
    return text + "".join(
        f"{GAP}±{GAP}{one[key]:.3f}{mark}"
        for key, mark in (("margin", ""), ("margin_classes", "*"))
        if one[key] is not None
    )


def who_is_who(detectors: Sequence[str], say: Say) -> None:
    """Each detector once, whatever it judges in."""
    st.subheader(say("anomalies.who_is_who"))
    names = list(dict.fromkeys(name.partition("@")[0] for name in detectors))
    for first in range(0, len(names), COLUMNS):
        for column, name in zip(st.columns(COLUMNS), names[first : first + COLUMNS], strict=False):
            paper = DETECTORS[name].paper
            with column:
                st.markdown(f"**{say.detector_title(name)}**  \n{say(f'detector.{name}.about')}")
                st.latex(r"\begin{gathered}" + r" \\[4pt] ".join(paper.rules) + r"\end{gathered}")
                st.markdown(f":small[[{paper.cited}: *{paper.title}*]({paper.link})]")
    st.caption(say("anomalies.symbols"))
