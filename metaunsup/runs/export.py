"""Runs to hand on: a list as CSV, a run as JSON, a checkpoint as a ZIP. No file tells a place on this machine."""

from __future__ import annotations

import io
import json
import math
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from metaunsup.data.files import csv_text
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.paths import CHECKPOINT
from metaunsup.runs.rows import RunRow, differing, setting

COLUMNS: tuple[str, ...] = ("id", "name", "note", "starred", "status", "learner", "pool", "seed", "steps", "step")
COLUMNS += ("loss", "accuracy", "kmeans", "seconds", "items_seen", "created", "started", "finished", "branch_of")
_TIMES = {"created", "started", "finished"}


def as_csv(rows: Sequence[RunRow]) -> str:
    """A line a run, the settings that differ among them in columns of their own at the end."""
    extra = [name for name in differing(rows) if name not in COLUMNS]
    plain = [(row, described(row)) for row in rows]
    cells = ([one[name] for name in COLUMNS] + [public(setting(row, name)) for name in extra] for row, one in plain)
    return csv_text([*COLUMNS, *extra], cells)


def described(row: RunRow) -> dict[str, Any]:
    """A run as plain values: its columns, and its settings."""
    values = {name: getattr(row, name) for name in COLUMNS}
    values |= {name: None if values[name] is None else _moment(values[name]) for name in _TIMES}
    return {**values, "pool": public(row.pool), "settings": public_settings(row)}


def public_settings(row: RunRow) -> dict[str, Any]:
    """A run's settings without a place on this machine."""
    return {name: public(value) for name, value in row.settings.items()}


def as_json(row: RunRow, metrics: Sequence[Mapping[str, Any]]) -> str:
    """A run with its settings, what became of it and the whole curve."""
    return as_text({"format": 1, **described(row), "metrics": list(metrics)})


def as_text(content: Any) -> str:
    """``content`` as JSON that every reader takes: what is no finite number (a file edited by hand) becomes null."""
    return json.dumps(_finite(content), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def checkpoint_zip(row: RunRow) -> bytes:
    """The checkpoint and its description, to be unpacked and given to ``--checkpoint``; ``run_nothing_kept``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in (CHECKPOINT, "checkpoint.json"):
            try:
                archive.writestr(name, (Path(row.folder) / name).read_bytes())
            except FileNotFoundError as error:
                raise MetaUnsupError("run_nothing_kept", id=row.id) from error
            except OSError as error:
                raise MetaUnsupError("cannot_read", path=name, reason=error.strerror or error) from error
    return file.getvalue()


def _moment(seconds: float) -> str | None:
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    except (OverflowError, ValueError, OSError):
        return None  # edited by hand


def public(value: Any) -> Any:
    """A file's name as it may be told: its last two parts."""
    path = Path(value) if isinstance(value, str) else None
    return "/".join(path.parts[-2:]) if path is not None and path.is_absolute() else value
