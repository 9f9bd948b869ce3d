"""What a training builds on: what practised on an upload is handed on to nothing that outlives the upload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metaunsup.data.root import UPLOAD, run_folder
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.paths import RUN

if TYPE_CHECKING:
    from metaunsup.training.settings import TrainingSettings


def refuse_outliving(settings: TrainingSettings) -> None:
    """Refuse (``upload_outlived``) to begin with, or to cluster by, a run on an upload, but on that same upload.

    Else what was learned of it would be in a run that is listed for everybody and stays when the upload is deleted.
    """
    for reference in (settings.start_from, settings.given):
        kind, _, run_id = (reference or "").partition(":")
        if kind != "run" or not (about := run_folder(run_id) / RUN).is_file():
            continue
        known = files.read(about).get("settings")
        pool = known.get("pool") if isinstance(known, dict) else None
        if isinstance(pool, str) and pool.startswith(UPLOAD) and pool != settings.pool:
            raise MetaUnsupError("upload_outlived", reference=reference)
