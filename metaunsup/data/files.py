"""Putting files in place whole: on disk under another name first, then moved, so that no kill leaves half of one.

And tables as CSV and content as JSON that are safe to open and to print.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

from metaunsup.data.root import GREY
from metaunsup.data.text import printable
from metaunsup.errors import MetaUnsupError

_ESCAPED = {code: f"\\u{code:04x}" for code in range(127, 160)}  # orders to a terminal that JSON leaves as they are
_PATHS = ("path", "folder", "log", "out", "file", "where")  # fields of an error
_PATH = re.compile(r"(?<![\w/:.\\])(?:[A-Za-z]:)?(?:[\\/][^\\/\s'\",;:]+){2,}")
_FORMULA = tuple("=+-@\t\n＝＋－＠")  # what a spreadsheet takes for the beginning of a formula


def json_text(content: Any) -> str:
    """``content`` as JSON to be read by people, too: Chinese stays, control characters are escaped; refuses NaN."""
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).translate(_ESCAPED) + "\n"


def read_json(path: Path, most_bytes: int, otherwise: MetaUnsupError) -> Any:
    """The JSON in a file that anybody may have made; raises ``otherwise`` where it is none, or larger.

    Raises ``cannot_read`` where the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise MetaUnsupError("cannot_read", path=path, reason=error.strerror or error) from error
    try:
        return json.loads(data if len(data) <= most_bytes else b"")
    except (ValueError, RecursionError) as error:
        raise otherwise from error


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """``rows`` below a line of ``columns``; a text that a spreadsheet would run as a formula begins with a quote."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([_cell(name) for name in columns])
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return file.getvalue()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = "\n".join(str(value).splitlines())  # the writer quotes no bare "\r", behind which a reader begins a row
    text = printable(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def replace_file(path: Path, data: bytes, *, make_folder: bool = True) -> None:
    """Put ``data`` at ``path`` in one move, on disk before it counts; says so in a sentence where that fails.

    ``make_folder``: make the folder too, if it is not there.
    """
    replace_files({path: data}, make_folder=make_folder)


def leftovers(path: Path, *, remove: bool = False) -> list[Path]:
    """What a killed writer left of ``path`` under another name, or is being written by a process that lives.

    ``remove``: take away what no process is writing.
    """
    found = [one for one in path.parent.glob(f".{path.name}.*") if one.suffix[1:].isdecimal()]
    for one in found if remove else ():
        if not _alive(int(one.suffix[1:])):
            one.unlink(missing_ok=True)
    return found


def _alive(process: int) -> bool:
    if process == os.getpid() or os.name == "nt":  # there, asking is killing
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def replace_files(contents: Mapping[Path, bytes], *, make_folder: bool = True) -> None:
    """``replace_file`` for several: all are on disk before the first is moved, so a full disk changes none."""
    temporaries = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in contents}
    path = next(iter(contents))
    try:
        for path, data in contents.items():
            if make_folder:
                path.parent.mkdir(parents=True, exist_ok=True)
            with open(temporaries[path], "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path, temporary in temporaries.items():
            temporary.replace(path)
    except OSError as error:
        for temporary in temporaries.values():
            with contextlib.suppress(OSError):  # it may never have been made, or lie below a file
                temporary.unlink()
        raise MetaUnsupError("cannot_write", path=path, reason=error.strerror or error) from error


def as_published(file: str) -> str:
    """A file's name as what is handed on may tell it: as it was given, but no place on this machine."""
    if file.startswith(GREY):
        return GREY + as_published(file.removeprefix(GREY))
    path = PureWindowsPath(file) if PureWindowsPath(file).drive else Path(file)
    outside = path.is_absolute() or file.startswith("~")
    return "/".join(part for part in path.parts[-2:] if part != path.anchor) if outside else file


def without_paths(error: MetaUnsupError) -> MetaUnsupError:
    """The same problem with names of files for whole paths: who reads it elsewhere has no use for them."""
    return MetaUnsupError(error.code, **{name: _without_path(name, value) for name, value in error.fields.items()})


def _without_path(name: str, value: object) -> object:
    if name in _PATHS:
        return PurePath(str(value).replace("\\", "/")).name
    if isinstance(value, str | BaseException | PurePath):  # what another program said may name a file, too
        return _PATH.sub(lambda found: PurePath(found[0].replace("\\", "/")).name, str(value))
    return value
