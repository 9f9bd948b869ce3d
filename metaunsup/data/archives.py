"""The pictures of a folder, a zip or a tar as (name, bytes), read in memory: nothing is ever extracted to disk.

Archives come from anywhere, so they are not trusted: names that point outside are refused, and so is an archive that
grows beyond what a pool of small pictures can be, however small it looks packed.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from metaunsup.errors import MetaUnsupError

MOST_BYTES = 1 << 30  # unpacked, of one archive
MOST_PICTURES = 100_000
SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pgm", ".ppm", ".pbm", ".pnm"}
)
_ARCHIVE_SUFFIXES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".tbz2", ".xz", ".txz")
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)


def pictures(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Name within ``path`` and bytes of each picture file, hidden ones left out.

    Raises ``MetaUnsupError``: ``folder_missing``, ``folder_not_archive``, ``archive_damaged``, ``archive_encrypted``,
    ``archive_unsafe``, ``archive_too_large``, ``too_many_pictures`` or ``cannot_read``.
    """
    # os.path says False where pathlib raises, for an overlong name.
    if os.path.isdir(path):  # noqa: PTH112
        return _counted(path, _in_folder(path))
    if not os.path.exists(path):  # noqa: PTH110
        raise MetaUnsupError("folder_missing", path=path)
    if not os.path.isfile(path):  # noqa: PTH113 - a pipe or a device may never end
        raise MetaUnsupError("folder_not_archive", path=path)
    return _counted(path, _in_archive(path))


def _counted(path: Path, found: Iterator[tuple[PurePosixPath, bytes]]) -> Iterator[tuple[PurePosixPath, bytes]]:
    for count, picture in enumerate(found):
        if count == MOST_PICTURES:
            raise MetaUnsupError("too_many_pictures", path=path, most=MOST_PICTURES)
        yield picture


def _is_picture(name: PurePosixPath) -> bool:
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in name.parts)
    return name.suffix.lower() in SUFFIXES and not hidden


def _in_folder(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    try:
        for file in sorted(path.rglob("*")):
            name = PurePosixPath(file.relative_to(path).as_posix())
            if _is_picture(name) and file.is_file():
                yield name, file.read_bytes()
    except OSError as error:
        raise MetaUnsupError("cannot_read", path=error.filename or path, reason=error.strerror or error) from error


def _in_archive(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    try:
        if zipfile.is_zipfile(path):
            yield from _in_zip(path)
        else:
            yield from _in_tar(path)
    except PermissionError as error:
        raise MetaUnsupError("cannot_read", path=path, reason=error.strerror or error) from error
    except _BROKEN as error:
        looks_packed = path.name.lower().endswith(_ARCHIVE_SUFFIXES)
        raise MetaUnsupError("archive_damaged" if looks_packed else "folder_not_archive", path=path) from error


def _checked(path: Path, member: str) -> PurePosixPath:
    """The name of an archive's member, refused where unpacking it would write outside of the archive's own folder."""
    name = PurePosixPath(member.replace("\\", "/"))
    has_drive = member[1:2] == ":"
    if name.is_absolute() or has_drive or ".." in name.parts:
        raise MetaUnsupError("archive_unsafe", path=path, member=member)
    return name


def _in_zip(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    left = MOST_BYTES
    with zipfile.ZipFile(path) as archive:
        # All names are judged before anything is read.
        members = [(_checked(path, info.orig_filename), info) for info in archive.infolist()]
        for name, info in members:
            if info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or not _is_picture(name):
                continue
            if info.flag_bits & 1:
                raise MetaUnsupError("archive_encrypted", path=path)
            with archive.open(info) as file:
                data = file.read(left + 1)  # the size that the archive states may be a lie
            left -= len(data)
            if left < 0:
                raise _too_large(path)
            yield name, data


def _in_tar(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    # "r|" reads forwards only, so neither skipping nor listing can unpack more than the limit unnoticed.
    with _unpacked(path) as stream, tarfile.open(fileobj=cast(IO[bytes], _Bounded(stream, path)), mode="r|") as archive:
        for info in archive:
            name = _checked(path, info.name)
            file = archive.extractfile(info) if info.isreg() and _is_picture(name) else None
            if file is not None:
                yield name, file.read()


def _unpacked(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        magic = file.read(6)
    if magic.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.open(path, "rb"))
    if magic.startswith(b"BZh"):
        return bz2.open(path, "rb")
    if magic == b"\xfd7zXZ\x00":
        return lzma.open(path, "rb")
    return path.open("rb")


class _Bounded:
    """A stream that gives up once it has handed out ``MOST_BYTES``."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream, self._path, self._left = stream, path, MOST_BYTES

    def read(self, size: int = -1) -> bytes:
        """The next ``size`` bytes; refuses to hand out more than the limit in all."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise _too_large(self._path)
        return data


def _too_large(path: Path) -> MetaUnsupError:
    return MetaUnsupError("archive_too_large", path=path, megabytes=MOST_BYTES >> 20)
