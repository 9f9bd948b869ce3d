"""Thousands of own pools nobody could have thought of: nothing but MetaUnsupError, and no more memory than they need.

What is made is small, random and repeatable.
"""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import numpy as np
import pytest
from damage import broken
from fuzzed import inputs
from PIL import Image

from metaunsup.data import folder as own
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "HSV", "LAB", "I", "F", "I;16", "I;16B")
KINDS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM", "TGA", "ICO")
NAMES = (
    "a",
    "b",
    "train",
    "TEST",
    "@eaDir",
    ".hidden",
    "..",
    "",
    "é",
    "\udce9",
    "a\x1b[31m",
    "x" * 200,
    "CON",
    "a.b",
    " ",
    "\n",
)
SUFFIXES = (
    "png",
    "png",
    "png",
    "png",
    "PNG",
    "jpg",
    "tif",
    "tiff",
    "gif",
    "bmp",
    "webp",
    "pgm",
    "jfif",
    "heic",
    "txt",
    "",
)


def picture(rng: random.Random) -> bytes:
    """A file as one of Pillow's writers makes it of one of Pillow's modes, or another where it cannot."""
    width, height = (rng.choice((1, 2, 7, 16, 28, 40, 300)) for _ in range(2))
    values = np.random.default_rng(rng.randrange(2**32)).integers(0, rng.choice((1, 2, 10, 256)), (height, width, 4))
    mode, kind, file = rng.choice(MODES), rng.choice(KINDS), io.BytesIO()
    options: dict[str, object] = {}
    if rng.random() < 0.3:
        exif = Image.Exif()
        exif[0x0112] = rng.choice((1, 3, 6, 8, 0, 77))
        options["exif"] = b"Exif\0\0" + broken(exif.tobytes()[6:], rng) if rng.random() < 0.5 else exif
    if rng.random() < 0.2 and kind in ("TIFF", "GIF", "WEBP", "PNG"):
        options |= {"save_all": True, "append_images": [Image.new("L", (5, 5), 9)] * rng.randrange(3)}
    try:
        if mode == "F" and rng.random() < 0.5:
            odd = rng.choice((np.nan, np.inf, -np.inf, 3e38, -1.0))
            made = Image.fromarray(np.where(values[..., 0] > 0, odd, 0.5).astype(np.float32))
        elif mode in ("I;16", "I;16B", "I"):
            made = Image.fromarray((values[..., 0] * rng.choice((1, 13, 257))).astype(np.uint16)).convert(mode)
        else:
            made = Image.fromarray(values.astype(np.uint8), "RGBA").convert(mode)
        made.save(file, kind, **options)
    except Exception:
        Image.fromarray(values[..., 0].astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def name(rng: random.Random) -> str:
    depth = rng.choice((0, 1, 1, 1, 2, 3))
    names = NAMES if rng.random() < 0.2 else "ab"
    stem = rng.choice((*names, *map(str, range(9))))
    return "/".join([*(rng.choice(names) for _ in range(depth)), f"{stem}.{rng.choice(SUFFIXES)}"])


def content(rng: random.Random, stock: list[bytes]) -> bytes:
    data = rng.choice(stock)
    return broken(data, rng) if rng.random() < 0.3 else data


def folder(at: Path, rng: random.Random, stock: list[bytes]) -> Path:
    for _ in range(rng.randrange(1, 5)):
        file = at.joinpath(*name(rng).replace("..", "dots").split("/"))
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if rng.random() < 0.15:
                file.symlink_to(rng.choice((".", "..", "nowhere", str(at), "a", "b", file.name)))
            else:
                file.write_bytes(content(rng, stock))
        except (OSError, ValueError):
            continue
    return at


def zipped(at: Path, rng: random.Random, stock: list[bytes]) -> Path:
    file = io.BytesIO()
    with zipfile.ZipFile(
        file, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    ) as archive:
        for _ in range(rng.randrange(8)):
            info = zipfile.ZipInfo(name(rng).encode(errors="replace").decode() or "x")
            info.external_attr = rng.choice((0, 0, 0, 0o120777 << 16))
            archive.writestr(info, rng.choice((content(rng, stock), b"a/1.png")))
    return written(at, file.getvalue(), rng)


def tarred(at: Path, rng: random.Random, stock: list[bytes]) -> Path:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=rng.choice(("w", "w", "w:gz", "w:xz", "w:bz2"))) as archive:  # type: ignore[call-overload]
        archive.format = rng.choice((tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
        for _ in range(rng.randrange(8)):
            info, data = tarfile.TarInfo(name(rng)), content(rng, stock)
            info.type = rng.choice(
                (tarfile.REGTYPE,) * 6 + (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE)
            )
            info.linkname, info.size = name(rng) if not info.isreg() else "", len(data) if info.isreg() else 0
            try:
                archive.addfile(info, io.BytesIO(data))
            except (ValueError, UnicodeError):
                continue
    return written(at, file.getvalue(), rng)


def written(at: Path, data: bytes, rng: random.Random) -> Path:
    at = at.with_suffix(rng.choice((".zip", ".tar", ".tar.gz", ".bin")))
    at.write_bytes(broken(data, rng) if rng.random() < 0.4 else data)
    return at


def outcome(path: Path, seed: int) -> str:
    """Load the pool; the code of its refusal, or "" for a pool as it must be."""
    try:
        pool = own.load_folder(path)
    except MetaUnsupError as error:
        Say("zh").explain(error)
        return error.code
    except Exception as error:
        raise AssertionError(f"seed {seed}: {path}") from error
    assert len(pool) > 1 and pool.images.shape[2:] == (28, 28) and pool.name.isprintable(), seed
    assert all(one.isprintable() for one in pool.class_names), seed
    assert (pool.note is None) is (Say("zh").note(pool.note) is None), seed
    return ""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("kind", "make"), [("folders", folder), ("zips", zipped), ("tars", tarred)])
@pytest.mark.slow
def test_own_pools_end_in_a_pool_or_a_sentence(
    tmp_path: Path, kind: str, make: Callable[[Path, random.Random, list[bytes]], Path]
) -> None:
    stock = [picture(random.Random(f"{kind} {seed}")) for seed in range(300)]
    ends = []
    for seed in inputs(kind):
        rng = random.Random(f"{kind} {seed}")
        ends.append(outcome(make(tmp_path / str(seed), rng, stock), seed))
    assert ends.count("") > len(ends) / 20 and len(set(ends)) > 4, set(ends)  # both kinds of end were met


@pytest.mark.filterwarnings("ignore")
@pytest.mark.slow
def test_pictures_end_in_a_pool_or_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken ones beside whole ones, from memory: no file system, no archive, the decoders alone."""
    stock = [picture(random.Random(f"picture {seed}")) for seed in range(300)]
    ends = []
    for seed in inputs("pictures"):
        rng = random.Random(f"pictures {seed}")
        found = [rng.choice(stock) for _ in range(rng.randrange(2, 5))]
        files = [
            (PurePosixPath(f"{at}.png"), broken(data, rng) if rng.random() < 0.6 else data)
            for at, data in enumerate(found)
        ]
        monkeypatch.setattr(own, "pictures", lambda path, files=files: iter(files))
        ends.append(outcome(tmp_path, seed))
    assert ends.count("") > len(ends) / 4 and "folder_too_few" in ends, set(ends)
