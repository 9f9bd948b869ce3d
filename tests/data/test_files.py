"""Tables that are safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from metaunsup.data.files import csv_text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_what_would_be_a_formula_is_a_text(text: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(["name", "value"], [[text, -1.5]]), newline="")))
    assert rows == [["name", "value"], [f"'{text}", "-1.5"]]


def test_no_line_end_of_any_kind_begins_a_row() -> None:
    rows = list(csv.reader(io.StringIO(csv_text(["a"], [["x\r=1"], ["\r=1"], ["y\r\n=1"]]), newline="")))
    assert rows == [["a"], ["x\n=1"], ["'\n=1"], ["y\n=1"]]


def test_other_cells_stay_as_they_are() -> None:
    rows = list(csv.reader(io.StringIO(csv_text(["a", "b", "c"], [['x,"y"', None, "名"]]))))
    assert rows[1] == ['x,"y"', "", "名"]
