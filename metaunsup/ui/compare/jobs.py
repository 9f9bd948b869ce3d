"""Comparisons and studies in the background, each in a process of its own; pages look in now and then.

One runs at a time on this server, on all cores but one, so that the pages keep theirs. A second viewer with the same
link joins the one that is there; what one that is stopped or cancelled had finished stays. See ``jobs.queue``.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.process import ProcessRequest, work
from metaunsup.ui.jobs.queue import JobQueue

LOOK_EVERY = 1.5  # seconds between two looks at a running comparison
MOST_WAITING = 8
PATIENCE = 60.0  # seconds without anybody looking
REFRESH_AFTER = 10  # a table that takes a second to make is made anew every ten seconds at most, while it grows


@dataclass(frozen=True, eq=False)
class Made:
    """Something made of the first ``count`` results, when, and how many seconds it took."""

    count: int
    made: Any
    when: float
    cost: float


@dataclass(eq=False)
class ComparisonJob(Job[ProcessRequest]):
    """One comparison, as far as it has come. ``results`` only ever grows, and is appended to by one thread alone."""

    plan: Any = None
    results: list[Any] = field(default_factory=list)
    first: float | None = None  # when the first task was done: before, libraries were loaded
    last: float | None = None
    made: dict[Hashable, Made] = field(default_factory=dict)
    making: threading.Lock = field(default_factory=threading.Lock)

    @property
    def complete(self) -> bool:
        """Whether every result is there."""
        return len(self.results) == self.request.total

    def left(self) -> float | None:
        """Seconds that the rest may take, going by what is done; None before there is anything to go by."""
        done = len(self.results)
        if self.first is None or self.last is None or done < 2:
            return None
        return (self.last - self.first) / (done - 1) * (self.request.total - done)

    def cached(self, key: Hashable, make: Callable[[list[Any]], Any]) -> Any:
        """What ``make`` makes of the results there are now: made once for all viewers, anew when there are more."""
        with self.making:
            results, begun = list(self.results), time.monotonic()
            known = self.made.get(key)
            if known is not None:
                busy = not self.over and begun - known.when < REFRESH_AFTER * known.cost
                if busy or known.count == len(results):
                    return known.made
            made = make(results)
            now = time.monotonic()
            self.made[key] = Made(len(results), made, now, now - begun)
        return made


class Comparisons(JobQueue[ProcessRequest, ComparisonJob]):
    """All comparisons and studies of this server; ``run`` computes one, and ends when it is told to (see ``work``)."""

    kind = "compare"

    def __init__(
        self,
        run: Callable[[ProcessRequest, Callable[[], bool]], Iterator[Any]] = work,
        *,
        patience: float = PATIENCE,
        most_waiting: int = MOST_WAITING,
        **limits: Any,
    ) -> None:
        super().__init__(patience=patience, most_waiting=most_waiting, **limits)
        self.run = run

    def make(self, request: ProcessRequest, owner: Hashable) -> ComparisonJob:
        """A comparison that waits."""
        return ComparisonJob(request, owner)

    def work(self, job: ComparisonJob) -> Iterator[None]:
        """Collect the results one by one."""
        job.plan = job.request.plan()
        results = self.run(job.request, lambda: self.wanted(job))
        with contextlib.closing(results):  # type: ignore[type-var]
            for result in results:
                job.last = time.monotonic()
                job.first = job.first or job.last
                job.results.append(result)
                yield


@st.cache_resource(show_spinner=False)
def all_comparisons() -> Comparisons:
    """The comparisons of this server, one for all sessions."""
    return Comparisons()
