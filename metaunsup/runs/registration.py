"""Putting a training on the list: what its folder must say, and the line that the list gets."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.folder import RUNNING
from metaunsup.runs.identity import identity
from metaunsup.runs.paths import RUN, is_run_id, link, new_id
from metaunsup.runs.scan import adopt
from metaunsup.runs.store import Store
from metaunsup.runs.table import Run

if TYPE_CHECKING:
    from metaunsup.training.settings import TrainingSettings


def known_run(folder: Path) -> dict[str, Any] | None:
    """What the folder says its run is; None where no run was ever there. Raises ``run_damaged``, ``run_newer``."""
    return files.read(folder / RUN) if (folder / RUN).exists() else None


def register(
    store: Store,
    settings: TrainingSettings,
    folder: Path,
    known: Mapping[str, Any] | None,
    begun: float,
    stage: str | None = None,
) -> str:
    """Say in ``folder``, which this process owns, and in the list that the run is under way; returns its id.

    A list that cannot be written keeps no training from going on: the folder says everything.
    """
    import torch

    run_id = _id(store.root, folder, known)
    told = {**(known or identity(settings.as_json())), "id": run_id, "settings": settings.as_json()}
    told.setdefault("threads", torch.get_num_threads())
    if told != known:
        files.write(folder / RUN, told)
    files.write_status(folder, RUNNING, started=begun)

    def take_over(session: Session) -> None:
        if session.get(Run, run_id) is None:
            adopt(session, run_id, folder)
        session.execute(update(Run).where(Run.id == run_id).values(beat=time.monotonic(), **columns))

    columns = {**files.facts(folder, run_id), "status": RUNNING, "stage": stage}
    if stage is None:  # the queue has forgotten what was asked of it before: one asks the process that starts
        columns["request"] = None
    with contextlib.suppress(MetaUnsupError):
        store.database.write(take_over)
    return run_id


def _id(root: Path, folder: Path, known: Mapping[str, Any] | None) -> str:
    """The id under which the root finds ``folder``; a new one for a folder of a person's own, or a copy of a run."""
    if folder.parent == root and is_run_id(folder.name):
        return folder.name
    own = str((known or {}).get("id"))
    place = root / own
    if is_run_id(own) and place.is_symlink() and place.resolve() == folder.resolve():
        return own
    if not is_run_id(own) or place.exists() or place.is_symlink():
        own = new_id()
    link(root, own, folder)
    return own
