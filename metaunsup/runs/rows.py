"""One line of the list of runs, and what a list of them is asked for."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.folder import RUNNING, STATUSES, from_error
from metaunsup.runs.scan import STARTING
from metaunsup.runs.table import Run


@dataclass(frozen=True)
class RunRow:
    """A run as the list tells it.

    ``created``, ``started``, ``finished`` are seconds since 1970, for people to read; nothing is decided by them.
    ``seconds`` and ``items_seen`` are what practising cost so far, ``accuracy`` and ``kmeans`` the last validation's.
    ``stage`` says what a worker does before its first step. ``request`` is what it was asked ("pause", "cancel") and
    has not done yet. ``silent`` is how many seconds a running worker has not been heard of, by a clock that nobody
    can set. ``position`` orders the queue.
    """

    id: str
    name: str
    note: str
    starred: bool
    status: str
    stage: str | None
    settings: dict[str, Any]
    learner: str
    pool: str
    seed: int
    steps: int
    step: int
    loss: float | None
    accuracy: float | None
    kmeans: float | None
    seconds: float
    items_seen: int
    created: float
    started: float | None
    finished: float | None
    error: dict[str, Any] | None
    folder: str
    branch_of: str | None
    has_token: bool
    request: str | None
    position: int
    silent: float | None

    @property
    def problem(self) -> MetaUnsupError | None:
        """Why it failed, as something that ``words.explain`` puts into a sentence."""
        return from_error(self.error)

    @property
    def place(self) -> Path:
        """The folder of its files, to read them; once that is gone, or another run's, one that nothing is in."""
        gone = (self.error or {}).get("code") == "run_folder_gone"
        return Path(self.folder, f".gone-{self.id}" if gone else "")


_SAME = [field.name for field in fields(RunRow) if field.name not in ("has_token", "silent")]
SORTS = frozenset(_SAME) - {"settings", "error", "folder"}


def as_row(run: Run) -> RunRow:
    """A line of the database as a line of the list."""
    heard = run.status == RUNNING and run.stage != STARTING
    return RunRow(
        **{name: getattr(run, name) for name in _SAME},
        has_token=run.token is not None,
        silent=max(0.0, time.monotonic() - run.beat) if heard else None,
    )


def query(
    *,
    status: str | Sequence[str] | None = None,
    learner: str | None = None,
    pool: str | None = None,
    starred: bool | None = None,
    text: str | None = None,
    sort: str = "created",
    descending: bool = True,
) -> Select[Run]:
    """The runs that fit everything asked for, sorted; those without a value in the column come last."""
    chosen = [status] if isinstance(status, str) else status
    for one in chosen or ():
        if one not in STATUSES:
            raise MetaUnsupError("option_choice", name="status", value=one[:40], choices=tuple(STATUSES))
    if sort not in SORTS:
        raise MetaUnsupError("option_choice", name="sort", value=sort[:40], choices=sorted(SORTS))
    found = select(Run)
    if chosen is not None:
        found = found.where(Run.status.in_(chosen))
    for column, value in ((Run.learner, learner), (Run.pool, pool), (Run.starred, starred)):
        if value is not None:
            found = found.where(column == value)
    if text:
        found = found.where(Run.words.contains(plain(text).casefold(), autoescape=True))
    column = getattr(Run, sort)
    return found.order_by((column.desc() if descending else column.asc()).nulls_last(), Run.created.desc(), Run.id)


def plain(text: str) -> str:
    """Text that a database and a page can take: lone surrogates, from a broken file name, become question marks."""
    return text.encode(errors="replace").decode()


def differing(rows: Sequence[RunRow]) -> list[str]:
    """Names of the settings that are not the same in all ``rows``; those of the learner as ``options.NAME``."""
    flat = [_flat(row.settings) for row in rows]
    names = dict.fromkeys(name for settings in flat for name in settings)  # in the order of the settings
    return [name for name in names if any(settings.get(name) != flat[0].get(name) for settings in flat)]


def _flat(settings: dict[str, Any]) -> dict[str, Any]:
    options = settings.get("options")
    own = {f"options.{name}": value for name, value in options.items()} if isinstance(options, dict) else {}
    return {name: value for name, value in settings.items() if name != "options"} | own


def setting(row: RunRow, name: str) -> Any:
    """The value of a setting that ``differing`` named; None where this run has none of that name."""
    return _flat(row.settings).get(name)
