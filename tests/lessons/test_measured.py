"""What lessons say was measured stands in the files of results."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from metaunsup.lessons.measured import COMMANDS, MEASURED

ROOT = Path(__file__).parents[2]


def found(content: Any, path: tuple[str | int, ...]) -> float:
    """The number at ``path``; "*" is the mean over a list."""
    if not path:
        return float(content)
    if path[0] == "*":
        return fmean(found(one, path[1:]) for one in content)
    return found(content[path[0]], path[1:])


@pytest.mark.parametrize("file", COMMANDS)
def test_every_number_is_the_one_in_the_file(file: str) -> None:
    content = json.loads((ROOT / file).read_text(encoding="utf-8"))
    wrong = [
        f"{name}: said {one.value}, measured {one.sign * found(content, one.path)}"
        for name, one in MEASURED.items()
        if one.file == file
        and abs(one.value - one.sign * found(content, one.path))
        > (0.5 if one.value > 5 else 0.005 if name.startswith("sine") else 0.0005) + 1e-9
    ]
    assert not wrong, "\n".join(wrong)
    assert any(one.file == file for one in MEASURED.values())
