"""The pictures of a folder, a zip or a tar as (name, bytes), read in memory: nothing is ever extracted to disk.

Archives come from anywhere, so they are not trusted: names that point outside are refused, and so is an archive that
grows beyond what a pool of small pictures can be, however small it looks packed.
"""

from __future__ import annotations

import os
import posixpath
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self, cast

from metaunsup.data.limits import MOST_BYTES, MOST_DIRECTORY, MOST_FILE_BYTES, MOST_MEMBERS, MOST_PICTURES
from metaunsup.data.source import PACKED, Bounded, Source
from metaunsup.errors import MetaUnsupError

_MOST_HOPS = 40  # from link to link
_MOST_HEADER = 1 << 20  # bytes of a name or a header of a tar's member
_PLAIN = (tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.GNUTYPE_SPARSE)  # which say nothing further
_END_64 = 56 + 20  # bytes that a zip of 64 bits has between its list of members and its end
SUFFIXES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".jpe",
    ".jfif",
    ".bmp",
    ".dib",
    ".gif",
    ".tif",
    ".tiff",
    ".webp",
    ".pgm",
    ".ppm",
    ".pbm",
    ".pnm",
)
# Pictures of kinds that are not read here: they are counted, so that nobody misses them without a word.
_OTHER_SUFFIXES = (
    ".apng", ".arw", ".avif", ".cr2", ".cr3", ".dcm", ".dng", ".emf", ".eps", ".exr", ".fits", ".hdr", ".heic", ".heif",
    ".ico", ".icns", ".j2k", ".jls", ".jp2", ".jpx", ".jxl", ".jxr", ".nef", ".orf", ".pcx", ".pfm", ".psd", ".raf",
    ".raw", ".rw2", ".sgi", ".svg", ".tga", ".wmf", ".xbm", ".xcf", ".xpm"
)  # fmt: skip
# What systems and network drives put beside pictures: previews, bins, earlier states.
_NOT_THEIRS = (
    "__macosx", "@eadir", "@tmp", "@recycle", "@recently-snapshot", "@__thumb", "#recycle", "#snapshot", "$recycle.bin",
    "~snapshot", "lost+found",
    "system volume information", "network trash folder", "temporary items",
)  # fmt: skip

Found = tuple[PurePosixPath, bytes | None]


def pictures(given: Path | Source) -> Iterator[Found]:
    """Name within ``given`` and bytes of each picture file, None where it looks like one and cannot be used.

    Hidden files and what systems put beside pictures are left out. Links are followed, in an archive within it. The
    order is that of the folder or archive.

    Raises ``MetaUnsupError``: ``folder_missing``, ``folder_not_archive``, ``archive_damaged``, ``archive_encrypted``,
    ``archive_packing``, ``archive_unsafe``, ``archive_too_large``, ``too_many_pictures`` or ``cannot_read``.
    """
    source = given if isinstance(given, Source) else Source(given)
    path = source.path
    if source.is_folder:
        return _counted(path, _in_folder(path))
    check_file(source)
    return _counted(path, _in_archive(source))


def check_file(source: Source) -> None:
    """Refuse what is not there (``folder_missing``), and what is no file (``folder_not_archive``)."""
    # os.path says False where pathlib raises, for an overlong name.
    if source.data is None and not os.path.exists(source.path):  # noqa: PTH110
        raise MetaUnsupError("folder_missing", path=source.path)
    if source.data is None and not os.path.isfile(source.path):  # noqa: PTH113 - a pipe or a device may never end
        raise MetaUnsupError("folder_not_archive", path=source.path)


def _counted(path: Path, found: Iterator[Found]) -> Iterator[Found]:
    for count, picture in enumerate(found):
        if count == MOST_PICTURES:
            raise MetaUnsupError("too_many_pictures", path=path, most=MOST_PICTURES)
        yield picture


