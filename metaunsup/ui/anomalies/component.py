"""The thresholds: one component that draws in the browser and answers at once, and what it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.anomalies.names import look_of
from metaunsup.ui.anomalies.request import FIELDS
from metaunsup.ui.player import read
from metaunsup.words import LANGUAGES, WORDS, Say

if TYPE_CHECKING:
    from metaunsup.evaluation.anomaly_look import Verdict
    from metaunsup.tasks.anomaly import AnomalyTask
    from metaunsup.ui.player.sprites import Sheet

_HERE = Path(__file__).parent
_HEAD = "anomalies.view."
_view = st.components.v2.component(
    "metaunsup_thresholds",
    html=read("threshold.html", folder=_HERE),
    css=read("common.css") + read("threshold.css", folder=_HERE),
    js=read("mount.js", "palette.js", "sheet.js")
    + read("threshold_math.js", "threshold_panel.js", "threshold.js", folder=_HERE),
)


def show_thresholds(data: dict[str, Any], cut: str, *, key: str) -> str | None:
    """Draw the scores of every detector; where the reader has moved its threshold, in the link's words, if changed."""
    told = getattr(_view(key=key, data=data, on_cut_change=_told), "cut", None)
    if not isinstance(told, str) or told == cut:
        return None
    try:
        return str(FIELDS["cut"].parse(told))
    except ValueError:
        return None  # a browser that has been tampered with


def _told() -> None:
    """Streamlit runs the page again; there is nothing else to do."""


def payload(
    number: int,
    task: AnomalyTask,
    queries: Sheet,
    verdicts: Mapping[str, Verdict],
    detectors: Sequence[str],
    *,
    shown: Mapping[str, Any],
    titles: Sequence[str],
    say: Say,
) -> dict[str, Any]:
    """What the browser is told: the scores, and the truth only where it is to be ``shown``.

    ``detectors`` are all that were asked for, in the order in which the link has their thresholds;
    ``shown`` has "truth", "miss" (what a missed anomaly costs) and "cut"; ``titles`` are the class names' in words.
    """
    column = LANGUAGES.index(say.lang)
    truth = None
    if shown["truth"] and task.truth.known:
        truth = {"odd": task.truth.anomalous.tolist(), "of": task.truth.classes.tolist(), "classes": list(titles)}
    return {
        "id": number,
        "lang": say.lang,
        "words": {key.removeprefix(_HEAD): pair[column] for key, pair in WORDS.items() if key.startswith(_HEAD)},
        "sprite": queries.as_dict(),
        "truth": truth,
        "miss": shown["miss"],
        "cut": shown["cut"],
        "detectors": [
            {
                "place": place,
                "title": say.detector_title(name),
                "ink": look_of(name).ink,
                "scores": one.judgement.scores.tolist(),
                "held": one.judgement.held_out.tolist(),
                "offset": one.judgement.offset,
            }
            for place, name in enumerate(detectors)
            if (one := verdicts.get(name)) is not None and one.judgement is not None
        ],
    }
