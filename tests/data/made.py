"""Pictures, folders and archives made in a test, and the refusal of what is no pool."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from metaunsup.data.folder import load_folder
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say


def png(pixels: np.ndarray, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind)
    return buffer.getvalue()


def grey(seed: int, side: int = 28) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (side, side), dtype=np.uint8)


def classes(n: int = 3, each: int = 4, prefix: str = "") -> dict[str, bytes]:
    return {f"{prefix}{'abcdef'[c]}/{i}.png": png(grey(10 * c + i)) for c in range(n) for i in range(each)}


def as_folder(at: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_bytes(data)
    return at


def as_zip(at: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(at, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return at


def as_tar(at: Path, files: Mapping[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(at, mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return at


def refused(path: Path, code: str, **options: int) -> str:
    with pytest.raises(MetaUnsupError) as caught:
        load_folder(path, **options)
    assert caught.value.code == code
    assert "{" not in Say("zh").explain(caught.value)
    return str(caught.value)


def strokes(seed: int, ground: int, ink: int) -> np.ndarray:
    picture = np.full((28, 28), ground, dtype=np.uint8)
    picture[4 + seed % 8 : 24, 8 + seed : 11 + seed] = ink
    return picture
