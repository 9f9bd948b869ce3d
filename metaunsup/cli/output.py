"""What the commands print and write: tables that line up in Chinese too, progress bars, JSON files."""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import wcwidth

from metaunsup.data.text import one_line
from metaunsup.errors import MetaUnsupError

T = TypeVar("T")


def display_width(text: str) -> int:
    """Columns that ``text`` takes on a terminal, where a Chinese character takes two."""
    return int(wcwidth.width(text))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns; broken at spaces, and between Chinese characters."""
    lines, line = [], ""
    for piece in _pieces(one_line(" ".join(text.split()))):
        if line and display_width(line + piece.rstrip()) > width and piece.strip() not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def paragraph(text: str, indent: str = "") -> str:
    """``text`` broken to the terminal's width (at most 100 columns), every line after ``indent``."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 100) - display_width(indent)
    return "\n".join(indent + line for line in wrap(text, max(width, 20)))


_NEVER_FIRST = tuple("，。；：、！？）》”")  # may not begin a line


def _pieces(text: str) -> Iterator[str]:
    """Unbreakable pieces: words with the space after them, single Chinese characters."""
    word = ""
    for character in text:
        if display_width(character) == 2:
            if word:
                yield word
            word = ""
            yield character
        else:
            word += character
            if character == " ":
                yield word
                word = ""
    if word:
        yield word


def table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Rows of cells as aligned columns, those numbered in ``right`` to the right; a cell is one line, and no orders."""
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    on_right = set(right)
    lines = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row):
            align = wcwidth.rjust if column in on_right else wcwidth.ljust
            cells.append(align(cell, widths[column]))
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def bar(work: Iterable[T], total: int | None = None, words: str = "", **settings: Any) -> Any:
    """``work`` behind a progress bar on standard error; on anything but a terminal there is none."""
    from tqdm import tqdm

    return tqdm(
        work, total=total, desc=words, disable=not sys.stderr.isatty(), file=sys.stderr, dynamic_ncols=True, **settings
    )


def output_file(text: str, option: str, kinds: Sequence[str] = ()) -> Path:
    """``text`` as a file that can be written, tried before the long work so that none of it is lost.

    ``kinds``: the endings (".png") of what ``option`` can write; empty: whatever it is called.
    """
    path = Path(text)
    if not text.strip() or (path.exists() and not path.is_file()):
        # /dev/null and folders too: the finished file is moved into place, and would replace a device
        raise MetaUnsupError("cli_not_a_file", option=option, path=text)
    if kinds and path.suffix.lower() not in kinds:
        raise MetaUnsupError("cli_file_kind", option=option, path=text, kinds=tuple(kinds))
    try_writing(path.parent)
    return path


def output_folder(text: str, option: str) -> Path:
    """``text`` as a folder, there or not yet; ``try_writing`` makes it."""
    path = Path(text)
    if not text.strip() or (path.exists() and not path.is_dir()):
        raise MetaUnsupError("cli_not_a_folder", option=option, path=text)
    return path


def try_writing(folder: Path) -> None:
    """Write something into ``folder``, made where it is not there, and take it away again."""
    probe = folder / f".metaunsup.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with open(probe, "wb") as file:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise MetaUnsupError("cannot_write", path=folder, reason=error.strerror or error) from error
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Put ``content`` at ``path`` in one move; keys stay in their order, Chinese stays readable.

    Bytes of a file's name that are no text arrive here as lone surrogates; they are written as JSON's own escapes.
    """
    from metaunsup.data.files import json_text, replace_file

    replace_file(path, json_text(content).encode(errors="backslashreplace"))


def number(value: float | None, digits: int = 3, *, signed: bool = False) -> str:
    """A number for a table; a dash where there is none."""
    return "-" if value is None or not math.isfinite(value) else f"{value:{'+' if signed else ''}.{digits}f}"


def with_interval(entry: Mapping[str, Any], *, signed: bool = False) -> str:
    """``{"mean", "ci95"}`` as mean +- half the interval's width; the mean alone where a single task leaves none."""
    mean, high = entry["mean"], entry["ci95"][1]
    return number(mean, signed=signed) + ("" if high is None else f" ± {number(high - mean)}")
