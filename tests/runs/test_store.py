"""The list: what the folders say, filtered, sorted, changed; and only by whom it may be."""

from __future__ import annotations

import json
import shutil
import threading
import time

import pytest
from small_training import settings

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.identity import LONGEST_NAME
from metaunsup.runs.rows import differing
from metaunsup.runs.store import Store

NASTY = [
    "🙂 “quoted” 'single' \"double\"",
    "../../etc/passwd",
    "a/b\\c",
    "'; DROP TABLE runs; --",
    "名字",
    "<b>x</b>\x00y",
]


def code(call, *arguments, **named) -> str:
    with pytest.raises(MetaUnsupError) as caught:
        call(*arguments, **named)
    assert str(caught.value)
    return caught.value.code


def ids(rows) -> list[str]:
    return [row.id for row in rows]


@pytest.fixture
def three(written):
    written("a", learner="x", name="Apple", settings=settings(seed=1), created=10.0, starred=True)
    written(
        "b", name="Banana ÄPFEL", settings=settings(seed=2, options={"ways": 5}), created=30.0, step=2, status="paused"
    )
    written(
        "c", name="cherry", note="an apple, too", settings=settings(pool="glyphs"), created=20.0, status="cancelled"
    )


def test_folders_become_rows(three, store) -> None:
    a, c = store.get("a"), store.get("c")
    assert (a.status, a.step, a.steps, a.accuracy, a.kmeans, a.seconds, a.items_seen) == (
        "done",
        4,
        4,
        0.54,
        0.45,
        4.0,
        32,
    )
    assert (a.name, a.starred, a.created, a.seed, a.learner, a.pool) == ("Apple", True, 10.0, 1, "protonet", "digits")
    assert a.loss == 0.25 and a.settings == settings(seed=1).as_json() and not a.has_token and a.problem is None
    assert (c.note, c.pool, c.status) == ("an apple, too", "glyphs", "cancelled")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "bca"),
        ({"descending": False}, "acb"),
        ({"sort": "name"}, "cba"),
        ({"sort": "step", "descending": False}, "bca"),
        ({"sort": "seed"}, "cba"),
        ({"status": "done"}, "a"),
        ({"status": ["paused", "cancelled"]}, "bc"),
        ({"status": []}, ""),
        ({"pool": "glyphs"}, "c"),
        ({"learner": "maml"}, ""),
        ({"starred": True}, "a"),
        ({"starred": False}, "bc"),
        ({"text": "APPLE"}, "ca"),
        ({"text": "äpfel"}, "b"),
        ({"text": "%"}, ""),
        ({"text": "_"}, ""),
        ({"text": "apple", "status": "done"}, "a"),
        ({"limit": 2}, "bc"),
        ({"limit": 2, "offset": 2}, "a"),
        ({"offset": 1}, "ca"),
    ],
)
def test_filter_and_sort(three, store, asked, found) -> None:
    assert "".join(ids(store.list(**asked))) == found
    counted = {name: value for name, value in asked.items() if name not in ("limit", "offset")}
    assert store.count(**counted) == len(ids(store.list(**counted)))


def test_what_cannot_be_asked(three, store) -> None:
    assert code(store.list, sort="password") == "option_choice"
    assert code(store.list, status="dancing") == "option_choice"
    assert code(store.get, "../a") == code(store.get, "🙂" * 10_000) == code(store.get, "") == "unknown_run"
    with pytest.raises(MetaUnsupError, match=r"nearest: [abc]"):
        store.get("ba")


def test_runs_without_a_value_come_last_either_way(written, store) -> None:
    written("with", step=4)
    written("without", step=1, status="paused")
    for descending in (True, False):
        assert ids(store.list(sort="accuracy", descending=descending)) == ["with", "without"]


def test_settings_that_differ(three, store) -> None:
    rows = store.list()
    assert differing(rows) == ["pool", "seed", "options.ways"]
    assert differing(rows[:1]) == differing([]) == []


def test_a_new_run_waits_with_its_folder(store, started) -> None:
    row = store.submit(settings(), name="  my\trun ", token="secret", branch_of="a")
    assert (row.status, row.stage, row.name, row.has_token, row.branch_of) == (
        "running",
        "starting",
        "my run",
        True,
        "a",
    )
    second = store.submit(settings())
    assert (second.status, second.name, second.has_token) == ("queued", "protonet digits", False)
    assert started == [row.id]
    told = json.loads((store.root / row.id / "run.json").read_text())
    assert told["settings"] == settings().as_json() and told["format"] == 1
    assert "secret" not in json.dumps(told) and len(told["token"]) == 64
    assert not [name for name in store.root.iterdir() if name.name.startswith(".")]
    assert code(store.submit, settings(steps=0)) == "number_out_of_range"


@pytest.mark.parametrize("name", NASTY)
def test_names_are_names_and_never_files(store, started, root, tmp_path, name) -> None:
    row = store.submit(settings(), name=name)
    assert row.name == store.rename(row.id, name).name
    assert "\x00" not in row.name and row.name.split()[0] == name.replace("\x00", " ").split()[0]
    assert json.loads((root / row.id / "run.json").read_text(encoding="utf-8"))["name"] == row.name
    assert Store().list(text=row.name) == [store.get(row.id)]
    assert {path.name for path in tmp_path.iterdir()} == {"runs"}
    assert {path.name for path in root.iterdir() if path.is_dir()} == {row.id}


