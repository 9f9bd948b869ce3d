"""Races that run in the background: the page looks in now and then and never waits.

A race is known by its ``RaceChoice``: a second viewer, or a rerun of the page, joins the one that is there. At most
two run at a time, others wait their turn; one that nobody has looked at for a while is stopped; the last few finished
ones are kept. Nothing in here touches the page: the threads only append to a list.
"""

from __future__ import annotations

import atexit
import itertools
import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.jobs.job import FAREWELL, Live, Status, forget_over, server_is_going

if TYPE_CHECKING:
    from metaunsup.evaluation.race import RaceEvent
    from metaunsup.tasks.task import Task
    from metaunsup.ui.race.recording import PackedFrame, Recorder

_log = logging.getLogger(__name__)
_numbers = itertools.count(1)


@dataclass(eq=False)
class LiveRace(Live):
    """One race, as far as it has come. ``frames`` only ever grows, and is appended to by one thread alone."""

    choice: RaceChoice
    number: int = field(default_factory=lambda: next(_numbers))
    recorder: Recorder | None = None
    frames: list[PackedFrame] = field(default_factory=list)
    failures: dict[str, MetaUnsupError] = field(default_factory=dict)
    error: MetaUnsupError | None = None

    def wait(self, seconds: float, frames: int = 1) -> bool:
        """Wait until at least ``frames`` frames are there, or nothing more will come; False when time was up first."""
        with self.changed:
            return self.changed.wait_for(lambda: self.over or len(self.frames) >= frames, seconds)


@dataclass(eq=False)
class Races:
    """All races of this server.

    ``workers`` run at a time; one that nobody has looked at for ``patience`` seconds is stopped; ``keep`` races that
    are over are remembered. ``run`` starts a race from its choice (tests pass their own).
    """

    workers: int = 2
    patience: float = 15.0
    keep: int = 32
    run: Callable[[RaceChoice], tuple[Task, Iterator[RaceEvent]]] = RaceChoice.run

    def __post_init__(self) -> None:
        self._known: OrderedDict[RaceChoice, LiveRace] = OrderedDict()
        self._queue: deque[LiveRace] = deque()
        self._lock = threading.Lock()
        self._running = 0
        self._threads: list[threading.Thread] = []
        self._closing = False
        atexit.register(self.close)

    def join(self, choice: RaceChoice, *, again: bool = False) -> LiveRace:
        """The race of ``choice``: the one that is there, else a new one; ``again`` retries one that failed."""
        with self._lock:
            race = self._known.get(choice)
            if race is None or race.status == "stopped" or (again and race.status == "failed"):
                race = LiveRace(choice)
                self._known[choice] = race
                self._queue.append(race)
                self._hire()
            self._known.move_to_end(choice)
            forget_over(self._known, self.keep)
        race.look()
        return race

    def ahead_of(self, race: LiveRace) -> int:
        """How many races wait in front of ``race``."""
        with self._lock:
            return self._queue.index(race) if race in self._queue else 0

    def close(self) -> None:
        """Stop everything at the next step and wait for it (the server is going down).

        An interpreter that ends while a thread is still computing in torch is aborted instead.
        """
        self._closing = True
        for thread in self._threads:
            thread.join(FAREWELL)

    def _hire(self) -> None:
        """Start a worker if there is room for one; the lock is held."""
        if self._running < self.workers and self._queue:
            self._running += 1
            thread = threading.Thread(target=self._work, name="race", daemon=True)
            self._threads = [one for one in self._threads if one.is_alive()]
            thread.start()
            self._threads.append(thread)

    def _work(self) -> None:
        _one_thread_each()
        while True:
            with self._lock:
                if not self._queue or self._closing:
                    self._running -= 1
                    return
                race = self._queue.popleft()
            self._run(race)

    def _run(self, race: LiveRace) -> None:
        if self._abandoned(race):
            race.became("stopped")
            return
        race.became("running")
        try:
            race.became(self._record(race))
        except MetaUnsupError as error:
            race.error = error
            race.became("failed")
        except Exception as error:  # a fault of ours must show on the page, not leave it waiting for ever
            if self._closing or server_is_going():
                race.became("stopped")
                return
            _log.exception("a race broke")
            race.error = MetaUnsupError("race_broke", kind=type(error).__name__)
            race.became("failed")

    def _record(self, race: LiveRace) -> Status:
        from metaunsup.evaluation.race import RaceFailure
        from metaunsup.ui.race.recording import Recorder

        task, events = self.run(race.choice)
        recorder = race.recorder = Recorder(task, race.choice.learners)
        try:
            for event in events:
                if isinstance(event, RaceFailure):
                    race.failures[event.learner] = event.error
                else:
                    packed = recorder.pack(event)
                    with race.changed:
                        race.frames.append(packed)
                        race.changed.notify_all()
                if self._abandoned(race):
                    return "stopped"
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()
        return "finished"

    def _abandoned(self, race: LiveRace) -> bool:
        return self._closing or server_is_going() or time.monotonic() - race.looked_at > self.patience


def _one_thread_each() -> None:
    """Let torch in this thread, and linear algebra everywhere, compute with one thread.

    Only scores and pictures are made in here; the learners compute in threads of the race's own. For matrices as small
    as theirs, BLAS's helpers would do nothing but wait for more, at full speed, on the cores that the learners need.
    """
    import scipy.linalg  # noqa: F401 - what is not loaded yet cannot be limited
    import torch
    from threadpoolctl import threadpool_limits

    torch.set_num_threads(1)
    threadpool_limits(1, user_api="blas")


@st.cache_resource(show_spinner=False)
def all_races() -> Races:
    """The races of this server, one for all sessions."""
    return Races()
