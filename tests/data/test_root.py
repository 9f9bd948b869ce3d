"""Where runs are kept, on every platform, and that an id never leads out of there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from metaunsup.data.root import is_file, run_folder, runs_root
from metaunsup.errors import MetaUnsupError


def test_runs_are_kept_where_the_platform_keeps_what_nobody_clears(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path))
    assert runs_root() == tmp_path
    monkeypatch.setenv("METAUNSUP_RUNS", "~/mine")
    assert runs_root() == Path.home() / "mine"
    monkeypatch.setenv("METAUNSUP_RUNS", "near")
    assert runs_root() == Path.cwd() / "near"
    monkeypatch.setenv("METAUNSUP_RUNS", " ")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert runs_root() == tmp_path / "data" / "metaunsup" / "runs"
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/invalid")
    assert runs_root() == Path.home() / ".local" / "share" / "metaunsup" / "runs"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert runs_root() == tmp_path / "local" / "metaunsup" / "runs"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert runs_root() == Path.home() / "Library" / "Application Support" / "metaunsup" / "runs"


def test_a_run_has_its_folder_there(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path))
    for run in ("0", "ab-12", "a" * 40):
        assert run_folder(run) == tmp_path / run


@pytest.mark.parametrize(
    "run", ["", ".", "..", "a/b", "../a", "A", "a b", "a\n", "a\0", "a" * 41, "日", "a_b", "a" * 10**6]
)
def test_what_is_no_id_is_refused(run) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        run_folder(run)
    assert caught.value.code == "run_id" and len(str(caught.value)) < 400


def test_a_name_that_cannot_be_one_is_no_file(tmp_path) -> None:
    (tmp_path / "a").write_text("x")
    assert is_file(tmp_path / "a") and not is_file(tmp_path)
    assert not is_file(tmp_path / ("x" * 5000)) and not is_file(Path("a\0b"))
