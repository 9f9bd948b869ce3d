"""Hostile JSON and bytes for the fuzzers: what an accident, or somebody who means harm, makes of a file."""

from __future__ import annotations

import copy
import json
import random
import struct
from typing import Any

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**63, -(2**63) - 1, 10**30, 10**400, 0.5, -0.0, 1e308, float("inf"), float("-inf"),
    float("nan"), "", " ", "\0", "\x1b[31m", "\ud800", "../../etc/passwd", "{0.__class__}", "{", "=1+1", "名" * 50,
    "x" * 100_000, "NaN", "1e999", [], {}, [[]], [None], {"": {}}, {"\0": "\x1b"}, {"code": "run_damaged"},
    {"code": "pool_missing", "fields": {}}, {"code": "queue_full", "fields": {"waiting": "x", "nested": [{}]}},
    {"code": [], "fields": 5}, json.loads('{"x":' * 40 + "1" + "}" * 40), json.loads("[" * 300 + "]" * 300),
)  # fmt: skip
JUNK = (b"[", b'"', b"\\", b"\n", b"\0", b",", b"}", b"\xff\xfe", b"9" * 5000)


def damaged(content: Any, rng: random.Random) -> bytes:
    """``content`` as JSON, damaged in its values, its structure or its bytes."""
    content = copy.deepcopy(content)
    for _ in range(rng.randint(0, 3)):
        content = _change(content, rng)
    data = json.dumps(content).encode("utf-8", "surrogatepass")
    for _ in range(rng.choice([0, 0, 0, 1, 2, 8])):
        at, junk = rng.randrange(len(data) + 1), rng.choice(JUNK)
        data = rng.choice(
            [
                data[:at],
                data[:at] + rng.randbytes(rng.randint(1, 4)) + data[at + 1 :],
                data[:at] + junk + data[at:],
                data[:at] + data[at + rng.randint(1, 9) :],
                data + data,
            ]
        )
    return data


def _change(content: Any, rng: random.Random) -> Any:
    """One value somewhere is another, is gone, or is there twice."""
    if isinstance(content, dict) and content and rng.random() < 0.9:
        name = rng.choice(list(content))
        action = rng.random()
        if action < 0.1:
            del content[name]
        elif action < 0.2:
            content[rng.choice(["x", "", "\0", "\ud800", "id", "format"])] = content[name]
        else:
            content[name] = _change(content[name], rng)
        return content
    return copy.deepcopy(rng.choice(HOSTILE))


def broken(data: bytes, rng: random.Random) -> bytes:
    """``data`` with some of its bytes changed, cut off, doubled, or with a number of a header made enormous."""
    found = bytearray(data or b"\0")
    for _ in range(rng.choice((1, 1, 2, 8))):
        at = rng.randrange(len(found) or 1)
        change = rng.randrange(5)
        if change == 0:
            found[at : at + 1] = bytes([rng.randrange(256)])
        elif change == 1:
            del found[at:]
        elif change == 2:
            found[at:at] = found[at : at + rng.randrange(1, 60)]
        elif change == 3:
            found[at : at + 4] = struct.pack(rng.choice("<>") + "I", rng.choice((0, 1, 2**31 - 1, 2**32 - 1, 50_000)))
        else:
            at = rng.randrange(min(64, len(found) or 1))
            found[at : at + 1] = bytes([rng.randrange(256)])
    return bytes(found)
