"""The queue: in order, never more at a time than there are slots, and never stuck behind a dead worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_training import settings

from metaunsup.errors import MetaUnsupError
from metaunsup.runs import command, queue, scan
from metaunsup.runs.ownership import Ownership
from metaunsup.training.settings import TrainingSettings

READY = """
import sys
from pathlib import Path
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import queue
from metaunsup.runs.store import Store
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
"""
PRESS = """
queue.start_waiting = lambda store: 0  # only the button counts here
try:
    print(store.resume("a").status)
except MetaUnsupError as error:
    print(error.code)
"""
CLAIM = """
claimed = []
while (one := queue._claim(store.database)) is not None:
    claimed.append(one.id)
print(*claimed)
"""


def at_once(code: str, count: int, root: Path) -> list[str]:
    """What each of several processes says that begin at the same moment, when all are ready."""
    line = [sys.executable, "-c", READY + code, str(root)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": Path(queue.__file__).parents[2]}
    environment = {**os.environ, "METAUNSUP_TRAININGS": "4"}
    processes = [subprocess.Popen(line, env=environment, **pipes) for _ in range(count)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate(timeout=120)[0].strip() for process in processes]


def statuses(store) -> dict[str, str]:
    return {row.name: row.status for row in store.list()}


def code(call, *arguments) -> str:
    with pytest.raises(MetaUnsupError) as caught:
        call(*arguments)
    return caught.value.code


@pytest.mark.parametrize("slots", ["", "1", "2", " 3 "])
def test_as_many_as_there_are_slots_in_order(store, started, monkeypatch, slots) -> None:
    monkeypatch.setenv("METAUNSUP_TRAININGS", slots)
    rows = [store.submit(settings(), name=str(number)) for number in range(5)]
    count = int(slots or 1)
    assert started == [row.id for row in rows[:count]]
    assert [row.status for row in store.list(sort="name", descending=False)] == ["running"] * count + ["queued"] * (
        5 - count
    )
    assert store.start_waiting() == 0


@pytest.mark.parametrize("slots", ["0", "-1", "65", "many", "1.5"])
def test_slots_that_are_none(store, monkeypatch, slots) -> None:
    monkeypatch.setenv("METAUNSUP_TRAININGS", slots)
    assert code(store.start_waiting) == "number_out_of_range"


def test_the_queue_has_an_end(store, started) -> None:
    for _ in range(queue.WAITING + 1):
        store.submit(settings())
    before = store.list()
    assert code(store.submit, settings()) == "queue_full"
    assert store.list() == before and len(before) == queue.WAITING + 1
    first = store.list(status="queued", sort="position", descending=False)[0]
    assert store.request_cancel(first.id).status == "cancelled"
    store.submit(settings())
    assert code(store.resume, first.id) == "queue_full"
    assert store.get(first.id).status == "cancelled"


def test_one_browser_leaves_room_for_the_others(store, started) -> None:
    mine = [store.submit(settings(), token="mine") for _ in range(queue.SHARE + 1)]  # one of them runs
    for _ in range(14):
        assert code(lambda: store.submit(settings(), token="mine")) == "queue_share_full"
    assert store.count(status="queued") == queue.SHARE < queue.WAITING
    theirs = store.submit(settings(), token="theirs")
    assert theirs.status == "queued"
    assert code(store.request_cancel, mine[1].id, "theirs") == "not_your_run"
    assert store.request_pause(mine[1].id, "mine").status == "paused"  # what is one's own gives way
    store.submit(settings(), token="mine")
    assert code(store.resume, mine[1].id, "mine") == "queue_share_full"
    assert store.get(mine[1].id).status == "paused"
    assert store.resume(mine[1].id).status == "queued"  # the person at the machine may


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"settings": {"pool": "a\0b"}}, "settings_damaged"),
        ({"settings": {"start_from": "\0"}}, "settings_damaged"),
        ({"settings": {"options": {"ways": "3\0"}}}, "run_damaged"),
        ({"settings": {"options": {"\0": 3}}}, "run_damaged"),
        ({"settings": {"pool": "x" * 3_000_000}}, "run_not_startable"),
    ],
)
def test_what_no_process_can_be_told_fails_at_once_and_the_next_one_starts(
    store, written, monkeypatch, change, wrong
) -> None:
    real, calls = command.subprocess.Popen, []

    def popen(line, **named):
        for word in line:
            real(["true", word]).wait()  # refuses what no process can be told
        calls.append(line)
        return real([sys.executable, "-c", "import time; time.sleep(60)"], **named)

    monkeypatch.setattr(command.subprocess, "Popen", popen)
    folder = written("edited", status="queued", step=0, created=1.0)
    run = json.loads((folder / "run.json").read_text())
    run["settings"] |= change["settings"]
    (folder / "run.json").write_text(json.dumps(run))
    written("next", status="queued", step=0, created=2.0)
    assert store.start_waiting() == 1 and len(calls) == 1
    assert (store.get("edited").status, store.get("edited").problem.code) == ("failed", wrong)
    assert store.get("next").status == "running"
    for worker in queue._started.values():
        worker.kill()


@pytest.mark.slow
def test_five_hundred_queued(store, written, started) -> None:
    """However they came there, one starts, the oldest, and looking stays quick."""
    for number in range(500):
        folder = written(f"{number:03}", status="queued", step=0, created=1000.0 - number)
        (folder / "metrics.jsonl").unlink()
    assert store.count(status="queued") == 500
    assert store.start_waiting() == 1
    assert started == ["499"]
    begun = time.process_time()
    assert store.start_waiting() == 0 and len(store.list(status="queued", limit=20)) == 20
    assert time.process_time() - begun < 1
    assert code(store.submit, settings()) == "queue_full"


def test_waiting_runs_may_leave_the_queue(store, started) -> None:
    rows = [store.submit(settings(), name=str(number)) for number in range(4)]
    assert store.request_pause(rows[1].id).status == "paused"
    assert store.request_cancel(rows[2].id).status == "cancelled"
    assert store.request_pause(rows[0].id).request == "pause"  # its worker will read it
    assert json.loads((store.root / rows[1].id / "status.json").read_text())["status"] == "paused"
    assert statuses(store) == {"0": "running", "1": "paused", "2": "cancelled", "3": "queued"}
    assert store.resume(rows[1].id).status == "queued"
    waiting = store.list(status="queued", sort="position", descending=False)
    assert [row.name for row in waiting] == ["3", "1"]  # behind who waited already


def test_requests_that_make_no_sense(store, written, started) -> None:
    written("done"), written("failed", status="failed")
    running, queued = store.submit(settings()), store.submit(settings())
    assert code(store.resume, "done") == "run_done"
    assert code(store.resume, running.id) == code(store.resume, queued.id) == "run_going"
    assert code(store.request_pause, "done") == code(store.request_cancel, "failed") == "run_not_going"
    assert code(store.delete, running.id) == "run_delete_running"
    store.delete(queued.id)
    assert not (store.root / queued.id).exists()
    assert store.resume("failed").status == "queued"


def test_resume_pressed_twice_at_once(store, written, started) -> None:
    """Of many browsers one gets its way, and the others one sentence."""
    written("a", status="paused", step=2)
    outcomes = at_once(PRESS, 4, store.root)
    assert sorted(outcomes) == ["queued", "run_going", "run_going", "run_going"]
    assert json.loads((store.root / "a" / "status.json").read_text())["status"] == "queued"


def test_who_starts_what_waits_is_one(store, started) -> None:
    """Several processes may start what waits: each run is claimed once."""
    first = store.submit(settings())
    for _ in range(6):
        store.submit(settings())
    claimed = [line.split() for line in at_once(CLAIM, 4, store.root)]
    flat = [run_id for ids in claimed for run_id in ids]
    assert len(flat) == len(set(flat)) == 3 and first.id not in flat
    assert store.count(status="running") == 4


def test_a_worker_that_dies_before_it_begins_blocks_nobody(store, monkeypatch) -> None:
    def dies(settings, run_id, folder, *_):
        with (folder / "log.txt").open("ab") as log:
            return subprocess.Popen([sys.executable, "-c", "print('no'); raise SystemExit(3)"], stdout=log)

    monkeypatch.setattr(command, "process", dies)
    first, second = store.submit(settings()), store.submit(settings())
    until = time.monotonic() + 60
    while store.get(second.id).status != "failed" and time.monotonic() < until:
        store.start_waiting()
        time.sleep(0.05)
    for row in (store.get(first.id), store.get(second.id)):
        assert (row.status, row.problem.code) == ("failed", "run_never_started")
        assert "log.txt" in str(row.problem)
    assert store.resume(first.id).status in ("queued", "running")


def test_a_worker_that_never_comes_has_its_time(store, started, monkeypatch) -> None:
    """As after a crash of the machine that started it: nobody saw the worker end."""
    first, second = store.submit(settings()), store.submit(settings())
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + scan.GRACE - 5)
    assert store.start_waiting() == 0 and store.get(first.id).status == "running"
    monkeypatch.setattr(time, "monotonic", lambda: now + scan.GRACE + 5)
    assert store.start_waiting() == 1 and store.get(first.id).problem.code == "run_never_started"
    assert store.get(second.id).status == "running"
    monkeypatch.setattr(time, "monotonic", lambda: 1.0)  # the machine was started anew
    assert store.get(second.id).problem.code == "run_never_started"


def test_a_clock_that_jumps_decides_nothing(store, started, written, monkeypatch) -> None:
    owner = Ownership(written("going", status="running", step=2))
    store.submit(settings(), name="waits")
    real = time.time()
    for jump in (1e6, -1e6, 1e9, -1e9):
        monkeypatch.setattr(time, "time", lambda jump=jump: real + jump)
        assert store.start_waiting() == 0
        assert store.get("going").status == "running" and store.get("going").silent is not None
        assert store.submit(settings()).status == "queued"
    order = [row.name for row in store.list(status="queued", sort="position", descending=False)]
    assert order[0] == "waits"  # first come, whatever the clock said
    owner.release()
    assert store.get("going").status == "interrupted"
    assert store.start_waiting() == 1 and len(started) == 1


def test_a_run_that_cannot_be_started_says_why_and_lets_the_next_one(store, written, monkeypatch) -> None:
    told = settings().as_json()
    folder = written("edited", status="queued", step=0)
    run = json.loads((folder / "run.json").read_text())
    run["settings"] = {**told, "episodes": "dance"}
    (folder / "run.json").write_text(json.dumps(run))
    written("next", status="paused", step=2)
    calls = []
    real = command.subprocess.Popen

    def popen(line, **named):
        calls.append(line)
        return real([sys.executable, "-c", "import time; time.sleep(60)"], **named)

    monkeypatch.setattr(command.subprocess, "Popen", popen)
    store.start_waiting()
    store.resume("next")
    assert store.get("edited").problem.code == "option_choice"
    assert store.get("next").status == "running" and len(calls) == 1
    for worker in queue._started.values():
        worker.kill()


def test_what_is_started_is_what_a_person_would_type(store, monkeypatch, root) -> None:
    seen = {}

    class Idle:
        def poll(self):
            return None

    def popen(line, **named):
        seen.update(named, line=line)
        return Idle()

    monkeypatch.setattr(command.subprocess, "Popen", popen)
    row = store.submit(settings(steps=7, pool="glyphs", episodes="cactus", umtra_share=0.25))
    line = seen["line"]
    assert line[:4] == [sys.executable, "-m", "metaunsup", "train"]
    assert " ".join(line[4:]) == (
        "--learner protonet --pool glyphs --steps 7 --seed 3 --validate-every 2 --episodes cactus --umtra-share 0.25 "
        f"--learner-option ways=4 --learner-option query_views=1 --out {root / row.id}"
    )
    assert seen["start_new_session"] and seen["env"]["METAUNSUP_RUNS"] == str(root)
    assert command.as_arguments(TrainingSettings("maml")) == ["--learner", "maml"]
