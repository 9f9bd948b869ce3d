"""What a training builds on: what practised on an upload is handed on to nothing that outlives the upload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.data.root import UPLOAD, run_folder
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.paths import RUN

if TYPE_CHECKING:
    from metaunsup.training.settings import TrainingSettings


def refuse_outliving(settings: TrainingSettings) -> None:
    """Refuse (``upload_outlived``) to begin with, or to cluster by, a run on an upload, but on that same upload.

    Else what was learned of it would be in a run that is listed for everybody and stays when the upload is deleted.
    So at the command line, too, however the run is named: whoever trains there may look at everything here, but is
    not who sent the data. A checkpoint that its owner has saved elsewhere is no run's: they have handed it on.
    """
    for reference in _references(settings.as_json()):
        if (folder := _folder_of(reference)) is None or not (folder / RUN).is_file():
            continue
        known = files.read(folder / RUN).get("settings")
        pool = known.get("pool") if isinstance(known, dict) else None
        if isinstance(pool, str) and pool.startswith(UPLOAD) and pool != settings.pool:
            raise MetaUnsupError("upload_outlived", reference=reference)


def private_pools(runs: Iterable[tuple[str, str, str, Mapping[str, Any]]]) -> dict[str, str]:
    """The upload that each run which knows one has learned from, by its id; ``runs``: id, pool, folder, settings.

    That is its own pool, or that of a run it began with or was clustered by, and so on: ``refuse_outliving`` lets no
    such run be made, but there may be some of before. A run whose ancestor has been deleted tells nothing: its
    checkpoint's card calls an upload and a folder of this machine alike, by their titles.
    """
    known = list(runs)
    found = {run_id: pool for run_id, pool, _, _ in known if pool.startswith(UPLOAD)}
    places = {Path(folder): run_id for run_id, _, folder, _ in known}
    parents = {run_id: [_run_of(one, places) for one in _references(settings)] for run_id, _, _, settings in known}
    for _ in known:  # a generation a round, and no more than there are runs
        heirs = {
            run_id: found[parent]
            for run_id, before in parents.items()
            if run_id not in found
            for parent in before
            if parent in found
        }
        if not heirs:
            break
        found |= heirs
    return found


def _references(settings: Mapping[str, Any]) -> list[str]:
    """The checkpoints that settings name and use: to begin with, and to make tasks with."""
    made_with = settings.get("embedding") if settings.get("episodes") in ("cactus", "lasium") else None
    return [one for one in (settings.get("start_from"), made_with) if isinstance(one, str) and one != "pca"]


def _folder_of(reference: str) -> Path | None:
    """The folder of the file that ``reference`` means; None of a shipped one."""
    kind, _, rest = reference.partition(":")
    if kind == "run":
        return run_folder(rest)
    return None if kind == "shipped" else Path(reference).resolve().parent


def _run_of(reference: str, places: Mapping[Path, str]) -> str | None:
    kind, _, rest = reference.partition(":")
    if kind in ("run", "shipped"):
        return rest if kind == "run" else None
    return places.get(Path(reference).parent)
