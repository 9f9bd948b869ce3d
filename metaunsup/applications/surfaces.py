"""Tasks of finding flaws: ten pictures of a surface as it should be, then pictures to be judged, half of them flawed.

Made-up surfaces (``data.textures``) with defects (``data.defects``), or a folder in the layout of MVTec-AD (Bergmann et
al., CVPR 2019): ``train/good``, ``test/good``, ``test/DEFECT`` and ``ground_truth/DEFECT/NAME_mask.png``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from metaunsup.data import textures
from metaunsup.data.defects import DEFECTS, spoil
from metaunsup.data.limits import MOST_FILE_BYTES
from metaunsup.data.materials import SURFACES
from metaunsup.data.pictures import read_picture
from metaunsup.data.pool import PartName, Unlabelled, item_hash
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.streams import derive_seed

SIDE, OWN_SIDE = 64, 128  # pixels of a picture: made up; of somebody's own, whose flaws are small beside it
SHOTS, QUERIES = 10, 20
PRACTICE, PRACTICE_SIDE = 4, 96  # unlabelled pictures of each material that there is to practise on, and their size
SUFFIXES = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp", ".gif", ".ppm"}
GOOD = "good"


@dataclass(frozen=True, eq=False)
class SurfaceTruth:
    """What metrics compare with: ``flawed`` (Q,) bool, ``masks`` (Q, H, W) bool or None where nobody drew any.

    ``defects``: what each query has, "" for nothing.
    """

    flawed: np.ndarray
    masks: np.ndarray | None
    defects: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SurfaceTask:
    """``support`` (S, 1, H, W) pictures without a flaw and ``queries`` (Q, 1, H, W), float32 in [0, 1], in grey.

    ``kind`` of surface; ``seed`` draws it again.
    """

    support: Tensor
    queries: Tensor
    truth: SurfaceTruth
    kind: str
    seed: int


def kinds_of(part: PartName) -> tuple[str, ...]:
    """The kinds of surface in a part."""
    return tuple(name for name, one in SURFACES.items() if one.part == part)


def practice_pictures() -> Unlabelled:
    """Pictures of the kinds of the train part, without a word of what they are and without any flaw."""
    drawn = np.concatenate(
        [
            textures.draw(kind, material, PRACTICE, side=PRACTICE_SIDE, use="practice")[:, None]
            for kind in kinds_of("train")
            for material in range(textures.MATERIALS)
        ]
    )
    hashes = torch.tensor([item_hash(one) for one in drawn])
    return Unlabelled("textures", "train", torch.from_numpy(drawn), hashes)


def surface_task(seed: int, index: int, *, shots: int = SHOTS, part: PartName = "test") -> SurfaceTask:
    """Task number ``index`` under ``seed``: a material that no other task has, kinds in turn, all six defects."""
    kinds = kinds_of(part)
    kind, own = kinds[index % len(kinds)], derive_seed(seed, "surfaces", part, index)
    pictures = textures.draw(kind, own, SHOTS + QUERIES, side=SIDE, use="task")
    rng = textures.rng(kind, own, "defects")
    order = [name for _ in range(-(-QUERIES // len(DEFECTS))) for name in rng.permutation(list(DEFECTS))]
    queries, masks = pictures[SHOTS:].copy(), np.zeros((QUERIES, SIDE, SIDE), dtype=bool)
    names = [""] * QUERIES
    for place, name in zip(range(QUERIES // 2), order, strict=False):
        queries[place], masks[place] = spoil(queries[place], str(name), rng)
        names[place] = str(name)
    shuffled = rng.permutation(QUERIES)  # the order must not tell the truth
    return _task(pictures[:shots], queries[shuffled], masks[shuffled], [names[at] for at in shuffled], kind, own)


class OwnSurfaces:
    """Pictures in MVTec-AD's layout: one kind of surface, or a folder of several.

    Raises ``MetaUnsupError``: ``surfaces_layout`` where the folders are not there, ``surfaces_few`` where a kind has
    too few pictures, and later ``surfaces_picture`` where one cannot be read.
    """

    def __init__(self, root: Path) -> None:
        folders = [root] if (root / "train" / GOOD).is_dir() else sorted(p for p in root.glob("*") if p.is_dir())
        self.kinds = {one.name: one for one in folders if (one / "train" / GOOD).is_dir() and (one / "test").is_dir()}
        if not self.kinds:
            raise MetaUnsupError("surfaces_layout", path=root)

    def task(self, seed: int, index: int, *, shots: int = SHOTS) -> SurfaceTask:
        """Task number ``index`` under ``seed``: kinds in turn, as many queries with a flaw as without."""
        kinds = list(self.kinds)
        kind, own = kinds[index % len(kinds)], derive_seed(seed, "surfaces", index)
        root, rng = self.kinds[kind], textures.rng(own)
        train, good = _files(root / "train" / GOOD), _files(root / "test" / GOOD)
        flawed = [one for folder in sorted((root / "test").glob("*")) if folder.name != GOOD for one in _files(folder)]
        if len(train) < shots or not good or not flawed:
            raise MetaUnsupError("surfaces_few", kind=kind, shots=shots, train=len(train), good=len(good),
                                 flawed=len(flawed))  # fmt: skip
        half = min(QUERIES // 2, len(good), len(flawed))
        support = _some(train, shots, rng)
        chosen = [*_some(good, half, rng), *_some(flawed, half, rng)]
        chosen = [chosen[at] for at in rng.permutation(len(chosen))]
        names = ["" if one.parent.name == GOOD else one.parent.name for one in chosen]
        masks = [_mask(root, one) for one in chosen]
        known = None if any(one is None for one in masks) else np.stack([one for one in masks if one is not None])
        read = [np.stack([grey(one) for one in files]) for files in (support, chosen)]
        return _task(read[0], read[1], known, names, kind, own)


def grey(path: Path, side: int = OWN_SIDE) -> np.ndarray:
    """A picture file in grey, (side, side) uint8."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_FILE_BYTES + 1)
    except OSError as error:
        raise MetaUnsupError("cannot_read", path=path, reason=error.strerror or error) from error
    try:
        return grey_of(data, side)
    except Exception as error:  # whatever a decoder raises
        raise MetaUnsupError("surfaces_picture", path=path.name) from error


