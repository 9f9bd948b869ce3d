"""Drawings mixed into a task of the reader's own pictures; rows of numbers are refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from opened import opened, texts

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.ready_made import ready_made
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.drawn import drawn_task
from metaunsup.tasks.sampler import sample_unscored_task
from metaunsup.ui.common import uploads
from metaunsup.ui.draw.request import DrawnTask
from metaunsup.words import Say
from tests.data.made import as_zip, classes

PAGE = "pages/8_Draw.py"
MINE, THEIRS = "a" * 32, "b" * 32


@pytest.fixture(autouse=True)
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place of its own for what is kept, and a browser that has told its key."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)


def test_drawings_are_mixed_with_own_pictures_that_nobody_else_gets(tmp_path: Path, monkeypatch) -> None:
    test = opened(PAGE, lang="en", set="learning", ways="9", shots="30")
    data = as_zip(tmp_path / "letters.zip", classes(3, 30)).read_bytes()
    test.file_uploader(key="draw.upload.files").set_value(("letters.zip", data, "application/zip")).run()
    code = test.selectbox(key="draw.mix").value
    assert not test.exception and not test.error and code.startswith("own:")
    assert test.number_input(key="draw.ways").value == 3 and test.number_input(key="draw.shots").value < 30
    assert test.query_params["mix"] in (code, [code]) and not test.button(key="draw.go").disabled
    assert "--pool YOUR_FILE --ways 3" in texts(test) and owner_of(MINE) not in texts(test)
    drawings = ready_made("learning")
    name = f"upload:{owner_of(MINE)}/{code.removeprefix('own:')}"
    task = DrawnTask(name, 3, 4, 0, None, 0, drawings, 3).sample()
    assert len(task.items) == 12 + len(drawings) and set(task.truth.class_names) >= {"a", "b", "c"}
    monkeypatch.setattr(uploads, "browser_token", lambda: THEIRS)
    other = opened(PAGE, lang="en", set="learning", mix=code)
    assert other.button(key="draw.go").disabled and Say()("uploads.gone") in texts(other)
    assert "letters" not in texts(other)
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    test = opened(PAGE, lang="en", set="learning", mix=code)
    test.button(key=f"draw.upload.{code.removeprefix('own:')}").click().run()
    assert test.selectbox(key="draw.mix").value == "none" and "mix" not in test.query_params


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rows_and_drawings_make_no_task(lang: str) -> None:
    rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(90))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())]), "t.csv", owner_of(MINE))
    test = opened(PAGE, lang=lang, set="learning", mix=f"own:{one.id}")
    told = [str(error.value).replace("\\", "") for error in test.error]
    assert not test.exception and told == [Say(lang)("error.drawings_rows", pool="folder:t.csv")]
    assert test.button(key="draw.go").disabled


def test_pictures_that_nobody_has_sorted_are_not_scored(tmp_path: Path) -> None:
    pool = own_pool([Source(Path("m.zip"), as_zip(tmp_path / "m.zip", classes(1, 60)).read_bytes())])
    drawings = ready_made("learning")
    mixed = sample_unscored_task(pool, 2, 4, seed=0)
    task = drawn_task(drawings, 3, 0, mixed)
    assert len(task.items) == 8 + len(drawings) and "a" not in task.truth.class_names
    scored = task.truth.labels != -1
    assert torch.equal(task.index[scored] < 0, torch.ones(int(scored.sum()), dtype=torch.bool))
    rows = own_pool([Source(Path("t.npy"), _npy())])
    with pytest.raises(MetaUnsupError) as caught:
        drawn_task(drawings, 3, 0, sample_unscored_task(rows, 2, 4, seed=0))
    assert caught.value.code == "drawings_rows"


def _npy() -> bytes:
    import io

    file = io.BytesIO()
    np.save(file, np.random.default_rng(0).normal(size=(60, 4)))
    return file.getvalue()
