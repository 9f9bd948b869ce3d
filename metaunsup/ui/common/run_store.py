"""What the page of runs reads of the list, in one go: a page of it, how much there is, and what can be filtered by."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from metaunsup.data.kept import PREFIX, owner_of
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import GENERATIVE, LEARNERS, ONE_CLASS
from metaunsup.runs import folder as files
from metaunsup.runs.folder import QUEUED, RUNNING
from metaunsup.runs.identity import digest, owns
from metaunsup.runs.metrics import Reader
from metaunsup.runs.paths import CHECKPOINT, METRICS, RUN, runs_root
from metaunsup.runs.private import forget_orphans, private_runs, trainings_on
from metaunsup.runs.rows import RunRow, as_row, query
from metaunsup.runs.store import Store
from metaunsup.runs.table import Run
from metaunsup.ui.common import ownership

PAGE = 200  # rows of the table at a time
FRESH = 1.0  # seconds for which the folders are not looked through again, whoever asks
SWEPT = 60.0  # the same, for runs whose upload has expired


@dataclass(frozen=True)
class Overview:
    """``rows`` of the page asked for; ``count`` runs fit the filters, ``total`` there are.

    ``statuses`` counts runs of each status; ``pools`` are those that runs practised on; ``chosen`` are the runs asked
    for by id, those that exist; ``mine`` are ids, of ``rows`` and ``chosen``, that this browser may change.
    """

    rows: list[RunRow]
    count: int
    total: int
    statuses: Mapping[str, int]
    pools: list[str]
    chosen: list[RunRow]
    mine: frozenset[str]


class Reading:
    """The list of one root, shared by all sessions."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._reader = Reader()
        self._lock = threading.Lock()
        self._fresh_until = self._swept_until = 0.0
        self.private: Mapping[str, str] = {}  # the upload that each private run has learned from

    def refresh(self) -> None:
        """Bring the list up to date with the folders, unless that has just been done."""
        with self._lock:
            if time.monotonic() >= self._fresh_until:
                self.store.sync()
                self._fresh_until = time.monotonic() + FRESH
            if time.monotonic() >= self._swept_until:
                forget_orphans(self.store)
                self.private = private_runs(self.store)
                self._swept_until = time.monotonic() + SWEPT

    def forget_orphans(self) -> None:
        """What practised on an upload that was just deleted goes with it."""
        with self._lock:
            forget_orphans(self.store)
            self._fresh_until = 0.0

    def overview(
        self, asked: Mapping[str, Any], *, page: int, chosen: Sequence[str], token: str | None, only_mine: bool = False
    ) -> Overview:
        """All that the page shows at one moment; a page beyond the last is the last."""
        self.refresh()
        wanted = self._query(asked, token, only_mine=only_mine)
        owner = None if token is None else owner_of(token)
        heirs = self.hidden(owner)

        def look(session: Session) -> Overview:
            count = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
            first = (min(page, pages(count)) - 1) * PAGE
            rows = list(session.scalars(wanted.limit(PAGE).offset(first)))
            counted = seen_by(select(Run.status, func.count()).group_by(Run.status), owner, heirs)
            statuses = {status: int(count) for status, count in session.execute(counted)}
            wanted_too = seen_by(select(Run).where(Run.id.in_(chosen)), owner, heirs)
            found = {run.id: run for run in session.scalars(wanted_too)}
            here = [*rows, *found.values()]
            return Overview(
                rows=[as_row(run) for run in rows],
                count=count,
                total=sum(statuses.values()),
                statuses=statuses,
                pools=sorted(session.scalars(seen_by(select(Run.pool).distinct(), owner, heirs))),
                chosen=[as_row(found[run_id]) for run_id in chosen if run_id in found],
                mine=frozenset(run.id for run in here if token is not None and run.token == digest(token)),
            )

        return self.store.database.read(look)

    def everything(self, asked: Mapping[str, Any], *, token: str | None, only_mine: bool = False) -> list[RunRow]:
        """All runs that fit, for a file."""
        wanted = self._query(asked, token, only_mine=only_mine)
        return self.store.database.read(lambda session: [as_row(run) for run in session.scalars(wanted)])

    def moving(self) -> tuple[tuple[str, str], ...]:
        """Runs that wait or run, with their status: when this changes, the page is out of date."""
        self.refresh()
        wanted = select(Run.id, Run.status).where(Run.status.in_(("queued", "running"))).order_by(Run.id)
        return tuple(
            self.store.database.read(lambda session: [(one, status) for one, status in session.execute(wanted)])
        )

    def metrics(self, row: RunRow) -> list[dict[str, Any]]:
        """The lines of a run's metrics; what was read before is not read again, nor are the folders looked through."""
        return self._reader.lines(row.place / METRICS)

    def hidden(self, owner: str | None) -> list[str]:
        """Runs on shared pools that have learned from what other browsers than ``owner``'s sent, by their ids."""
        return [run_id for run_id, pool in self.private.items() if not ownership.may_see(pool, owner)]

    def _query(self, asked: Mapping[str, Any], token: str | None, *, only_mine: bool) -> Select[Run]:
        owner = None if token is None else owner_of(token)
        wanted = seen_by(query(**asked), owner, self.hidden(owner))
        return wanted.where(Run.token == digest(token or "")) if only_mine else wanted


S = TypeVar("S", bound=Select)


