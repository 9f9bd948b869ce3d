"""Damaged files of the pools that are downloaded: a pool, or the sentence that the file is damaged."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from damage import broken
from fuzzed import inputs
from made import grey, png

from metaunsup.data.mnist_family import MNIST, read_idx
from metaunsup.data.omniglot import MINIMAL
from metaunsup.data.registry import PoolLoader
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

SIDES = (0, 1, 12, 28, 255, 2**16, 2**31 - 1, 2**32 - 1)


def outcome(pool: PoolLoader, root: Path) -> str:
    """Count and load it; the code of the refusal, or ""."""
    try:
        if not pool.missing(root):
            sizes, found = pool.sizes(root), pool.load(root)
            assert sum(sizes) == len(found) and found.images.shape[1:] == (1, 28, 28)
            assert all(name.isprintable() for name in found.class_names)
    except MetaUnsupError as error:
        assert Say("zh").explain(error)
        return error.code
    return ""


def idx(values: np.ndarray) -> bytes:
    return b"\0\0\x08" + bytes([values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


def damaged_idx(data: bytes, rng: random.Random) -> bytes:
    """``data`` with another number of dimensions, other sizes, or broken anywhere."""
    found = bytearray(data)
    if rng.random() < 0.3:
        found[3] = rng.choice((0, 1, 2, 3, 4, 32, 64, 65, 255))
    for at in range(4, 4 + 4 * data[3], 4):
        if rng.random() < 0.2:
            found[at : at + 4] = struct.pack(">I", rng.choice(SIDES))
    return broken(bytes(found), rng) if rng.random() < 0.5 else bytes(found)


def test_damaged_idx_files(tmp_path: Path) -> None:
    images, labels = MNIST.files(tmp_path)[2:]
    pixels = np.random.default_rng(0).integers(0, 256, (12, 28, 28), dtype=np.uint8)
    whole = {images: idx(pixels), labels: idx(np.arange(12, dtype=np.uint8) % 10)}
    images.parent.mkdir(parents=True)
    ends = []
    for seed in inputs("idx"):
        rng = random.Random(f"idx {seed}")
        for path, data in whole.items():
            path.write_bytes(damaged_idx(data, rng) if rng.random() < 0.7 else data)
        ends.append(outcome(MNIST, tmp_path))
        try:
            assert read_idx(images).dtype == np.uint8
        except ValueError:
            assert ends[-1] == "pool_damaged"
    assert set(ends) == {"", "pool_damaged"} and ends.count("") > len(ends) / 20


@cache
def drawing(seed: int, side: int, kind: str) -> bytes:
    return png(grey(seed, side), kind)


def drawings(alphabets: tuple[str, ...], rng: random.Random) -> bytes:
    """A zip of drawings, some of them broken, renamed, or packed in another way than Omniglot's."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for alphabet in alphabets:
            for number in range(2):
                side, kind = rng.choice((105,) * 12 + (104, 1)), rng.choice(("PNG",) * 9 + ("BMP",))
                data = drawing(number, side, kind)
                name = f"images/{alphabet}/character{number}/{number}.png"
                info = zipfile.ZipInfo(
                    broken(name.encode(), rng).decode(errors="replace") if rng.random() < 0.05 else name
                )
                info.compress_type = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA))
                archive.writestr(info, broken(data, rng) if rng.random() < 0.05 else data)
    data = file.getvalue()
    return broken(data, rng) if rng.random() < 0.5 else data


@pytest.mark.filterwarnings("ignore")
@pytest.mark.slow
def test_damaged_zips_of_omniglot(tmp_path: Path) -> None:
    first, second = MINIMAL.files(tmp_path)
    first.parent.mkdir(parents=True)
    ends = []
    for seed in inputs("omniglot zips"):
        rng = random.Random(f"omniglot {seed}")
        first.write_bytes(drawings(("Greek", "Sanskrit"), rng))
        second.write_bytes(drawings(("Hebrew",), rng))
        ends.append(outcome(MINIMAL, tmp_path))
    assert set(ends) == {"", "pool_damaged"} and ends.count("") > len(ends) / 20


def test_a_drawing_that_states_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    first, second = MINIMAL.files(tmp_path)
    first.parent.mkdir(parents=True)
    with zipfile.ZipFile(first, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("images/Greek/character0/0.png", png(grey(0, 105)) + bytes(50_000_000))
    second.write_bytes(first.read_bytes())
    with pytest.raises(MetaUnsupError) as refused:
        MINIMAL.load(tmp_path)
    assert refused.value.code == "pool_damaged"
