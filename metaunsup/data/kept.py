"""Pools that a browser sent: kept on this server for it alone, until it deletes them or they expire.

What is kept is the finished pool, never the file that came. A name is the owner's and the content's hash, and nothing
that a person typed is ever a part of a path; a name that is not of this form leads nowhere. The owner is the SHA-256
of the key that the browser keeps to itself, so whoever sees a name, or a folder, does not have the key.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from metaunsup.data.files import json_text, replace_files
from metaunsup.data.foreign import read_json
from metaunsup.data.limits import DAYS_KEPT, MOST_KEPT, MOST_KEPT_BYTES
from metaunsup.data.pool import Pool
from metaunsup.data.report import Report
from metaunsup.data.root import GREY, UPLOAD, runs_root
from metaunsup.data.text import one_line
from metaunsup.errors import MetaUnsupError

PREFIX = UPLOAD
ID = "[0-9a-f]{16}"
_NAME = re.compile(rf"upload:([0-9a-f]{{32}})/({ID})")
_IN_GREY = "pool.note.grey"  # of what was done, in a report
_LONGEST = 80  # characters of a title
_TENSORS = ("images", "parts", "hashes", "labels")


@dataclass(frozen=True)
class Kept:
    """An upload of ``owner``: its ``id``, what its file was called, how many items, and when it was last used."""

    owner: str
    id: str
    title: str
    items: int
    used: float

    @property
    def name(self) -> str:
        """By which ``load_pool`` finds it; whoever has the name has the pool, so no page takes one from a link."""
        return f"{PREFIX}{self.owner}/{self.id}"


def owner_of(key: str) -> str:
    """Who keeps the ``key`` of a browser; the key does not follow from it."""
    return hashlib.sha256(f"metaunsup upload {key}".encode()).hexdigest()[:32]


def root() -> Path:
    """Where they are; a folder that is no run's, since no run is called so."""
    return runs_root() / ".uploads"


def keep(pool: Pool, title: str, owner: str) -> Kept:
    """Keep ``pool`` for ``owner``; the same content again takes the place of what there was.

    Raises ``uploads_full`` where the owner has as many as may be kept, ``uploads_no_room`` where all have.
    """
    sweep()
    tensors = {name: getattr(pool, name).contiguous() for name in _TENSORS if getattr(pool, name) is not None}
    data = save(tensors)
    report = pool.report or Report("pictures")
    about: dict[str, Any] = {
        "title": one_line(title)[:_LONGEST] or "?",
        "items": len(pool),
        "class_names": pool.class_names,
        "note": pool.note,
        "columns": pool.columns,
        "report": [report.kind, report.left_out, report.left_out_count, report.done],
    }
    content = hashlib.sha256(data + json_text([pool.class_names, pool.note]).encode(errors="replace"))
    one = Kept(owner, content.hexdigest()[:16], about["title"], len(pool), time.time())
    others = [other for other in kept(owner) if other.id != one.id]
    if len(others) >= MOST_KEPT:
        raise MetaUnsupError("uploads_full", most=MOST_KEPT)
    if sum(file.stat().st_size for file in root().glob("*/*")) + len(data) > MOST_KEPT_BYTES:
        raise MetaUnsupError("uploads_no_room", days=round(DAYS_KEPT))
    folder = _folder(one)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json_text(about).encode(errors="backslashreplace")
    replace_files({folder / f"{one.id}.safetensors": data, folder / f"{one.id}.json": text})
    return one


def kept(owner: str) -> list[Kept]:
    """What ``owner`` keeps here, that used last first; without what has expired, or somebody has damaged."""
    found = []
    for path in _files(root() / owner if re.fullmatch("[0-9a-f]{32}", owner) else None):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            used = path.stat().st_mtime
            about = read_json(path)
            if not _expired(used):
                found.append(Kept(owner, path.stem, one_line(str(about["title"])), int(about["items"]), used))
    return sorted(found, key=lambda one: -one.used)


