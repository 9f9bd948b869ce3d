"""A race on a page: the player while it runs, and the score table when it is over."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.names import PERSON
from metaunsup.ui.common import shell
from metaunsup.ui.common.moment import Shared
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.common.share import share_dialog
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.ui.jobs.libraries import import_libraries
from metaunsup.ui.player import show_gallery
from metaunsup.ui.race.frames import NO_GROUP
from metaunsup.ui.race.jobs import RaceJob, all_races, status_note
from metaunsup.ui.race.person import beside
from metaunsup.ui.race.pictures import pictures
from metaunsup.ui.race.player import show_race
from metaunsup.ui.race.titles import runner_titles
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.race import RaceFrame

LOOK_EVERY = 0.6  # seconds between two looks at a running race
WAIT_EVERY = 1.2  # at one that waits: a class that waits leaves the processor to those that run
KNOWN_TO_ALL = ("digits", "mnist")  # pools of what every person has learned to read
BRISK_SECONDS = 0.7  # that the page waits for the end of a brisk one before it looks every now and then


def race_view(
    choice: RaceChoice,
    say: Say,
    *,
    key: str,
    again: bool = False,
    brisk: bool = False,
    shared: Shared | None = None,
    person: Sequence[RaceFrame] = (),
) -> None:
    """Show the race of ``choice``, starting it if need be; refreshes itself until it is over, then stops.

    ``shared``: how the page's link tells it, so that a moment of it can be shared, and is what the player begins at.
    ``brisk``: for small tasks that follow each other as fast as somebody draws. The race before is let go, the end of
    this one waited for a moment, and the player comes to it at once. ``person``: what
    somebody did with the same pictures, shown beside the learners here and nowhere else.
    """
    races = all_races()
    live = st.session_state.get(f"{key}.live") == choice
    try:
        race = races.join(choice, again=again, owner=shell.session(), live=live)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    if brisk:
        before = st.session_state.get(f"{key}.race")
        if before is not None and before is not race and not before.over:
            races.leave(before)
        st.session_state[f"{key}.race"] = race
        race.wait(BRISK_SECONDS)
    race.wait_for_frames(0.3)

    def look() -> None:
        """Draw the race as it is now; the page as a whole runs once more when it is over."""
        if st.session_state.pop(f"{key}.asked", False):
            st.rerun()  # the address and the dialog are the page's
        now = races.join(choice, owner=shell.session(), live=live)
        if now.error is not None:
            st.error(say("race.failed", reason=explain_publicly(now.error, say)))
            st.button(say("race.start"), on_click=start_again, icon=":material/flag:", key=f"{key}.again")
        elif now.recorder is None or not now.frames:
            note = status_note(now, races, say) or say("player.starting")
            st.info(note, icon=":material/hourglass_top:")
            if not brisk and races.loaded:
                waiting_pictures(choice, say, key=f"{key}.waiting")
        else:
            show_race(beside(now, person), races, say, key=key, brisk=brisk, shared=shared)
        if now.over != over or (now.status == "waiting") != waiting:
            st.rerun()

    def start_again() -> None:
        with contextlib.suppress(MetaUnsupError):  # of a full queue: the page says so when it draws
            races.join(choice, again=True, owner=shell.session(), live=live)

    def compute() -> None:
        st.session_state[f"{key}.live"] = choice

    over, waiting = race.over, race.status == "waiting"
    shell.fragment(look, say, run_every=None if over else WAIT_EVERY if waiting else LOOK_EVERY)
    if shared is not None:
        share_dialog(shared.page, shared.address(say), say, words="player.share", own=shared.own)
    if race.day is not None:
        st.button(say("race.live"), icon=":material/bolt:", on_click=compute, key=f"{key}.compute")
    if over and race.error is None:
        import_libraries()
        score_table(beside(race, person), say)


def waiting_pictures(choice: RaceChoice, say: Say, *, key: str) -> None:
    """What the race will be about, for whoever waits."""
    with contextlib.suppress(MetaUnsupError):  # what cannot be drawn the race itself will refuse, with the reason
        shown = pictures(choice)
        canvas = say("race.waiting", count=shown.count)
        show_gallery(shown, [("", range(shown.count))], {"canvas": canvas}, key=key)


def score_table(race: RaceJob, say: Say) -> None:
    """The last frame of every runner, beside what its practice had cost."""
    st.subheader(say("race.table"))
    scored = race.recorder is not None and race.recorder.scored
    columns = ("learner", *(("accuracy",) if scored else ()), "seconds", "practice")
    rows: list[dict[str, Any]] = []
    titles = runner_titles(race.request, say)
    for place, name in enumerate(race.request.learners):
        frames = [frame.facts for frame in race.frames if frame.facts["learner"] == place]
        if not frames:
            continue
        cells = (
            f"**{titles[name]}**",
            *([f"**{frames[-1]['scores'][0]:.1%}**"] if scored else []),
            f"{frames[-1]['seconds']:.2f}",
            practice(name, race.request, say),
        )
        rows.append({say(f"race.table.{column}"): cell for column, cell in zip(columns, cells, strict=True)})
    st.table(rows, border="horizontal", hide_index=True)
    st.caption(say("race.table.seen"))
    for told in filter(None, (found_too_few(race, place, say) for place in range(len(race.request.learners)))):
        st.caption(told)


def found_too_few(race: RaceJob, place: int, say: Say) -> str | None:
    """Why a learner that finds the number of groups itself scores so low: with too few of them it cannot score more."""
    import numpy as np

    name = race.request.learners[place]
    frames = [frame for frame in race.frames if frame.facts["learner"] == place]
    if race.recorder is None or not frames or not race.recorder.finds[place]:
        return None
    truth = race.recorder.truth
    groups = np.frombuffer(frames[-1].points[4 * len(truth) :], "<u2")
    found, sizes = len(set(groups.tolist()) - {NO_GROUP}), np.sort(np.bincount(truth[truth >= 0]))[::-1]
    if found >= len(sizes):
        return None
    return say(
        "race.table.few",
        learner=say.learner_title(name),
        found=found,
        ways=len(sizes),
        noise=int((groups == NO_GROUP).sum()),
        most=f"{sizes[:found].sum() / sizes.sum():.0%}",
    )


def practice(name: str, choice: RaceChoice, say: Say) -> str:
    """What a learner's practice had cost, from the card of its checkpoint."""
    from metaunsup.learners.shipped import shipped_checkpoint
    from metaunsup.networks.checkpoints import practised_on, read_card
    from metaunsup.ui.common.format import pool_title
    from metaunsup.ui.common.requests import checkpoints

    if name == PERSON:
        return say("race.table.you.digits" if choice.task.pool in KNOWN_TO_ALL else "race.table.you.signs")
    own = checkpoints(choice.own, [name]).get(name)
    path = own or shipped_checkpoint(name, choice.trained_on or "")
    if path is None:
        return say("race.table.none")
    try:
        card = read_card(path)
        told = say(
            "race.table.practised",
            seconds=f"{card['seconds']:.0f}",
            items=f"{card['items_seen']:,}",
            pool=literal(pool_title((practised_on(card)[0] or "?").encode(errors="replace").decode(), say)),
        )
    except (MetaUnsupError, KeyError, TypeError, ValueError):  # deleted since, or edited by hand
        return say("own.unknown")
    if own is None or choice.own is None:
        return told
    return say("own.practised", practice=told, id=choice.own.run_id)
