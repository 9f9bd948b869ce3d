"""A training as a run: what it tells the list, what it does when asked, and how every end of it reads."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import threading
import time

import pytest
from small_training import remains, settings
from sqlalchemy import update

from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs import heartbeat
from metaunsup.runs.identity import identity
from metaunsup.runs.ownership import Ownership, held
from metaunsup.runs.paths import DRAFT_SECONDS
from metaunsup.runs.store import Store
from metaunsup.runs.table import Run
from metaunsup.runs.worker import work
from metaunsup.training import train as training
from metaunsup.training.settings import TrainingEvent, TrainingStage


@pytest.fixture(autouse=True)
def quick(pool, monkeypatch, started) -> None:
    monkeypatch.setattr(heartbeat, "EVERY", 0.02)


def refusal(call, *arguments, **named) -> MetaUnsupError:
    with pytest.raises(MetaUnsupError) as caught:
        call(*arguments, **named)
    return caught.value


def until(condition, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def steps_of(working, most: int = 10**9) -> int:
    """Take so many steps; returns the last one's number."""
    step = 0
    for event in working:
        if isinstance(event, TrainingEvent):
            step = event.progress.step
            if step >= most:
                break
    return step


def test_a_training_is_on_the_list_from_its_first_moment_to_its_last(store, tmp_path) -> None:
    bare = list(training.train(settings(), tmp_path / "bare"))
    working = work(settings(), tmp_path / "mine" / "run", store=store)
    assert store.get(working.run_id).status == "running" and held(working.folder)
    events = list(working)
    assert [type(event) for event in events] == [type(event) for event in bare]
    assert remains(working.folder) == remains(tmp_path / "bare")
    row = store.get(working.run_id)
    last = json.loads((working.folder / "metrics.jsonl").read_text().splitlines()[-1])
    assert working.status == row.status == "done" and not held(working.folder)
    assert (row.step, row.loss, row.items_seen, row.seconds) == (4, last["loss"], last["items_seen"], last["seconds"])
    assert (row.accuracy, row.kmeans) == (last["validation"]["accuracy"], last["validation"]["kmeans"])
    assert row.started <= row.finished and row.stage is None and row.silent is None
    assert row.settings == settings().as_json()
    assert Store().get(working.run_id) == row
    store.rescan()
    assert {**vars(store.get(row.id))} == {**vars(row)}  # the folder alone says the same
    assert list(working) == []


def test_the_list_sees_stages_and_steps_while_they_happen(store, root) -> None:
    working = work(settings(), root / "abc", store=store)
    seen = []
    for event in working:
        if isinstance(event, TrainingStage):
            until(lambda event=event: store.get("abc").stage == event.name)
        else:
            until(lambda event=event: store.get("abc").step == event.progress.step)
            row = store.get("abc")
            seen.append((row.step, row.loss == event.progress.loss, row.stage, row.status))
            assert row.silent < 20
    assert seen == [(step, True, None, "running") for step in (1, 2, 3, 4)]


@pytest.mark.parametrize(("asked", "status"), [("request_pause", "paused"), ("request_cancel", "cancelled")])
@pytest.mark.slow
def test_it_does_what_the_list_asks(store, root, asked, status) -> None:
    working = work(settings(steps=50), root / "abc", store=store)
    steps_of(working, 2)
    assert getattr(store, asked)("abc").request == asked.removeprefix("request_")
    until(lambda: working._heartbeat.request is not None)
    assert steps_of(working) == 0
    row = store.get("abc")
    assert working.status == row.status == status and row.request is None and row.step == 2
    assert (root / "abc" / "state.safetensors").exists()
    assert list(work(settings(steps=50), root / "abc", resume=True, store=store))[-1].progress.step == 50


@pytest.mark.parametrize("asked", ["request_pause", "request_cancel"])
def test_what_was_asked_while_it_started_is_not_forgotten(store, root, monkeypatch, asked) -> None:
    monkeypatch.setattr("metaunsup.runs.worker.lower_priority", lambda: None)
    monkeypatch.setattr(store, "start_waiting", lambda: 0)
    row = store.submit(settings(steps=5))
    claimed = {"status": "running", "stage": "starting", "beat": time.monotonic()}
    store.database.write(lambda session: session.execute(update(Run).where(Run.id == row.id).values(**claimed)))
    getattr(store, asked)(row.id)
    with work(settings(steps=5), root / row.id, store=store, queued=True):
        assert store.get(row.id).request == asked.removeprefix("request_")