def is_kept(name: str) -> bool:
    """Whether the pool called ``name`` is still here; asking does not put off its end."""
    parts = _NAME.fullmatch(name)
    try:
        return parts is not None and not _expired((root() / parts[1] / f"{parts[2]}.json").stat().st_mtime)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # a disk that does not answer for a while: nothing is deleted for that
        return True


def as_told(pool: str) -> str:
    """The name of a pool as commands, and what is handed on, give it: a person's own lies wherever they have it.

    Whoever has the whole name of an upload has the data. Colours that it came with were left out.
    """
    if not pool.startswith(PREFIX):
        return pool
    done: Any = ()
    if (parts := _NAME.fullmatch(pool)) is not None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, IndexError):  # gone by now, or damaged
            done = read_json(root() / parts[1] / f"{parts[2]}.json")["report"][3]
    return f"{GREY}YOUR_FILE" if _IN_GREY in done else "YOUR_FILE"


def load_kept(name: str) -> Pool:
    """The pool called ``name``; using it puts off its end. Raises ``upload_gone``."""
    parts = _NAME.fullmatch(name)
    if parts is None:
        raise MetaUnsupError("upload_gone")
    path = root() / parts[1] / f"{parts[2]}.json"
    try:
        if _expired(path.stat().st_mtime):
            raise MetaUnsupError("upload_gone")
        os.utime(path)
        return _loaded(path, path.with_suffix(".safetensors").stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        if isinstance(error, MetaUnsupError):
            raise
        raise MetaUnsupError("upload_gone") from error


@lru_cache(maxsize=4)
def _loaded(path: Path, stamp: int) -> Pool:
    tensors, about = load(path.with_suffix(".safetensors").read_bytes()), read_json(path)
    kind, left_out, count, done = about["report"]
    labels: Tensor | None = tensors.get("labels")
    return Pool(
        name=f"folder:{one_line(str(about['title']))}",
        images=tensors["images"],
        labels=labels,
        parts=tensors["parts"],
        hashes=tensors["hashes"],
        class_names=tuple(map(str, about["class_names"])),
        note=about["note"],
        report=Report(kind, tuple((what, why) for what, why in left_out), count, tuple(done)),
        columns=tuple(map(str, about.get("columns", ()))),  # one that was kept before they were has none
    )


def forget(one: Kept) -> None:
    """Delete it; it need not be there any more."""
    for suffix in (".json", ".safetensors"):
        (_folder(one) / f"{one.id}{suffix}").unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # others of the same owner are in it
        _folder(one).rmdir()
    _loaded.cache_clear()


def sweep() -> None:
    """Delete whatever has expired, whoever's it is."""
    with contextlib.suppress(OSError):
        for folder in root().iterdir():
            for path in _files(folder):
                if _expired(path.stat().st_mtime):
                    forget(Kept(folder.name, path.stem, "", 0, 0.0))
            if not any(folder.iterdir()):
                shutil.rmtree(folder, ignore_errors=True)


def in_grey(pool: Pool) -> Pool:
    """The pool without its colours, and its report says so: what comes with the program has practised on grey."""
    if pool.images.ndim == 2 or pool.images.shape[1] == 1:
        return pool
    weights = torch.tensor([0.299, 0.587, 0.114])[:, None, None]  # brightness as in ITU-R BT.601
    grey = (pool.images * weights).sum(1, keepdim=True).round().to(torch.uint8)
    report = pool.report and replace(pool.report, done=(*pool.report.done, _IN_GREY))
    return replace(pool, images=grey, report=report)


def _files(folder: Path | None) -> Iterator[Path]:
    if folder is not None and folder.is_dir():
        yield from (path for path in folder.glob("*.json") if re.fullmatch(ID, path.stem))


def _folder(one: Kept) -> Path:
    return root() / one.owner


def _expired(used: float) -> bool:
    return time.time() - used > DAYS_KEPT * 86_400
