"""The one queue: turns, bounds, cancelling, faults; what races and comparisons add is tested with them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

import pytest

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.queue import JobQueue
from metaunsup.ui.jobs.waiting import LAST, Pace, still, until_turn


@dataclass(eq=False)
class Counting(Job[str]):
    done: list[int] = field(default_factory=list)


class Counted(JobQueue[str, Counting]):
    """Jobs of five steps, each of which waits for leave."""

    kind = "race"

    def __init__(self, **limits: int | float) -> None:
        super().__init__(**limits)  # type: ignore[arg-type]
        self.leave, self.order = threading.Semaphore(0), []

    def make(self, request: str, owner: Hashable) -> Counting:
        return Counting(request, owner)

    def work(self, job: Counting) -> Iterator[None]:
        self.order.append(job.request)
        for step in range(5):
            while not self.leave.acquire(timeout=0.01):
                yield  # nothing done, but a moment to be stopped at
            job.done.append(step)
            yield
        if job.request == "refused":
            raise MetaUnsupError("unknown_pool", pool="x", known=("digits",))


@pytest.fixture
def queue() -> Iterator[Callable[..., Counted]]:
    made = []

    def make(**limits: int | float) -> Counted:
        made.append(Counted(**limits))
        return made[-1]

    yield make
    for one in made:
        one.close()


def eventually(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_owners_take_turns(queue) -> None:
    jobs = queue()
    first = jobs.join("a1", owner="a")
    eventually(lambda: first.status == "running")
    waiting = [jobs.join(request, owner=request[0]) for request in ("a2", "a3", "b1", "b2", "c1")]
    assert {job.request: jobs.ahead_of(job) for job in waiting} == {"b1": 1, "c1": 2, "a2": 3, "b2": 4, "a3": 5}
    assert jobs.ahead_of(first) == 0
    jobs.leave.release(100)
    assert all(job.wait(10) for job in waiting)
    assert jobs.order == ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert {job.status for job in waiting} == {"finished"}


def test_as_many_run_as_there_are_workers(queue) -> None:
    jobs = queue(workers=2)
    a, b, c = (jobs.join(request) for request in "abc")
    eventually(lambda: a.status == b.status == "running")
    assert (c.status, jobs.ahead_of(c)) == ("waiting", 2)
    jobs.leave.release(100)
    assert c.wait(10) and c.status == "finished"


def test_all_together_and_each_owner_are_bounded(queue) -> None:
    jobs = queue(most_waiting=3, most_each=2)
    first = jobs.join("first", owner="a")
    eventually(lambda: first.status == "running")
    jobs.join("a1", owner="a")
    jobs.join("a2", owner="a")
    with pytest.raises(MetaUnsupError) as share:
        jobs.join("a3", owner="a")
    assert (share.value.code, share.value.fields) == ("race_share_full", {"waiting": 2})
    jobs.join("b1", owner="b")
    with pytest.raises(MetaUnsupError) as full:
        jobs.join("c1", owner="c")
    assert (full.value.code, full.value.fields) == ("race_queue_full", {"waiting": 3})
    assert jobs.join("a1", owner="c").request == "a1"  # joining what is there needs no room


def test_who_waits_and_is_no_longer_watched_makes_room(queue) -> None:
    jobs = queue(most_waiting=1, patience=0.1)
    first = jobs.join("first")
    eventually(lambda: first.status == "running")
    left = jobs.join("left")
    eventually(lambda: first.look() or time.monotonic() - left.looked_at > 0.1)
    here = jobs.join("here")
    assert (left.status, here.status) == ("stopped", "waiting")


def test_what_was_done_when_it_is_cancelled_stays(queue) -> None:
    jobs = queue()
    running, waiting = jobs.join("running"), jobs.join("waiting")
    jobs.leave.release(2)
    eventually(lambda: len(running.done) == 2)
    jobs.cancel(waiting)
    jobs.cancel(running)
    assert (waiting.status, waiting.done) == ("cancelled", [])
    assert running.wait(10)
    assert (running.status, running.done) == ("cancelled", [0, 1])
    assert jobs.join("running") is running
    assert jobs.join("running", again=True) is not running


def test_a_refusal_is_kept_with_its_job(queue) -> None:
    jobs = queue()
    job = jobs.join("refused")
    jobs.leave.release(5)
    assert job.wait(10)
    assert (job.status, job.error.code) == ("failed", "unknown_pool")


def test_it_works_on_after_a_fault(queue, caplog) -> None:
    jobs = queue()
    jobs.make = lambda request, owner: Counting(request, owner, done=None if request == "broken" else [])
    broken, sound = jobs.join("broken"), jobs.join("sound")
    jobs.leave.release(20)
    assert broken.wait(10) and sound.wait(10)
    assert (broken.error.code, broken.error.fields["kind"]) == ("race_broke", "AttributeError")
    assert "race broke" in caplog.text
    assert sound.status == "finished"


def test_when_the_server_goes_nothing_new_begins(queue) -> None:
    jobs = queue()
    running, waiting = jobs.join("running"), jobs.join("waiting")
    eventually(lambda: running.status == "running")
    jobs.close()
    assert (running.status, waiting.status) == ("stopped", "waiting")


def test_the_wait_is_counted_by_what_such_jobs_took_here_before() -> None:
    pace = Pace()
    assert pace.seconds("long") is None
    for like, seconds in (("long", 30.0), ("long", 10.0), ("long", 12.0), ("short", 1.0)):
        pace.note(like, seconds)
    assert (pace.seconds("long"), pace.seconds("short"), pace.seconds("new")) == (12, 1, 11)
    for _ in range(LAST):
        pace.note("long", 5.0)
    assert pace.seconds("long") == 5
    assert (still(10, 0), still(10, 6), still(10, 20)) == (10, 4, 5)
    assert until_turn([3, 8], [], 2) == 3
    assert until_turn([3, 8], [10, 10, 10], 2) == 18  # free at 3 and 8; then at 8 and 13; at 13 and 18; at 18 and 23
    assert until_turn([], [7], 1) == 7 and until_turn([], [7], 2) == 0


def test_who_waits_is_told_the_seconds_once_one_has_finished(queue: Callable[..., Counted]) -> None:
    jobs = queue(workers=1)
    first = jobs.join("a")
    last = [jobs.join(name) for name in "bcd"][-1]
    assert jobs.seconds_until(last) is None
    time.sleep(0.2)
    jobs.leave.release(5)
    assert first.wait(10) and first.begun is not None
    eventually(lambda: jobs.ahead_of(last) == 2)
    told = jobs.seconds_until(last)
    assert told is not None and 0.2 < told <= 2 * (time.monotonic() - first.begun)
    assert jobs.seconds_until(first) is None
    jobs.leave.release(15)
