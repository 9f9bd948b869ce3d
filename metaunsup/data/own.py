"""A person's own data as a pool, whatever they are: pictures in a folder or an archive, tables, arrays.

What a file is, its first bytes say, not its name. On the command line a table's label column, or the array of labels
of an .npz, stands behind a ``#``: ``--pool flowers.csv#species``.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np

from metaunsup.data.archives import SUFFIXES, Found, check_file, is_tar, is_zip, pictures
from metaunsup.data.arrays import is_npz, names_of, parse_npy, pictures_pool, read_npz, table_of
from metaunsup.data.folder import called, contents_of, load_folder, pool_of
from metaunsup.data.idx import looks_like_idx, parse_idx
from metaunsup.data.limits import MOST_FILE_BYTES
from metaunsup.data.parquet import MAGIC, read_parquet
from metaunsup.data.pool import Pool
from metaunsup.data.report import Remarks
from metaunsup.data.root import own_place
from metaunsup.data.source import PACKED, Source
from metaunsup.data.tables import read_table
from metaunsup.data.vectors import vector_pool
from metaunsup.errors import MetaUnsupError

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")


def load_own(name: str) -> Pool:
    """The pool at ``name``, a path, perhaps with ``#`` and a label column behind it.

    Raises ``MetaUnsupError`` with what to do where there is nothing that can be used.
    """
    found = own_place(name)
    if found is None:
        raise MetaUnsupError("folder_missing", path=name)
    path, label = found
    if os.path.isdir(path):  # noqa: PTH112
        return load_folder(path)
    return own_pool([Source(Path(path))], label)


def own_pool(sources: Sequence[Source], label: str | None = None, *, seconds: float = math.inf) -> Pool:
    """One file, or several pictures, as a pool called after the (first) file; ``label`` as in ``load_own``.

    Pictures that are not read after so many ``seconds`` are refused with all others (``upload_too_slow``).
    An IDX file of pictures may come with that of its labels, and on this machine finds it beside itself.
    """
    try:
        return _several(sources, seconds) if len(sources) > 1 else _single(sources[0], label, seconds)
    except PermissionError as error:
        raise MetaUnsupError("cannot_read", path=error.filename, reason=error.strerror or error) from error


def kind_of(source: Source) -> str:
    """What a file is: archive, npz, npy, parquet, idx, picture, table or unknown."""
    check_file(source)
    if is_zip(source):
        return "npz" if is_npz(source) else "archive"
    head = source.head()
    if head.startswith(PACKED):
        try:
            with source.unpacked() as file:
                head = file.read(512)
        except Exception:  # whatever gzip and its like trip over
            return "archive"  # whose reader says what is wrong with it
    if head.startswith(MAGIC):
        return "parquet"
    if head.startswith(b"\x93NUMPY"):
        return "npy"
    if looks_like_idx(head):
        return "idx"
    if head.startswith(_PICTURES) or source.path.suffix.lower() in SUFFIXES:
        return "picture"
    if is_tar(head):
        return "archive"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))  # text of two or four bytes a letter
    return "table" if wide or b"\0" not in head else "unknown"


def _single(source: Source, label: str | None, seconds: float) -> Pool:
    kind, path = kind_of(source), source.path
    remarks, name = Remarks(kind), f"folder:{called(path)}"
    if kind == "unknown":
        raise MetaUnsupError("folder_not_archive", path=path)
    if kind in ("archive", "picture") and label is not None:
        raise MetaUnsupError("label_of_pictures", path=path)
    if kind == "archive":
        return pool_of(path, contents_of(_in_time(pictures(source), path, seconds)), kind)
    if kind == "picture":
        return _several([source], seconds)
    if kind == "table":
        return vector_pool(path, name, read_table(source, label, remarks), remarks)
    if kind == "parquet":
        return vector_pool(path, name, read_parquet(source, label, remarks), remarks)
    classes: np.ndarray | None = None
    if kind == "npz":
        values, classes = read_npz(source, label, remarks)
    elif kind == "npy":
        values = parse_npy(source.read(), source)
    else:
        values, classes = _idx(source), _labels_beside(source)
    if values.dtype.kind not in "biuf" or values.size == 0:
        raise MetaUnsupError("array_shape", path=path, shape=values.shape, kind=values.dtype)
    labels = None if classes is None else names_of(classes, len(values), source)
    if values.ndim != 2:
        pool = pictures_pool(values, labels, source, kind)
        assert pool.report is not None
        left = (*remarks.left_out, *pool.report.left_out)
        return replace(
            pool, report=replace(pool.report, left_out=left, left_out_count=remarks.count + pool.report.left_out_count)
        )
    return vector_pool(path, name, table_of(values, labels, source), remarks)


def _several(sources: Sequence[Source], seconds: float) -> Pool:
    """Pictures, each in a file; or pictures and labels as IDX."""
    kinds = [kind_of(one) for one in sources]
    if kinds == ["idx", "idx"]:
        items, labels = sorted((_idx(one) for one in sources), key=lambda one: -one.ndim)
        source = sources[0]
        if items.ndim == 3 and labels.ndim == 1:
            return pictures_pool(items, names_of(labels, len(items), source), source, "idx")
    if set(kinds) != {"picture"}:
        odd = next(one for one, kind in zip(sources, kinds, strict=True) if kind != "picture")
        raise MetaUnsupError("own_several", path=odd.path)
    return pool_of(sources[0].path, contents_of(_in_time(_each(sources), sources[0].path, seconds)), "pictures")


def _each(sources: Sequence[Source]) -> Iterator[Found]:
    for source in sources:
        with source.open() as file:
            data = file.read(MOST_FILE_BYTES + 1)
        yield PurePosixPath(source.path.name), data if len(data) <= MOST_FILE_BYTES else None


def _in_time(found: Iterator[Found], path: Path, seconds: float) -> Iterator[Found]:
    end = time.monotonic() + seconds
    for one in found:
        if time.monotonic() > end:
            raise MetaUnsupError("upload_too_slow", path=path, seconds=seconds)
        yield one


def _idx(source: Source) -> np.ndarray:
    try:
        return parse_idx(source.read())
    except ValueError as error:
        if isinstance(error, MetaUnsupError):
            raise
        raise MetaUnsupError("own_damaged", path=source.path) from error


def _labels_beside(source: Source) -> np.ndarray | None:
    """Of pictures called as MNIST's are, the labels, if they lie beside them."""
    name = source.path.name
    beside = source.path.with_name(name.replace("images", "labels").replace("idx3", "idx1"))
    if source.data is not None or beside.name == name or not os.path.isfile(beside):  # noqa: PTH113
        return None
    return _idx(Source(beside))
