"""A person's own pictures as a pool: a folder or an archive with one sub-folder a class, or without any: unlabelled.

For the command line and notebooks only: no web page accepts a path of the server.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from PIL import Image, ImageOps

from metaunsup.data.archives import pictures
from metaunsup.data.images import to_uint8
from metaunsup.data.pool import Pool, item_hash, part_of
from metaunsup.errors import MetaUnsupError, check_range

LEAST_SIDE, MOST_SIDE = 16, 64
LIGHT = 150  # of 255: a ground at least this bright is paper; grey noise has 127
_MOST_PIXELS = 50_000_000  # of one picture; a larger one counts as unreadable
_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")


_NOTES = {  # (some could not be read, ground is light)
    (False, False): None,
    (True, False): "pool.note.pictures_skipped",
    (False, True): "pool.note.pictures_negative",
    (True, True): "pool.note.pictures_skipped_negative",
}


@dataclass(frozen=True)
class Contents:
    """What is in a folder or archive: ``names`` and, aligned, ``hashes`` and ``images``, each (1 or 3, S, S) uint8.

    ``skipped`` names the pictures that could not be read.
    """

    names: list[PurePosixPath]
    hashes: list[int]
    images: list[np.ndarray]
    skipped: list[PurePosixPath]


def load_folder(path: Path | str, *, side: int = 28) -> Pool:
    """The pictures at ``path`` as a pool, (N, 1, side, side) uint8, or (N, 3, ...) where most are in colour.

    A picture's class is the sub-folder that it lies in; folders around them all are ignored, and where only one folder
    is left, the pool is unlabelled. Parts follow from the hashes of the pictures as stored. Pictures that cannot be
    read are left out. Every pool holds light strokes on a dark ground: where the ground is light, all its pictures are
    turned into their negatives. The pool's note says either. Raises ``MetaUnsupError`` where nothing usable is there.
    """
    path = Path(os.path.expanduser(path))  # noqa: PTH111 - pathlib's raises for "~nobody"
    contents = read_folder(path, side=side)
    if not contents.names:
        skipped = len(contents.skipped)
        raise MetaUnsupError("pictures_unreadable" if skipped else "folder_empty", path=path, count=skipped)
    if len(contents.names) < 2:
        raise MetaUnsupError("folder_too_few", path=path, count=len(contents.names))
    classes = _classes(path, contents.names)
    class_names = tuple(sorted(set(classes)))
    number = {name: index for index, name in enumerate(class_names)}
    images = _alike(contents.images)
    light = ground(images) >= LIGHT
    return Pool(
        name=f"folder:{path.resolve().name.split('.')[0]}",
        images=torch.from_numpy(255 - images if light else images),
        labels=torch.tensor([number[name] for name in classes]) if len(class_names) > 1 else None,
        parts=torch.tensor([part_of(value) for value in contents.hashes], dtype=torch.int8),
        hashes=torch.tensor(contents.hashes, dtype=torch.int64),
        class_names=class_names if len(class_names) > 1 else (),
        note=_NOTES[bool(contents.skipped), light],
    )


def read_folder(path: Path, *, side: int = 28) -> Contents:
    """Every picture at ``path``, made square and small, and the names of those that cannot be read."""
    check_range("side", side, LEAST_SIDE, MOST_SIDE)
    contents = Contents([], [], [], [])
    for name, data in pictures(path):
        try:
            pixels = decode(data)
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
            contents.skipped.append(name)
            continue
        contents.names.append(name)
        contents.hashes.append(item_hash(pixels))
        contents.images.append(_small(pixels, side))
    return contents


def decode(data: bytes) -> np.ndarray:
    """A picture file's pixels: (H, W) uint8 where it holds no colour, else (H, W, 3). Transparent parts turn black."""
    with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        if opened.width * opened.height > _MOST_PIXELS:
            raise ValueError("too many pixels")
        picture: Image.Image = ImageOps.exif_transpose(opened)
        if picture.mode.startswith("I") or picture.mode == "F":
            return _deep(np.asarray(picture, dtype=np.float64))
        if picture.mode in ("1", "L"):
            return np.asarray(picture.convert("L"))
        colours = picture.convert("RGBA")
        black = Image.new("RGBA", colours.size, (0, 0, 0, 255))
        pixels = np.asarray(Image.alpha_composite(black, colours).convert("RGB"))
    grey = (pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 1] == pixels[..., 2]).all()
    return pixels[..., 0] if grey else pixels


def _deep(values: np.ndarray) -> np.ndarray:
    """More than 8 bits a pixel, or fractions in [0, 1], as 8 bits."""
    if not np.isfinite(values).all():
        raise ValueError("not a number")
    top = values.max()
    return to_uint8(values / 257 if top > 255 else values if top > 1 else values * 255)


def _small(pixels: np.ndarray, side: int) -> np.ndarray:
    """A picture (H, W) or (H, W, 3) as (1 or 3, side, side), the shorter side padded with the corners' colour."""
    height, width = pixels.shape[:2]
    picture = Image.fromarray(pixels)
    if height != width:
        corners = pixels[[0, 0, -1, -1], [0, -1, 0, -1]].reshape(4, -1)
        colour = tuple(int(value) for value in np.median(corners, axis=0))
        longer = max(height, width)
        square = Image.new(picture.mode, (longer, longer), colour if len(colour) == 3 else colour[0])
        square.paste(picture, ((longer - width) // 2, (longer - height) // 2))
        picture = square
    if picture.width != side:
        enlarge = picture.width < side
        picture = picture.resize((side, side), Image.Resampling.BICUBIC if enlarge else Image.Resampling.BILINEAR)
    array = np.asarray(picture)
    return array[None] if array.ndim == 2 else np.moveaxis(array, -1, 0)


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


def _classes(path: Path, names: list[PurePosixPath]) -> list[str]:
    """The class of each picture: its folder, less the folders that are around all of them."""
    folders = [name.parts[:-1] for name in names]
    depth = 0
    while len({folder[: depth + 1] for folder in folders}) == 1 and len(folders[0]) > depth:
        depth += 1
    classes = ["/".join(folder[depth:]) for folder in folders]
    if "" in classes and len(set(classes)) > 1:
        raise MetaUnsupError("folder_mixed", path=path)
    return classes
