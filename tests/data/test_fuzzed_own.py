"""Thousands of tables and arrays nobody could have thought of, and the known ways to fill a memory with a small file.

Nothing but ``MetaUnsupError``, with what to do, or a pool; and no more memory than is stated.
"""

from __future__ import annotations

import gzip
import io
import random
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from damage import broken
from fuzzed import inputs

from metaunsup.data.limits import MOST_MEMORY
from metaunsup.data.own import own_pool
from metaunsup.data.parquet import columns_of
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

CELLS = ("1", "2.5", "-3e4", "NaN", "inf", "-Infinity", "", "NA", "=1+1", "@SUM(A1)", "a", "é", "类", "1,5", "1_0")
CELLS += ('"', "'x", '"a\n1"', "1e400", "\0", "٣", " 7 ", "#REF!", "0x1F", "True", "\ufeff", "9" * 400)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "latin-1", "shift_jis")
KINDS = ("u1", "i1", ">i2", "<f4", ">f8", "f2", "c8", "U3", "S2", "M8[s]", "?", "i8", "V4", "O", "u8")


def table(rng: random.Random) -> bytes:
    columns, separator = rng.choice((1, 1, 2, 3, 9, 60)), rng.choice(",;\t| :")
    cells = CELLS if rng.random() < 0.4 else CELLS[:3]
    rows = [
        [rng.choice(cells) for _ in range(columns + (rng.random() < 0.05))] for _ in range(rng.choice((0, 1, 2, 9, 40)))
    ]
    if rng.random() < 0.5:
        rows.insert(0, [rng.choice(("a", "b", "", "类", "1", "x" * 300)) for _ in range(columns)])
    text = rng.choice(("\n", "\r\n", "\r")).join(separator.join(row) for row in rows)
    data = text.encode(rng.choice(ENCODINGS), errors="replace")
    return gzip.compress(data) if rng.random() < 0.1 else data


def array(rng: random.Random) -> bytes:
    shape = tuple(rng.choice((0, 1, 2, 3, 5, 17, 28)) for _ in range(rng.randrange(5)))
    kind = np.dtype(rng.choice(KINDS if rng.random() < 0.5 else KINDS[:4]))
    raw = np.random.default_rng(rng.randrange(2**32)).integers(0, 256, shape)
    try:
        made = raw.astype(kind)
    except (TypeError, ValueError):
        made = np.zeros(shape, kind)
    file = io.BytesIO()
    if rng.random() < 0.3:
        np.savez(file, **{rng.choice("xyz"): made, "labels": raw.ravel()[: rng.randrange(40)]})
    elif rng.random() < 0.3:
        sizes = b"".join(int(size).to_bytes(4, "big") for size in shape)
        file.write(
            bytes([0, 0, rng.choice((8, 9, 11, 12, 13, 14, 77)), len(shape)]) + sizes + raw.astype("u1").tobytes()
        )
    else:
        np.save(file, made, allow_pickle=True)
    return file.getvalue()


def outcome(data: bytes, label: str | None, seed: int) -> str:
    """Read it; the code of its refusal, or "" for a pool as it must be."""
    try:
        pool = own_pool([Source(Path("mine"), data)], label)
    except MetaUnsupError as error:
        assert "{" not in Say("zh").explain(error).replace("{}", "")
        return error.code
    except Exception as error:
        raise AssertionError(f"seed {seed}") from error
    assert len(pool) == len(pool.hashes) == len(pool.parts) > 1 and pool.report is not None
    assert bool(torch.isfinite(pool.images.float()).all()) and pool.images.dtype in (torch.uint8, torch.float32)
    assert all(Say("zh").note(one) for one in pool.report.done), seed
    return ""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("kind", "make"), [("tables", table), ("arrays", array)])