def test_names_and_notes_have_an_end(store, started) -> None:
    row = store.submit(settings())
    assert store.rename(row.id, "n" * LONGEST_NAME).name == "n" * LONGEST_NAME
    assert store.rename(row.id, " \n ").name == "protonet digits"
    for call in (store.rename, store.note):
        assert code(call, row.id, "x" * 10_000).endswith("_long")
    assert code(store.submit, settings(), name="x" * 10_000) == "run_name_long"
    assert len(store.list()) == 1
    assert store.note(row.id, "two\nlines \ud800").note == "two\nlines ?"


def test_what_people_say_outlives_the_database(store, written, root) -> None:
    written("a")
    store.rename("a", "other"), store.note("a", "why"), store.star("a")
    (root / "runs.sqlite").unlink()
    row = store.get("a")
    assert (row.name, row.note, row.starred) == ("other", "why", True)
    assert not store.star("a", False).starred and not Store().get("a").starred


def test_only_its_browser_changes_a_run(store, started) -> None:
    mine, other = store.submit(settings(), token="mine"), store.submit(settings())
    for row in (mine, other):
        for call in (
            lambda who, row=row: store.rename(row.id, "x", token=who),
            lambda who, row=row: store.note(row.id, "x", token=who),
            lambda who, row=row: store.star(row.id, token=who),
            lambda who, row=row: store.request_pause(row.id, token=who),
            lambda who, row=row: store.request_cancel(row.id, token=who),
            lambda who, row=row: store.resume(row.id, token=who),
            lambda who, row=row: store.delete(row.id, token=who),
        ):
            for who in ("theirs", ""):
                assert code(call, who) == "not_your_run"
    assert store.rename(mine.id, "mine", token="mine").name == "mine"
    assert store.rename(other.id, "the owner of the machine").name == "the owner of the machine"


def test_deleting_takes_the_files_and_nothing_else(store, written, root, tmp_path) -> None:
    written("a"), written("b")
    store.delete("a")
    assert ids(store.list()) == ["b"] and not (root / "a").exists() and code(store.delete, "a") == "unknown_run"
    assert not [path for path in root.iterdir() if "a" in path.name.split(".")]
    outside = written("c", folder=tmp_path / "mine")
    (outside / "thesis.txt").write_text("keep me")
    (root / "c").symlink_to(outside)
    assert store.get("c").folder == str(outside)
    store.delete("c")
    assert [path.name for path in outside.iterdir()] == ["thesis.txt"] and not (root / "c").is_symlink()
    assert ids(store.list()) == ["b"]


def test_metrics_are_read_on_from_where_reading_ended(store, written, root) -> None:
    folder = written("a", step=3)
    assert [line["step"] for line in store.metrics("a")] == [1, 2, 3]
    assert store.metrics("a", after_step=3) == []
    with (folder / "metrics.jsonl").open("ab") as file:
        file.write(b'{"step": 4, "loss": 1.0, "sec')
        file.flush()
        assert len(store.metrics("a")) == 3
        file.write(b'onds": 2.0, "items_seen": 5}\n[]\n\xff\n{"step": 5, "loss": NaN, "seconds": 1, "items_seen": 1}\n')
    assert [line["step"] for line in store.metrics("a", after_step=2)] == [3, 4]
    lines = (folder / "metrics.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "new").write_bytes(b"".join(lines[:2]))
    (folder / "new").replace(folder / "metrics.jsonl")  # as resuming does
    assert [line["step"] for line in store.metrics("a")] == [1, 2]
    with (folder / "metrics.jsonl").open("ab") as file:
        file.write(lines[1])  # a step made again
    assert [line["step"] for line in store.metrics("a")] == [1, 2]
    (folder / "metrics.jsonl").unlink()
    assert store.metrics("a") == []


def test_metrics_are_not_read_twice(store, written) -> None:
    folder = written("a", step=4)
    store.metrics("a")
    data = (folder / "metrics.jsonl").read_bytes()
    with (folder / "metrics.jsonl").open("r+b") as file:  # same file, same length, other content
        file.write(data.replace(b'"step": 1', b'"step": 9'))
    assert [line["step"] for line in store.metrics("a")] == [1, 2, 3, 4]


def test_many_at_once_lose_nothing(store, started, root) -> None:
    def submit(number: int) -> None:
        for _ in range(3):
            Store().submit(settings(), name=f"run {number}")

    threads = [threading.Thread(target=submit, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = store.list(sort="position", descending=False)
    assert len(rows) == 15 and len(started) == 1 and sorted(started) == ids(store.list(status="running"))
    waiting = [row.position for row in rows if row.status == "queued"]
    assert len(set(waiting)) == len(waiting) == 14


@pytest.mark.slow
def test_two_thousand_runs(store, written, root) -> None:
    """Quick enough not to be felt; the figures are benchmarks/runs_speed.py's."""
    for number in range(2000):
        written(f"{number:04}", step=2, status="paused", name=f"run {number}")
    assert store.count() == 2000
    begun = time.process_time()
    assert len(store.list(text="run 19", sort="name", limit=50)) == 50
    assert time.process_time() - begun < 1
    shutil.rmtree(root / "0000")
    assert store.get("0000").status == "failed"
