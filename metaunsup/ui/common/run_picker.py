"""A training that took place here, for a race or a comparison: picked from a list or a link, beside the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.data.kept import PREFIX
from metaunsup.data.registry import POOLS
from metaunsup.data.root import CHECKPOINT, RUN_ID
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import GENERATIVE, LEARNERS, ONE_CLASS, learner_spec, without_label
from metaunsup.learners.shipped import shipped_checkpoint, shipped_pools
from metaunsup.networks.checkpoints import practised_on, read_card
from metaunsup.ui.common import shell, uploads
from metaunsup.ui.common.learner_picker import all_names
from metaunsup.ui.common.link import Choice, Field, Text
from metaunsup.ui.common.requests import OWN, OwnRun
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.runs.rows import RunRow

NOBODY = ""
FIELDS: dict[str, Field] = {
    "own": Text(NOBODY, 40, RUN_ID),
    "as": Choice(NOBODY, lambda: (NOBODY, *all_names())),  # the learner that it was, unless a variant is asked for
}
MOST = 30  # the newest; the link of an older one works, too
STILL = ("done", "paused")


def judging() -> tuple[str, ...]:
    """Who can be asked for where detectors judge: those that group, and those that practised to judge."""
    return (*LEARNERS, *ONE_CLASS)


def usable(row: RunRow, among: Collection[str] = LEARNERS) -> bool:
    """Whether a run stands still and left a checkpoint; one that goes on would be another learner each time.

    ``among``: the learners that are asked for; a race of clusterers asks for no others.
    """
    from metaunsup.ui.common.run_store import learned

    return row.status in STILL and learned(row) and row.learner in among


def pick(page: str, say: Say, *, as_what: bool = True, among: Collection[str] = LEARNERS) -> tuple[OwnRun | None, bool]:
    """Ask for a training, where there is one; the answer, and whether it can be had (the page says why not).

    ``as_what``: ask also what takes part with what was learned; else it is the learner itself. ``among``: see
    ``usable``.
    """
    from metaunsup.ui.common.run_store import all_runs

    runs, key = all_runs(), f"{page}.own"
    rows = {row.id: row for row in runs.rows(limit=10 * MOST, status=STILL) if usable(row, among)}
    asked = str(st.session_state.get(key) or NOBODY)
    if asked not in rows and asked != NOBODY:
        try:
            older = runs.get(asked)
        except MetaUnsupError as error:
            if error.code != "unknown_run":  # the list is busy: nothing is forgotten for that
                st.error(explain_publicly(error, say))
                return None, False
            older = None
        if older is None or not usable(older, among):
            st.info(say("own.gone", id=literal(asked)))
            st.session_state[key] = asked = NOBODY
        else:
            rows[asked] = older
    offered = [one for place, one in enumerate(rows) if place < MOST or one == asked]
    if not offered:
        return None, True
    chosen = st.selectbox(
        say("own.title"),
        [NOBODY, *offered],
        format_func=lambda one: say("own.none") if one == NOBODY else title(rows[one], say),
        help=say("own.help"),
        key=key,
    )
    if chosen == NOBODY:
        return None, True
    try:
        steps = read_card(rows[chosen].place / CHECKPOINT).get("steps")
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None, False
    practised = steps if isinstance(steps, int) else 0
    learner = rows[chosen].learner
    return OwnRun(chosen, _as(page, learner, say) if as_what else learner, practised, runs.private(rows[chosen])), True


def _as(page: str, trained: str, say: Say) -> str:
    """Ask what takes part with what was learned: the learner itself, or another that begins with the same."""
    names, key = [name for name in all_names() if learner_spec(name).checkpoint_of == trained], f"{page}.as"
    if st.session_state.get(key) not in names:
        st.session_state[key] = trained
    return str(st.selectbox(say("own.as"), names, format_func=say.learner_title, key=key))


def title(row: RunRow, say: Say) -> str:
    """A training in the list."""
    return say("own.run", name=row.name, learner=say.learner_title(row.learner), steps=f"{row.step:,}")


def titles_beside(learners: Sequence[str], own: OwnRun, trained_on: str | None, say: Say) -> dict[str, str]:
    """What ``learners`` are called in a race; the training of this place and what is shipped beside it by their steps.

    The shipped one's pool is named where it is another one. What cannot be read any more has its usual title.
    """
    titles = {name: say.learner_title(name) for name in learners}
    same = learner_spec(own.learner).checkpoint_of
    for name in learners:
        path = own.path if name == own.entrant else shipped_checkpoint(name, trained_on or "")
        if learner_spec(name).checkpoint_of != same or path is None:
            continue
        try:
            card, pool = read_card(path), practised_on(read_card(own.path))[0]
            told = {"learner": say.learner_title(without_label(name)), "steps": f"{int(card['steps']):,}"}
        except (MetaUnsupError, KeyError, TypeError, ValueError):
            continue
        where = practised_on(card)[0]
        if name != own.entrant and where != pool and where in POOLS:
            titles[name] = say("own.shipped_on", **told, pool=say(f"pool.{where}.title"))
        else:
            titles[name] = say("own.here" if name == own.entrant else "own.shipped", **told)
    return titles


def join(picked: Sequence[str], own: OwnRun | None, most: int, say: Say) -> tuple[tuple[str, ...], bool]:
    """The learners ``picked`` and the training beside them; whether it has room among ``most`` (the page says so)."""
    if own is None:
        return tuple(picked), True
    if len(picked) >= most:
        st.info(say("own.full", learner=say.learner_title(own.entrant), most=most))
        return tuple(picked), False
    return (*picked, own.entrant), True


def told(learners: Sequence[str], own: OwnRun | None) -> dict[str, Any]:
    """What the page's link holds of them."""
    if own is None:
        return {"learners": tuple(learners), "own": NOBODY, "as": NOBODY}
    picked = tuple(name for name in learners if name != own.entrant)
    return {"learners": picked, "own": own.run_id, "as": own.learner}


