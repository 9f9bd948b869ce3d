"""Reading files that anybody, or an accident, may have written: bounded in time and memory, and never half believed."""

from __future__ import annotations

import json
import math
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

DEEPEST = 32  # levels of lists and objects; what this program writes has six
LARGEST = 1 << 24  # bytes of a JSON file; what this program writes has thousands
LONGEST = 1 << 16  # bytes of a line; what this program writes has hundreds
_BLOCK = 1 << 16


def open_regular(path: Path | str, *, follow_links: bool = True) -> BinaryIO:
    """``path`` opened to be read; raises OSError for what is no file: a pipe or a device would never end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags | (0 if follow_links else getattr(os, "O_NOFOLLOW", 0)))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(22, "not a regular file", str(path))
    return os.fdopen(descriptor, "rb")


def read_json(path: Path | str) -> Any:
    """The content of a JSON file; raises OSError, and ValueError as ``parse_json`` does."""
    with open_regular(path) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError("too long")
    return parse_json(data)


def parse_json(text: str | bytes, *, finite: bool = True) -> Any:
    """``text`` as JSON; raises ValueError for what is none, for what is nested too deep and, if ``finite``, for NaN."""
    try:
        found = json.loads(text, parse_constant=_refuse, parse_float=_finite) if finite else json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    level: list[Any] = [found]
    for _ in range(DEEPEST + 1):
        level = [
            one for it in level if isinstance(it, list | dict) for one in (it.values() if type(it) is dict else it)
        ]
        if not level:
            return found
    raise ValueError("nested too deep")


def _refuse(_: str) -> NoReturn:
    raise ValueError("no JSON number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("a number beyond all floats")
    return value


def lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines of ``file`` from where it stands, those longer than ``LONGEST`` left out, so memory is bounded."""
    while line := file.readline(LONGEST):
        if line.endswith(b"\n") or len(line) < LONGEST:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST)


def lines_backwards(file: BinaryIO) -> Iterator[bytes]:
    """Lines of ``file``, without their ends, from its last to its first; those longer than ``LONGEST`` left out."""
    position = file.seek(0, os.SEEK_END)
    rest, skipping = b"", False  # the end of a line whose beginning is still to be read
    while position > 0:
        size = min(_BLOCK, position)
        position = file.seek(position - size)
        first, *others = file.read(size).split(b"\n")
        for part in reversed(others):
            line, rest = part + rest, b""
            if not skipping and len(line) < LONGEST:
                yield line
            skipping = False
        rest = first + rest
        if len(rest) >= LONGEST:
            rest, skipping = b"", True
    if not skipping:
        yield rest
