"""What browsers have handed over is held in memory as long as their tab is open: so much of each, so much of all.

Streamlit bounds one file (``server.maxUploadSize``), but not how many a session sends one after the other.
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from metaunsup.data.limits import MOST_HELD, MOST_UPLOAD

# twice an upload: one that is too large must be there as a whole to be told so, and the one before may be there still
MOST_EACH = 2 * MOST_UPLOAD
_add_file = MemoryUploadedFileManager.add_file


def bound_held_files() -> None:
    """From now on a session's oldest files make room for its new ones, and a full server refuses."""
    MemoryUploadedFileManager.add_file = _add_within  # type: ignore[assignment, method-assign]


def _add_within(manager: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
    """``add_file``; raises ``HTTPException`` (503) where all sessions together hold too much."""
    own = manager.file_storage.get(session_id, {})
    held = {name: len(one.data) for name, one in list(own.items())}
    for name, size in list(held.items()):
        if sum(held.values()) + len(file.data) <= MOST_EACH:
            break
        manager.remove_file(session_id, name)
        held[name] -= size
    everything = sum(len(one.data) for files in list(manager.file_storage.values()) for one in list(files.values()))
    if everything + len(file.data) > MOST_HELD:
        raise HTTPException(status_code=503, detail="Too many files are being handed over; try again later.")
    _add_file(manager, session_id, file)
