"""Races in the background: the page looks in now and then and never waits.

A second viewer of the same race, or a rerun of the page, joins the one that is there; see ``jobs.queue``. A race that
was computed before (``recorded``) is there from the start, and waits in no queue.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common.format import duration
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.queue import JobQueue
from metaunsup.ui.race.frames import PackedFrame, RaceSetup
from metaunsup.ui.race.recorded import Recording, recorded
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.race import RaceEvent
    from metaunsup.tasks.task import Task


@dataclass(eq=False)
class RaceJob(Job[RaceChoice]):
    """One race, as far as it has come. ``frames`` only ever grows, and is appended to by one thread alone.

    ``settled``, once it is over: the same frames as they are to be watched from then on (``Recorder.settle``). ``day``:
    when it was computed, of a race that was computed before.
    """

    recorder: RaceSetup | None = None
    frames: list[PackedFrame] = field(default_factory=list)
    settled: list[PackedFrame] | None = None
    failures: dict[str, MetaUnsupError] = field(default_factory=dict)
    day: str | None = None

    def wait_for_frames(self, seconds: float, frames: int = 1) -> bool:
        """Wait until ``frames`` frames are there, or nothing more will come; False when time was up first."""
        return self.wait(seconds, lambda: len(self.frames) >= frames)


class Races(JobQueue[RaceChoice, RaceJob]):
    """All races of this server; ``run`` starts one from its choice, ``before`` finds its recording."""

    kind = "race"
    revives = True
    loaded = False  # whether the libraries of learners are

    def __init__(
        self,
        run: Callable[[RaceChoice], tuple[Task, Iterator[RaceEvent]]] = RaceChoice.run,
        *,
        before: Callable[[RaceChoice], Recording | None] = recorded,
        workers: int = 2,
        keep: int = 32,
        **limits: Any,
    ) -> None:
        super().__init__(workers=workers, keep=keep, **limits)
        self.run, self.before = run, before
        self._shown: dict[RaceChoice, RaceJob] = {}  # those computed before: as many as there are recordings

    def join(self, request: RaceChoice, *, again: bool = False, owner: Hashable = None, live: bool = False) -> RaceJob:
        """See ``JobQueue``; a race that was computed before is over already, unless it is asked for ``live``."""
        one = None if live else self.before(request)
        if one is None:
            return super().join(request, again=again, owner=owner)
        with self._lock:
            if request not in self._shown:
                frames = list(one.frames)
                shown = RaceJob(request, status="finished", recorder=one.setup, settled=frames, day=one.day)
                shown.frames = frames
                self._shown[request] = shown
            return self._shown[request]

    def like(self, request: RaceChoice) -> Hashable:
        """As many pictures for the same learners, which practised on pictures as large."""
        task = request.task
        return request.learners, request.trained_on, request.steps, task.pool, task.ways * task.shots + task.outliers

    def make(self, request: RaceChoice, owner: Hashable) -> RaceJob:
        """A race that waits."""
        return RaceJob(request, owner)

    def work(self, job: RaceJob) -> Iterator[None]:
        """Run the race and pack each frame for the player."""
        from metaunsup.adaptation.room import give_back
        from metaunsup.evaluation.race import RaceFailure
        from metaunsup.ui.race.recording import Recorder

        task, events = self.run(job.request)
        recorder = job.recorder = Recorder(task, job.request.learners)
        with contextlib.closing(events):  # type: ignore[type-var]
            for event in events:
                if isinstance(event, RaceFailure):
                    job.failures[event.learner] = event.error
                else:
                    packed = recorder.pack(event)
                    with job.changed:
                        job.frames.append(packed)
                        job.changed.notify_all()
                yield
        job.settled = recorder.settle(job.frames)
        give_back()

    def prepare_thread(self) -> None:
        """Let torch in this thread, and linear algebra everywhere, compute with one thread.

        Only scores and pictures are made in here; the learners compute in threads of the race's own. For matrices as
        small as theirs, BLAS's helpers would do nothing but wait for more, at full speed, on cores that they need.
        """
        import scipy.linalg  # noqa: F401 - what is not loaded yet cannot be limited
        import torch
        from threadpoolctl import threadpool_limits

        torch.set_num_threads(1)
        threadpool_limits(1, user_api="blas")
        self.loaded = True


@st.cache_resource(show_spinner=False)
def all_races() -> Races:
    """The races of this server, one for all sessions."""
    return Races()


def status_note(race: RaceJob, races: Races, say: Say) -> str:
    """Where the race stands, in a sentence; empty when it is over."""
    if race.status == "waiting":
        if ahead := races.ahead_of(race):
            seconds = races.seconds_until(race)
            told = say("player.queued", ahead=ahead)
            return told if seconds is None else told + say("player.queued.about", time=duration(seconds, say))
        return say("player.starting" if races.loaded else "app.libraries")
    if race.status == "running":
        return say("player.running") if race.frames else say("player.starting")
    return ""
