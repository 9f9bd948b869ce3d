"""The one queue of the app: races, comparisons, studies and estimates wait in queues of this kind.

Work is an iterator, and whoever holds it decides: a worker's thread takes the next step only while somebody wants the
job. Nothing in here touches a page.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter, OrderedDict
from collections.abc import Hashable, Iterator
from typing import ClassVar, Generic, TypeVar

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.jobs.job import SHUTDOWN_SECONDS, Job, R, server_is_going
from metaunsup.ui.jobs.libraries import import_libraries
from metaunsup.ui.jobs.priority import behind_pages
from metaunsup.ui.jobs.waiting import Pace, still, until_turn

J = TypeVar("J", bound=Job)
MOST_OWNERS = 1000  # whose last turn is remembered
_log = logging.getLogger(__name__)


class JobQueue(ABC, Generic[R, J]):
    """Jobs of one kind on this server, shared by all its sessions.

    ``workers`` jobs run at a time; one that nobody has looked at for ``patience`` seconds is stopped; ``keep`` jobs
    that are over are remembered; ``most_waiting`` may wait, ``most_each`` of one owner. Owners take turns: nobody's
    second job starts before everybody's first.
    """

    kind: ClassVar[str]  # errors: KIND_broke, KIND_queue_full, KIND_share_full
    revives: ClassVar[bool] = False  # whether looking at a stopped job starts it anew

    def __init__(
        self,
        *,
        workers: int = 1,
        patience: float = 15.0,
        keep: int = 16,
        most_waiting: int = 32,
        most_each: int = 8,
    ) -> None:
        self.workers, self.patience, self.keep = workers, patience, keep
        self.most_waiting, self.most_each = most_waiting, most_each
        self._known: OrderedDict[R, J] = OrderedDict()
        self._waiting: list[J] = []
        self._running: list[J] = []
        self._threads: list[threading.Thread] = []
        self._served: dict[Hashable, float] = {}
        self._pace = Pace()
        self._lock = threading.RLock()
        self._closing = False
        atexit.register(self.close)

    @abstractmethod
    def make(self, request: R, owner: Hashable) -> J:
        """A job for ``request``, about to wait."""

    @abstractmethod
    def work(self, job: J) -> Iterator[object]:
        """Do ``job`` step by step; what it yields is nobody's business, what it found it puts into the job."""

    def prepare_thread(self) -> None:
        """What a worker's thread does first."""

    def like(self, request: R) -> Hashable:
        """The same for requests that take about as long."""

    def join(self, request: R, *, again: bool = False, owner: Hashable = None) -> J:
        """The job of ``request``: the one that is there, else a new one; ``again``: anew where it did not finish.

        Raises ``KIND_queue_full`` or ``KIND_share_full`` where too many wait already, of all or of this owner.
        """
        with self._lock:
            job = self._known.get(request)
            if job is None or (again and job.over and job.status != "finished") or self._revived(job):
                self._check_room(owner)
                job = self.make(request, owner)
                self._known[request] = job
                self._waiting.append(job)
                self._hire()
            self._known.move_to_end(request)
            over = [key for key, one in self._known.items() if one.over]
            for key in over[: max(0, len(over) - self.keep)]:
                del self._known[key]
        job.look()
        return job

    def cancel(self, job: J) -> None:
        """Stop it; what it has found stays."""
        with self._lock:
            job.cancelling = True
            waiting = job in self._waiting
            if waiting:
                self._waiting.remove(job)
        if waiting:
            job.became("cancelled")

    def leave(self, job: J) -> None:
        """Nobody here looks at it any more: it stops at its next step, unless somebody else looks first."""
        job.looked_at = -self.patience - 1e9

    def ahead_of(self, job: J) -> int:
        """How many jobs run, or have their turn before ``job`` has its own; 0 of one that waits no longer."""
        with self._lock:
            return len(self._running) + self._in_turn().index(job) if job in self._waiting else 0

    def seconds_until(self, job: J) -> float | None:
        """About how long ``job`` still waits for its turn; None where nothing of this queue has finished yet."""

        def takes(one: J) -> float:
            return self._pace.seconds(self.like(one.request)) or 0.0

        with self._lock:
            turns, now = self._in_turn(), time.monotonic()
            if job not in turns or self._pace.seconds(None) is None:
                return None
            left = [still(takes(one), now - (one.begun or now)) for one in self._running]
            return until_turn(left, [takes(one) for one in turns[: turns.index(job)]], self.workers)

    def wanted(self, job: J) -> bool:
        """Whether to go on with ``job``."""
        seen = time.monotonic() - job.looked_at < self.patience
        return seen and not (job.cancelling or self._closing or server_is_going())

    def close(self) -> None:
        """Stop everything at the next step and wait for it (the server is going down).

        An interpreter that ends while a thread is still computing in torch is aborted instead.
        """
        self._closing = True
        for thread in self._threads:
            thread.join(2 * SHUTDOWN_SECONDS)

    def _revived(self, job: J) -> bool:
        return self.revives and job.status == "stopped"

    def _check_room(self, owner: Hashable) -> None:
        for job in [job for job in self._waiting if not self.wanted(job)]:
            self._waiting.remove(job)
            job.became("stopped")
        if len(self._waiting) >= self.most_waiting:
            raise MetaUnsupError(f"{self.kind}_queue_full", waiting=len(self._waiting))
        own = sum(job.owner == owner for job in self._waiting)
        if owner is not None and own >= self.most_each:
            raise MetaUnsupError(f"{self.kind}_share_full", waiting=own)

    def _in_turn(self) -> list[J]:
        """Those that wait, in the order of their turns.

        First by how many of the same owner go before, then by who was served least lately, then by arrival.
        """
        before: Counter[Hashable] = Counter()
        ranks = []
        for job in self._waiting:
            ranks.append((before[job.owner], self._served.get(job.owner, 0.0)))
            before[job.owner] += 1
        return [self._waiting[place] for place in sorted(range(len(ranks)), key=ranks.__getitem__)]

    def _hire(self) -> None:
        """Start a worker if there is room for one; the lock is held."""
        self._threads = [one for one in self._threads if one.is_alive()]
        if len(self._threads) < self.workers:
            thread = threading.Thread(target=self._serve, name=self.kind, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self) -> None:
        behind_pages()
        import_libraries()
        self.prepare_thread()
        while (job := self._next()) is not None:
            try:
                self._do(job)
            finally:
                with self._lock:
                    self._running.remove(job)

    def _next(self) -> J | None:
        """The job whose turn it is, now running; without one the calling worker's time is over."""
        with self._lock:
            if not self._waiting or self._closing:
                self._threads.remove(threading.current_thread())
                return None
            job = self._in_turn()[0]
            self._waiting.remove(job)
            self._running.append(job)
            self._served.pop(job.owner, None)  # the latest stand last
            self._served[job.owner] = time.monotonic()
            for owner in list(self._served)[:-MOST_OWNERS]:
                del self._served[owner]
            return job

    def _do(self, job: J) -> None:
        if not self.wanted(job):
            job.became("stopped")
            return
        job.begun = time.monotonic()
        job.became("running")
        try:
            if self._to_its_end(job) and job.complete:
                with self._lock:
                    self._pace.note(self.like(job.request), time.monotonic() - job.begun)
                job.became("finished")
            else:
                job.became("cancelled" if job.cancelling else "stopped")
        except MetaUnsupError as error:
            job.failed(error)
        except Exception as error:  # a fault of ours must show on the page, not leave it waiting for ever
            if self._closing or server_is_going():
                job.became("stopped")
                return
            _log.exception("%s broke", self.kind)
            job.failed(MetaUnsupError(f"{self.kind}_broke", kind=type(error).__name__, said=error))

    def _to_its_end(self, job: J) -> bool:
        """Whether the work came to its end before nobody wanted it."""
        steps = self.work(job)
        try:
            for _ in steps:
                if not self.wanted(job):
                    return False
        finally:
            close = getattr(steps, "close", None)
            if close is not None:
                close()
        return True