def test_own_tables_and_arrays_end_in_a_pool_or_a_sentence(kind: str, make) -> None:
    ends = []
    for seed in inputs(kind):
        rng = random.Random(f"{kind} {seed}")
        data = make(rng)
        ends.append(
            outcome(broken(data, rng) if rng.random() < 0.4 else data, rng.choice((None, None, "a", "2")), seed)
        )
    assert ends.count("") > len(ends) / 20 and len(set(ends)) > 6, set(ends)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_broken_parquet_ends_in_a_table_or_an_exception() -> None:
    """In this process, where a crash would show; the reader proper has one of its own for each file."""
    import pyarrow
    from pyarrow import parquet

    rng_ = np.random.default_rng(0)
    columns = {"a": rng_.normal(size=50), "b": rng_.integers(0, 9, 50), "k": ["x", "y"] * 25, "n": [[1]] * 50}
    stock = []
    for compression in ("none", "snappy", "zstd", "gzip"):
        file = io.BytesIO()
        parquet.write_table(pyarrow.table(columns), file, compression=compression)
        stock.append(file.getvalue())
    ends = []
    for seed in inputs("parquet"):
        rng = random.Random(f"parquet {seed}")
        try:
            columns_of(broken(rng.choice(stock), rng), rng.choice((None, "k", "zz")))
            ends.append("")
        except Exception as error:
            ends.append(type(error).__name__)
    assert len(set(ends)) > 1


def zipped(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def hostile(folder: Path) -> None:
    """Small files that ask for much: bombs, also nested, a million names, huge pictures, headers and pages."""
    zeros = bytes(64 << 20)  # packed once for all
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.png", zeros)
        archive.filelist += archive.filelist * 16  # told seventeen times, packed once
    zipped(folder / "nested.zip", {"inner.zip": (folder / "bomb.zip").read_bytes(), "1.png": b"?", "2.png": b"?"})
    more = gzip.compress(zeros, 1)
    for name, kind, size in (("bomb", tarfile.REGTYPE, 2 << 30), ("header", tarfile.XHDTYPE, 600 << 20)):
        info = tarfile.TarInfo(f"{name}.png")
        info.type, info.size = kind, size
        (folder / f"{name}.tar.gz").write_bytes(gzip.compress(info.tobuf()) + more * 17)
    entry = b"PK\1\2" + bytes(24) + (7).to_bytes(2, "little") + bytes(16)
    names = b"".join(entry + b"%07d" % n for n in range(1_000_000))
    end = b"PK\5\6" + bytes(4) + b"\xff\xff" * 2 + len(names).to_bytes(4, "little") + bytes(6)
    (folder / "names.zip").write_bytes(names + end)
    huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (50_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0" + bytes(4)
    zipped(folder / "huge.zip", {"a.png": huge, "b.png": huge})
    for name, shape in (("lies.npy", "(99999999999, 9)"), ("deep.npy", "(" * 9000)):
        header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}"
        (folder / name).write_bytes(b"\x93NUMPY\1\0" + len(header).to_bytes(2, "little") + header.encode())
    (folder / "wide.csv").write_bytes(b"1," * (20 << 20))
    (folder / "long.csv.gz").write_bytes(gzip.compress(b"1\n" * (1 << 20), 1) * 100)


CHILD = """
import sys
from pathlib import Path
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) >> 10
before = peak()
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        own_pool([Source(Path(path.name), path.read_bytes())])
    except MetaUnsupError as error:
        print(path.name, error.code, peak() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="nobody tells the peak of memory here")
def test_small_files_that_ask_for_much_are_refused_within_the_stated_memory(tmp_path: Path) -> None:
    hostile(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, timeout=300, check=True
    )
    found = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert {name: code for name, (code, _) in found.items()} == {
        "bomb.tar.gz": "archive_too_large",
        "bomb.zip": "archive_too_large",  # from Python 3.13 on: archive_damaged, for its members overlap
        "deep.npy": "own_damaged",
        "header.tar.gz": "archive_damaged",
        "huge.zip": "pictures_unreadable",
        "lies.npy": "own_damaged",
        "long.csv.gz": "table_too_large",
        "names.zip": "too_many_members",
        "nested.zip": "pictures_unreadable",
        "wide.csv": "table_too_large",
    }, found
    print(found)
    assert max(int(grown) for _, grown in found.values()) < MOST_MEMORY >> 20, found
