"""Putting files in place whole: on disk under another name first, then moved, so that no kill leaves half of one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from metaunsup.errors import MetaUnsupError


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