def _not_theirs(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _NOT_THEIRS


def _looks_like_one(name: PurePosixPath) -> bool:
    suffix = name.suffix.lower()
    return (suffix in SUFFIXES or suffix in _OTHER_SUFFIXES) and not any(map(_not_theirs, name.parts))


def _in_folder(path: Path) -> Iterator[Found]:
    """Every file below; a linked folder is read after the others, and none twice, whatever leads to it."""
    start = os.path.realpath(path)
    read = {start, *map(str, Path(start).parents)}  # a link to what is around ``path`` leads back to it
    here: list[tuple[str, str, PurePosixPath]] = [(os.fspath(path), start, PurePosixPath())]
    linked: list[tuple[str, str, PurePosixPath]] = []
    while here or linked:
        if not here:
            linked.sort(key=lambda link: link[2].parts, reverse=True)
            link = linked.pop()
            if link[1] in read:
                continue
            read.add(link[1])
            here.append(link)
        folder, real, name = here.pop()
        try:
            entries = [entry for entry in os.scandir(folder) if not _not_theirs(entry.name)]
            for entry in entries:
                inner = name / entry.name
                if entry.is_dir(follow_symlinks=False):
                    below = os.path.join(real, entry.name)  # noqa: PTH118 - names that are no text stay as they are
                    read.add(below)
                    here.append((entry.path, below, inner))
                elif os.path.isdir(entry.path):  # noqa: PTH112 - False for a link that leads nowhere
                    linked.append((entry.path, os.path.realpath(entry.path), inner))
                elif _looks_like_one(inner):
                    yield inner, _bytes_of(entry.path, inner)
        except OSError as error:
            raise MetaUnsupError("cannot_read", path=error.filename or path, reason=error.strerror or error) from error


def _bytes_of(file: str, name: PurePosixPath) -> bytes | None:
    if name.suffix.lower() not in SUFFIXES or not os.path.isfile(file) or os.path.getsize(file) > MOST_FILE_BYTES:  # noqa: PTH113, PTH202
        return None
    with open(file, "rb") as opened:
        return opened.read()


def _in_archive(source: Source) -> Iterator[Found]:
    path = source.path
    try:
        yield from (_in_zip if is_zip(source) else _in_tar)(source)
    except MetaUnsupError:
        raise
    except PermissionError as error:
        raise MetaUnsupError("cannot_read", path=path, reason=error.strerror or error) from error
    except NotImplementedError as error:
        raise MetaUnsupError("archive_packing", path=path) from error
    except Exception as error:  # whatever it is that zipfile, tarfile and what they unpack with trip over
        raise MetaUnsupError("archive_damaged" if _looks_packed(path) else "folder_not_archive", path=path) from error


def is_zip(source: Source) -> bool:
    """Judged by how it begins: a zip within a tar ends like a zip."""
    head = source.head()
    if head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        return True
    with source.open() as file:
        return not (head.startswith(PACKED) or is_tar(head)) and zipfile.is_zipfile(file)


def is_tar(head: bytes) -> bool:
    """Whether a file that is not packed begins like a tar."""
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def _looks_packed(path: Path) -> bool:
    return path.name.lower().endswith((".zip", ".tar", ".tgz", ".gz", ".bz2", ".tbz2", ".xz", ".txz"))


def _checked(path: Path, member: str) -> PurePosixPath:
    """The name of an archive's member, refused where unpacking it would write outside of the archive's own folder."""
    name = PurePosixPath(member.replace("\\", "/"))
    has_drive = member[1:2] == ":"
    if name.is_absolute() or has_drive or ".." in name.parts:
        raise MetaUnsupError("archive_unsafe", path=path, member=member)
    return name


def _target(link: PurePosixPath, target: str) -> PurePosixPath:
    """Where a symbolic link within an archive leads."""
    return PurePosixPath(posixpath.normpath(str(link.parent / target)))


def open_zip(file: IO[bytes], path: Path) -> zipfile.ZipFile:
    """A zip; refuses one of more members than are looked at before any of them takes memory."""
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined] # what ZipFile itself goes by
    if end is not None:
        large, size, start = (end[place] for place in (0, 5, 9))  # of 64 bits?, of the list of members, where it ends
        if size > MOST_DIRECTORY:
            raise MetaUnsupError("too_many_members", path=path, most=MOST_MEMBERS)
        file.seek(max(0, start - size - (_END_64 if large == b"PK\6\6" else 0)))
        listed, at, count = file.read(size), 0, 0
        while (entry := listed[at : at + 46])[:4] == b"PK\1\2":
            at += 46 + sum(int.from_bytes(entry[place : place + 2], "little") for place in (28, 30, 32))
            count += 1
        if count > MOST_MEMBERS:
            raise MetaUnsupError("too_many_members", path=path, most=MOST_MEMBERS)
    return zipfile.ZipFile(file)


