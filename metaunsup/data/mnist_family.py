"""MNIST and the two pools in its format, read from torchvision's layout (``ROOT/MNIST/raw`` and so on).

MNIST: Y. LeCun, C. Cortes, C. Burges. Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747. KMNIST:
T. Clanuwat et al., arXiv:1812.01718. MNIST also works where only its 10,000 test pictures (t10k) are here.

Of MNIST there are three more pools: two hold its digits apart, and one, by the place in the t10k file, its writers.
MNIST's page says that t10k's first 5,000 pictures come from NIST's SD-3 (employees of the Census Bureau) and its last
5,000 from SD-1 (high-school students); C. Yadav and L. Bottou, "Cold Case: The Lost MNIST Digits", arXiv:1905.10498,
who traced every picture to its writer, found it the other way round, with 5,001 from students. The file bears them out:
SD-1 was scrambled and SD-3 runs from writer to writer, and from picture to picture slant correlates at .60 in the last
5,000 and at .00 in the first. Either way no hand is on both sides of the picture between, which is left out; validation
and test share one writer at most. Who wrote which picture is not in these files.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from metaunsup.data.apart import Apart, hold_blocks_apart, hold_classes_apart
from metaunsup.data.idx import parse_idx
from metaunsup.data.pool import PARTS, Pool, item_hash, make_pool, part_of
from metaunsup.data.root import is_file
from metaunsup.errors import MetaUnsupError

HALVES = ("train", "t10k")


@dataclass(frozen=True)
class Member:
    """One pool of the family: torchvision's class for it (also its folder) and the names of its ten classes.

    ``halves`` are the files that it is made of.
    """

    pool: str
    folder: str
    class_names: tuple[str, ...]
    t10k_suffices: bool = False
    halves: tuple[str, ...] = HALVES

    def files(self, root: Path) -> list[Path]:
        """The files of the pool, pictures and labels of each half, whether they are here or not."""
        raw = root / self.folder / "raw"
        return [raw / f"{half}-{kind}-ubyte" for half in self.halves for kind in ("images-idx3", "labels-idx1")]

    def missing(self, root: Path) -> list[Path]:
        """The files without which the pool cannot be used, so an empty list where it can."""
        absent = [path for path in self.files(root) if not is_file(path)]
        t10k_here = not any(path.name.startswith("t10k") for path in absent)
        return [] if self.t10k_suffices and t10k_here else absent

    def note(self, root: Path) -> str | None:
        """The sentence to say wherever the pool is named: that only its t10k half is here, or none."""
        whole = all(is_file(path) for path in self.files(root))
        return None if whole or self.missing(root) else "pool.note.mnist_t10k"

    def sizes(self, root: Path) -> tuple[int, ...]:
        """Items in each part of what is here."""
        halves = ("t10k",) if self.note(root) else self.halves
        parts = [part_of(item_hash(picture)) for half in halves for picture in _read(self, root, half)[0]]
        return tuple(parts.count(number) for number in range(len(PARTS)))

    def load(self, root: Path) -> Pool:
        """Every picture that is here, (N, 1, 28, 28), the training files first; hashes are of the 28 x 28 pixels."""
        note = self.note(root)
        found = [_read(self, root, half) for half in (("t10k",) if note else self.halves)]
        images, labels = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        return make_pool(self.pool, images[:, None], labels, self.class_names, note=note)


def _read(member: Member, root: Path, half: str) -> tuple[np.ndarray, np.ndarray]:
    """Pictures (N, 28, 28) and labels (N,) of one half, uint8."""
    image_file, label_file = (path for path in member.files(root) if path.name.startswith(half))
    current = image_file
    try:
        images = read_idx(image_file)
        current = label_file
        labels = read_idx(label_file)
        usable = labels.ndim == 1 and len(labels) > 0 and int(labels.max()) < 10
        usable = usable and images.shape == (len(labels), 28, 28)
    except (OSError, ValueError) as error:
        raise MetaUnsupError("pool_damaged", pool=member.pool, path=current) from error
    if not usable:
        raise MetaUnsupError("pool_damaged", pool=member.pool, path=image_file)
    return images, labels


def read_idx(path: Path) -> np.ndarray:
    """An array of bytes as MNIST's files hold it.

    torchvision reads the same, but takes two seconds to be imported. Raises ``ValueError`` for anything else.
    """
    found = parse_idx(path.read_bytes())
    if found.dtype != np.uint8:
        raise ValueError(path)
    return found


_DIGITS, _LOW, _HIGH = tuple("0123456789"), tuple("01234"), tuple("56789")
MNIST = Member("mnist", "MNIST", _DIGITS, t10k_suffices=True)
MNIST_0_4 = Apart(MNIST, partial(hold_classes_apart, name="mnist-0-4", practised=_LOW, tested=_HIGH))
MNIST_5_9 = Apart(MNIST, partial(hold_classes_apart, name="mnist-5-9", practised=_HIGH, tested=_LOW))
# The same whichever files are here: the training file's writers are in no order that is known.
MNIST_BLOCKS = Apart(
    Member("mnist-blocks", "MNIST", _DIGITS, halves=("t10k",)),
    partial(
        hold_blocks_apart,
        name="mnist-blocks",
        train=range(5000),
        validation=range(5001, 6000),
        test=range(6000, 10_000),
    ),
)
FASHION_MNIST = Member(
    "fashion-mnist",
    "FashionMNIST",
    ("T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"),
)
KMNIST = Member("kmnist", "KMNIST", ("お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を"))