def grey_of(data: bytes, side: int = OWN_SIDE) -> np.ndarray:
    """The same of a file's bytes; raises whatever a decoder raises, or ``ValueError``."""
    if len(data) > MOST_FILE_BYTES:
        raise ValueError("too large")
    picture = read_picture(data, side)
    if picture.shown is not None:
        return np.round(picture.shown.image.astype(np.float64).mean(0)).astype(np.uint8)
    assert picture.values is not None
    scale = max(picture.high - picture.low, 1e-9)
    return np.asarray(np.round((picture.values[0] - picture.low) / scale * 255).clip(0, 255).astype(np.uint8))


def items_of(pictures: np.ndarray) -> Tensor:
    """Grey pictures (N, H, W) uint8 as items: (N, 1, H, W) float32 in [0, 1]."""
    return torch.from_numpy(pictures[:, None]).to(torch.float32) / 255


def _task(
    support: np.ndarray, queries: np.ndarray, masks: np.ndarray | None, names: list[str], kind: str, seed: int
) -> SurfaceTask:
    known, new = items_of(support), items_of(queries)
    flawed = np.array([name != "" for name in names])
    return SurfaceTask(known, new, SurfaceTruth(flawed, masks, tuple(names)), kind, seed)


def _files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.glob("*") if one.suffix.lower() in SUFFIXES)


def _some(files: list[Path], count: int, rng: np.random.Generator) -> list[Path]:
    return [files[at] for at in rng.permutation(len(files))[:count]]


def _mask(root: Path, file: Path) -> np.ndarray | None:
    """Where ``file`` is flawed, (side, side) bool; None where nobody drew it."""
    if file.parent.name == GOOD:
        return np.zeros((OWN_SIDE, OWN_SIDE), dtype=bool)
    drawn = root / "ground_truth" / file.parent.name / f"{file.stem}_mask.png"
    return grey(drawn) > 0 if drawn.is_file() else None
