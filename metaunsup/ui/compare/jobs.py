"""Comparisons that run in the background, each in a process of its own; pages look in now and then.

One runs at a time on this server, on all cores but one, so that the pages keep theirs; others wait their turn, and
the queue is bounded. A second viewer with the same link joins the one that is there. One that nobody has looked at
for a while is stopped, and so is one that is cancelled; what it had finished stays.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.jobs.job import FAREWELL, Asked, Live, forget_over, server_is_going
from metaunsup.ui.jobs.process import work

MOST_WAITING = 8
PATIENCE = 60.0  # seconds without anybody looking
RESPITE = 10  # a table that takes a second to make is made anew every ten seconds at most, while it grows
_log = logging.getLogger(__name__)
_numbers = itertools.count(1)


@dataclass(frozen=True, eq=False)
class Made:
    """Something made of the first ``count`` results, when, and how many seconds it took."""

    count: int
    made: Any
    when: float
    cost: float


@dataclass(eq=False)
class LiveComparison(Live):
    """One comparison, as far as it has come. ``results`` only ever grows, and is appended to by one thread alone."""

    choice: Asked
    number: int = field(default_factory=lambda: next(_numbers))
    plan: Any = None
    results: list[Any] = field(default_factory=list)
    error: MetaUnsupError | None = None
    first: float | None = None  # when the first task was done: before, libraries were loaded
    last: float | None = None
    cancelling: bool = False
    made: dict[Hashable, Made] = field(default_factory=dict)
    making: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, seconds: float) -> bool:
        """Wait until it is over; False when time was up first."""
        with self.changed:
            return self.changed.wait_for(lambda: self.over, seconds)

    def left(self) -> float | None:
        """Seconds that the rest may take, going by what is done; None before there is anything to go by."""
        done = len(self.results)
        if self.first is None or self.last is None or done < 2:
            return None
        return (self.last - self.first) / (done - 1) * (self.choice.total - done)

    def remembered(self, key: Hashable, make: Callable[[list[Any]], Any]) -> Any:
        """What ``make`` makes of the results there are now: made once for all viewers, anew when there are more."""
        with self.making:
            results, begun = list(self.results), time.monotonic()
            known = self.made.get(key)
            if known is not None:
                busy = not self.over and begun - known.when < RESPITE * known.cost
                if busy or known.count == len(results):
                    return known.made
            made = make(results)
            now = time.monotonic()
            self.made[key] = Made(len(results), made, now, now - begun)
        return made


@dataclass(eq=False)
class Comparisons:
    """All comparisons of this server. ``patience``: seconds without a viewer after which one is stopped."""

    patience: float = PATIENCE
    keep: int = 16
    run: Callable[[Asked, Callable[[], bool]], Iterator[Any]] = work

    def __post_init__(self) -> None:
        self._known: OrderedDict[Asked, LiveComparison] = OrderedDict()
        self._queue: deque[LiveComparison] = deque()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closing = False
        atexit.register(self.close)

    def find(self, choice: Asked) -> LiveComparison | None:
        """The comparison of ``choice`` if there is one; whoever asks is a viewer."""
        with self._lock:
            found = self._known.get(choice)
        if found is not None:
            found.look()
        return found

    def join(self, choice: Asked, *, again: bool = False) -> LiveComparison:
        """The comparison of ``choice``: the one that is there, else a new one; ``again``: also where it was stopped.

        Raises:
            MetaUnsupError: where too many are waiting already.

        """
        with self._lock:
            found = self._known.get(choice)
            if found is None or (found.over and found.status != "finished" and again):
                waiting = [one for one in self._queue if not one.over]
                if len(waiting) >= MOST_WAITING:
                    raise MetaUnsupError("compare_queue_full", waiting=len(waiting))
                found = LiveComparison(choice)
                self._known[choice] = found
                self._queue.append(found)
                self._hire()
            self._known.move_to_end(choice)
            forget_over(self._known, self.keep)
        found.look()
        return found

    def cancel(self, one: LiveComparison) -> None:
        """Stop it; what it has finished stays."""
        one.cancelling = True
        with self._lock:
            waiting = one in self._queue
            if waiting:
                self._queue.remove(one)
        if waiting:
            one.became("cancelled")

    def ahead_of(self, one: LiveComparison) -> int:
        """How many are to be done before ``one`` has its turn."""
        with self._lock:
            running = sum(other.status == "running" for other in self._known.values())
            return running + (self._queue.index(one) if one in self._queue else 0)

    def close(self) -> None:
        """Stop everything and wait for it (the server is going down)."""
        self._closing = True
        if self._thread is not None:
            self._thread.join(2 * FAREWELL)

    def _hire(self) -> None:
        """See that somebody works through the queue; the lock is held."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="comparison", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._queue or self._closing:
                    self._thread = None
                    return
                one = self._queue.popleft()
            if self._wanted(one):
                one.became("running")
                self._run(one)
            else:
                one.became("stopped")

    def _run(self, one: LiveComparison) -> None:
        try:
            one.plan = one.choice.plan()
            with contextlib.closing(self.run(one.choice, lambda: self._wanted(one))) as results:  # type: ignore[type-var]
                for result in results:
                    one.last = time.monotonic()
                    one.first = one.first or one.last
                    one.results.append(result)
            if len(one.results) == one.choice.total:
                one.became("finished")
            else:
                one.became("cancelled" if one.cancelling else "stopped")
        except MetaUnsupError as error:
            one.error = error
            one.became("failed")
        except Exception as error:  # a fault of ours must show on the page, not leave it waiting for ever
            if self._closing or server_is_going():
                one.became("stopped")
                return
            _log.exception("a comparison broke")
            one.error = MetaUnsupError("compare_broke", kind=type(error).__name__, said=error)
            one.became("failed")

    def _wanted(self, one: LiveComparison) -> bool:
        here = time.monotonic() - one.looked_at < self.patience
        return here and not (one.cancelling or self._closing or server_is_going())


LOOK_EVERY = 1.5  # seconds between two looks at a running comparison


@st.cache_resource(show_spinner=False)
def all_comparisons() -> Comparisons:
    """The comparisons of this server, one for all sessions."""
    return Comparisons()