def _in_zip(source: Source) -> Iterator[Found]:
    left, path = MOST_BYTES, source.path
    with source.open() as file_, open_zip(file_, path) as archive:

        def unpacked(info: zipfile.ZipInfo) -> bytes:
            nonlocal left
            if info.flag_bits & 1:
                raise MetaUnsupError("archive_encrypted", path=path)
            with archive.open(info) as file:
                data = file.read(left + 1)  # the size that the archive states may be a lie
            left -= len(data)
            if left < 0:
                raise _too_large(path)
            return data

        # All names are judged before anything is read.
        members = [(_checked(path, info.orig_filename), info) for info in archive.infolist()]
        if not all(info.orig_filename for _, info in members):
            raise zipfile.BadZipFile
        plain = {name: info for name, info in members if not _is_link(info)}
        for name, info in members:
            if info.orig_filename.endswith("/") or not _looks_like_one(name):
                continue
            wanted = info if not _is_link(info) else plain.get(_target(name, os.fsdecode(unpacked(info))))
            if wanted is None or wanted.file_size > MOST_FILE_BYTES or name.suffix.lower() not in SUFFIXES:
                yield name, None
            else:
                yield name, unpacked(wanted)


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _in_tar(source: Source) -> Iterator[Found]:
    """The pictures in the tar's own order, then those that its links name; these take a second reading."""
    links: dict[PurePosixPath, PurePosixPath] = {}
    for name, info, file in _members(source):
        if info.islnk() or info.issym():
            links[name] = _target(name, info.linkname) if info.issym() else PurePosixPath(info.linkname)
            if len(links) > MOST_PICTURES:
                raise MetaUnsupError("too_many_pictures", path=source.path, most=MOST_PICTURES)
        elif _looks_like_one(name) and not info.isdir():
            yield name, _read(info, file) if name.suffix.lower() in SUFFIXES else None
    wanted: dict[PurePosixPath, list[PurePosixPath]] = {}
    for name in filter(_looks_like_one, links):
        target, hops = links[name], 0
        while target in links and hops < _MOST_HOPS:  # they may lead round in a circle
            target, hops = links[target], hops + 1
        wanted.setdefault(target, []).append(name)
    if any(name.suffix.lower() in SUFFIXES for names in wanted.values() for name in names):
        for name, info, file in _members(source):
            if name in wanted and (data := _read(info, file)) is not None:
                yield from ((link, data if link.suffix.lower() in SUFFIXES else None) for link in wanted.pop(name))
    yield from ((link, None) for names in wanted.values() for link in names)


def _members(source: Source) -> Iterator[tuple[PurePosixPath, tarfile.TarInfo, tarfile.TarFile]]:
    # "r|" reads forwards only, so neither skipping nor listing can unpack more than the limit unnoticed.
    with (
        source.unpacked() as stream,
        tarfile.open(
            fileobj=cast(IO[bytes], Bounded(stream, source.path, MOST_BYTES)), mode="r|", tarinfo=_Header
        ) as archive,
    ):
        for count, info in enumerate(archive):
            if count == MOST_MEMBERS:
                raise MetaUnsupError("too_many_members", path=source.path, most=MOST_MEMBERS)
            yield _checked(source.path, info.name), info, archive
            archive.members = []  # type: ignore[attr-defined] # or every header is kept


def _read(info: tarfile.TarInfo, archive: tarfile.TarFile) -> bytes | None:
    # a sparse file of a few bytes may state any size
    file = archive.extractfile(info) if info.isreg() and info.size <= MOST_FILE_BYTES else None
    return None if file is None else file.read()


class _Header(tarfile.TarInfo):
    """A member's header; a damaged one is an error wherever it stands, where ``tarfile`` takes it for the end."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        """The next member's header, as ``tarfile`` reads it; raises ``tarfile.ReadError`` for a damaged one."""
        try:
            return super().fromtarfile(tarfile_)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError from error

    def _proc_member(self, archive: tarfile.TarFile) -> Any:
        if not (self.isfile() or self.type in _PLAIN) and self.size > _MOST_HEADER:  # read whole, as long as it says
            raise tarfile.ReadError
        return super()._proc_member(archive)  # type: ignore[misc]


def _too_large(path: Path) -> MetaUnsupError:
    return MetaUnsupError("archive_too_large", path=path, megabytes=MOST_BYTES >> 20)
