"""Files of clicks and of card payments that nobody meant: each is read, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from metaunsup import MetaUnsupError
from metaunsup.applications.clicks import read_clicks
from metaunsup.applications.credit_card import NEEDED, read_card_file
from metaunsup.data.source import Source

CASES = 250
BITS = [
    b"\0",
    b"\xff\xfe",
    b",",
    b";",
    b"::",
    b"\t",
    b"\n",
    b'"',
    b"nan",
    b"inf",
    b"1e999",
    b"-",
    b"=1+1",
    b"\xe7\x94\xb5",
]


def ratings(rng: np.random.Generator) -> bytes:
    lines = [f"{person},{item},{rng.integers(1, 6)},0" for person in range(120) for item in rng.choice(30, 8)]
    return ("userId,movieId,rating,timestamp\n" + "\n".join(lines)).encode()


def cards(rng: np.random.Generator) -> bytes:
    table = np.column_stack([np.arange(420) * 60, rng.normal(size=(420, 28)), rng.exponential(50, 420)])
    lines = [",".join(f"{cell:.3f}" for cell in row) + f",{int(at % 40 == 0)}" for at, row in enumerate(table)]
    return (",".join(NEEDED) + "\n" + "\n".join(lines)).encode()


def damaged(data: bytes, rng: np.random.Generator) -> bytes:
    """With pieces cut out, doubled, or put in."""
    for _ in range(int(rng.integers(1, 4))):
        first, last = np.sort(rng.integers(0, len(data) + 1, 2)).tolist()
        if rng.random() < 0.6:  # small damage
            last = min(last, first + 12)
        middle = [b"", data[first:last] * 2, BITS[rng.integers(len(BITS))]][rng.integers(3)]
        data = data[:first] + middle + data[last:]
    return data


@pytest.mark.parametrize(("whole", "read"), [(ratings, read_clicks), (cards, read_card_file)])
def test_a_damaged_file_is_read_or_refused(
    whole: Callable[[np.random.Generator], bytes], read: Callable[[Source], object]
) -> None:
    rng = np.random.default_rng(0)
    data, refused = whole(rng), set()
    read(Source(Path("own.csv"), data))
    for _ in range(CASES):
        try:
            read(Source(Path("own.csv"), damaged(data, rng)))
        except MetaUnsupError as error:
            assert "own.csv" in str(error)
            refused.add(error.code)
    assert len(refused) >= 2  # damage of more than one kind is met
