"""The page Your turn: which pictures, the desk to sort them on, and then the learners beside the person."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from metaunsup.data.kept import PREFIX
from metaunsup.data.registry import available
from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import shell, uploads
from metaunsup.ui.common.learner_card import who_is_who
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.common.share import link_and_code, show_link
from metaunsup.ui.common.task_form import about_pool, pool_option
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.player.sprites import sheet
from metaunsup.ui.turn.component import show_desk
from metaunsup.ui.turn.request import (
    CHOICES,
    FIELDS,
    PICTURES,
    POOLS,
    as_command,
    file_name,
    fit_to,
    frames_of,
    race_of,
    refuse,
    turn_on,
)
from metaunsup.words import WORDS, Say

if TYPE_CHECKING:
    from metaunsup.evaluation.person import Turn
    from metaunsup.evaluation.race import RaceFrame

DESK = "turn.desk."  # words that the browser is handed
DRAWINGS = {"digits": "digits", "mnist": "digits"}  # what to begin with on the page Draw


class RaceView(Protocol):
    """What draws a race: the race page's view, handed in by the page's file, since no page imports another."""

    def __call__(self, choice: RaceChoice, say: Say, *, key: str, person: Sequence[RaceFrame]) -> None:
        """Draw the race of ``choice`` with a person in it."""
        ...


def show(say: Say, race_view: RaceView) -> None:
    """Everything below the heading."""
    warm_up()
    if not uploads.key_known(say):
        return
    shell.open_link("turn", FIELDS, say)
    _form(say)
    values = {name: st.session_state[f"turn.{name}"] for name in FIELDS}
    parameters = shell.keep_link("turn", FIELDS, values)
    own = values["pool"].startswith(uploads.OWN)
    name = uploads.name_of(values["pool"]) if own else None
    if own and name is None:
        return  # the form says why
    choice = race_of(values, name)
    if not own and not available(choice.task.pool).here:
        about_pool(choice.task.pool, say)
        return
    try:
        with st.spinner(say("app.loading")):
            refuse(choice.task)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    turn = _sorted(choice, int(values["seconds"]), say)
    if turn is None:
        st.caption(say("turn.reload"))
        return
    _again(say)
    race_view(choice, say, key=f"turn.player.{_fresh()}", person=frames_of(turn))
    st.caption(say("turn.fair.digits" if choice.task.pool in DRAWINGS else "turn.fair.signs"))
    _go_on(choice, say)
    _take_along(turn, choice, shell.address("turn", {"lang": say.lang, **parameters}), say)
    who_is_who(choice.learners, say)


def _form(say: Say) -> None:
    """Which pictures, in how many groups, and how long; another number is another task."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offered = dict.fromkeys([*POOLS, *(one for one in uploads.options("turn") if one.startswith(uploads.OWN))])
        titles = {name: pool_option(name, say) for name in offered}
        st.selectbox(say("turn.pool"), list(titles), format_func=titles.__getitem__, key="turn.pool", width=235)
        for name, options in CHOICES.items():
            st.segmented_control(say(f"turn.{name}"), options, required=True, key=f"turn.{name}", width="content")
        st.button(say("turn.other"), icon=":material/casino:", on_click=_other, key="turn.draw")
    if (pool := str(st.session_state["turn.pool"])).startswith(uploads.OWN):
        uploads.about_upload(pool, say)
    uploads.upload_form("turn", say, fit=fit_to)


def _sorted(choice: RaceChoice, seconds: int, say: Say) -> Turn | None:
    """What the person did with these pictures; None, with the desk on the page, before that is known."""
    kept: tuple[RaceChoice, Turn] | None = st.session_state.get("turn.sorted")
    if kept is not None and kept[0] == choice:
        return kept[1]
    task = choice.task
    pictures = task.sample().items
    place = f"metaunsup.turn.{uploads.code_of(task.pool)}.{task.ways}.{task.seed}.{seconds}"
    data = {
        "place": place,
        "fresh": _fresh(),
        "sprite": sheet(pictures).as_dict(),
        "groups": task.ways,
        "seconds": seconds,
        "words": {
            key.removeprefix(DESK): pair[say.lang == "zh"] for key, pair in WORDS.items() if key.startswith(DESK)
        },
        "lang": say.lang,
    }
    moves = show_desk(data, key=f"{place}.{_fresh()}")
    if moves is None:
        return None
    try:
        st.session_state["turn.sorted"] = (choice, turn_on(task, moves))
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        _again(say)
    else:
        st.rerun()
    return None


def _again(say: Say) -> None:
    st.button(say("turn.again"), icon=":material/replay:", on_click=_begin_anew, key="turn.anew")


def _fresh() -> int:
    """Which sorting of this session it is; 0 for the first, which may have begun before a reload."""
    return int(st.session_state.get("turn.fresh", 0))


def _begin_anew() -> None:
    """The same pictures once more; what the tab remembers of them is forgotten."""
    st.session_state["turn.sorted"] = None
    st.session_state["turn.fresh"] = random.randrange(1, 2**31)


def _other() -> None:
    """Twenty other pictures."""
    st.session_state["turn.seed"] = (st.session_state["turn.seed"] + 1) % 2**31


def _go_on(choice: RaceChoice, say: Say) -> None:
    """Then draw your own: the same learners, and digits to begin with where these were digits."""
    file, icon = shell.PAGES["draw"]
    begin = {"lang": say.lang, "learners": ",".join(choice.learners), "set": DRAWINGS.get(choice.task.pool, "own")}
    st.page_link(file, label=say("turn.to_draw"), icon=icon, query_params=begin)


def _take_along(turn: Turn, choice: RaceChoice, address: str, say: Say) -> None:
    """The moves as a file, the link, and the command that scores the same; of an upload the link alone."""
    if choice.task.pool.startswith(PREFIX):
        show_link(address, say, own=True)
        return
    st.download_button(
        say("turn.save"),
        json.dumps(turn.as_json()),
        file_name=file_name(turn),
        mime="application/json",
        icon=":material/download:",
    )
    about = say("turn.share", count=PICTURES)
    link_and_code(address, as_command(turn, choice), say, title=say("turn.command"), about=about)
