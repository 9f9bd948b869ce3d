"""The queue: so many trainings at a time, so many that wait, and each its own process.

A run is claimed by one transaction, so that any number of processes may start what waits, all at once.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from metaunsup.data.foreign import read_json
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import command
from metaunsup.runs.folder import FAILED, QUEUED, RUNNING, as_error, stamp, write_status
from metaunsup.runs.paths import RUN
from metaunsup.runs.scan import STARTING, Claim, sync
from metaunsup.runs.table import Database, Run

WAITING, SHARE = 20, 5  # runs that may wait, and of one browser
SLOTS = (1, 64)
_started: dict[Claim, subprocess.Popen[bytes]] = {}  # workers that this process started and has not seen end
_ended: set[Claim] = set()


def slots() -> int:
    """How many trainings may run at a time: METAUNSUP_TRAININGS, else one."""
    low, high = SLOTS
    text = os.environ.get("METAUNSUP_TRAININGS", "").strip() or str(low)
    try:
        count = int(text)
    except ValueError:
        count = 0
    if not low <= count <= high:
        raise MetaUnsupError("number_out_of_range", name="METAUNSUP_TRAININGS", value=text[:40], low=low, high=high)
    return count


def last_position(session: Session, kept: str | None) -> int:
    """The place behind everybody who waits; raises ``queue_full``, or ``queue_share_full`` to whom ``kept`` is.

    ``kept`` is the digest of a browser's token; None is the person at the machine, who may fill the queue.
    """
    waiting, last = session.execute(select(func.count(), func.max(Run.position)).where(Run.status == QUEUED)).one()
    if waiting >= WAITING:
        raise MetaUnsupError("queue_full", waiting=waiting)
    if kept is not None:
        own = session.scalar(select(func.count()).where(Run.status == QUEUED, Run.token == kept)) or 0
        if own >= SHARE:
            raise MetaUnsupError("queue_share_full", waiting=own)
    return (last or 0) + 1


def start_waiting(database: Database) -> int:
    """Start queued runs while a slot is free; returns how many were started."""
    started = 0
    while (run := _claim(database)) is not None:
        folder = Path(run.folder)
        try:
            worker = command.process(run.settings, run.id, folder, database.root, _cwd(folder))
            _started[Claim(run.id, run.beat)] = worker
            started += 1
        except Exception as error:  # whatever is wrong with this one, the next has its turn
            _give_up(database, run.id, folder, error)
    return started


def ended() -> set[Claim]:
    """Claims whose worker this process started and has seen end; also lets the system forget those workers."""
    over = {claim for claim, worker in list(_started.items()) if worker.poll() is not None}
    for claim in over:
        _started.pop(claim, None)
    _ended.update(over)
    return _ended


def _claim(database: Database) -> Run | None:
    """The next run, now ours to start, or None."""
    sync(database, database.root, ended())  # frees the slots of those who died
    most = slots()
    waiting = select(func.count()).where(Run.status == QUEUED)
    if not database.read(lambda session: session.scalar(waiting)):
        return None

    def claim(session: Session) -> Run | None:
        if (session.scalar(select(func.count()).where(Run.status == RUNNING)) or 0) >= most:
            return None
        run = session.scalar(select(Run).where(Run.status == QUEUED).order_by(Run.position, Run.created).limit(1))
        if run is not None:
            run.status, run.stage, run.request, run.beat = RUNNING, STARTING, None, time.monotonic()
        return run

    return database.write(claim)


def _give_up(database: Database, run_id: str, folder: Path, error: Exception) -> None:
    """A run that cannot even be started."""
    if isinstance(error, MetaUnsupError):
        problem = error
    elif not folder.is_dir():
        problem = MetaUnsupError("run_folder_gone", folder=folder)
    elif isinstance(error, OSError) and (folder / RUN).is_file():
        problem = MetaUnsupError("run_not_startable", reason=error.strerror or error)
    else:
        problem = MetaUnsupError("run_damaged", file=RUN)
    told = as_error(problem)
    if folder.is_dir():
        with contextlib.suppress(MetaUnsupError):  # a disk may be full
            write_status(folder, FAILED, error=told, finished=time.time())

    def fail(session: Session) -> None:
        run = session.get(Run, run_id)
        if run is not None and run.stage == STARTING:
            run.status, run.stage, run.error, run.stamp = FAILED, None, told, stamp(folder)

    database.write(fail)


def _cwd(folder: Path) -> str:
    """Where the run was made; files given by a relative path lie there."""
    try:
        cwd = read_json(folder / RUN)["cwd"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return cwd if isinstance(cwd, str) and "\0" not in cwd else ""
