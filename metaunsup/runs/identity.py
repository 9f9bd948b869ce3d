"""What a run is and what people call it: the content of its ``run.json``."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.rows import plain

LONGEST_NAME, LONGEST_NOTE = 100, 5000


def identity(
    settings: Mapping[str, Any], *, name: str | None = None, token: str | None = None, branch_of: str | None = None
) -> dict[str, Any]:
    """The content of a new ``run.json``, but for the id."""
    return {
        "name": checked_name(name or "") or usual_name(settings),
        "note": "",
        "starred": False,
        "settings": dict(settings),
        "created": time.time(),
        "token": None if token is None else digest(token),
        "branch_of": branch_of,
        "cwd": str(Path.cwd()),
    }


def usual_name(settings: Mapping[str, Any]) -> str:
    """The name of a run that nobody named."""
    return checked_name(f"{settings.get('learner')} {Path(str(settings.get('pool'))).name}"[:LONGEST_NAME])


def checked_name(name: str) -> str:
    """A name on one line; raises ``run_name_long``. Any character will do, for no file is called after it."""
    name = " ".join("".join(one if one.isprintable() else " " for one in plain(name)).split())
    if len(name) > LONGEST_NAME:
        raise MetaUnsupError("run_name_long", length=len(name), most=LONGEST_NAME)
    return name


def digest(token: str) -> str:
    """What is kept of a token, so that who reads the folder cannot take the run over."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def owns(token: str, kept: object) -> bool:
    """Whether ``kept``, what a run's folder says or somebody wrote there, is the digest of ``token``."""
    if not isinstance(kept, str):
        return False
    # as bytes: text that is not ASCII cannot be compared
    return hmac.compare_digest(kept.encode(errors="replace"), digest(token).encode())
