"""The fuzzers of the suite: how many inputs each of them tries, and how much memory they may take.

A fuzzer goes through ``inputs(NAME)`` and gives each number's input to the program, which may refuse it with a
``MetaUnsupError`` and do nothing else. ``METAUNSUP_FUZZ`` times as many are tried where it is set.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

INPUTS = {
    # own pictures: whole pools, and single files
    "folders": 600,
    "zips": 1200,
    "tars": 1200,
    "pictures": 1500,
    # own tables and arrays
    "tables": 2500,
    "arrays": 2500,
    "parquet": 500,
    # pools that are downloaded
    "idx": 1500,
    "omniglot zips": 200,
    # what a browser sends, and what its pages show
    "links": 4000,
    "shown fields": 600,
    # what a training leaves
    "training settings": 6400,
    "run files": 800,
    "status files": 800,
    "metrics files": 800,
    "cards": 400,
    "tensors": 400,
    "state cards": 80,
    "state tensors": 80,
}
LEAST = 20_000
TIMES = int(os.environ.get("METAUNSUP_FUZZ", "1"))
MOST_MEMORY = 300_000_000  # bytes that a fuzzer may take at any moment beyond what its process had


def inputs(name: str) -> Iterator[int]:
    """The numbers of the inputs called ``name``; after the last one the memory that they took is looked at."""
    with contextlib.suppress(OSError):  # the peak, where Linux keeps one, begins here
        Path("/proc/self/clear_refs").write_text("5")
    before = _memory("VmRSS")
    yield from range(INPUTS[name] * TIMES)
    assert _memory("VmHWM") - before < MOST_MEMORY, name


def _memory(kind: str) -> int:
    """Bytes that are resident now (VmRSS), or were at most (VmHWM); 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(kind)), 0)
