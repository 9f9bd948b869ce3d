"""What is handed over may be sent again and again, and does not fill the server."""

from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from metaunsup.ui.common import held_files, shell


def test_the_oldest_files_of_a_session_go_and_a_full_server_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shell.bound_held_files is held_files.bound_held_files
    assert MemoryUploadedFileManager.add_file is held_files._add_within
    monkeypatch.setattr(held_files, "MOST_EACH", 10)
    monkeypatch.setattr(held_files, "MOST_HELD", 25)
    manager = MemoryUploadedFileManager("/upload")

    def send(session: str, name: str, size: int) -> None:
        manager.add_file(session, UploadedFileRec(name, name, "", b"x" * size))

    for name, size in (("a", 4), ("b", 4), ("c", 2), ("d", 5), ("d", 3)):
        send("one", name, size)
    assert list(manager.file_storage["one"]) == ["c", "d"]
    send("two", "a", 10)
    send("three", "a", 9)
    with pytest.raises(HTTPException):
        send("four", "a", 2)
    assert sorted(manager.file_storage) == ["one", "three", "two"]