def test_paused_anywhere_it_ends_as_if_it_never_was(store, root, tmp_path) -> None:
    list(training.train(settings(steps=6), tmp_path / "whole"))
    resume = False
    for stop in (1, 3, 4):
        with work(settings(steps=6), root / "abc", store=store, resume=resume) as working:
            assert steps_of(working, stop) == stop
        assert store.get("abc").status == working.status == "paused"
        resume = True
    list(work(settings(steps=6), root / "abc", store=store, resume=True))
    assert remains(root / "abc") == remains(tmp_path / "whole")
    assert store.get("abc").status == "done" and len(store.list()) == 1


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, "paused"), (signal.SIGTERM, "interrupted")])
def test_signals_wait_for_the_step_and_keep_it(store, root, number, status) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    working = work(settings(steps=50), root / "abc", store=store)
    steps_of(working, 3)
    os.kill(os.getpid(), number)
    assert steps_of(working) == 0
    assert store.get("abc").status == working.status == status
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    again = work(settings(steps=50), root / "abc", resume=True, store=store)
    assert steps_of(again, 4) == 4
    again.close()


def test_before_the_first_step_a_signal_is_obeyed_at_once(store, root, monkeypatch) -> None:
    def slow(*_, **__):
        yield TrainingStage("baseline")
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("still here")

    monkeypatch.setattr(training, "train", slow)
    working = work(settings(), root / "abc", store=store)
    assert len(list(working)) == 1 and working.status == store.get("abc").status == "paused"


def test_one_owner_at_a_time(store, root) -> None:
    with work(settings(), root / "abc", store=store) as working:
        steps_of(working, 1)
        for resume in (True, False):
            assert refusal(work, settings(), root / "abc", resume=resume, store=store).code == "run_in_use"
        assert store.get("abc").status == "running"
        assert steps_of(working, 2) == 2
    assert store.get("abc").status == "paused"


def test_what_a_person_mistypes_changes_nothing(store, root, tmp_path) -> None:
    assert refusal(work, settings(seed=-1), tmp_path / "new", store=store).code == "number_out_of_range"
    assert refusal(work, settings(), tmp_path / "new", resume=True, store=store).code == "nothing_to_resume"
    assert not (tmp_path / "new").exists() and store.list() == []
    list(work(settings(), root / "abc", store=store))
    before = store.get("abc")
    assert refusal(work, settings(seed=9), root / "abc", resume=True, store=store).code == "resume_settings_differ"
    assert refusal(work, settings(), root / "abc", store=store).code == "out_not_empty"
    assert store.get("abc") == before


def test_what_refuses_a_queued_run_is_what_it_failed_of(store, written, root, monkeypatch) -> None:
    written("abc", status="queued", step=0)
    monkeypatch.setattr(os, "nice", lambda by: by)
    assert refusal(work, settings(), root / "abc", store=store, queued=True).code == "out_not_empty"
    row = store.get("abc")
    assert (row.status, row.problem.code) == ("failed", "out_not_empty") and not held(root / "abc")


def test_a_run_killed_before_its_first_state_begins_again(store, root, tmp_path) -> None:
    list(training.train(settings(), tmp_path / "whole"))
    working = work(settings(), root / "abc", store=store)
    next(working)
    working._heartbeat.stop()
    working._ownership.release()  # as the kernel does for the dead
    assert store.get("abc").status == "interrupted"
    list(work(settings(), root / "abc", resume=True, store=store))
    assert remains(root / "abc") == remains(tmp_path / "whole")


@pytest.mark.parametrize("error", [RuntimeError("out of memory"), ValueError("what"), OSError(5, "Input/output error")])
def test_a_failure_is_a_sentence_and_its_details_are_in_the_log(store, root, monkeypatch, error) -> None:
    real = training.train

    def fails(*arguments, **named):
        for number, event in enumerate(real(*arguments, **named)):
            yield event
            if number == 3:
                raise error

    monkeypatch.setattr(training, "train", fails)
    problem = refusal(list, work(settings(), root / "abc", store=store))
    assert problem.code == "training_broke" and "log.txt" in str(problem)
    row = store.get("abc")
    assert (row.status, row.problem.code) == ("failed", "training_broke") and not held(root / "abc")
    assert str(error.args[-1]) in (root / "abc" / "log.txt").read_text()
    assert "Traceback" in (root / "abc" / "log.txt").read_text()


