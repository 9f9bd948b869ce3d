"""MNIST and the two pools in its format, read from torchvision's layout (``ROOT/MNIST/raw`` and so on).

MNIST: Y. LeCun, C. Cortes, C. Burges. Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747. KMNIST:
T. Clanuwat et al., arXiv:1812.01718. MNIST also works where only its 10,000 test pictures (t10k) are here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from metaunsup.data.pool import Pool, make_pool
from metaunsup.data.root import is_file
from metaunsup.errors import MetaUnsupError

HALVES = ("train", "t10k")


@dataclass(frozen=True)
class Member:
    """One pool of the family: torchvision's class for it (also its folder) and the names of its ten classes."""

    pool: str
    folder: str
    class_names: tuple[str, ...]
    t10k_suffices: bool = False

    def files(self, root: Path) -> list[Path]:
        """The four files of the pool, whether they are here or not."""
        raw = root / self.folder / "raw"
        return [raw / f"{half}-{kind}-ubyte" for half in HALVES for kind in ("images-idx3", "labels-idx1")]

    def missing(self, root: Path) -> list[Path]:
        """The files without which the pool cannot be used, so an empty list where it can."""
        absent = [path for path in self.files(root) if not is_file(path)]
        t10k_here = not any(path.name.startswith("t10k") for path in absent)
        return [] if self.t10k_suffices and t10k_here else absent

    def note(self, root: Path) -> str | None:
        """The sentence to say wherever the pool is named: that only its t10k half is here, or none."""
        whole = all(is_file(path) for path in self.files(root))
        return None if whole or self.missing(root) else "pool.note.mnist_t10k"

    def load(self, root: Path) -> Pool:
        """Every picture that is here, (N, 1, 28, 28), the training files first; hashes are of the 28 x 28 pixels."""
        note = self.note(root)
        found = [_read(self, root, half) for half in (("t10k",) if note else HALVES)]
        images, labels = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
        return make_pool(self.pool, images[:, None], labels, self.class_names, note=note)


def _read(member: Member, root: Path, half: str) -> tuple[np.ndarray, np.ndarray]:
    from metaunsup.data.vision import datasets

    image_file, label_file = (path for path in member.files(root) if path.name.startswith(half))
    current = image_file
    try:
        images = datasets.mnist.read_image_file(str(image_file)).numpy()
        current = label_file
        labels = datasets.mnist.read_label_file(str(label_file)).numpy()
        usable = images.shape == (len(labels), 28, 28) and len(labels) > 0 and int(labels.max()) < 10
    except (OSError, ValueError, TypeError, RuntimeError, AssertionError, KeyError) as error:
        raise MetaUnsupError("pool_damaged", pool=member.pool, path=current) from error
    if not usable:
        raise MetaUnsupError("pool_damaged", pool=member.pool, path=image_file)
    return images, labels


MNIST = Member("mnist", "MNIST", tuple("0123456789"), t10k_suffices=True)
FASHION_MNIST = Member(
    "fashion-mnist",
    "FashionMNIST",
    ("T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"),
)
KMNIST = Member("kmnist", "KMNIST", ("お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を"))
