"""What others wrote is read within bounds of time and memory."""

from __future__ import annotations

import io
import json
import os
import random
import tracemalloc

import pytest

from metaunsup.data.foreign import (
    DEEPEST,
    LARGEST,
    LONGEST,
    lines,
    lines_backwards,
    open_regular,
    parse_json,
    read_json,
)
from metaunsup.data.text import one_line, printable


def nested(levels: int, inner: str = "1") -> str:
    return '{"x":' * levels + inner + "}" * levels


@pytest.mark.parametrize("text", [nested(DEEPEST + 1), nested(300), "[" * 300 + "]" * 300, "[" * 100_000])
def test_what_is_nested_deep_is_refused_whoever_would_read_it_later(text) -> None:
    with pytest.raises(ValueError, match="deep"):
        parse_json(text)


def test_what_this_program_writes_is_read() -> None:
    for content in ({}, [], 5, None, {"a": [{"b": [1.5, None, "名"]}]}, json.loads(nested(DEEPEST - 1))):
        assert parse_json(json.dumps(content)) == content


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_a_number_that_is_none_is_refused(number) -> None:
    with pytest.raises(ValueError, match="number"):
        parse_json(f'{{"meta_batch": {number}}}')
    parse_json(number, finite=False)


def test_pipes_devices_and_huge_files_are_no_json(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        read_json(tmp_path / "pipe")  # and nobody waits for a writer
    (tmp_path / "zero").symlink_to("/dev/zero")
    with pytest.raises(OSError, match="not a regular file"):
        read_json(tmp_path / "zero")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ValueError, match="too long"):
        read_json(tmp_path / "huge")
    (tmp_path / "link").symlink_to(tmp_path / "huge")
    with open_regular(tmp_path / "link"), pytest.raises(OSError):
        open_regular(tmp_path / "link", follow_links=False)


def test_lines_forwards_and_backwards_are_the_same_lines() -> None:
    rng = random.Random(4)
    for _ in range(60):
        likely = [0, 1, 5, 200, LONGEST - 2, LONGEST - 1, LONGEST, 3 * LONGEST]
        sizes = [rng.choice(likely) for _ in range(rng.randint(0, 9))]
        texts = [bytes([97 + number]) * size for number, size in enumerate(sizes)]
        data = b"\n".join(texts) + rng.choice([b"", b"\n"])
        wanted = [text for text in data.split(b"\n") if len(text) < LONGEST - 1]
        forwards = [line.rstrip(b"\n") for line in lines(io.BytesIO(data)) if len(line.rstrip(b"\n")) < LONGEST - 1]
        backwards = [line for line in lines_backwards(io.BytesIO(data)) if len(line) < LONGEST - 1][::-1]
        assert [one for one in forwards if one] == [one for one in wanted if one]
        assert backwards == wanted


@pytest.mark.parametrize("read", [lines, lines_backwards])
def test_a_line_without_an_end_takes_no_memory(tmp_path, read) -> None:
    with (tmp_path / "file").open("wb") as file:
        file.write(b"first\n")
        file.truncate(100_000_000)
    tracemalloc.start()
    with (tmp_path / "file").open("rb") as file:
        assert [line.strip() for line in read(file)] == [b"first"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_no_control_character_is_left() -> None:
    every = "".join(map(chr, range(0x300))) + "名\u2028"
    for clean, kept in ((printable, "\t\n"), (one_line, "")):
        assert not [one for one in clean(every) if (ord(one) < 32 or 127 <= ord(one) < 160) and one not in kept]
        assert "名" in clean(every) and len(clean(every)) == len(every)
    assert printable("a\r\nb\x1b[31m") == "a\nb?[31m" and one_line("a\nb\x1b") == "a b "
