"""The list of runs: look, submit, change. What trains is the worker; what starts it, the queue.

``token`` is a secret of the browser that made a run, and who has another may only watch. None is the person at this
machine's command line, who may do everything.
"""

from __future__ import annotations

import contextlib
import difflib
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from metaunsup.data.text import printable
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs import queue
from metaunsup.runs.descent import refuse_outliving
from metaunsup.runs.folder import CANCELLED, DONE, FAILED, INTERRUPTED, PAUSED, QUEUED, RUNNING
from metaunsup.runs.identity import LONGEST_NOTE, checked_name, identity, owns, usual_name
from metaunsup.runs.metrics import Reader
from metaunsup.runs.ownership import owned
from metaunsup.runs.paths import METRICS, RUN, drafts, new_id, remove, runs_root
from metaunsup.runs.rows import RunRow, as_row, plain, query
from metaunsup.runs.scan import adopt, fill, searched, sync
from metaunsup.runs.table import Database, Run

if TYPE_CHECKING:  # looking at the list needs no torch
    from metaunsup.training.settings import TrainingSettings

Lines = list[dict[str, Any]]  # inside Store, "list" is its method


class Store:
    """The runs below ``root`` (``runs_root()``). Cheap to make; any number of processes and threads may have one."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or runs_root()
        self.database = Database(self.root, lambda session: fill(session, self.root))
        self._metrics = Reader()

    # -- look ------------------------------------------------------------------------------------------------------

    def list(self, *, limit: int | None = None, offset: int = 0, **asked: Any) -> list[RunRow]:
        """Runs that fit what is asked (see ``rows.query``: status, learner, pool, starred, text; sort, descending)."""
        found = query(**asked).limit(-1 if limit is None else limit).offset(offset)
        self.sync()
        return self.database.read(lambda session: [as_row(run) for run in session.scalars(found)])

    def count(self, **asked: Any) -> int:
        """How many runs fit."""
        found = select(func.count()).select_from(query(**asked).order_by(None).subquery())
        self.sync()
        return self.database.read(lambda session: session.scalar(found) or 0)

    def get(self, run_id: str) -> RunRow:
        """One run; raises ``unknown_run``, naming those with an id most like it."""
        self.sync(run_id)
        return self.database.read(lambda session: as_row(_find(session, run_id)))

    def metrics(self, run_id: str, after_step: int = -1) -> Lines:
        """The lines of the metrics after a step; what was read before is not read again."""
        return self._metrics.lines(self.get(run_id).place / METRICS, after_step)

    def sync(self, only: str | None = None) -> None:
        """Bring the list, or ``only`` one run of it, up to date with the folders and the workers that are alive."""
        sync(self.database, self.root, queue.ended(), only)

    def rescan(self) -> int:
        """Fill the list anew from the folders; returns how many runs there are."""

        def anew(session: Session) -> None:
            session.execute(delete(Run))
            fill(session, self.root)

        self.database.write(anew)
        return self.count()

    def remove_drafts(self) -> None:
        """Take away what killed processes left of runs that they were making or deleting, if the list can be had."""

        def away(_: Session) -> None:
            for draft in drafts(self.root):
                shutil.rmtree(draft, ignore_errors=True)

        if drafts(self.root):
            with contextlib.suppress(MetaUnsupError):
                self.database.write(away)

    # -- submit and queue ------------------------------------------------------------------------------------------

    def submit(
        self,
        settings: TrainingSettings,
        *,
        name: str | None = None,
        token: str | None = None,
        branch_of: str | None = None,
    ) -> RunRow:
        """A new run at the end of the queue, started if it is its turn; raises ``queue_full``, ``upload_outlived``."""
        settings.check()
        refuse_outliving(settings)
        told = identity(settings.as_json(), name=name, token=token, branch_of=branch_of)

        run_id = new_id()

        def insert(session: Session) -> None:
            position = queue.last_position(session, told["token"])
            if not (self.root / run_id).exists():  # it is there where the database had to be made anew meanwhile
                self._make(run_id, told, position)
            adopt(session, run_id, self.root / run_id)

        self.database.write(insert)
        self.start_waiting()
        return self.get(run_id)

    def start_waiting(self) -> int:
        """Start queued runs while a slot is free; returns how many. Any process may call it at any time."""
        return queue.start_waiting(self.database)

    def resume(self, run_id: str, token: str | None = None) -> RunRow:
        """Queue a run that was stopped, from where it stopped; raises ``run_going`` where somebody was quicker."""

        def back(session: Session, run: Run) -> None:
            if run.status in (QUEUED, RUNNING):
                raise MetaUnsupError("run_going", id=run.id)
            if run.status == DONE:
                raise MetaUnsupError("run_done", id=run.id)
            _refuse_damaged(run)
            self._set_status(run, QUEUED, position=queue.last_position(session, run.token if token else None))

        self._change(run_id, token, back)
        self.start_waiting()
        return self.get(run_id)

    def request_pause(self, run_id: str, token: str | None = None) -> RunRow:
        """Ask a running worker to stop after its step, keeping all; a queued run leaves the queue."""

        def pause(_: Session, run: Run) -> None:
            if run.status == RUNNING:
                run.request = run.request or "pause"
            elif run.status == QUEUED:
                self._set_status(run, PAUSED)
            elif run.status != PAUSED:
                raise MetaUnsupError("run_not_going", id=run.id)

        return self._change(run_id, token, pause)

    def request_cancel(self, run_id: str, token: str | None = None) -> RunRow:
        """Give a run up: like pausing, and it says so; its checkpoint stays until the run is deleted."""

        def cancel(_: Session, run: Run) -> None:
            if run.status == RUNNING:
                run.request = "cancel"
            elif run.status in (QUEUED, PAUSED, INTERRUPTED):
                self._set_status(run, CANCELLED)
            elif run.status != CANCELLED:
                raise MetaUnsupError("run_not_going", id=run.id)

        return self._change(run_id, token, cancel)

    # -- what people say of a run ----------------------------------------------------------------------------------

    def rename(self, run_id: str, name: str, token: str | None = None) -> RunRow:
        """Another name; an empty one brings the usual name back."""
        return self._edit(run_id, token, lambda run: {"name": checked_name(name) or usual_name(run.settings)})

    def note(self, run_id: str, note: str, token: str | None = None) -> RunRow:
        """Another note, of several lines if need be."""
        note = printable(plain(note)).strip()
        if len(note) > LONGEST_NOTE:
            raise MetaUnsupError("run_note_long", length=len(note), most=LONGEST_NOTE)
        return self._edit(run_id, token, lambda _: {"note": note})

    def star(self, run_id: str, starred: bool = True, token: str | None = None) -> RunRow:
        """Mark a run, or unmark it."""
        return self._edit(run_id, token, lambda _: {"starred": starred})

    def delete(self, run_id: str, token: str | None = None) -> None:
        """Take a run off the list, and its files away; refused while it is running."""

        def away(session: Session, run: Run) -> None:
            if run.status == RUNNING:
                raise MetaUnsupError("run_delete_running", id=run.id)
            folder = Path(run.folder)
            own = files.holds(folder, run.id)  # else it may be another run's by now
            with contextlib.ExitStack() as stack:
                if own and folder.is_dir():
                    stack.enter_context(owned(folder))
                try:
                    remove(self.root, run.id, folder if own else None)
                except OSError as error:
                    raise MetaUnsupError("cannot_write", path=folder, reason=error.strerror or error) from error
            session.delete(run)

        self._change(run_id, token, away)

    # -- how -------------------------------------------------------------------------------------------------------

    def _change(self, run_id: str, token: str | None, change: Callable[[Session, Run], None]) -> Any:
        """``change`` a run that ``token`` may change, while nobody else changes any."""
        self.sync(run_id)

        def work(session: Session) -> RunRow:
            run = _find(session, run_id)
            if token is not None and not owns(token, run.token):
                raise MetaUnsupError("not_your_run", id=run.id)
            change(session, run)
            return as_row(run)

        return self.database.write(work)

    def _edit(self, run_id: str, token: str | None, news: Callable[[Run], Mapping[str, Any]]) -> RunRow:
        def change(_: Session, run: Run) -> None:
            folder, told = _own_folder(run), news(run)
            files.write(folder / RUN, {**files.read(folder / RUN), **told})
            for name, value in told.items():
                setattr(run, name, value)
            run.words, run.stamp = searched(run.name, run.note), files.stamp(folder)

        return self._change(run_id, token, change)

    def _make(self, run_id: str, told: Mapping[str, Any], position: int) -> None:
        """The folder of a new run; under another name until it is whole, so that nobody adopts half a run."""
        draft = self.root / f".{run_id}.new"
        try:
            draft.mkdir(parents=True, exist_ok=True)
            files.write(draft / RUN, {"id": run_id, **told})
            files.write_status(draft, QUEUED, position=position)
            draft.rename(self.root / run_id)
        except OSError as error:
            raise MetaUnsupError("cannot_write", path=self.root, reason=error.strerror or error) from error

    def _set_status(self, run: Run, status: str, *, position: int = 0) -> None:
        """Of a run that no worker has; says so in its folder first."""
        folder = _own_folder(run)
        with owned(folder):
            files.write_status(folder, status, position=position, started=run.started, finished=run.finished)
        run.status, run.stage, run.error, run.request, run.position = status, None, None, None, position
        run.stamp = files.stamp(folder)


def _own_folder(run: Run) -> Path:
    """The run's folder, to be written to; refuses one that is another run's by now."""
    folder = Path(run.folder)
    if not files.holds(folder, run.id):
        raise MetaUnsupError("run_folder_gone", folder=folder)
    return folder


def _refuse_damaged(run: Run) -> None:
    if run.status == FAILED and (run.error or {}).get("code") in ("run_damaged", "run_newer", "run_folder_gone"):
        problem = files.from_error(run.error)
        assert problem is not None
        raise problem


def _find(session: Session, run_id: str) -> Run:
    found = session.get(Run, run_id)
    if found is None:
        known = list(session.scalars(select(Run.id)))
        like = [one for one in known if run_id and one.startswith(run_id)] or difflib.get_close_matches(run_id, known)
        raise MetaUnsupError("unknown_run", id=plain(run_id)[:40], nearest=like[:3] or known[-3:] or "-")
    return found
