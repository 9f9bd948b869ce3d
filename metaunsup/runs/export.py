"""Runs to hand on: a list as CSV, a run as JSON, a checkpoint as a ZIP. No file tells a place on this machine."""

from __future__ import annotations

import io
import json
import math
import time
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from metaunsup.data.files import as_published, csv_text, json_text
from metaunsup.data.foreign import open_regular, parse_json
from metaunsup.data.root import UPLOAD
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.paths import CARD, CHECKPOINT, MAP
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
    told: dict[str, Any] = public(row.settings)
    return told


def as_json(row: RunRow, metrics: Sequence[Mapping[str, Any]]) -> str:
    """A run with its settings, what became of it and the whole curve."""
    return as_text({"format": 1, **described(row), "metrics": list(metrics)})


def as_text(content: Any) -> str:
    """``content`` as JSON that every reader takes: what is no finite number (a file edited by hand) becomes null."""
    return json_text(_finite(content))


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def checkpoint_zip(row: RunRow) -> bytes:
    """The checkpoint and its description, to be unpacked and given to ``--checkpoint``; ``run_nothing_kept``.

    Only files of the folder's own: a link could lead to anything that the server may read.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in (CHECKPOINT, CARD):
            try:
                with open_regular(row.place / name, follow_links=False) as kept:
                    data = kept.read()
                archive.writestr(name, _public_card(data) if name == CARD else data)
            except FileNotFoundError as error:
                raise MetaUnsupError("run_nothing_kept", id=row.id) from error
            except OSError as error:
                raise MetaUnsupError("cannot_read", path=name, reason=error.strerror or error) from error
    return file.getvalue()


def map_csv(row: RunRow) -> str:
    """The map of a run: a line for each picture at each point, on the plane that is fitted to all points.

    Raises ``run_no_map`` where none was kept.
    """
    from metaunsup.training.practice_map import read_map  # which needs torch

    found = read_map(row.place / MAP)
    if found is None:
        raise MetaUnsupError("run_no_map", id=row.id)
    return csv_text(("step", "item", "x", "y", "group"), found.rows())


def _public_card(data: bytes) -> bytes:
    """A card without a place on this machine; one that is none stays out, for nobody knows what is in it."""
    try:
        card = parse_json(data)
    except ValueError as error:
        raise MetaUnsupError("run_damaged", file=CARD) from error
    told = public(card)
    return (
        data
        if told == card
        else (json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode(errors="replace")
    )


def _moment(seconds: float) -> str | None:
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    except (OverflowError, ValueError, OSError):
        return None  # edited by hand


def public(value: Any) -> Any:
    """What may be told of a setting, or of anything like JSON: of a file's name the last two parts."""
    if isinstance(value, Mapping):
        return {public(name): public(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [public(one) for one in value]
    if isinstance(value, str) and value.startswith(UPLOAD):
        from metaunsup.data.kept import as_told  # loads torch

        return as_told(value)
    return as_published(value) if isinstance(value, str) else value
