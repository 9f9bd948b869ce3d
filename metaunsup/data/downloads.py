"""Fetching a pool: torchvision's addresses and checksums, a temporary file, a check, and one move into place.

Whatever goes wrong (no network, a cut connection, a wrong checksum, a full disk) ends in one sentence, and no half a
file stays behind. ``download`` is an iterator: stop calling ``next`` to pause, close it to cancel.
"""

from __future__ import annotations

import gzip
import hashlib
import http.client
import math
import os
import shutil
import tempfile
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from metaunsup.errors import MetaUnsupError

_CHUNK, _TIMEOUT = 1 << 16, 20.0
_LAKE = "https://raw.githubusercontent.com/brendenlake/omniglot/master/python/"
# Checksums of the two small sets, taken from the files themselves: torchvision lists only the whole ones.
_SMALL = {
    "images_background_small1.zip": "e704a628b5459e08445c13499850abc4",
    "images_background_small2.zip": "b75a71a51d3b13f821f212756fe481fd",
}


@dataclass(frozen=True)
class DownloadProgress:
    """``done`` of ``total`` bytes of ``file`` (``total`` None where the server does not say)."""

    file: str
    done: int
    total: int | None


@dataclass(frozen=True)
class Resource:
    """One file to fetch: addresses to try in turn, the MD5 of what they send, where it goes (unpacked)."""

    urls: tuple[str, ...]
    md5: str
    target: Path  # relative to the root
    gzipped: bool = False


def resources(name: str) -> tuple[Resource, ...]:
    """The files that the pool ``name`` is made of; none for a pool that needs no download."""
    if name == "omniglot-minimal":
        return tuple(Resource((_LAKE + file,), md5, Path("omniglot") / file) for file, md5 in _SMALL.items())
    if name not in ("mnist", "fashion-mnist", "kmnist", "omniglot"):
        return ()
    from metaunsup.data.vision import datasets

    if name == "omniglot":
        whole = datasets.Omniglot
        return tuple(
            Resource((f"{whole.download_url_prefix}/{file}.zip",), md5, Path(whole.folder) / f"{file}.zip")
            for file, md5 in whole.zips_md5.items()
        )
    family = {"mnist": datasets.MNIST, "fashion-mnist": datasets.FashionMNIST, "kmnist": datasets.KMNIST}[name]
    raw = Path(family.__name__) / "raw"
    return tuple(
        Resource(tuple(mirror + file for mirror in family.mirrors), md5, raw / file.removesuffix(".gz"), gzipped=True)
        for file, md5 in family.resources
    )


def fetch(name: str, wanted: tuple[Resource, ...], root: Path) -> Iterator[DownloadProgress]:
    """Fetch ``wanted`` files of the pool ``name`` that are not under ``root`` yet, yielding after every 64 KB.

    The next address is tried where one fails. Raises ``MetaUnsupError`` with ``download_offline``, ``download_broken``
    (cut short or damaged on its way) or ``cannot_write``.
    """
    for resource in wanted:
        target = root / resource.target
        if target.is_file() and (_is_whole_idx(target) if resource.gzipped else _md5(target) == resource.md5):
            continue
        failure: MetaUnsupError | None = None
        for url in resource.urls:
            try:
                yield from _fetch_one(name, resource, url, target)
                failure = None
                break
            except MetaUnsupError as error:
                if error.code == "cannot_write":
                    raise
                failure = error
        if failure is not None:
            raise failure


def _fetch_one(name: str, resource: Resource, url: str, target: Path) -> Iterator[DownloadProgress]:
    file = target.name
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, path = tempfile.mkstemp(prefix=f".{file}.", suffix=".part", dir=target.parent)
        temporary = Path(path)
        digest = hashlib.md5(usedforsecurity=False)
        with os.fdopen(handle, "wb") as packed:
            for data, progress in _receive(name, file, url, target.parent):
                digest.update(data)
                packed.write(data)
                yield progress
        if digest.hexdigest() != resource.md5:
            raise MetaUnsupError("download_broken", pool=name, file=file, url=url)
        if resource.gzipped:
            temporary = _unpack(temporary)
        temporary.chmod(0o644)  # mkstemp lets only its owner read
        temporary.replace(target)
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise MetaUnsupError("download_broken", pool=name, file=file, url=url) from error
    except OSError as error:
        raise MetaUnsupError("cannot_write", path=target, reason=error.strerror or error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _receive(name: str, file: str, url: str, where: Path) -> Iterator[tuple[bytes, DownloadProgress]]:
    """The bytes at ``url`` piece by piece; its own errors never look like those of the disk."""
    request = urllib.request.Request(url, headers={"User-Agent": "metaunsup"})
    done, total = 0, None
    try:
        response = urllib.request.urlopen(request, timeout=_TIMEOUT)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise MetaUnsupError("download_offline", pool=name, file=file, url=url, where=where) from error
    with closing(response):
        length = response.headers.get("Content-Length", "")
        total = int(length) if length.isdigit() else None
        while True:
            try:
                data = response.read(_CHUNK)
            except (OSError, http.client.HTTPException) as error:
                raise MetaUnsupError("download_broken", pool=name, file=file, url=url) from error
            if not data:
                break
            done += len(data)
            yield data, DownloadProgress(file, done, total)
    if total is not None and done != total:
        raise MetaUnsupError("download_broken", pool=name, file=file, url=url)


def _unpack(packed: Path) -> Path:
    """Unpack a gzip file beside itself and return the new file; the packed one is gone, whatever happens."""
    unpacked = packed.with_suffix(".unpacked")
    try:
        with gzip.open(packed, "rb") as source, unpacked.open("wb") as sink:
            shutil.copyfileobj(source, sink)
    except BaseException:
        unpacked.unlink(missing_ok=True)
        raise
    finally:
        packed.unlink(missing_ok=True)
    return unpacked


def _is_whole_idx(path: Path) -> bool:
    """Whether an unpacked IDX file is as long as its header says (the checksums listed are of the packed files)."""
    with path.open("rb") as file:
        head = file.read(16)
    axes = head[3] if len(head) == 16 else 0
    if axes not in (1, 3):
        return False
    sizes = [int.from_bytes(head[4 * axis + 4 : 4 * axis + 8], "big") for axis in range(axes)]
    return path.stat().st_size == 4 + 4 * axes + math.prod(sizes)


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
