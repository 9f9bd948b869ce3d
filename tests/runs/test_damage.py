"""Whatever somebody does to a folder or to the database, that one run says so and the others are as before."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs import table
from metaunsup.runs.store import Store
from metaunsup.words import Say


def edit(file: str, **changes):
    def change(folder: Path) -> None:
        told = json.loads((folder / file).read_text())
        (folder / file).write_text(json.dumps(told | changes))

    return change


def put(name: str, data: bytes):
    return lambda folder: (folder / name).write_bytes(data)


def settings_edit(**changes):
    def change(folder: Path) -> None:
        told = json.loads((folder / "run.json").read_text())
        told["settings"] |= changes
        (folder / "run.json").write_text(json.dumps(told))

    return change


def unlink(name: str):
    return lambda folder: (folder / name).unlink()


DAMAGE = {
    "half a run": (
        lambda folder: (folder / "run.json").write_bytes((folder / "run.json").read_bytes()[:40]),
        "run_damaged",
    ),
    "no run": (unlink("run.json"), "run_damaged"),
    "empty run": (put("run.json", b""), "run_damaged"),
    "junk run": (put("run.json", b"\xff\x00\xfe"), "run_damaged"),
    "deep run": (put("run.json", b"[" * 100_000), "run_damaged"),
    "deep options": (settings_edit(options=json.loads('{"x":' * 300 + "1" + "}" * 300)), "run_damaged"),
    "deep status": (edit("status.json", x=json.loads("[" * 300 + "]" * 300)), "run_damaged"),
    "an endless option": (settings_edit(options={"meta_batch": float("inf")}), "run_damaged"),
    "an option that is no number": (settings_edit(options={"outer_lr": float("nan")}), "run_damaged"),
    "a list": (put("run.json", b"[1]"), "run_damaged"),
    "a newer format": (edit("run.json", format=2), "run_newer"),
    "a newer status": (edit("status.json", format=99), "run_newer"),
    "no format": (edit("run.json", format="x"), "run_damaged"),
    "a name of numbers": (edit("run.json", name=5), "run_damaged"),
    "a time of text": (edit("run.json", created="now"), "run_damaged"),
    "an endless time": (edit("run.json", created=float("inf")), "run_damaged"),
    "no settings": (edit("run.json", settings=None), "run_damaged"),
    "steps of text": (settings_edit(steps="many"), "run_damaged"),
    "huge steps": (settings_edit(steps=10**30), "run_damaged"),
    "no such status": (edit("status.json", status="dancing"), "run_damaged"),
    "half a status": (put("status.json", b'{"format": 1, "sta'), "run_damaged"),
    "an unknown error": (edit("status.json", status="failed", error={"code": "no_such", "fields": {}}), "run_damaged"),
    "an error without gaps": (
        edit("status.json", status="failed", error={"code": "pool_missing", "fields": {}}),
        "run_damaged",
    ),
    "an error of text": (edit("status.json", status="failed", error="bad"), "run_damaged"),
    "empty checkpoint": (put("checkpoint.safetensors", b""), "run_damaged"),
    "no checkpoint": (unlink("checkpoint.safetensors"), "run_damaged"),
    "deleted": (shutil.rmtree, "run_folder_gone"),
}


@pytest.mark.parametrize("seen_before", [True, False])
@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_run_says_so_and_hides_no_other(written, root, kind, seen_before) -> None:
    damage, code = DAMAGE[kind]
    folder = written("broken", name="mine")
    written("whole")
    store = Store()
    before = store.get("whole")
    if seen_before:
        assert store.get("broken").status == "done"
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    damage(folder)
    store = Store()
    if kind == "deleted" and not seen_before:
        assert [row.id for row in store.list()] == ["broken", "whole"] or len(store.list()) == 2
    row = store.get("broken")
    assert (row.status, row.problem.code) == ("failed", code)
    for lang in ("en", "zh"):
        assert Say(lang).explain(row.problem)
    if seen_before:
        assert row.name == ("mine" if kind != "a name of numbers" else row.name)
    assert store.get("whole") == before
    assert len(store.list()) == 2
    with pytest.raises(MetaUnsupError) as caught:
        store.resume("broken")
    assert caught.value.code == code
    store.rescan()
    assert {row.id for row in store.list()} == {"whole"} | ({"broken"} if folder.exists() else set())
    folder.mkdir(exist_ok=True)
    for name, data in kept.items():  # mended, it is what it was
        (folder / name).write_bytes(data)
    assert store.get("broken").status == "done" and store.get("broken").problem is None
    store.delete("broken")
    assert [row.id for row in store.list()] == ["whole"]


@pytest.mark.parametrize("kind", ["half a run", "deleted", "a newer format", "empty checkpoint"])
def test_a_damaged_run_can_be_deleted(written, store, kind) -> None:
    folder = written("broken")
    store.list()
    DAMAGE[kind][0](folder)
    store.delete("broken")
    assert store.list() == [] and not folder.exists()


def test_half_a_line_of_metrics_is_left_out(written, store) -> None:
    folder = written("a", step=3, status="paused")
    with (folder / "metrics.jsonl").open("ab") as file:
        file.write(b'{"step": 4, "loss": 0.1, "seco')
    row = store.get("a")
    assert (row.status, row.step, row.accuracy) == ("paused", 3, 0.52)


@pytest.mark.parametrize("size", [100_000, 100_000_000])
@pytest.mark.parametrize("junk", [b"[", b"\0"])
def test_a_long_last_line_hides_no_line_before_it(written, store, junk, size) -> None:
    folder = written("a", step=3, status="paused")
    with (folder / "metrics.jsonl").open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        file.write(junk * 100_000)
        file.truncate(end + size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    row = store.get("a")
    assert (row.status, row.step, row.accuracy) == ("paused", 3, 0.52)
    assert [line["step"] for line in store.metrics("a")] == [1, 2, 3]
    with (folder / "metrics.jsonl").open("ab") as file:
        file.write(b'\n{"step": 4, "loss": 1.0, "seconds": 9.0, "items_seen": 5}\n')
    assert [line["step"] for line in store.metrics("a")] == [1, 2, 3, 4]
    store.rescan()
    assert store.get("a").step == 4
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


@pytest.mark.parametrize("seen_before", [True, False])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seconds", -1.0),
        ("items_seen", -1),
        ("step", 10**30),
        ("items_seen", 10**30),
        ("loss", 10**400),
        ("step", -5),
        ("seconds", -(10**25)),
    ],
)
def test_a_number_that_nothing_has_room_for_is_no_line(written, seen_before, name, value) -> None:
    folder = written("a", step=2)
    written("whole")
    if seen_before:
        assert len(Store().list()) == 2
    line = {"step": 3, "loss": 1.0, "seconds": 2.0, "items_seen": 3} | {name: value}
    with (folder / "metrics.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")
    edit("status.json", started=10**400, finished=10**30)(folder)
    store = Store()
    store.rescan()
    row = store.get("a")
    assert (row.step, row.started, row.finished) == (2, None, None)
    assert len(store.list()) == 2


def test_what_is_no_character_is_none_in_settings_either(written, store) -> None:
    folder = written("a")
    settings_edit(embedding="\ud800", options={"ways": "\udfff", "\ud800": [{"x": "\ud800"}]})(folder)
    row = store.get("a")
    assert json.dumps(row.settings, ensure_ascii=False).encode()
    assert row.settings["embedding"] == "?" and row.settings["options"]["?"] == [{"x": "?"}]


def test_a_token_that_no_key_can_have_is_nobodys(written, store) -> None:
    folder = written("a")
    edit("run.json", token="é\ud800")(folder)
    with pytest.raises(MetaUnsupError) as caught:
        store.rename("a", "x", token="a" * 32)
    assert caught.value.code == "not_your_run"


def test_a_validation_far_back_is_found(written, store) -> None:
    folder = written("a", step=2, status="paused")
    with (folder / "metrics.jsonl").open("a") as file:
        for step in range(3, 3000):
            file.write(json.dumps({"step": step, "loss": 1.0, "seconds": 2.0, "items_seen": 3}) + "\n")
    assert (folder / "metrics.jsonl").stat().st_size > 1 << 17
    row = store.get("a")
    assert (row.step, row.accuracy) == (2999, 0.52)


def test_a_state_of_no_bytes_is_no_state_to_resume(written, store) -> None:
    (written("a", status="paused", step=2) / "state.safetensors").write_bytes(b"")
    row = store.get("a")
    assert (row.status, row.problem.fields["file"]) == ("failed", "state.safetensors")


def test_other_folders_are_no_runs(written, store, root) -> None:
    written("a")
    (root / "notes").mkdir()
    (root / "notes" / "text.txt").write_text("x")
    (root / ".hidden").mkdir()
    (root / "file").write_text("x")
    assert [row.id for row in store.list()] == ["a"]


def test_a_copied_in_run_appears_by_itself(written, store, root) -> None:
    written("a", name="first")
    assert len(store.list()) == 1
    shutil.copytree(root / "a", root / "b")
    assert {row.id: row.name for row in store.list()} == {"a": "first", "b": "first"}


def test_a_moved_root_is_still_the_same_runs(written, store, root, tmp_path) -> None:
    written("a"), store.list()
    root.rename(tmp_path / "moved")
    row = Store(tmp_path / "moved").get("a")
    assert (row.status, row.folder) == ("done", str(tmp_path / "moved" / "a"))


# -- the database --------------------------------------------------------------------------------------------------


def remove(root: Path) -> None:
    for path in root.glob("runs.sqlite*"):
        path.unlink()


def only_the_main_file(root: Path) -> None:
    (root / "runs.sqlite").unlink()


def junk(root: Path) -> None:
    (root / "runs.sqlite").write_bytes(b"this is no database at all" * 500)


def empty(root: Path) -> None:
    (root / "runs.sqlite").write_bytes(b"")


def cut(root: Path) -> None:
    data = (root / "runs.sqlite").read_bytes()
    (root / "runs.sqlite").write_bytes(data[: len(data) // 2])


def overwritten_in_the_middle(root: Path) -> None:
    data = (root / "runs.sqlite").read_bytes()
    (root / "runs.sqlite").write_bytes(data[:4096] + os.urandom(len(data) - 4096))


def another_version(root: Path) -> None:
    with contextlib.closing(sqlite3.connect(root / "runs.sqlite", isolation_level=None)) as connection:
        connection.execute("ALTER TABLE runs RENAME COLUMN note TO remark")
        connection.execute("PRAGMA user_version = 99")


def a_table_dropped(root: Path) -> None:
    with contextlib.closing(sqlite3.connect(root / "runs.sqlite", isolation_level=None)) as connection:
        connection.execute("DROP TABLE runs")


def json_that_is_none(root: Path) -> None:
    with contextlib.closing(sqlite3.connect(root / "runs.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE runs SET settings = '{half'")


BROKEN = [remove, only_the_main_file, junk, empty, cut, overwritten_in_the_middle, another_version, a_table_dropped]


@pytest.mark.parametrize("damage", [*BROKEN, json_that_is_none], ids=lambda damage: damage.__name__)
def test_the_database_is_made_anew_from_the_folders(written, store, root, tmp_path, damage) -> None:
    written("a"), written("b", status="paused", step=2, starred=True)
    outside = written("c", folder=tmp_path / "mine")
    (root / "c").symlink_to(outside)
    before = store.list()
    assert len(before) == 3
    with contextlib.closing(sqlite3.connect(root / "runs.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(root)
    assert store.list() == before
    assert Store().list() == before
    store.rename("a", "works")
    assert store.get("a").name == "works"


@pytest.mark.parametrize("column", ["name", "note", "id", "status", "learner", "stamp", "folder", "words"])
def test_a_byte_that_is_no_text_costs_nobody_the_list(written, store, root, column) -> None:
    written("a"), written("b", starred=True)
    before = store.list()
    with contextlib.closing(sqlite3.connect(root / "runs.sqlite", isolation_level=None)) as connection:
        connection.execute(f"UPDATE runs SET {column} = CAST(x'ff4142' AS TEXT) WHERE id = 'a'")
    assert store.list() == before
    assert store.get("a").name and store.count(text="a") >= 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("settings", "'[1]'"),
        ("settings", "'5'"),
        ("settings", "'null'"),
        ("error", "'[1]'"),
        ("status", "'dancing'"),
        ("step", "'many'"),
        ("step", "1.5"),
        ("loss", "'low'"),
        ("loss", "9e999"),
        ("created", "x'00'"),
        ("starred", "'yes'"),
        ("name", "x'00'"),
        ("note", "5.5"),
        ("beat", "'now'"),
    ],
)
def test_a_value_of_another_kind_is_read_from_the_folder_again(written, store, root, column, value) -> None:
    written("a"), written("b", starred=True)
    before = store.list()
    with contextlib.closing(sqlite3.connect(root / "runs.sqlite", isolation_level=None)) as connection:
        connection.execute(f"UPDATE runs SET {column} = {value} WHERE id = 'a'")
    if (column, value) == ("note", "5.5"):  # a column of text makes text of it
        assert store.get("a").note == "5.5"
        return
    assert store.list() == before and json.dumps(store.get("a").settings)


def test_a_list_that_another_process_keeps_is_a_sentence_after_a_short_wait(written, store, root) -> None:
    written("a"), store.list()
    with contextlib.closing(sqlite3.connect(root / "runs.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        assert table.WAIT <= 5
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(table, "WAIT", 0.3)
            with pytest.raises(MetaUnsupError) as caught:
                Store().rename("a", "x")
        assert caught.value.code == "runs_list_busy" and time.monotonic() - begun < 3
        for lang in ("en", "zh"):
            assert str(root) in Say(lang).explain(caught.value)
        connection.execute("ROLLBACK")
    assert store.rename("a", "x").name == "x"


def test_a_database_that_cannot_be_is_a_sentence(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(MetaUnsupError) as caught:
        Store(tmp_path / "file").list()
    assert caught.value.code == "runs_list_unusable" and str(tmp_path) in str(caught.value)


def test_a_sentence_survives_being_written_down() -> None:
    for problem in (
        MetaUnsupError("cannot_write", path=Path("/a/b"), reason=OSError(28, "No space left on device")),
        MetaUnsupError("unknown_learner", learner="x", known=("maml", "reptile")),
        MetaUnsupError("number_out_of_range", name="steps", value=0, low=1, high=9),
    ):
        again = files.from_error(json.loads(json.dumps(files.as_error(problem))))
        assert again is not None and Say().explain(again) == Say().explain(problem)
        assert Say("zh").explain(again) == Say("zh").explain(problem)
    assert files.from_error(None) is None
