"""A run's folder, read and written: it is the truth, and whatever somebody did to it is read without a traceback.

``run.json`` says what the run is and what people call it; ``status.json``, written by whoever owns the run, what
became of it; ``metrics.jsonl`` has a line a step.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from metaunsup.data.files import replace_file
from metaunsup.data.foreign import lines_backwards, open_regular, parse_json, read_json
from metaunsup.data.text import one_line, printable
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.paths import CHECKPOINT, METRICS, RUN, STATE, STATUS

FORMAT = 1
QUEUED, RUNNING, PAUSED, INTERRUPTED = "queued", "running", "paused", "interrupted"
CANCELLED, DONE, FAILED = "cancelled", "done", "failed"
LONGEST = 1e11  # seconds of practice; more are none
STATUSES = (QUEUED, RUNNING, PAUSED, INTERRUPTED, CANCELLED, DONE, FAILED)


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Put ``content`` at ``path`` in one move; raises ``cannot_write``."""
    text = json.dumps({"format": FORMAT, **content}, indent=1, ensure_ascii=False) + "\n"
    # a folder that somebody deleted stays deleted
    replace_file(path, text.encode(errors="backslashreplace"), make_folder=False)


def write_status(folder: Path, status: str, **more: Any) -> None:
    """Say what became of the run; only its owner may."""
    write(folder / STATUS, {"status": status, **more})