def seen_by(wanted: S, owner: str | None, hidden: Sequence[str] = ()) -> S:
    """Without the trainings on what other browsers sent, and those ``hidden``: they are their owners' alone."""
    wanted = wanted.where(Run.id.not_in(hidden)) if hidden else wanted
    shared = ~Run.pool.startswith(PREFIX, autoescape=True)
    return wanted.where(shared if owner is None else shared | Run.pool.startswith(f"{PREFIX}{owner}/", autoescape=True))


def pages(count: int) -> int:
    """Pages of a list of ``count`` runs, at least one."""
    return max(1, -(-count // PAGE))


def attempt(store: Store, run_ids: Sequence[str], action: str, *more: Any, token: str | None) -> list[MetaUnsupError]:
    """Do ``action``, a method of ``store``, to each run as the browser with ``token``; what could not be done."""
    problems = []
    for run_id in run_ids:
        try:
            # None would be the person at the machine, who may do everything: no page is
            getattr(store, action)(run_id, *more, token=token or "")
        except MetaUnsupError as problem:
            problems.append(problem)
    return problems


REMEMBERED = 50  # runs whose pace is kept


@dataclass(eq=False)
class Seen:
    """What this server saw of one run: when each stage began, and (when, step) of late."""

    stages: dict[str, float] = field(default_factory=dict)
    steps: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=200))


@dataclass(eq=False)
class Runs:
    """The runs below ``root``, read incrementally and shared by all sessions."""

    root: Path

    def __post_init__(self) -> None:
        self.store = Store(self.root)
        self._reading = Reading(self.store)
        self._reader = Reader()
        self._seen: OrderedDict[str, Seen] = OrderedDict()

    def look(self, run_id: str) -> tuple[RunRow, list[dict[str, Any]]]:
        """The run and its metrics so far; moves the queue on where nobody else does."""
        row = self.get(run_id)
        if row.status == QUEUED and self.store.start_waiting():
            row = self.store.get(run_id)
        lines = self._reader.lines(row.place / METRICS)
        seen = self.seen(run_id)
        stage = "queued" if row.status == QUEUED else row.stage or ""
        if stage and not lines:
            seen.stages.setdefault(stage, time.monotonic())
        if row.status != RUNNING:
            seen.steps.clear()
        elif lines and (not seen.steps or lines[-1]["step"] != seen.steps[-1][1]):
            if seen.steps and lines[-1]["step"] < seen.steps[-1][1]:
                seen.steps.clear()  # resumed from an earlier step
            seen.steps.append((time.monotonic(), lines[-1]["step"]))
        return row, lines

    def seen(self, run_id: str) -> Seen:
        """What was seen of a run; the latest runs are remembered."""
        found = self._seen.setdefault(run_id, Seen())
        self._seen.move_to_end(run_id)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return found

    def get(self, run_id: str) -> RunRow:
        """``Store.get``; one that this browser may not see is as unknown as one that there is not."""
        try:
            row = self.store.get(run_id)
        except MetaUnsupError as error:
            nearest = error.fields.get("nearest")
            if error.code != "unknown_run" or not isinstance(nearest, list):
                raise
            there = {one.id for one in self.rows()}
            nearest = [one for one in nearest if one in there] or "-"
            raise MetaUnsupError("unknown_run", id=error.fields["id"], nearest=nearest) from error
        self._reading.refresh()  # a server that has just begun knows of no private run yet
        if not ownership.may_see(self._reading.private.get(run_id, row.pool)):
            raise MetaUnsupError("unknown_run", id=run_id[:40], nearest="-")
        return row

    def rows(self, limit: int | None = None, **asked: Any) -> list[RunRow]:
        """``Store.list``, of what this browser may see, without looking through all folders again and again."""
        self._reading.refresh()
        owner = st.session_state.get(ownership.OWNER)
        return self._rows(seen_by(query(**asked), owner, self._reading.hidden(owner)), limit)

    def _rows(self, wanted: Select[Run], limit: int | None = None) -> list[RunRow]:
        wanted = wanted.limit(-1 if limit is None else limit)
        return self.store.database.read(lambda session: [as_row(run) for run in session.scalars(wanted)])

    def private(self, row: RunRow) -> bool:
        """Whether one browser alone may see it: it practised on an upload, or began from one that did."""
        self._reading.refresh()
        return row.id in self._reading.private or row.pool.startswith(PREFIX)

    def on_upload(self, pool: str) -> list[RunRow]:
        """All trainings on an upload."""
        return trainings_on(self.store, [pool])

    def forget_orphans(self) -> None:
        """What practised on an upload that was just deleted goes with it."""
        self._reading.forget_orphans()

    def active(self) -> list[RunRow]:
        """Trainings that run or wait, whosever they are: to be counted, not shown."""
        self._reading.refresh()
        return self._rows(query(status=(QUEUED, RUNNING)))

    def ahead_of(self, row: RunRow) -> int:
        """How many trainings run, or wait before ``row``."""
        return sum(one.status == RUNNING or one.position < row.position for one in self.active() if one.id != row.id)


def all_runs() -> Runs:
    """Those of this server."""
    return _runs(str(runs_root()))


@st.cache_resource(show_spinner=False)
def _runs(root: str) -> Runs:
    return Runs(Path(root))


def learned(row: RunRow) -> bool:
    """Whether a run left a checkpoint that a learner known here can begin with."""
    spec = (LEARNERS | ONE_CLASS | GENERATIVE).get(row.learner)
    return spec is not None and spec.trainable and (row.place / CHECKPOINT).is_file()


def yours(row: RunRow, token: str | None) -> bool:
    """Whether the browser with ``token`` started the run."""
    if token is None or not row.has_token:
        return False
    try:
        return owns(token, files.read(row.place / RUN).get("token"))
    except MetaUnsupError:
        return False
