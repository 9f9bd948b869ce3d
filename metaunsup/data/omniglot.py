"""Omniglot: handwritten characters of many alphabets, 20 drawings of each; whole, or Lake's two small sets.

Source: B. M. Lake, R. Salakhutdinov, J. B. Tenenbaum, "Human-level concept learning through probabilistic program
induction", Science 350, 2015. The zips are read in place, never extracted; the whole set's zips lie where torchvision
keeps them (``ROOT/omniglot-py``), the small ones in ``ROOT/omniglot``. Parts go by alphabet, the same in both pools,
so that a test character was never practised on.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image

from metaunsup.data.images import resize, to_uint8
from metaunsup.data.pool import PARTS, Pool, make_pool
from metaunsup.data.root import is_file
from metaunsup.data.text import readable
from metaunsup.errors import MetaUnsupError

TEST_ALPHABETS = frozenset({"Balinese", "Sanskrit"})  # and every alphabet of the evaluation zip
VALIDATION_ALPHABETS = frozenset({"Early_Aramaic", "Armenian", "Futurama", "Hebrew"})
SIDE, _RAW_SIDE = 28, 105
_MOST_BYTES = 1 << 20  # of a drawing; Omniglot's have some hundreds
_EVALUATION = "images_evaluation"


@dataclass(frozen=True)
class Collection:
    """One of the two pools: the folder and the names of the zips that it is made of."""

    pool: str
    folder: str
    zips: tuple[str, ...]

    def files(self, root: Path) -> list[Path]:
        """The zips, whether they are here or not."""
        return [root / self.folder / f"{name}.zip" for name in self.zips]

    def missing(self, root: Path) -> list[Path]:
        """The zips that are not here."""
        return [path for path in self.files(root) if not is_file(path)]

    def note(self, root: Path) -> str | None:
        """Nothing needs saying about these pools: they are whole or missing."""
        return None

    def sizes(self, root: Path) -> tuple[int, ...]:
        """Items in each part, by the names in the zips alone."""
        alphabets: dict[str, str] = {}  # of each drawing
        test_alphabets = set(TEST_ALPHABETS)
        for path in self.files(root):
            with _opened(self.pool, path) as archive:
                for _, key in _drawings(archive):
                    alphabets[key] = key.split("/")[0]
                    if path.stem == _EVALUATION:
                        test_alphabets.add(alphabets[key])
        parts = [_part(alphabet, test_alphabets) for alphabet in alphabets.values()]
        return tuple(parts.count(number) for number in range(len(PARTS)))

    def load(self, root: Path) -> Pool:
        """Every drawing once, (N, 1, 28, 28) with ink bright; hashes are of the 105 x 105 originals (255 = paper).

        The small zips overlap; a drawing found in both counts once.
        """
        drawings: dict[str, np.ndarray] = {}
        test_alphabets = set(TEST_ALPHABETS)
        for path in self.files(root):
            for key, pixels in _read(self.pool, path):
                drawings.setdefault(key, pixels)
                if path.stem == _EVALUATION:
                    test_alphabets.add(key.split("/")[0])
        keys = sorted(drawings)
        raw = np.stack([drawings[key] for key in keys])
        names = [key.rpartition("/")[0] for key in keys]
        class_names = tuple(sorted(set(names)))
        number = {name: index for index, name in enumerate(class_names)}
        parts = [_part(name.split("/")[0], test_alphabets) for name in names]
        return make_pool(
            self.pool,
            shrink(raw),
            np.array([number[name] for name in names]),
            tuple(map(readable, class_names)),
            raw=raw,
            parts=np.array(parts, dtype=np.int8),
        )


def _part(alphabet: str, test_alphabets: set[str]) -> int:
    if alphabet in test_alphabets:
        return PARTS.index("test")
    return PARTS.index("validation" if alphabet in VALIDATION_ALPHABETS else "train")


def _read(pool: str, path: Path) -> Iterator[tuple[str, np.ndarray]]:
    """("ALPHABET/CHARACTER/DRAWING.png", pixels (105, 105) uint8 with 0 = ink) of each drawing in a zip."""
    with _opened(pool, path) as archive:
        for name, key in _drawings(archive):
            if archive.getinfo(name).file_size > _MOST_BYTES:
                raise ValueError(name)
            picture = Image.open(io.BytesIO(archive.read(name)))
            if picture.size != (_RAW_SIDE, _RAW_SIDE):
                raise ValueError(name)
            yield key, np.asarray(picture.convert("L"))


@contextmanager
def _opened(pool: str, path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip; whatever turns out to be wrong with it while it is open makes it a damaged one."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except Exception as error:  # whatever it is that zipfile, what it unpacks with and Pillow trip over
        raise MetaUnsupError("pool_damaged", pool=pool, path=path) from error


def _drawings(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Name and "ALPHABET/CHARACTER/DRAWING.png" of each drawing; ``ValueError`` where there is none."""
    members = [(name, PurePosixPath(name)) for name in archive.namelist() if not name.startswith("__MACOSX")]
    drawings = [(n, "/".join(m.parts[1:])) for n, m in members if m.suffix == ".png" and len(m.parts) == 4]
    if not drawings:
        raise ValueError("no drawings")
    return drawings


def shrink(raw: np.ndarray) -> np.ndarray:
    """Drawings (N, 105, 105) uint8 with dark ink as (N, 1, 28, 28) with bright ink.

    A stroke is two or three of 105 pixels wide and fades when it is made smaller; each drawing is brightened until its
    brightest pixel is as bright as MNIST's. (Strokes thickened first look more like MNIST's, but a ProtoNet that
    practised on them told MNIST's digits apart no better: 0.67 against 0.70 after 100 steps, one seed.)
    """
    shrunk = np.concatenate([resize(255 - some[:, None], SIDE) for some in np.array_split(raw, len(raw) // 2000 + 1)])
    peak = np.maximum(shrunk.max((1, 2, 3), keepdims=True), 1)
    return to_uint8(shrunk * (255 / peak))


WHOLE = Collection("omniglot", "omniglot-py", ("images_background", _EVALUATION))
MINIMAL = Collection("omniglot-minimal", "omniglot", ("images_background_small1", "images_background_small2"))
