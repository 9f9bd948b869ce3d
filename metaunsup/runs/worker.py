"""The worker: a training that is a run. It owns the folder, tells the list, and does what it is asked.

Whatever ends it leaves a clear state: done, paused, cancelled, interrupted, or failed with a sentence. Whatever kills
it leaves a folder without an owner, which the list reads as interrupted.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.descent import refuse_outliving
from metaunsup.runs.folder import CANCELLED, DONE, FAILED, INTERRUPTED, PAUSED, RUNNING, as_error, columns
from metaunsup.runs.heartbeat import Heartbeat
from metaunsup.runs.ownership import Ownership
from metaunsup.runs.paths import LOCK, LOG, METRICS, RUN, STATE, STATUS, WRITTEN, remove_leftovers
from metaunsup.runs.registration import known_run, register
from metaunsup.runs.store import Store
from metaunsup.runs.terminated import Terminated

if TYPE_CHECKING:
    from metaunsup.training.settings import TrainingEvent, TrainingSettings, TrainingStage

NICENESS = 15  # of a queued training: the pages go first
_STATUS_AFTER = {"pause": PAUSED, "cancel": CANCELLED, "interrupt": INTERRUPTED, "gone": FAILED}


def work(
    settings: TrainingSettings,
    folder: Path,
    *,
    resume: bool = False,
    store: Store | None = None,
    queued: bool = False,
    **more: Any,
) -> Work:
    """``train(settings, folder, resume=resume, **more)`` as a run of the list, new or known.

    Refuses at once what ``train`` refuses, and a folder that another process works in (``run_in_use``). A refusal
    makes a run that the queue started (``queued``) a failed one; what a person mistyped leaves everything as it was.
    """
    from metaunsup.training.train import train

    store, folder = store or Store(), folder.absolute()
    new, unlocked, afresh = not folder.exists(), not (folder / LOCK).exists(), begins_again(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MetaUnsupError("cannot_write", path=folder, reason=error.strerror or error) from error
    ownership = Ownership(folder)
    run_id, begun = None, time.time()
    try:
        remove_leftovers(folder)
        store.remove_drafts()
        known = known_run(folder)
        if queued:
            lower_priority()
            run_id = register(store, settings, folder, known, begun, stage="pool")
        if known is None:
            refuse_outliving(settings)
        elif resume:
            _same_threads(known.get("threads"))
        training = train(settings, folder, resume=resume and not afresh, **more)
        run_id = run_id or register(store, settings, folder, known, begun)
    except Exception as error:
        if run_id is not None:
            Work(iter(()), run_id, ownership, store, begun).finish(FAILED, error)
        if unlocked and run_id is None:
            (folder / LOCK).unlink(missing_ok=True)  # or the next who resumes would take it for one that was killed
        ownership.release()
        if new:
            _clear_away(folder)
        raise
    except BaseException as stop:
        if (run_id := run_id or _under_way(folder)) is not None:
            Work(iter(()), run_id, ownership, store, begun).finish(_STATUS_AFTER[_asked_by(stop)])
        ownership.release()
        if new:
            _clear_away(folder)
        raise
    return Work(training, run_id, ownership, store, begun)


def begins_again(folder: Path) -> bool:
    """Whether resuming means beginning: a run that ended before its first state was kept, at whatever moment."""
    begun = any((folder / name).exists() for name in (RUN, LOCK, METRICS))
    return begun and not (folder / STATE).exists()


def _under_way(folder: Path) -> str | None:
    """The id of the run that the folder says is running."""
    with contextlib.suppress(MetaUnsupError):
        if files.read(folder / STATUS).get("status") == RUNNING:
            return str(files.read(folder / RUN)["id"])
    return None


def _asked_by(stop: BaseException) -> str:
    return "interrupt" if isinstance(stop, Terminated) else "pause"


class Work(Iterator["TrainingStage | TrainingEvent"]):
    """A run under way. When the iterator has ended, ``status`` is what it came to. ``close`` pauses it."""

    status = RUNNING

    def __init__(self, training: Iterator[Any], run_id: str, ownership: Ownership, store: Store, begun: float) -> None:
        self.run_id, self.folder = run_id, ownership.folder
        self._training, self._ownership, self._store = training, ownership, store
        self._heartbeat = Heartbeat(store.database, run_id, ownership)
        self.asked: str | None = None  # by a signal: "pause" or "interrupt"
        self._stepped = False
        self._begun = begun
        self._handlers: dict[int, Any] = {}

    def __next__(self) -> TrainingStage | TrainingEvent:
        """The next stage or step; ends where the run is done or was asked to stop, raises where it failed."""
        if self.status != RUNNING:
            raise StopIteration
        try:
            if not self._heartbeat.is_alive():
                self._listen()
                self._heartbeat.start()
            asked = self.asked or self._heartbeat.request
            event = None if asked else next(self._training, None)
        except KeyboardInterrupt as stop:
            self.asked = self.asked or _asked_by(stop)
            self.finish(_STATUS_AFTER[self.asked])
            raise StopIteration from None
        except Exception as error:
            if not (
                self.asked and getattr(error, "code", "") == "rank_lost"
            ):  # the other ranks were asked to stop, too
                self.finish(FAILED, error)
                raise
            event, asked = None, self.asked
        if event is None:
            self.finish(_STATUS_AFTER[asked] if asked else DONE)
            raise StopIteration
        self._report(event)
        return event

    def _report(self, event: TrainingStage | TrainingEvent) -> None:
        from metaunsup.training.settings import TrainingStage

        if isinstance(event, TrainingStage):
            self._heartbeat.update(at_once=True, stage=event.name)
            return
        validation = event.validation
        line = {**vars(event.progress), "validation": None if validation is None else vars(validation)}
        self._heartbeat.update(at_once=not self._stepped, stage=None, **columns(line))
        self._stepped = True

    def close(self) -> None:
        """Pause: stop after the last finished step and keep it."""
        self.finish(PAUSED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, reason: BaseException | None, __: object) -> None:
        self.finish(INTERRUPTED if isinstance(reason, Terminated) else PAUSED)

    def unlisted(self) -> MetaUnsupError | None:
        """Why nobody finds the run in the list; None where it is there."""
        try:
            self._store.get(self.run_id)
        except MetaUnsupError as problem:
            return problem
        return None

    # -- ending ----------------------------------------------------------------------------------------------------

    def finish(self, status: str, error: Exception | None = None) -> None:
        """End the run once, say what it came to and give the folder back.

        Raises the sentence of an ``error`` that is none, or of what ending shows to be wrong.
        """
        if self.status != RUNNING:
            return
        problem = self._as_problem(error)
        try:
            if isinstance(self._training, Generator):
                self._training.close()  # keeps the state of the last finished step
        except Exception as failure:
            problem = problem or self._as_problem(failure)
        if self._ownership.lost:
            problem = MetaUnsupError("run_folder_gone", folder=self.folder)
        self.status = status if problem is None else FAILED
        self._heartbeat.stop()
        self._heartbeat.update(**self._write_outcome(problem))
        self._heartbeat.beat()
        self._ownership.release()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        with contextlib.suppress(Exception):  # what somebody did to other runs is no fault of this one
            self._store.start_waiting()  # the queue moves on, whether or not a server runs
        if problem is not None and problem is not error:
            raise problem from error

    def _as_problem(self, error: Exception | None) -> MetaUnsupError | None:
        if error is None or isinstance(error, MetaUnsupError):
            return error
        with contextlib.suppress(OSError), (self.folder / LOG).open("a", encoding="utf-8") as log:
            log.write("".join(traceback.format_exception(error)))
        return MetaUnsupError("training_broke", log=self.folder / LOG)

    def _write_outcome(self, problem: MetaUnsupError | None) -> dict[str, Any]:
        """Say in the folder what became of the run; the same as columns of the list."""
        told = {"error": None if problem is None else as_error(problem), "finished": time.time()}
        if self._ownership.lost:
            if not (self.folder / LOCK).exists():
                _clear_away(self.folder)  # what training wrote before it noticed
        else:
            with contextlib.suppress(MetaUnsupError):  # a full disk: then the list alone knows
                files.write_status(self.folder, self.status, started=self._begun, **told)
        return {"status": self.status, "stage": None, "request": None, "stamp": files.stamp(self.folder), **told}

    # -- signals ---------------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        """Ctrl-C pauses, a polite kill interrupts: after the step under way; at once before the first, or if again."""

        def asked(number: int, _: object) -> None:
            again, self.asked = self.asked is not None, "pause" if number == signal.SIGINT else "interrupt"
            if again or not self._stepped:
                raise KeyboardInterrupt

        if threading.current_thread() is threading.main_thread():
            self._handlers = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}


def lower_priority() -> None:
    """Let the pages go first. Linux divides its time among sessions, and within each by niceness: so both are told.

    Only in a session of its own: whoever waits in the same one (a terminal, a test) would be held back with it.
    """
    if sys.platform == "win32" or os.getsid(0) != os.getpid():
        return
    os.nice(NICENESS)
    with contextlib.suppress(OSError):  # another system, or a Linux that does not do that
        Path("/proc/self/autogroup").write_text(str(NICENESS))


def _same_threads(threads: Any) -> None:
    """As many as before: sums over more of them would be rounded otherwise, and resuming must be exact."""
    import torch

    if type(threads) is int and 1 <= threads <= 1024:
        torch.set_num_threads(threads)


def _clear_away(folder: Path) -> None:
    """Leave nothing of a folder that no run came of."""
    if (folder / RUN).exists():
        return
    with contextlib.suppress(OSError):
        for name in WRITTEN:
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()
