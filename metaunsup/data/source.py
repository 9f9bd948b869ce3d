"""A person's file: on this machine, or in memory as a browser sent it. Readers of own data know nothing else."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from metaunsup.data.limits import MOST_BYTES, MOST_FILE_BYTES
from metaunsup.errors import MetaUnsupError

PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")  # how gzip, bzip2 and xz begin


@dataclass(frozen=True)
class Source:
    """``path`` is where the file is, or, with its bytes in ``data``, only what it is called."""

    path: Path
    data: bytes | None = None

    @property
    def size(self) -> int:
        """Bytes, as they are kept."""
        return os.path.getsize(self.path) if self.data is None else len(self.data)  # noqa: PTH202

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of this machine."""
        return self.data is None and os.path.isdir(self.path)  # noqa: PTH112 - pathlib raises for an overlong name

    def open(self) -> IO[bytes]:
        """To be read from its beginning, as it is kept."""
        return self.path.open("rb") if self.data is None else io.BytesIO(self.data)

    def head(self, count: int = 512) -> bytes:
        """Its first bytes."""
        with self.open() as file:
            return file.read(count)

    def unpacked(self) -> IO[bytes]:
        """The same behind gzip, bzip2 or xz, if it is packed with one of them; its reader counts what comes out."""
        magic, where = self.head(6), self.path if self.data is None else io.BytesIO(self.data)
        if magic.startswith(PACKED[0]):
            return cast(IO[bytes], gzip.open(where, "rb"))
        if magic.startswith(PACKED[1]):
            return bz2.open(where, "rb")
        return lzma.open(where, "rb") if magic == PACKED[2] else self.open()

    def read(self) -> bytes:
        """All of it, unpacked; refuses what is larger than a table or an array may be."""
        try:
            with self.unpacked() as file:
                data = file.read(MOST_FILE_BYTES + 1)
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise MetaUnsupError("own_damaged", path=self.path) from error
        if len(data) > MOST_FILE_BYTES:
            raise MetaUnsupError("own_too_large", path=self.path, megabytes=MOST_FILE_BYTES >> 20)
        return data


def text_of(source: Source, wanted: str) -> str:
    """A text file, unpacked; refuses what is none (``own_no_text``), naming the file that is ``wanted``."""
    data = source.read()
    if not data.strip() or data.startswith(b"PK") or b"\0" in data[:512]:
        raise MetaUnsupError("own_no_text", path=source.path, wanted=wanted)
    return data.decode("utf-8-sig", errors="replace")


class Bounded:
    """A stream that gives up once it has handed out ``MOST_BYTES``."""

    def __init__(self, stream: IO[bytes], path: Path, most: int = MOST_BYTES) -> None:
        self._stream, self._path, self._left, self._most = stream, path, most, most

    def read(self, size: int = -1) -> bytes:
        """The next ``size`` bytes; refuses to hand out more than the limit in all."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise MetaUnsupError("archive_too_large", path=self._path, megabytes=self._most >> 20)
        return data
