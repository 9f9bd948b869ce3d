"""Putting files in place whole: on disk under another name first, then moved, so that no kill leaves half of one.

And a table as CSV that is safe to open.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from metaunsup.errors import MetaUnsupError

_FORMULA = ("=", "+", "-", "@", "\t", "\n")  # what a spreadsheet takes for the beginning of a formula


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """``rows`` below a line of ``columns``; a text that a spreadsheet would run as a formula begins with a quote."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return file.getvalue()


def _cell(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = "\n".join(value.splitlines())  # the writer quotes no bare "\r", behind which a reader begins a row
    return f"'{text}" if text.startswith(_FORMULA) else text


def replace_file(path: Path, data: bytes, *, make_folder: bool = True) -> None:
    """Put ``data`` at ``path`` in one move, on disk before it counts; says so in a sentence where that fails.

    ``make_folder``: make the folder too, if it is not there.
    """
    replace_files({path: data}, make_folder=make_folder)


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