def test_a_sentence_of_the_training_is_the_run_s(store, root, monkeypatch) -> None:
    def diverges(*_, **__):
        yield TrainingStage("first-step")
        raise MetaUnsupError("training_diverged", step=5)

    monkeypatch.setattr(training, "train", diverges)
    assert refusal(list, work(settings(), root / "abc", store=store)).code == "training_diverged"
    row = store.get("abc")
    assert (row.status, row.problem.fields) == ("failed", {"step": 5})
    store.rescan()
    assert store.get("abc").problem.fields == {"step": 5}


def test_a_full_disk_is_a_clear_state(store, root, monkeypatch) -> None:
    working = work(settings(steps=50), root / "abc", store=store)
    steps_of(working, 1)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert refusal(list, working).code == "cannot_write"
        row = store.get("abc")
        assert (row.status, row.problem.code) == ("failed", "cannot_write") and "No space" in str(row.problem)
    assert steps_of(work(settings(steps=50), root / "abc", resume=True, store=store), 3) == 3


@pytest.mark.parametrize("again", [False, True])
def test_a_folder_deleted_under_a_running_worker(store, root, again) -> None:
    working = work(settings(steps=5000), root / "abc", store=store)
    steps_of(working, 2)
    shutil.rmtree(root / "abc")
    if again:
        (root / "abc").mkdir()
    assert refusal(steps_of, working).code == "run_folder_gone"
    row = store.get("abc")
    assert (row.status, row.problem.code) == ("failed", "run_folder_gone")
    assert not (root / "abc").exists() or not list((root / "abc").iterdir())
    store.delete("abc")
    assert store.list() == []


def test_without_a_database_training_goes_on_and_the_folder_says_all(store, root, monkeypatch) -> None:
    from metaunsup.runs.table import Database

    def unwritable(*_):
        raise MetaUnsupError("runs_list_unusable", path="x", reason="read-only")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", unwritable)
        assert steps_of(work(settings(), root / "abc", store=store)) == 4
    row = store.get("abc")
    assert (row.status, row.step, row.steps) == ("done", 4, 4) and row.accuracy is not None


def test_the_database_deleted_under_a_running_worker(store, root) -> None:
    working = work(settings(steps=8), root / "abc", store=store)
    steps_of(working, 2)
    for path in root.glob("runs.sqlite*"):
        path.unlink()
    until(lambda: (root / "runs.sqlite").exists())
    assert store.get("abc").status == "running"
    steps_of(working, 4)
    until(lambda: store.get("abc").step == 4)
    assert steps_of(working) == 8 and store.get("abc").status == "done"


def test_a_folder_anywhere_is_found_by_its_id(store, root, tmp_path) -> None:
    working = work(settings(), tmp_path / "mine", store=store)
    list(working)
    run_id = working.run_id
    assert (root / run_id / "checkpoint.safetensors").exists() and store.get(run_id).folder == str(tmp_path / "mine")
    assert list(work(settings(), tmp_path / "mine", store=store, resume=True))[1:] == []
    shutil.copytree(tmp_path / "mine", tmp_path / "copy")
    copy = work(settings(), tmp_path / "copy", store=store, resume=True)
    list(copy)
    assert copy.run_id != run_id and len(store.list()) == 2
    shutil.rmtree(tmp_path / "mine")
    assert store.get(run_id).problem.code == "run_folder_gone"
    store.delete(run_id)
    assert [row.id for row in store.list()] == [copy.run_id]


def test_an_older_training_without_a_list_can_be_resumed_onto_it(store, tmp_path) -> None:
    bare = training.train(settings(), tmp_path / "old")
    steps_of(bare, 2)
    bare.close()
    working = work(settings(), tmp_path / "old", resume=True, store=store)
    assert steps_of(working) == 4 and store.get(working.run_id).status == "done"


def test_a_clock_that_jumps_does_no_harm(store, root, monkeypatch) -> None:
    working = work(settings(steps=8), root / "abc", store=store)
    real = time.time()
    for step, jump in ((1, 1e7), (2, -1e7), (3, 1e9)):
        monkeypatch.setattr(time, "time", lambda jump=jump: real + jump)
        assert steps_of(working, step) == step
        row = store.get("abc")
        assert row.status == "running" and row.silent < 20
    assert steps_of(working) == 8
    monkeypatch.setattr(time, "time", lambda: -5.0)
    assert store.get("abc").status == "done"


