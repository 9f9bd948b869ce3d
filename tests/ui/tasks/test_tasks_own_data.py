"""The page of tasks with a reader's own data: shown, practised on, taken home, unseen by another browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import opened, texts

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.ui.common import uploads
from metaunsup.ui.common.requests import TaskChoice
from metaunsup.ui.tasks.page import as_code, npz_name
from metaunsup.words import Say
from tests.data.made import as_zip, classes

MINE, THEIRS = "a" * 32, "b" * 32
FILE = "pages/1_Tasks.py"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for what is kept, and a browser that has told its key."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    return tmp_path


@pytest.mark.parametrize("practice", ["umtra", "cactus", "side"])
def test_own_pictures_are_shown_and_practised_on(here: Path, monkeypatch, practice: str) -> None:
    data = as_zip(here / "letters.zip", classes(3, 30)).read_bytes()
    test = opened(FILE, lang="en", practice=practice)
    test.file_uploader(key="tasks.upload.files").set_value(("letters.zip", data, "application/zip")).run()
    code = test.selectbox(key="tasks.pool").value
    assert not test.exception and not test.error and code.startswith("own:")
    written = texts(test)
    assert Say()("uploads.share") in written and "YOUR_FILE" in written and "upload:" not in written
    assert owner_of(MINE) not in written  # who has it could open the data
    monkeypatch.setattr(uploads, "browser_token", lambda: THEIRS)
    other = opened(FILE, lang="en", pool=code)
    assert "letters" not in texts(other) and Say()("uploads.gone") in texts(other)


@pytest.mark.parametrize("practice", ["umtra", "cactus", "side"])
def test_rows_without_classes_are_shown_and_nothing_is_revealed(here: Path, practice: str) -> None:
    rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(90))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())]), "t.csv", owner_of(MINE))
    test = opened(FILE, lang="zh", pool=f"own:{one.id}", ways="2", shots="4", practice=practice)
    assert not test.exception and not test.error and Say("zh").of_rows()("tasks.unknown") in texts(test)
    assert Say("zh")("tasks.count", items=8, ways=2) not in texts(test)
    choice = TaskChoice(one.name, 2, 4, 0)
    assert npz_name(choice) == "task-own-2x4-seed0.npz" and "sample_unscored_task" in as_code(choice)
