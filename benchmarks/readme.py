"""The tables of a README: what a benchmark wrote to disk, put between the marks that carry the table's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

README = Path(__file__).parent.parent / "README.md"
RESULTS = Path(__file__).parent / "results"
PAGE = RESULTS / "README.md"  # holds every table; the project's README one alone, in short


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is the head."""
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))


def around(value: dict[str, Any], digits: int = 3) -> str:
    """Mean +- half the 95 % interval."""
    return f"{value['mean']:.{digits}f} ± {(value['ci95'][1] - value['ci95'][0]) / 2:.{digits}f}"


def put(name: str, rows: Sequence[Sequence[str]], page: Path = PAGE) -> None:
    """Replace the table ``name`` of a page."""
    start, end = f"<!-- {name} table -->", f"<!-- /{name} table -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{page} has no place for the table {name!r}")
    page.write_text(f"{before}{start}\n{markdown(rows)}\n{end}{after}", encoding="utf-8")
