"""Tables as text: CSV, TSV and their kin, as people's programs write them, read row by row.

The separator, the encoding and whether the first row is a heading are found out and told. A column counts where every
cell of it that is not missing is a number; all others are left out and told, with the first cell that is none.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import math
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from metaunsup.data.limits import MOST_CELL, MOST_CELLS, MOST_CLASSES, MOST_COLUMNS, MOST_LINE, MOST_ROWS
from metaunsup.data.report import Remarks
from metaunsup.data.source import Source
from metaunsup.data.text import one_line
from metaunsup.errors import MetaUnsupError

MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", "?", "-", ".", "#n/a", "#value!", "#div/0!"))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_LOOK = 30  # rows by which the separator is found out
_SHOWN = 30  # characters of a cell that is told
_DECIMAL_COMMA = re.compile(r"\s*[+-]?\d+,\d+(?:[eE][+-]?\d+)?\s*")


@dataclass
class Table:
    """``values`` (N, D) float64, NaN where one is missing, of the columns ``names``; ``labels`` of the rows, if any."""

    names: list[str]
    values: np.ndarray
    labels: list[str] | None = None


@dataclass
class _Column:
    """One column while it is read; ``text`` is the first cell that is no number, and the row it stands in."""

    name: str
    cells: array[float] = field(default_factory=lambda: array("d"))
    text: tuple[int, str] | None = None


def read_table(source: Source, label: str | None, remarks: Remarks) -> Table:
    """The numbers of a table in text; ``label`` is the column (its name, or its number from 1) that holds classes.

    Raises ``MetaUnsupError``: ``table_unreadable``, ``table_empty``, ``table_too_large``, ``label_column`` or
    ``label_classes``.
    """
    data = source.read()
    text = io.TextIOWrapper(io.BytesIO(data), _encoding(data), errors="replace", newline="")
    try:
        return _read(text, source, label, remarks)
    except (csv.Error, UnicodeError) as error:
        raise MetaUnsupError("table_unreadable", path=source.path) from error


def _encoding(data: bytes) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    for name in ("utf-8", "gb18030"):
        try:
            for _ in codecs.iterdecode((data[at : at + 65536] for at in range(0, len(data), 65536)), name):
                pass
        except UnicodeError:
            continue
        return name
    return "latin-1"


def _read(text: io.TextIOWrapper, source: Source, label: str | None, remarks: Remarks) -> Table:
    separator = _separator(text)
    rows = _rows(_lines(text, source), separator)
    first = next(rows, None)
    if first is None:
        raise MetaUnsupError("table_empty", path=source.path)
    heading = not any(_number(cell, separator) is not None for cell in first[1] if not _missing(cell))
    names = [one_line(cell.strip())[:_SHOWN] if heading else "" for cell in first[1]]
    columns = [_Column(name or str(at)) for at, name in enumerate(names, 1)]
    check_size(source, 0, len(columns))
    chosen = None if label is None else column_of(label, [column.name for column in columns], source)
    labels: list[str] = []
    count = 0
    for number, cells in rows if heading else _again(first, rows):
        if len(cells) != len(columns):
            remarks.leave_out(f"{number}", "ragged")
            continue
        if chosen is not None and _missing(cells[chosen]):
            remarks.leave_out(f"{number}", "unlabelled")
            continue
        count += 1
        check_size(source, count, len(columns))
        for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if at == chosen or column.text is not None:
                continue
            value = _number(cell, separator)
            if value is None and not _missing(cell):
                column.text, column.cells = (number, cell), array("d")  # of which nothing is needed any more
            else:
                column.cells.append(math.nan if value is None else value)
        if chosen is not None:
            labels.append(cells[chosen].strip())
    if count == 0:
        raise MetaUnsupError("table_empty", path=source.path)
    check_classes(labels, source)
    return _table(columns, chosen, labels, count, remarks)


def _table(columns: Sequence[_Column], chosen: int | None, labels: list[str], count: int, remarks: Remarks) -> Table:
    kept = []
    for at, column in enumerate(columns):
        if column.text is not None:
            row, cell = column.text
            shown = one_line(cell.strip())
            shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
            remarks.leave_out(f"{column.name} ({row}: {shown})", "text", first=True)
        elif at != chosen:
            kept.append(column)
    values = np.empty((count, len(kept)))
    for at, column in enumerate(kept):
        values[:, at] = column.cells
        column.cells = array("d")
    return Table([column.name for column in kept], values, None if chosen is None else labels)


def check_size(source: Source, rows: int, columns: int) -> None:
    """Refuse a table of more rows, columns or cells than are read."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise MetaUnsupError(
            "table_too_large", path=source.path, rows=MOST_ROWS, columns=MOST_COLUMNS, cells=MOST_CELLS
        )


def check_classes(labels: Sequence[str], source: Source) -> None:
    """Refuse a label column that holds no classes, since nearly every row has a value of its own."""
    if len(set(labels)) > MOST_CLASSES:
        raise MetaUnsupError("label_classes", path=source.path, most=MOST_CLASSES)


def column_of(label: str, names: Sequence[str], source: Source) -> int:
    """The place of the column called ``label``, or of that number from 1; refuses with the columns that there are."""
    if label in names:
        return names.index(label)
    if label.isdecimal() and len(label) < 6 and 1 <= int(label) <= len(names):
        return int(label) - 1
    told = [*names[:12], "…"] if len(names) > 12 else list(names)
    raise MetaUnsupError("label_column", path=source.path, column=label, known=told)


def _separator(text: io.TextIOWrapper) -> str:
    """The separator that cuts the first rows into most columns alike; a first line ``sep=;`` (Excel's) says it."""
    line = text.readline(MOST_CELL)
    if told := re.fullmatch(r"\ufeff?sep=(.)\s*", line):
        return told[1]
    head = line + "".join(islice(iter(lambda: text.readline(MOST_CELL), ""), _LOOK))
    text.seek(0)
    best, score = ",", 0.0
    for separator in _SEPARATORS:
        with contextlib.suppress(csv.Error):  # all of a long row would be a single cell
            found = [len(cells) for cells in csv.reader(head.splitlines(keepends=True), delimiter=separator) if cells]
            usual = max(found, key=found.count, default=0)
            alike = found.count(usual) / len(found) if found else 0.0
            if usual > 1 and alike * min(usual, 100) > score:
                best, score = separator, alike * min(usual, 100)
    return best


def _lines(text: io.TextIOWrapper, source: Source) -> Iterator[str]:
    while line := text.readline(MOST_LINE):
        if len(line) == MOST_LINE:
            check_size(source, 1, MOST_LINE)
        yield line


def _rows(text: Iterator[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with its number as a person counts them."""
    for number, cells in enumerate(csv.reader(text, delimiter=separator, skipinitialspace=True), 1):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _again(first: tuple[int, list[str]], rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rows


def _missing(cell: str) -> bool:
    return cell.strip().casefold() in MISSING


def _number(cell: str, separator: str) -> float | None:
    """The number in a cell, NaN for one that is not finite, None where there is none."""
    try:
        value = float(cell)
    except ValueError:
        if separator == "," or not _DECIMAL_COMMA.fullmatch(cell):
            return None
        value = float(cell.replace(",", "."))
    if "_" in cell:
        return None  # Python's own way of writing thousands
    return value if math.isfinite(value) else math.nan
