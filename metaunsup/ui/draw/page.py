"""The page Draw: which of the two, what to begin with, the pads, and what the learners make of what is drawn."""

from __future__ import annotations

from typing import Any, Protocol

import streamlit as st

from metaunsup.data.ready_made import SETS, ready_made
from metaunsup.data.strokes import Drawing, as_plain, drawings_of
from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import shell, uploads
from metaunsup.ui.common.learner_card import who_is_who
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.draw.components import show_pads
from metaunsup.ui.draw.form import group_form, reproduce, take_home
from metaunsup.ui.draw.one_shot import one_shot_part
from metaunsup.ui.draw.request import CLASSES, FIELDS, GROUPS, MODES, MOST_SHEETS, NAMES, OWN
from metaunsup.words import WORDS, Say

PADS = "draw.pad."  # words that the browser is handed


class RaceView(Protocol):
    """What draws a race: the race page's view, handed in by the page's file, since no page imports another."""

    def __call__(self, choice: RaceChoice, say: Say, *, key: str, brisk: bool) -> None:
        """Draw the race of ``choice``."""
        ...


def show(say: Say, race_view: RaceView) -> None:
    """Everything below the heading."""
    warm_up()
    if not uploads.key_known(say):
        return
    shell.open_link("draw", FIELDS, say)
    if shell.just_opened("draw") and "groups" not in st.query_params:
        _count_groups()
    left, right = st.columns([1, 1])
    with left:
        st.segmented_control(
            say("draw.mode"),
            MODES,
            required=True,
            format_func=lambda code: say(f"draw.mode.{code}"),
            key="draw.mode",
        )
    with right:
        st.selectbox(
            say("draw.set"),
            (OWN, *SETS),
            format_func=lambda code: say(f"draw.set.{code}"),
            key="draw.set",
            on_change=_count_groups,
        )
    if st.session_state["draw.mode"] == "oneshot":
        shell.keep_link("draw", FIELDS, values())
        one_shot_part(pads, say)
    else:
        group_part(race_view, say)


def values() -> dict[str, Any]:
    """Everything that the page's link holds: all but the drawings."""
    held = {name: st.session_state[f"draw.{name}"] for name in FIELDS}
    return {**held, "learners": tuple(held["learners"])}


def group_part(race_view: RaceView, say: Say) -> None:
    """Pads, and below them the learners at work on what is on them."""
    drawings = pads(say)
    choice, place = group_form(drawings, say)
    told = shell.held("draw", FIELDS)
    parameters = shell.keep_link("draw", FIELDS, told) if told is not None else {}
    if choice is not None:
        with place:
            if st.session_state["draw.start"]:
                race_view(choice, say, key="draw.player", brisk=True)
        take_home(choice, say)
        reproduce(choice, shell.address("draw", {"lang": say.lang, **parameters}), say)
        who_is_who(choice.learners, say)


def pads(say: Say) -> tuple[Drawing, ...]:
    """The pads of this mode and set; what is on them, or a sentence where somebody else's browser says nonsense."""
    mode, chosen = st.session_state["draw.mode"], st.session_state["draw.set"]
    single = mode == "oneshot"
    ready = () if chosen == OWN else ready_made(chosen)
    begin = _examples(ready) if single else as_plain(ready)["drawings"]
    words = {key.removeprefix(PADS): pair[say.lang == "zh"] for key, pair in WORDS.items() if key.startswith(PADS)}
    data = {
        "place": f"metaunsup.draw.{mode}.{chosen}",
        "ready": begin,
        "slots": [*CLASSES, ""] if single else [],
        "names": list(dict.fromkeys([*NAMES, *(one.name for one in ready if one.name)])),
        "most": MOST_SHEETS,
        "moving": single,
        "started": not single and bool(st.session_state["draw.start"]),
        "words": words,
        "lang": say.lang,
    }
    told = show_pads(data, key=f"draw.pads.{mode}.{chosen}")
    try:
        return drawings_of(begin if told is None else told)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return ()


def _examples(ready: tuple[Drawing, ...]) -> list[dict[str, Any]]:
    """A drawing of each of the set's first kinds, under the names of this page, and a question."""
    kinds = list(dict.fromkeys(one.name for one in ready if one.name))[: len(CLASSES)]
    first = [next(one for one in ready if one.name == kind) for kind in kinds]
    others = sorted((one for one in ready if one not in first), key=lambda one: one.name)  # those without a name first
    named = [Drawing(one.strokes, name) for one, name in zip(first, CLASSES, strict=False)]
    unnamed = [Drawing(one.strokes) for one in others[:1]]
    return list(as_plain([*named, *unnamed])["drawings"])


def _count_groups() -> None:
    """As many groups as the ready-made set has kinds."""
    if (chosen := st.session_state["draw.set"]) != OWN:
        kinds = {one.name for one in ready_made(chosen) if one.name}
        st.session_state["draw.groups"] = max(GROUPS.low, len(kinds))
