"""A person's own pictures as a pool: a folder or an archive with one sub-folder a class, or without any: unlabelled.

For the command line and notebooks only: no web page accepts a path of the server.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePosixPath

import numpy as np
import torch

from metaunsup.data.archives import SUFFIXES, Found, pictures
from metaunsup.data.images import to_uint8
from metaunsup.data.pictures import Picture, Shown, read_picture
from metaunsup.data.pool import Pool, part_of
from metaunsup.data.report import Remarks, Report, note
from metaunsup.data.text import readable
from metaunsup.errors import MetaUnsupError, check_range

LEAST_SIDE, MOST_SIDE = 16, 64
LIGHT = 150  # of 255: a ground at least this bright is paper; grey noise has 127
DARK_INK = 128  # of 255: what is darker on average is drawn on white where it is transparent
_WHOLE = ((0.0, 255.0), (0.0, 65535.0))  # scales that need not be told: all that 8 and 16 bits have
_SPLIT = re.compile(r"(train|training|val|valid|validation|dev|test|testing|eval|evaluation|fold)([-_ ]?\d+)?")
_PACKED = re.compile(r"\.(zip|tgz|tbz2?|txz|tar(\.(gz|bz2|xz))?|gz|bz2|xz)$", re.IGNORECASE)


@dataclass(frozen=True)
class Contents:
    """What is in a folder or archive: ``names`` in order and, aligned, ``hashes`` and ``images``, (1 or 3, S, S) uint8.

    ``skipped`` names the pictures that could not be read, ``unused`` those that were not tried; ``further`` counts
    pictures behind the first of a file. ``scale`` are the values that became black and white, None where a file's own
    0 and 255 are. ``sides`` are the longer sides, in pixels, of the smallest and the largest of the files.
    """

    names: list[PurePosixPath]
    hashes: list[int]
    images: list[np.ndarray]
    skipped: list[PurePosixPath]
    unused: list[PurePosixPath]
    further: int
    scale: tuple[float, float] | None
    sides: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Sorting:
    """The class of each picture by the folders that it lies in.

    ``merged``: folders such as train/ and test/ around the same classes were taken for one. ``unsorted`` says why the
    folders tell no classes, or is None.
    """

    classes: list[str]
    merged: bool = False
    unsorted: MetaUnsupError | None = None


def load_folder(path: Path | str, *, side: int = 28) -> Pool:
    """The pictures at ``path`` as a pool, (N, 1, side, side) uint8, or (N, 3, ...) where most are in colour.

    A picture's class is the sub-folder that it lies in; folders around them all are ignored, and so are train/, val/
    and test/ around the same classes; where only one folder is left, or some lie beside folders of others, the pool is
    unlabelled. Parts follow from the hashes of the pictures as stored. Pictures that cannot be read are left out.
    Every pool holds light strokes on a dark ground: where the ground is light, all its pictures are turned into their
    negatives. The pool's note says all of that. Raises ``MetaUnsupError`` where nothing usable is there.
    """
    path = Path(os.path.expanduser(path))  # noqa: PTH111 - pathlib's raises for "~nobody"
    return pool_of(path, read_folder(path, side=side), "folder" if os.path.isdir(path) else "archive")  # noqa: PTH112


def pool_of(path: Path, contents: Contents, kind: str, classes: Sequence[str] | None = None) -> Pool:
    """``contents``, which were found at ``path``, as a pool with its report; ``kind`` is the report's.

    ``classes`` are those of the pictures where something else than their folders tells them.
    """
    if not contents.names:
        skipped = len(contents.skipped) + len(contents.unused)
        raise MetaUnsupError("pictures_unreadable" if skipped else "folder_empty", path=path, count=skipped)
    if len(contents.names) < 2:
        raise MetaUnsupError("folder_too_few", path=path, count=len(contents.names))
    images = _alike(contents.images)
    if (images == images[:1]).all():
        raise MetaUnsupError("pictures_identical", path=path, count=len(images))
    sorting = sort(path, contents.names) if classes is None else Sorting(list(classes))
    class_names = tuple(sorted(set(sorting.classes)))
    number = {name: index for index, name in enumerate(class_names)}
    known = sorting.unsorted is None and len(class_names) > 1
    light = ground(images) >= LIGHT
    return Pool(
        name=f"folder:{called(path)}",
        images=torch.from_numpy(255 - images if light else images),
        labels=torch.tensor([number[name] for name in sorting.classes]) if known else None,
        parts=torch.tensor([part_of(value) for value in contents.hashes], dtype=torch.int8),
        hashes=torch.tensor(contents.hashes, dtype=torch.int64),
        class_names=tuple(map(readable, class_names)) if known else (),
        note=" ".join(notes := _notes(contents, sorting, light)) or None,
        unsorted=sorting.unsorted,
        report=_report(contents, kind, notes, images.shape[-1]),
    )


def called(path: Path) -> str:
    """What the folder is called, or the archive less its kind, in characters that can be written anywhere."""
    name = path.resolve().name
    return readable(name if os.path.isdir(path) else _PACKED.sub("", name) or name)  # noqa: PTH112


def _notes(contents: Contents, sorting: Sorting, light: bool) -> list[str]:
    """What must be said of the pool, as ``words.Say.note`` reads it."""
    notes = [note("pictures_negative")] if light else []
    if contents.scale is not None and contents.scale not in _WHOLE:
        notes.append(note("stretched", low=contents.scale[0], high=contents.scale[1]))
    if sorting.merged:
        notes.append(note("merged"))
    if sorting.unsorted is not None:
        notes.append(note("unsorted"))
    if contents.skipped:
        notes.append(note("skipped", count=len(contents.skipped)))
    if contents.unused or contents.further:
        notes.append(note("unused", count=len(contents.unused) + contents.further))
    return notes


def _report(contents: Contents, kind: str, notes: Sequence[str], side: int) -> Report:
    remarks = Remarks(kind)
    low, high = contents.sides
    if (low, high) != (side, side):
        remarks.done.append(note("resized", low=low, high=high, side=side))
    remarks.done += [one for one in notes if not one.startswith(("pool.note.skipped", "pool.note.unused"))]
    if contents.further:
        remarks.done.append(note("further", count=contents.further))
    for name in contents.skipped:
        remarks.leave_out(readable(str(name)), "unreadable")
    for name in contents.unused:
        remarks.leave_out(readable(str(name)), "unused" if name.suffix.lower() in SUFFIXES else "kind")
    return remarks.report()


def read_folder(path: Path, *, side: int = 28) -> Contents:
    """Every picture at ``path``, made square and small, and the names of those that cannot be read or are not used.

    They are in the order of their names, whatever the order in which a folder or an archive holds them.
    """
    return contents_of(pictures(path), side=side)


def contents_of(found: Iterable[Found], *, side: int = 28) -> Contents:
    """The same of pictures as (name, bytes), wherever they come from."""
    check_range("side", side, LEAST_SIDE, MOST_SIDE)
    read: list[tuple[PurePosixPath, Picture]] = []
    skipped, unused = [], []
    for name, data in found:
        if data is None:
            unused.append(name)
            continue
        try:
            read.append((name, read_picture(data, side)))
        except Exception:  # decoders raise anything, and one odd photo must not end a command
            skipped.append(name)
    read.sort(key=lambda one: (one[0].parts, one[1].hash))
    return put_together(read, skipped, unused)


def put_together(
    read: Sequence[tuple[PurePosixPath, Picture]],
    skipped: Sequence[PurePosixPath] = (),
    unused: Sequence[PurePosixPath] = (),
) -> Contents:
    """Pictures ``read``, in their order, on one scale."""
    shown, scale = _on_one_scale([picture for _, picture in read])
    return Contents(
        names=[name for name, _ in read],
        hashes=[one.hash for one in shown],
        images=[one.image for one in shown],
        skipped=sorted(skipped, key=lambda name: name.parts),
        unused=sorted(unused, key=lambda name: name.parts),
        further=sum(picture.further for _, picture in read),
        scale=scale,
        sides=(min(sides), max(sides)) if (sides := [picture.longest for _, picture in read]) else (0, 0),
    )


def _on_one_scale(found: Sequence[Picture]) -> tuple[list[Shown], tuple[float, float] | None]:
    """All pictures with the same scale of brightness, and on the same ground where they are transparent."""
    ordinary = any(picture.values is None for picture in found)  # some have 8 bits and use them
    scale = _scale(found, ordinary)
    opaque, bright = (sum(picture.ink[index] for picture in found) for index in (0, 1))
    dark_ink = bright < DARK_INK * opaque
    shown = []
    for picture in found:
        if picture.shown is None or not ordinary:
            assert picture.values is not None and scale is not None
            shown.append(Shown(picture.hash, _stretched(picture.values, *scale)))
        elif picture.on_white is None:
            shown.append(picture.shown)
        else:
            here, there = picture.shown, picture.on_white
            if dark_ink:
                here, there = there, here
            # one in white ink among others in black: as if its ink were black, too
            alone = here.plain and not there.plain
            shown.append(Shown(there.hash, 255 - there.image) if alone else here)
    return shown, scale


def _scale(found: Sequence[Picture], ordinary: bool) -> tuple[float, float] | None:
    """The values that become black and white: of all pictures, or of those that are no 8-bit ones beside such."""
    measured = [picture for picture in found if picture.shown is None or not ordinary]
    if not measured:
        return None
    low, high = min(picture.low for picture in measured), max(picture.high for picture in measured)
    if ordinary and low >= 0 and high <= 255:
        return (0.0, 1.0) if high <= 1 else (0.0, 255.0)  # as those beside them have it
    return low, high


def _stretched(values: np.ndarray, low: float, high: float) -> np.ndarray:
    share = (values.astype(np.float64) - low) / ((high - low) or 1.0)
    return to_uint8(np.nan_to_num(share) * 255)  # float32 may overflow where a picture is enlarged


def _alike(images: list[np.ndarray]) -> np.ndarray:
    """All pictures with as many channels as most of them have, (N, 1 or 3, S, S)."""
    if 2 * sum(len(image) == 3 for image in images) > len(images):
        return np.stack([np.repeat(image, 3 // len(image), axis=0) for image in images])
    weights = np.array([0.299, 0.587, 0.114])  # brightness as in ITU-R BT.601
    return np.stack(
        [image if len(image) == 1 else to_uint8(np.tensordot(weights, image, axes=1)[None]) for image in images]
    )


def ground(images: np.ndarray) -> float:
    """Brightness of what the strokes are on: the median over all pixels at the edges of (N, C, S, S) pictures."""
    inner = np.zeros(images.shape[2:], dtype=bool)
    inner[1:-1, 1:-1] = True
    return float(np.median(images[:, :, ~inner]))


def sort(path: Path, names: Sequence[PurePosixPath]) -> Sorting:
    """The class of each picture: its folder, less those that are around all of them or only divide them into parts."""
    folders, merged = _merged([name.parts[:-1] for name in names])
    around = _around(folders)
    classes = ["/".join(folder[around:]) for folder in folders]
    inner = {folder[:depth] for folder in folders for depth in range(len(folder))}
    mixed = sorted(inner & set(folders))  # pictures lie in it, and in a folder within it
    if mixed:
        return Sorting(classes, merged, MetaUnsupError("folder_mixed", path=path.joinpath(*mixed[0])))
    return Sorting(classes, merged)


def _around(folders: Sequence[tuple[str, ...]]) -> int:
    """How many folders are around all of them."""
    pairs = zip(min(folders), max(folders), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _merged(folders: list[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], bool]:
    """``folders`` less the first level that only divides the same classes into parts, and whether there is one."""
    for depth in range(min(map(len, folders))):
        level = {folder[depth] for folder in folders}
        if len(level) > 1 and all(_SPLIT.fullmatch(name.casefold()) for name in level):
            less = [folder[:depth] + folder[depth + 1 :] for folder in folders]
            if len(set(less)) < len(set(folders)):
                return less, True
    return folders, False