def read(path: Path) -> dict[str, Any]:
    """A JSON file of this room; raises ``run_damaged`` or ``run_newer``."""
    try:
        content = read_json(path)
        version = int(content["format"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise MetaUnsupError("run_damaged", file=path.name) from error
    if version > FORMAT:
        raise MetaUnsupError("run_newer", version=version, known=FORMAT)
    return dict(content)


def as_error(problem: MetaUnsupError) -> dict[str, Any]:
    """A sentence's code and fields as JSON holds them: plain values, lists of names, and all else as text."""
    return {"code": problem.code, "fields": problem.plain_fields()}


def from_error(error: Any) -> MetaUnsupError | None:
    """The reverse; None for none, ``run_damaged`` for what is no sentence of this program (any more)."""
    if error is None:
        return None
    try:
        problem = MetaUnsupError(str(error["code"]), **error["fields"])
        str(problem)  # an unknown code, or a gap that nothing fills
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return MetaUnsupError("run_damaged", file=STATUS)
    return problem


def stamp(folder: Path | str) -> str:
    """Changes when somebody touches what ``facts`` reads."""
    parts = []
    for name in (RUN, STATUS, CHECKPOINT, STATE):
        try:
            status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - four for every run of the list: pathlib is slower
            parts.append(f"{status.st_mtime_ns}.{status.st_size}")
        except OSError:
            parts.append("-")
    return " ".join(parts)


def holds(folder: Path, run_id: str) -> bool:
    """Whether the folder is (still) that of the run: by its own name, else by the id in it.

    Somebody may have emptied a folder of theirs and trained in it again. A file that cannot be read denies nothing.
    """
    if folder.name == run_id:
        return True
    if not (folder / RUN).exists():
        return False
    try:
        return read(folder / RUN).get("id", run_id) == run_id
    except MetaUnsupError:
        return True


def facts(folder: Path, run_id: str) -> dict[str, Any]:
    """All that the folder says of the run, as columns of the list; never raises.

    A folder that is another run's by now says only that this one's is gone. What cannot be read makes the run "failed"
    with a sentence; columns that nothing is known of are left out (``BLANK`` has something for each). "running" means
    that it was said to be: whether somebody owns it is not looked at here.
    """
    found: dict[str, Any] = {"stamp": stamp(folder), "folder": str(folder)}
    try:
        found |= _identity(_described(folder, run_id))
        found |= _progress(folder / METRICS)
        found |= _outcome(folder, found)
    except MetaUnsupError as problem:
        found |= {"status": FAILED, "error": as_error(problem), "stage": None}
    return found


BLANK: dict[str, Any] = {
    "name": "",
    "note": "",
    "starred": False,
    "settings": {},
    "created": 0.0,
    "token": None,
    "branch_of": None,
    "learner": "",
    "pool": "",
    "seed": 0,
    "steps": 0,
    "status": INTERRUPTED,
    "stage": None,
    "started": None,
    "finished": None,
    "error": None,
    "step": 0,
    "loss": None,
    "accuracy": None,
    "kmeans": None,
    "seconds": 0.0,
    "items_seen": 0,
    "position": 0,
}


def _described(folder: Path, run_id: str) -> dict[str, Any]:
    if not folder.is_dir() or not holds(folder, run_id):
        raise MetaUnsupError("run_folder_gone", folder=folder)
    return read(folder / RUN)


def _identity(run: Mapping[str, Any]) -> dict[str, Any]:
    settings = run.get("settings")
    if not isinstance(settings, dict):
        raise MetaUnsupError("run_damaged", file=RUN)
    found = {key: run.get(key, BLANK[key]) for key in ("name", "note", "starred", "created", "token", "branch_of")}
    found |= {key: settings.get(key) for key in ("learner", "pool", "seed", "steps")} | {"settings": settings}
    for key, value in found.items():
        wanted = str if key in ("token", "branch_of") and value is not None else type(BLANK[key])
        alike = type(value) is wanted or (wanted is float and type(value) is int)
        if not alike or (wanted in (int, float) and not 0 <= value < 2**63):
            raise MetaUnsupError("run_damaged", file=RUN)
    found = {key: _characters(value) for key, value in found.items()}
    # the settings stay what they are, for somebody may begin again with them; what is shown gives no orders
    shown = {key: printable(value) for key, value in found.items() if isinstance(value, str)}
    return {**found, **shown, "name": one_line(found["name"])}


def _characters(value: Any) -> Any:
    """``value`` without what comes from a JSON escape and is no character: no database and no page takes it."""
    if isinstance(value, dict):
        return {_characters(key): _characters(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_characters(one) for one in value]
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def _outcome(folder: Path, found: Mapping[str, Any]) -> dict[str, Any]:
    if (folder / STATUS).exists():
        told = read(folder / STATUS)
    else:  # a folder that was trained in without a list
        told = {
            "status": DONE if found.get("step") == found["steps"] and (folder / CHECKPOINT).exists() else INTERRUPTED
        }
    status = told.get("status")
    if status not in STATUSES:
        raise MetaUnsupError("run_damaged", file=STATUS)
    needed = {DONE: (CHECKPOINT,), PAUSED: (STATE,), INTERRUPTED: (STATE,)}.get(status, ())
    for name in needed:
        path = folder / name
        if (path.stat().st_size == 0) if path.exists() else status == DONE:
            raise MetaUnsupError("run_damaged", file=name)
    problem = from_error(told.get("error"))
    times = {key: told.get(key) if _real(told.get(key)) else None for key in ("started", "finished")}
    position = told.get("position")
    return {
        "status": status,
        "stage": None,
        "error": None if problem is None else as_error(problem),
        "position": position if type(position) is int and 0 <= position < 2**63 else 0,
        **times,
    }


# -- metrics -------------------------------------------------------------------------------------------------------


def parse(line: bytes) -> dict[str, Any] | None:
    """A line of the metrics, or None for half a line or what is none."""
    try:
        found = parse_json(line, finite=False)
        start = found["step"] == 0 and found["loss"] is None  # before any practice there is no loss
        good = type(found["step"]) is int and all(
            _real(found[key]) for key in ("step", "loss", "seconds", "items_seen") if not (start and key == "loss")
        )
        good = good and min(found["step"], found["seconds"], found["items_seen"]) >= 0 and found["seconds"] < LONGEST
        validation = found.get("validation")
        for told in (validation, found.get("validation_few")):
            good = good and (told is None or all(_real(told[key]) for key in ("accuracy", "kmeans")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if good else None


def _real(value: Any) -> bool:
    """Whether it is a number that a database has room for."""
    if type(value) is int:
        return -(2**63) <= value < 2**63
    return type(value) is float and math.isfinite(value)


def _progress(path: Path) -> dict[str, Any]:
    """Where the metrics end: the last line that is one, and the last with a validation, read from the end."""
    last: dict[str, Any] | None = None
    with contextlib.suppress(OSError), open_regular(path) as file:
        for text in lines_backwards(file):
            if last is not None and b'"accuracy"' not in text:
                continue
            found = parse(text)
            if found is not None and found["step"] > 0:  # how well it did before practice is no result of it
                last = last or found
                if found.get("validation"):
                    return columns(last) | columns(found, only_score=True)
    return {} if last is None else columns(last)


def columns(line: Mapping[str, Any], *, only_score: bool = False) -> dict[str, Any]:
    """A line of the metrics as columns of the list."""
    validation = line.get("validation")
    score = {key: validation[key] for key in ("accuracy", "kmeans")} if validation else {}
    return score if only_score else {key: line[key] for key in ("step", "loss", "seconds", "items_seen")} | score
