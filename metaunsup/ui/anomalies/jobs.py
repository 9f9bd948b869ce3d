"""Judging in the background: the page looks in now and then and never waits.

A task has a queue of its own, so that nobody's hundred tasks stand before a class's single ones.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.anomalies.request import AnomalyChoice
from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.queue import JobQueue

if TYPE_CHECKING:
    from metaunsup.evaluation.anomaly import AnomalyResult
    from metaunsup.evaluation.anomaly_look import Verdict
    from metaunsup.tasks.anomaly import AnomalyTask
    from metaunsup.ui.player.sprites import Sheet

PATIENCE = 60.0  # seconds without anybody looking


@dataclass(eq=False)
class LookJob(Job[AnomalyChoice]):
    """A task, and the verdicts so far; one thread alone appends to them."""

    task: AnomalyTask | None = None
    support: Sheet | None = None
    queries: Sheet | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)


@dataclass(eq=False)
class ManyJob(Job[AnomalyChoice]):
    """Many tasks; ``results`` only grows, and one thread alone appends to it."""

    results: list[AnomalyResult] = field(default_factory=list)

    def left(self) -> float | None:
        """Seconds that the rest may take, going by what is done; None before anything is."""
        done = len(self.results)
        if not done or self.begun is None:
            return None
        return (time.monotonic() - self.begun) / done * (self.request.tasks - done)


class _Anomalies(JobQueue[AnomalyChoice, Any]):
    kind = "anomaly"

    def __init__(self, **limits: Any) -> None:
        super().__init__(patience=PATIENCE, **limits)

    def prepare_thread(self) -> None:
        """Let torch in this thread, and linear algebra everywhere, compute with one thread."""
        import scipy.linalg  # noqa: F401 - what is not loaded yet cannot be limited
        import torch
        from threadpoolctl import threadpool_limits

        torch.set_num_threads(1)
        threadpool_limits(1, user_api="blas")


class Looks(_Anomalies):
    """The tasks of this server that are looked at closely."""

    revives = True

    def make(self, request: AnomalyChoice, owner: Hashable) -> LookJob:
        """A task that waits."""
        return LookJob(request, owner)

    def work(self, job: LookJob) -> Iterator[None]:
        """Show the pictures, then collect the verdicts."""
        from metaunsup.adaptation.room import give_back
        from metaunsup.ui.player.sprites import sheet

        task, verdicts = job.request.look()
        job.support, job.queries = sheet(task.support), sheet(task.queries)
        job.task = task
        with contextlib.closing(verdicts):  # type: ignore[type-var]
            for one in verdicts:
                if one is not None:
                    with job.changed:
                        job.verdicts[one.name] = one
                        job.changed.notify_all()
                yield
        give_back()


class Manys(_Anomalies):
    """The runs over many tasks of this server."""

    def make(self, request: AnomalyChoice, owner: Hashable) -> ManyJob:
        """Tasks that wait."""
        return ManyJob(request, owner)

    def work(self, job: ManyJob) -> Iterator[None]:
        """Collect the results one by one."""
        from metaunsup.adaptation.room import give_back

        results = job.request.results()
        with contextlib.closing(results):  # type: ignore[type-var]
            for one in results:
                job.results.append(one)
                yield
        give_back()


@st.cache_resource(show_spinner=False)
def all_looks() -> Looks:
    """The tasks of this server, for all sessions."""
    return Looks(keep=32)


@st.cache_resource(show_spinner=False)
def all_manys() -> Manys:
    """The runs of this server over many tasks, for all sessions."""
    return Manys(keep=8, most_waiting=12, most_each=2)
