"""A task as a file for NumPy, and drawings as a pool's archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import numpy as np
from PIL import Image

from metaunsup.data.strokes import Drawing, render
from metaunsup.tasks.task import Task


def as_npz(task: Task) -> bytes:
    """The task as a NumPy archive.

    Items (N, C, H, W) float32, n_clusters, truth (N,) and index (N,) int64, class_names of the classes in the truth,
    seed, pool.
    """
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        items=task.items.numpy(),
        n_clusters=np.int64(task.n_clusters),
        truth=task.truth.labels.numpy(),
        index=task.index.numpy(),
        class_names=np.array(task.truth.class_names, dtype=np.str_),
        seed=np.int64(task.seed),
        pool=np.str_(task.pool),
    )
    return stream.getvalue()


def as_pictures(drawings: Sequence[Drawing]) -> bytes:
    """The drawings as a zip of PNGs that ``load_folder`` reads as a pool: a folder for each name, where all have one.

    Where some have none, all lie together, and the pool is unlabelled.
    """
    named = all(one.name for one in drawings)
    folders = {name: f"{place:02}-{_plain(name)}" for place, name in enumerate(dict.fromkeys(d.name for d in drawings))}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for place, (one, picture) in enumerate(zip(drawings, render(drawings), strict=True)):
            png = io.BytesIO()
            Image.fromarray(picture[0]).save(png, format="PNG")
            folder = folders[one.name] if named else "drawings"
            archive.writestr(zipfile.ZipInfo(f"{folder}/{place:03}.png"), png.getvalue())
    return packed.getvalue()


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)
