"""NumPy's files, .npy and .npz, without pickle; and any array of numbers as pictures or as a table of numbers."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import numpy as np

from metaunsup.data.archives import open_zip
from metaunsup.data.folder import pool_of, put_together
from metaunsup.data.limits import MOST_FILE_BYTES, MOST_PICTURES
from metaunsup.data.pictures import Picture, picture_of
from metaunsup.data.pool import Pool
from metaunsup.data.report import Remarks
from metaunsup.data.source import Source
from metaunsup.data.tables import Table, check_classes, check_size
from metaunsup.errors import MetaUnsupError

DATA = ("images", "x", "data", "x_train", "train_images", "features", "arr_0")  # what people call the items ...
LABELS = ("labels", "label", "y", "target", "targets", "y_train", "train_labels")  # ... and their classes
_MAGIC = b"\x93NUMPY"


def parse_npy(data: bytes, source: Source) -> np.ndarray:
    """The array in a .npy; refuses objects (``array_objects``), which only running a stranger's program would make."""
    try:
        file = io.BytesIO(data)
        version = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, fortran, kind = read(file)
        begin = file.tell()
        whole = math.prod(shape) * kind.itemsize == len(data) - begin and all(size >= 0 for size in shape)
    except Exception as error:  # a header is a text of Python's that is parsed
        raise MetaUnsupError("own_damaged", path=source.path) from error
    if kind.hasobject:
        raise MetaUnsupError("array_objects", path=source.path)
    if not whole:
        raise MetaUnsupError("own_damaged", path=source.path)
    if kind.kind not in "biufUS" or kind.itemsize == 0 or math.prod(shape) == 0:
        raise MetaUnsupError("array_shape", path=source.path, shape=shape, kind=kind)
    return np.frombuffer(data, kind, offset=begin).reshape(shape, order="F" if fortran else "C")


def read_npz(source: Source, label: str | None, remarks: Remarks) -> tuple[np.ndarray, np.ndarray | None]:
    """Items and their labels (``label`` names their array) in a .npz; refuses one that holds no array of items."""
    return _chosen(arrays_of(source), source, label, remarks)


def arrays_of(source: Source) -> dict[str, np.ndarray]:
    """All arrays of a .npz by name, read without pickle."""
    arrays: dict[str, np.ndarray] = {}
    left = MOST_FILE_BYTES
    try:
        with source.open() as file, open_zip(file, source.path) as archive:
            for info in archive.infolist():
                with archive.open(info) as member:
                    data = member.read(left + 1)
                left -= len(data)
                if left < 0:
                    break
                if data.startswith(_MAGIC):
                    arrays[info.filename.removesuffix(".npy")] = parse_npy(data, source)
    except MetaUnsupError:
        raise
    except Exception as error:  # whatever zipfile and what it unpacks with trip over
        raise MetaUnsupError("own_damaged", path=source.path) from error
    if left < 0:
        raise MetaUnsupError("own_too_large", path=source.path, megabytes=MOST_FILE_BYTES >> 20)
    return arrays


def _chosen(
    arrays: Mapping[str, np.ndarray], source: Source, label: str | None, remarks: Remarks
) -> tuple[np.ndarray, np.ndarray | None]:
    items = {name: one for name, one in arrays.items() if one.ndim >= 2 and one.dtype.kind in "biuf" and name != label}
    if not items:
        raise MetaUnsupError("npz_no_items", path=source.path, known=tuple(arrays) or ("-",))
    called = [name for wanted in DATA for name in items if name.casefold() == wanted]
    name = called[0] if called else max(items, key=lambda one: items[one].size)
    if label is not None and label not in arrays:
        raise MetaUnsupError("label_column", path=source.path, column=label, known=tuple(arrays))
    fits = [one for one in arrays if arrays[one].size == len(items[name]) and one != name]
    told = [one for wanted in LABELS for one in fits if one.casefold() == wanted]
    classes = label or (told[0] if told else None)
    for other in arrays:
        if other not in (name, classes):
            remarks.leave_out(other, "array")
    return items[name], None if classes is None else arrays[classes]


def names_of(labels: np.ndarray, count: int, source: Source) -> list[str]:
    """Labels, one an item, as texts; refuses another number of them."""
    if labels.size != count:
        raise MetaUnsupError("label_count", path=source.path, labels=labels.size, items=count)
    flat = labels.ravel()
    found = [one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in flat.tolist()]
    check_classes(found, source)
    return found


def table_of(values: np.ndarray, labels: Sequence[str] | None, source: Source) -> Table:
    """An array (N, D) as a table; what is not finite counts as missing."""
    check_size(source, *values.shape)
    found = values.astype(np.float64)
    found[~np.isfinite(found)] = np.nan
    return Table([str(at + 1) for at in range(found.shape[1])], found, None if labels is None else list(labels))


def pictures_pool(values: np.ndarray, labels: Sequence[str] | None, source: Source, kind: str) -> Pool:
    """An array (N, H, W), (N, H, W, C) or (N, C, H, W) as a pool of pictures; C is 1 or 3, or 4 (whose fourth goes)."""
    if values.ndim == 4:
        if values.shape[3] in (1, 3, 4):
            values = values[..., :3] if values.shape[3] > 1 else values[..., 0]
        elif values.shape[1] in (1, 3):
            values = np.moveaxis(values, 1, -1) if values.shape[1] == 3 else values[:, 0]
    if values.ndim not in (3, 4) or (values.ndim == 4 and values.shape[3] != 3):
        raise MetaUnsupError("array_shape", path=source.path, shape=values.shape, kind=values.dtype)
    if len(values) > MOST_PICTURES:
        raise MetaUnsupError("too_many_pictures", path=source.path, most=MOST_PICTURES)
    if values.dtype == bool or (values.ndim == 4 and values.dtype != np.uint8):
        values = _bytes(values)
    read: list[tuple[PurePosixPath, Picture]] = []
    skipped, kept = [], []
    for at, pixels in enumerate(values):
        name = PurePosixPath(str(at))
        try:
            read.append((name, picture_of(np.ascontiguousarray(pixels).astype(pixels.dtype.newbyteorder("=")), 28)))
            kept.append(at)
        except ValueError:  # not a number, or a strip
            skipped.append(name)
    classes = None if labels is None else [labels[at] for at in kept]
    return pool_of(source.path, put_together(read, skipped), kind, classes)


def _bytes(values: np.ndarray) -> np.ndarray:
    """Brightness of 0 to 255 of values of 0 to 1, of 0 to 255, or of any other range, which is stretched."""
    finite = np.where(np.isfinite(values), values, 0).astype(np.float32)
    low, high = float(finite.min()), float(finite.max())
    if low < 0 or high > 255:
        finite = (finite - low) / ((high - low) or 1.0)
    return np.rint(finite * (255 if low < 0 or high > 255 or high <= 1 else 1)).astype(np.uint8)


def is_npz(source: Source) -> bool:
    """Whether a zip is NumPy's: all that it holds are .npy files."""
    try:
        with source.open() as file, open_zip(file, source.path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return bool(names) and all(name.endswith(".npy") for name in names)
