"""Where things live: downloaded pools and the runs of meta-training, each where a variable says, else with the user.

METAUNSUP_DATA and METAUNSUP_RUNS; without them folders of the user's, wherever the platform keeps such.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from metaunsup.errors import MetaUnsupError

RUN_ID = "[0-9a-z-]{1,40}"  # a regular expression
CHECKPOINT, STATE, METRICS = "checkpoint.safetensors", "state.safetensors", "metrics.jsonl"  # in a training's folder


def data_root() -> Path:
    """The folder pools are looked for and downloaded into; it need not exist yet."""
    chosen = os.environ.get("METAUNSUP_DATA", "").strip()
    # os.path leaves "~nobody" as it is, where pathlib raises
    return Path(os.path.expanduser(chosen)).absolute() if chosen else _user_cache() / "metaunsup"  # noqa: PTH111


def runs_root() -> Path:
    """The folder that runs are kept in; it need not exist yet."""
    chosen = os.environ.get("METAUNSUP_RUNS", "").strip()
    return Path(os.path.expanduser(chosen)).absolute() if chosen else _user_data() / "metaunsup" / "runs"  # noqa: PTH111


def is_run_id(text: str) -> bool:
    """Whether ``text`` can be the id of a run."""
    return re.fullmatch(RUN_ID, text) is not None


def run_folder(run_id: str) -> Path:
    """The folder of a run in ``runs_root()``; an id is no path, so nothing outside can be named."""
    if not is_run_id(run_id):
        raise MetaUnsupError("run_id", run=run_id[:40])
    return runs_root() / run_id


def is_file(path: Path) -> bool:
    """Whether ``path`` is a file that can be reached; False where pathlib raises (no permission, an overlong name)."""
    return os.path.isfile(path)  # noqa: PTH113


def _user_cache() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG rules say that a relative path there is invalid and to be ignored.
    return Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".cache"


def _user_data() -> Path:
    """Unlike a cache, what is kept here nobody clears to make room."""
    if sys.platform in ("win32", "darwin"):
        return _user_cache() if sys.platform == "win32" else Path.home() / "Library" / "Application Support"
    chosen = os.environ.get("XDG_DATA_HOME", "")
    return Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".local" / "share"
