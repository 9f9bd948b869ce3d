"""Where things live: downloaded pools and the runs of meta-training, each where a variable says, else with the user.

METAUNSUP_DATA and METAUNSUP_RUNS; without them folders of the user's, wherever the platform keeps such.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from platformdirs import PlatformDirs

from metaunsup.data.foreign import read_json
from metaunsup.errors import MetaUnsupError

RUN_ID = "[0-9a-z-]{1,40}"  # a regular expression
UPLOAD = "upload:"  # begins the names of pools that a browser sent (``kept``)
GREY = "grey:"  # before the path of a person's own pictures: without their colours
CHECKPOINT, STATE, METRICS = "checkpoint.safetensors", "state.safetensors", "metrics.jsonl"  # in a training's folder
MAP = "map.safetensors"


def data_root() -> Path:
    """The folder pools are looked for and downloaded into; it need not exist yet."""
    return _chosen("METAUNSUP_DATA") or _user().user_cache_path


def runs_root() -> Path:
    """The folder that runs are kept in, where nobody clears to make room; it need not exist yet."""
    return _chosen("METAUNSUP_RUNS") or _user().user_data_path / "runs"


def _chosen(variable: str) -> Path | None:
    chosen = os.environ.get(variable, "").strip()
    # os.path leaves "~nobody" as it is, where pathlib raises
    return Path(os.path.expanduser(chosen)).absolute() if chosen else None  # noqa: PTH111


def _user() -> PlatformDirs:
    return PlatformDirs("metaunsup", appauthor=False, opinion=False)


def is_run_id(text: str) -> bool:
    """Whether ``text`` can be the id of a run."""
    return re.fullmatch(RUN_ID, text) is not None


def run_folder(run_id: str) -> Path:
    """The folder of a run in ``runs_root()``; an id is no path, so nothing outside can be named.

    Refuses one that a link leads to and that another run is in by now.
    """
    if not is_run_id(run_id):
        raise MetaUnsupError("run_id", run=run_id[:40])
    folder = runs_root() / run_id
    if folder.is_symlink():
        own = run_id
        with contextlib.suppress(OSError, ValueError, AttributeError):  # what cannot be read denies nothing
            own = read_json(folder / "run.json").get("id", run_id)
        if own != run_id:
            raise MetaUnsupError("run_folder_gone", folder=folder)
    return folder


def is_file(path: Path) -> bool:
    """Whether ``path`` is a file that can be reached; False where pathlib raises (no permission, an overlong name)."""
    return os.path.isfile(path)  # noqa: PTH113


def own_place(name: str) -> tuple[str, str | None] | None:
    """The path that ``name`` is, and the label column that may stand behind its last ``#``; None where nothing is."""
    # os.path leaves "~nobody" as it is, and says False for an overlong name, where pathlib raises
    path = os.path.expanduser(name)  # noqa: PTH111
    if os.path.exists(path):  # noqa: PTH110
        return path, None
    path, mark, label = path.rpartition("#")
    return (path, label) if mark and label and os.path.isfile(path) else None  # noqa: PTH113