def test_a_silent_worker_is_noticed(store, written) -> None:
    owner = Ownership(written("abc", status="running", step=2))
    assert store.get("abc").silent < 20
    now = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "monotonic", lambda: now + 500)
        row = store.get("abc")
    assert row.status == "running" and row.silent >= 500
    owner.release()


def test_the_queue_moves_on_when_a_run_ends(store, root, started, monkeypatch) -> None:
    working = work(settings(), root / "abc", store=store)
    waiting = store.submit(settings())
    assert waiting.status == "queued" and started == []
    list(working)
    assert started == [waiting.id]


def test_a_worker_may_be_used_beside_the_main_thread(store, root) -> None:
    done = []
    thread = threading.Thread(target=lambda: done.append(steps_of(work(settings(), root / "abc", store=store))))
    thread.start()
    thread.join(120)
    assert done == [4] and store.get("abc").status == "done"


def test_the_same_number_of_threads_as_before(store, root) -> None:
    import torch

    before = torch.get_num_threads()
    with work(settings(), root / "abc", store=store) as working:
        steps_of(working, 1)
    told = json.loads((root / "abc" / "run.json").read_text())
    assert told["threads"] == before
    files.write(root / "abc" / "run.json", told | {"threads": before + 1})
    try:
        work(settings(), root / "abc", resume=True, store=store).close()
        assert torch.get_num_threads() == before + 1
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize("left", [("lock",), ("lock", "metrics.jsonl"), ("lock", "metrics.jsonl", "run.json")])
def test_a_run_killed_before_it_was_a_run_begins_when_it_is_resumed(store, tmp_path, left) -> None:
    """kill -9 while the pool is loaded, before run.json, or right after it."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in left:
        (folder / name).touch()
    if "run.json" in left:
        files.write(folder / "run.json", {"id": "abc", **identity(settings().as_json())})
    for name in ("run.json", "status.json", "state.safetensors", "state.json", "checkpoint.safetensors"):
        (folder / f".{name}.4194305").write_bytes(b"half of it")  # no process has that number
    (folder / ".state.safetensors.txt").write_text("a person's own")
    assert steps_of(work(settings(), folder, resume=True, store=store)) == 4
    hidden = sorted(path.name for path in folder.iterdir() if path.name.startswith("."))
    assert hidden == [".state.safetensors.txt"]


def test_what_was_refused_is_not_taken_for_one_that_was_killed(store, tmp_path) -> None:
    (tmp_path / "mine").mkdir()
    for _ in range(2):
        assert refusal(work, settings(), tmp_path / "mine", resume=True, store=store).code == "nothing_to_resume"
    assert list((tmp_path / "mine").iterdir()) == []


def test_what_a_living_process_is_writing_is_no_leftover(store, root) -> None:
    working = work(settings(), root / "abc", store=store)
    steps_of(working, 2)
    working.close()
    (root / "abc" / ".run.json.1").write_text("another's")
    assert steps_of(work(settings(), root / "abc", store=store, resume=True)) == 4
    assert (root / "abc" / ".run.json.1").exists()


def test_what_a_kill_left_of_other_runs_goes_when_a_training_begins(store, root, written, started) -> None:
    written("abc")
    long_ago = time.time() - 2 * DRAFT_SECONDS
    left, being_made = root / ".0123abcd.new", root / ".4567abcd.new"
    for draft in (left, being_made, root / ".89abcdef.deleted", root / ".somebody's own.new"):
        draft.mkdir()
        (draft / "run.json").write_text("{}")
        os.utime(draft, (long_ago, long_ago))
    os.utime(being_made)
    steps_of(work(settings(), root / "abd", store=store))
    hidden = {path.name for path in root.iterdir() if path.name.startswith(".") and path.is_dir()}
    assert hidden == {being_made.name, ".somebody's own.new"}
    assert (root / "abc" / "run.json").exists()


def test_a_run_that_a_living_process_makes_or_deletes_is_waited_for(store, root, written, monkeypatch) -> None:
    written("abc")
    seen = []

    def slowly(*_: object) -> None:
        cleaning = threading.Thread(target=Store(root).remove_drafts)
        (root / "abc").rename(root / ".abc.deleted")
        cleaning.start()
        cleaning.join(0.3)
        seen.append((root / ".abc.deleted" / "run.json").exists())
        threads.append(cleaning)

    threads: list[threading.Thread] = []
    monkeypatch.setattr("metaunsup.runs.store.remove", slowly)
    store.delete("abc")
    threads[0].join()
    assert seen == [True]
    assert not (root / ".abc.deleted").exists()
