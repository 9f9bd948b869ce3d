"""Keeping the list true to the folders: what is new, what somebody changed, whose worker is dead."""

from __future__ import annotations

import os
import time
from collections.abc import Set
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.folder import BLANK, FAILED, INTERRUPTED, RUNNING, as_error, facts, holds, stamp, write_status
from metaunsup.runs.ownership import held, owned
from metaunsup.runs.paths import LOG, WRITTEN, is_run_id
from metaunsup.runs.table import Database, Run

STARTING = "starting"  # the stage of a run whose worker was started and has not taken it over yet
GRACE = 180.0  # seconds a worker has for that; on a machine that is busy, loading torch takes long


@dataclass(frozen=True)
class Claim:
    """A run that somebody took off the queue to start, and when: ``beat``, by the machine's monotonic clock."""

    run_id: str
    beat: float


def folders(root: Path) -> dict[str, str]:
    """Folder of every run that the root knows, by id: its own, or what a link leads to."""
    found = {}
    try:
        with os.scandir(root) as entries:
            for entry in entries:
                if entry.is_symlink() and is_run_id(entry.name):
                    found[entry.name] = str(root / os.readlink(entry.path))  # noqa: PTH115
                elif entry.is_dir(follow_symlinks=False) and is_run_id(entry.name):
                    found[entry.name] = entry.path
    except OSError:
        return {}
    return found


def _one(root: Path, run_id: str) -> dict[str, str]:
    place = root / run_id
    if not is_run_id(run_id) or not (place.is_symlink() or place.is_dir()):
        return {}
    return {run_id: str(root / place.readlink()) if place.is_symlink() else str(place)}


def fill(session: Session, root: Path) -> None:
    """Put every run of the root into an empty list."""
    read = (_read(run_id, Path(folder)) for run_id, folder in folders(root).items())
    session.add_all(run for run in read if run is not None)


def adopt(session: Session, run_id: str, folder: Path) -> None:
    """Add a run that the list may not know."""
    if session.get(Run, run_id) is None and (run := _read(run_id, folder)) is not None:
        session.add(run)
        session.flush()


def _read(run_id: str, folder: Path) -> Run | None:
    """What the folder says, as a line; None for a folder that no run was ever in, or that is another's by now."""
    if not any((folder / name).exists() for name in WRITTEN) or not holds(folder, run_id):
        return None
    columns = {**BLANK, **facts(folder, run_id), "beat": time.monotonic()}
    if columns["status"] == RUNNING and not held(folder):
        columns["status"] = INTERRUPTED
    return Run(id=run_id, words=searched(columns["name"], columns["note"]), **columns)


def searched(name: str, note: str) -> str:
    """What a search looks in."""
    return f"{name}\n{note}".casefold()


def sync(database: Database, root: Path, ended: Set[Claim] = frozenset(), only: str | None = None) -> None:
    """Bring the list up to date; ``ended`` are claims whose worker is known to be gone.

    ``only`` looks at a single run, and at those that are running, however many others there are.
    """
    wanted = select(Run.id, Run.folder, Run.stamp, Run.status, Run.stage, Run.beat)
    if only is not None:
        wanted = wanted.where(or_(Run.id == only, Run.status == RUNNING))
    known = database.read(lambda session: session.execute(wanted).all())
    here = folders(root) if only is None else _one(root, only)
    stale = [row for row in known if _stale(row, here.get(row.id, row.folder), ended)]
    new = here.keys() - {row.id for row in known}
    if stale or new:

        def refresh(session: Session) -> None:
            for row in stale:
                _refresh(session, row, Path(here.get(row.id, row.folder)))
            for run_id in sorted(new):
                adopt(session, run_id, Path(here[run_id]))

        database.write(refresh)


def _stale(row: Any, folder: str, ended: Set[Claim]) -> bool:
    if row.status == RUNNING:
        fresh = 0 <= time.monotonic() - row.beat < GRACE and Claim(row.id, row.beat) not in ended
        starting = row.stage == STARTING and fresh
        return not starting and not (held(Path(folder)) and holds(Path(folder), row.id))
    return folder != row.folder or stamp(folder) != row.stamp


def _refresh(session: Session, before: Any, folder: Path) -> None:
    """Take over what the folder says, as its owner for that moment so that no worker begins meanwhile."""
    row = session.get(Run, before.id)
    if row is None or (row.status, row.stage, row.beat) != (before.status, before.stage, before.beat):
        return  # somebody was quicker
    own = holds(folder, row.id)
    try:
        with owned(folder, 0.0) if own else nullcontext():
            if own and (row.status, row.stage) == (RUNNING, STARTING):
                problem = MetaUnsupError("run_never_started", log=folder / LOG)
                write_status(folder, FAILED, error=as_error(problem), finished=time.time())
            found = facts(folder, row.id)
            if found["status"] == RUNNING:
                found |= {"status": INTERRUPTED}
            found["request"] = None
    except MetaUnsupError:  # it has an owner, or is no folder that could have one
        found, owner = facts(folder, row.id), held(folder)
        if found["status"] != RUNNING and owner:
            return  # its owner is about to say what became of it
        if found["status"] == RUNNING and not owner:
            found |= {"status": INTERRUPTED}
    session.execute(update(Run).where(Run.id == row.id).values(**found))
    session.flush()
    session.refresh(row)
    row.words = searched(row.name, row.note)
