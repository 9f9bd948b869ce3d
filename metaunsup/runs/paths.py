"""Where runs live: ``runs_root()/ID`` for each, a link where a person chose a folder elsewhere; and what is in one."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import time
from pathlib import Path

from metaunsup.data.files import leftovers
from metaunsup.data.root import CHECKPOINT, MAP, METRICS, STATE, is_run_id, run_folder, runs_root

__all__ = ["CHECKPOINT", "MAP", "METRICS", "STATE", "is_run_id", "link", "new_id", "remove", "run_folder", "runs_root"]

RUN, STATUS, LOG, LOCK, CARD = "run.json", "status.json", "log.txt", "lock", "checkpoint.json"
DRAFT_SECONDS = 3600.0  # far longer than making a run takes
WRITTEN = (RUN, STATUS, METRICS, MAP, LOG, CHECKPOINT, STATE, CARD, "state.json", LOCK)  # all that a run writes


def new_id() -> str:
    """An id that no other run has; it alone names the folder, whatever the run is called."""
    return secrets.token_hex(4)


def link(root: Path, run_id: str, folder: Path) -> None:
    """Let ``root/ID`` lead to a folder elsewhere, so that whoever knows the id or reads the root finds it.

    Where links are not to be had (Windows without the right to make them), only the list's database knows the folder.
    """
    with contextlib.suppress(OSError):
        root.mkdir(parents=True, exist_ok=True)
        (root / run_id).symlink_to(folder, target_is_directory=True)


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed process wrote under another name of the files that say what the run is."""
    with contextlib.suppress(OSError):
        for name in (RUN, STATUS):
            leftovers(folder / name, remove=True)


def drafts(root: Path) -> list[Path]:
    """What is left of runs that a killed process was making or deleting; or one that lives is deleting.

    Who makes or deletes a run holds the list's lock for writing: who holds it, too, may remove what is found.
    """
    found = []
    for draft in (*root.glob(".*.new"), *root.glob(".*.deleted")):
        with contextlib.suppress(OSError):  # another process removes it
            # somebody may have replaced the list, and its lock, under a process that makes a run
            young = draft.suffix == ".new" and abs(time.time() - draft.stat().st_mtime) < DRAFT_SECONDS
            if is_run_id(draft.stem[1:]) and draft.is_dir() and not draft.is_symlink() and not young:
                found.append(draft)
    return found


def remove(root: Path, run_id: str, folder: Path | None) -> None:
    """Delete a run's files, of a ``folder`` that a person chose only what a run writes; None: only the way there."""
    place = root / run_id
    if place.is_dir() and not place.is_symlink():
        aside = place.with_name(f".{run_id}.deleted")  # in one move: half a run is never seen
        place.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
        return
    if folder is None:
        place.unlink(missing_ok=True)
        return
    for name in WRITTEN:
        for left in (folder / name, *folder.glob(f".{name}.*")):
            left.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
    place.unlink(missing_ok=True)