def race_link(row: RunRow, say: Say) -> None:
    """A link from a training that stands still to its race against K-Means and what is shipped, which starts at once.

    Shipped for its pool, or else for another one.
    """
    if not usable(row) or "race" not in shell.PAGES:
        return
    query: dict[str, Any] = {"lang": say.lang, "learners": "kmeans", "own": row.id, "start": 1}
    if row.pool in POOLS or row.pool.startswith(PREFIX):
        query["pool"] = uploads.code_of(row.pool)
    if pools := sorted(shipped_pools(row.learner), key=lambda pool: pool != row.pool):  # its own before all others
        query |= {"learners": f"kmeans,{row.learner}", "trained": pools[0]}
    file, icon = shell.PAGES["race"]
    st.page_link(file, label=say("own.race"), icon=icon, query_params=query)


def anomaly_link(row: RunRow, say: Say) -> None:
    """A link from a training that stands still to what it practised for, where that is a detector."""
    from metaunsup.detectors.registry import DETECTORS_OF

    if (detector := DETECTORS_OF.get(row.learner)) is not None:
        _link_to("anomalies", row, {"detectors": f"knn,{detector}@{OWN}"}, say)


def generate_link(row: RunRow, say: Say) -> None:
    """The same of one that practised to draw."""
    if row.learner in GENERATIVE:
        _link_to("generate", row, {"generators": f"{row.learner}@{OWN},augmented,copies"}, say)


def _link_to(page: str, row: RunRow, chosen: dict[str, Any], say: Say) -> None:
    if not usable(row, (*judging(), *GENERATIVE)) or page not in shell.PAGES:
        return
    query: dict[str, Any] = {"lang": say.lang, **chosen, "own": row.id}
    if row.pool in POOLS or row.pool.startswith(PREFIX):
        query["pool"] = uploads.code_of(row.pool)
    file, icon = shell.PAGES[page]
    st.page_link(file, label=say(f"own.{page}"), icon=icon, query_params=query)
