"""A row is what its id says: a folder that somebody trained in again is no longer the earlier run's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_training import settings

from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.export import checkpoint_zip
from metaunsup.runs.ownership import Ownership
from metaunsup.runs.paths import run_folder
from metaunsup.runs.store import Store


def code(call, *arguments) -> str:
    with pytest.raises(MetaUnsupError) as caught:
        call(*arguments)
    return caught.value.code


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


@pytest.fixture
def thrice(written, root, tmp_path, store) -> Path:
    """Three trainings, each in the same folder after it was emptied."""
    mine = tmp_path / "mine"
    for run_id in ("first", "second", "third"):
        if mine.exists():
            shutil.rmtree(mine)
        written(run_id, folder=mine, name=run_id, settings=settings(seed=len(run_id)))
        (root / run_id).parent.mkdir(exist_ok=True)
        (root / run_id).symlink_to(mine)
        assert store.get(run_id).name == run_id
    return mine


def test_each_row_is_its_own_run_and_the_earlier_are_gone(thrice, store) -> None:
    told = {row.id: (row.name, row.status, row.problem and row.problem.code) for row in store.list()}
    assert told == {
        "first": ("first", "failed", "run_folder_gone"),
        "second": ("second", "failed", "run_folder_gone"),
        "third": ("third", "done", None),
    }
    assert store.get("first").seed == 5 and store.get("second").seed == 6


@pytest.mark.parametrize(
    ("action", "arguments", "refusal"),
    [
        ("rename", ("first", "x"), "run_folder_gone"),
        ("note", ("first", "x"), "run_folder_gone"),
        ("star", ("first",), "run_folder_gone"),
        ("resume", ("first",), "run_folder_gone"),
        ("request_pause", ("first",), "run_not_going"),
        ("request_cancel", ("first",), "run_not_going"),
    ],
)
def test_no_action_touches_the_other_run(thrice, store, started, action, arguments, refusal) -> None:
    before = content(thrice)
    assert code(getattr(store, action), *arguments) == refusal
    assert content(thrice) == before and store.get("third").status == "done"


def test_deleting_the_first_leaves_the_last_one_s_files(thrice, store, root) -> None:
    before = content(thrice)
    for run_id in ("first", "second"):
        store.delete(run_id)
        assert not (root / run_id).is_symlink()
    assert content(thrice) == before and [row.id for row in store.list()] == ["third"]
    store.delete("third")
    assert store.list() == [] and not thrice.exists()


def test_nothing_of_the_other_run_is_shown_as_the_first_one_s(thrice, store, monkeypatch) -> None:
    assert store.metrics("first") == [] and len(store.metrics("third")) == 4
    assert code(checkpoint_zip, store.get("first")) == "run_nothing_kept"
    assert code(run_folder, "first") == "run_folder_gone" and run_folder("third").resolve() == thrice


def test_a_list_made_anew_tells_the_last_run_once(thrice, store, root) -> None:
    assert store.rescan() == 1
    (root / "runs.sqlite").unlink()
    assert [row.id for row in Store().list()] == ["third"]


def test_a_folder_emptied_and_not_yet_trained_in_again_is_left_alone(thrice, store) -> None:
    for path in thrice.iterdir():
        path.unlink()
    (thrice / "metrics.jsonl").write_text("a new training's\n")
    assert store.get("third").problem.code == "run_folder_gone"
    store.delete("third")
    assert (thrice / "metrics.jsonl").read_text() == "a new training's\n"


def test_a_run_that_was_under_way_when_another_took_its_folder(written, store, root, tmp_path) -> None:
    """Killed, its folder emptied and a new training begun before anybody looked at the list."""
    mine = written("first", status="running", folder=tmp_path / "mine")
    root.mkdir(exist_ok=True)
    (root / "first").symlink_to(mine)
    owner = Ownership(mine)
    assert store.get("first").status == "running"
    owner.release()
    files.write(mine / "run.json", {**files.read(mine / "run.json"), "id": "second"})
    (root / "second").symlink_to(mine)
    owner = Ownership(mine)
    assert {row.id: row.status for row in store.list()} == {"first": "failed", "second": "running"}
    owner.release()


def test_a_damaged_run_in_a_person_s_folder_is_still_that_run(written, store, root, tmp_path) -> None:
    mine = written("first", folder=tmp_path / "mine")
    root.mkdir(exist_ok=True)
    (root / "first").symlink_to(mine)
    store.list()
    (mine / "run.json").write_text("{half")
    assert store.get("first").problem.code == "run_damaged"
    store.delete("first")
    assert not mine.exists()
