"""A training that took place here, for a race or a comparison: picked from a list or a link, in a learner's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.data.registry import POOLS
from metaunsup.data.root import CHECKPOINT, RUN_ID
from metaunsup.errors import MetaUnsupError
from metaunsup.networks.checkpoints import read_card
from metaunsup.ui.common import shell
from metaunsup.ui.common.link import Field, Text
from metaunsup.ui.common.requests import OwnRun, checkpoints
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.runs.rows import RunRow

FIELD: dict[str, Field] = {"own": Text("", 40, RUN_ID)}
MOST = 30  # the newest; the link of an older one works, too
NOBODY = ""


def usable(row: RunRow) -> bool:
    """Whether a run is over and left a checkpoint; one that goes on would be another learner each time."""
    from metaunsup.ui.common.run_store import learned

    return row.status == "done" and learned(row)


def pick(page: str, say: Say) -> tuple[OwnRun | None, bool]:
    """Ask for a training, where there is one; the answer, and whether it can be had (the page says why not)."""
    from metaunsup.ui.common.run_store import all_runs

    runs, key = all_runs(), f"{page}.own"
    rows = {row.id: row for row in runs.rows(limit=10 * MOST, status=("done",)) if usable(row)}
    asked = str(st.session_state.get(key) or NOBODY)
    if asked not in rows and asked != NOBODY:
        try:
            older = runs.store.get(asked)
        except MetaUnsupError:
            older = None
        if older is None or not usable(older):
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
        read_card(rows[chosen].place / CHECKPOINT)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None, False
    return OwnRun(chosen, rows[chosen].learner), True


def title(row: RunRow, say: Say) -> str:
    """A training in the list."""
    return say("own.run", name=row.name, learner=say.learner_title(row.learner), steps=f"{row.steps:,}")


def remark(own: OwnRun | None, names: Sequence[str], say: Say) -> None:
    """Say where the training takes no part, since its learner does not."""
    if own is not None and not checkpoints(own, names):
        st.info(say("own.absent", learner=say.learner_title(own.learner)))


def race_link(row: RunRow, say: Say) -> None:
    """A link from a training that is over to a race with it."""
    if not usable(row) or "race" not in shell.PAGES:
        return
    query: dict[str, Any] = {"lang": say.lang, "learners": f"kmeans,{row.learner}", "own": row.id}
    if row.pool in POOLS:
        query["pool"] = row.pool
    file, icon = shell.PAGES["race"]
    st.page_link(file, label=say("own.race"), icon=icon, query_params=query)
