"""Where downloaded pools live: METAUNSUP_DATA, else a cache folder of the user's, wherever the platform keeps those."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_root() -> Path:
    """The folder pools are looked for and downloaded into; it need not exist yet."""
    chosen = os.environ.get("METAUNSUP_DATA", "").strip()
    # os.path leaves "~nobody" as it is, where pathlib raises
    return Path(os.path.expanduser(chosen)).absolute() if chosen else _user_cache() / "metaunsup"  # noqa: PTH111


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
