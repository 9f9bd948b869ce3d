"""Where runs are kept, on every platform, and that an id never leads out of there."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from metaunsup.data.root import data_root, is_file, run_folder, runs_root
from metaunsup.errors import MetaUnsupError

LOCAL = "CSIDL_LOCAL_APPDATA"  # what Windows calls the folder of a person's own things


def test_runs_are_kept_where_the_platform_keeps_what_nobody_clears(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path))
    assert runs_root() == tmp_path
    monkeypatch.setenv("METAUNSUP_RUNS", "~/mine")
    assert runs_root() == Path.home() / "mine"
    monkeypatch.setenv("METAUNSUP_RUNS", "near")
    assert runs_root() == Path.cwd() / "near"
    monkeypatch.setenv("METAUNSUP_RUNS", " ")
    monkeypatch.setattr("metaunsup.data.root.PlatformDirs", Unix)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert runs_root() == tmp_path / "data" / "metaunsup" / "runs"
    monkeypatch.setenv("XDG_DATA_HOME", "relative/is/invalid")
    assert runs_root() == Path.home() / ".local" / "share" / "metaunsup" / "runs"
    monkeypatch.setattr("metaunsup.data.root.PlatformDirs", Windows)
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda kind: {LOCAL: str(tmp_path / "local")}[kind])
    assert runs_root() == tmp_path / "local" / "metaunsup" / "runs"
    monkeypatch.setattr("metaunsup.data.root.PlatformDirs", MacOS)
    assert runs_root() == Path.home() / "Library" / "Application Support" / "metaunsup" / "runs"


def test_pools_are_kept_where_the_platform_keeps_what_can_be_had_again(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_DATA", "~/pools")
    assert data_root() == Path.home() / "pools"
    monkeypatch.setenv("METAUNSUP_DATA", str(tmp_path))
    assert data_root() == tmp_path
    monkeypatch.delenv("METAUNSUP_DATA")
    monkeypatch.setattr("metaunsup.data.root.PlatformDirs", Unix)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert data_root() == tmp_path / "cache" / "metaunsup"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert data_root() == Path.home() / ".cache" / "metaunsup"
    monkeypatch.setattr("metaunsup.data.root.PlatformDirs", Windows)
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda kind: {LOCAL: str(tmp_path / "local")}[kind])
    assert data_root() == tmp_path / "local" / "metaunsup"
    monkeypatch.setattr("metaunsup.data.root.PlatformDirs", MacOS)
    assert data_root() == Path.home() / "Library" / "Caches" / "metaunsup"


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
