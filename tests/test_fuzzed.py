"""What the fuzzers try altogether; how they count and measure."""

from __future__ import annotations

import mmap
from pathlib import Path

import fuzzed
import pytest

HERE = Path(__file__).parent


def test_twenty_thousand_inputs_are_tried() -> None:
    assert sum(fuzzed.INPUTS.values()) >= fuzzed.LEAST


@pytest.mark.parametrize("name", fuzzed.INPUTS)
def test_each_kind_of_input_has_its_fuzzer(name: str) -> None:
    users = [path.read_text(encoding="utf-8") for path in HERE.glob("*/**/*.py")]
    assert sum(f'"{name}"' in text and "from fuzzed import inputs" in text for text in users) == 1


def test_as_many_are_tried_as_are_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzed, "INPUTS", {"few": 3})
    assert len([*fuzzed.inputs("few")]) == 3 * fuzzed.TIMES


def take(size: int) -> None:
    """Touch so many bytes of memory that are new, and give them back: what the heap has left over is not asked."""
    with mmap.mmap(-1, size) as block:
        for page in range(0, size, mmap.PAGESIZE):
            block[page] = 1


def test_memory_that_is_given_back_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("only Linux keeps the peak of a process's memory")
    monkeypatch.setattr(fuzzed, "INPUTS", {"few": 1})
    monkeypatch.setattr(fuzzed, "MOST_MEMORY", 50_000_000)
    for _ in fuzzed.inputs("few"):
        take(10_000_000)
    with pytest.raises(AssertionError, match="few"):
        for _ in fuzzed.inputs("few"):
            take(100_000_000)
