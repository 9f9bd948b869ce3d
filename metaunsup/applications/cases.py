"""Cases of medicine as a pool: scikit-learn's breast-cancer cytology, a MedMNIST set, or a table of somebody's own."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from metaunsup.data.arrays import arrays_of
from metaunsup.data.own import load_own
from metaunsup.data.pool import Pool, make_pool
from metaunsup.data.report import Remarks
from metaunsup.data.source import Source
from metaunsup.data.tables import Table
from metaunsup.data.vectors import vector_pool
from metaunsup.errors import MetaUnsupError

MEDMNIST = "medmnist:"  # begins the names of its sets
SPLITS = ("train", "val", "test")
# of files whose classes have to be known, since most of their cases are ill; medmnist.INFO names the others
NAMES = {
    "pneumoniamnist": ("normal", "pneumonia"),
    "breastmnist": ("malignant", "normal, benign"),
    "octmnist": ("choroidal neovascularization", "diabetic macular edema", "drusen", "normal"),
}
MOST = 4000  # pictures of each of its parts that are taken


@cache
def cytology() -> Pool:
    """569 fine needle aspirates of breast masses, 30 measurements of cell nuclei each; benign or malignant.

    Street, Wolberg, Mangasarian, Nuclear feature extraction for breast tumor diagnosis (1993); UCI, CC BY 4.0, as it
    comes with scikit-learn. Standardised by the train part alone; parts follow from a row's hash.
    """
    from sklearn.datasets import load_breast_cancer

    found = load_breast_cancer()
    names, labels = [str(one) for one in found.feature_names], [str(found.target_names[one]) for one in found.target]
    return vector_pool(Path("breast-cancer"), "breast-cancer", Table(names, found.data, labels), Remarks("table"))


def load_cases(data: str | None) -> Pool:
    """The cytology, or what ``data`` names: ``medmnist:NAME``, or a path as ``--pool`` takes it (``FILE.csv#COLUMN``).

    A path may also be one of MedMNIST's own files (``pneumoniamnist.npz``), which needs neither package nor network.
    Raises ``MetaUnsupError``: ``medmnist_absent``, ``medmnist_unknown`` or ``medmnist_offline``, and as ``load_own``.
    """
    if data is None:
        return cytology()
    if data.startswith(MEDMNIST):
        return medmnist(data.removeprefix(MEDMNIST))
    if data.endswith(".npz") and Path(data).is_file() and (arrays := medmnist_arrays(Source(Path(data)))):
        return _in_three(Path(data).stem, arrays, NAMES.get(Path(data).stem.partition("_")[0]), Path(data))
    return load_own(data)


def medmnist_arrays(source: Source) -> dict[str, np.ndarray]:
    """The arrays of one of MedMNIST's files, ``SPLIT_images`` and ``SPLIT_labels``; empty where it is another .npz."""
    arrays = arrays_of(source)
    return arrays if all(f"{split}_{what}" in arrays for split in SPLITS for what in ("images", "labels")) else {}


def medmnist(name: str) -> Pool:
    """A set of MedMNIST (Yang et al., Scientific Data 2023, CC BY 4.0) by its own package, in its own three parts."""
    try:
        package = importlib.import_module("medmnist")
    except ImportError as error:
        raise MetaUnsupError("medmnist_absent", name=name) from error
    info = package.INFO.get(name)
    if info is None or info["task"] not in ("binary-class", "multi-class"):
        known = tuple(key for key, one in package.INFO.items() if one["task"] in ("binary-class", "multi-class"))
        raise MetaUnsupError("medmnist_unknown", name=name, known=known)
    arrays: dict[str, np.ndarray] = {}
    for split in SPLITS:
        try:
            found = getattr(package, info["python_class"])(split=split, download=True)
        except Exception as error:  # the package lets through whatever its download raises
            told = str(error)[:200] or type(error).__name__
            raise MetaUnsupError("medmnist_offline", name=name, reason=told) from error
        arrays |= {f"{split}_images": np.asarray(found.imgs), f"{split}_labels": np.asarray(found.labels)}
    names = tuple(str(info["label"][key]) for key in sorted(info["label"], key=int))
    return _in_three(name, arrays, names, Path(f"{name}.npz"))


def _in_three(name: str, arrays: Mapping[str, np.ndarray], names: tuple[str, ...] | None, path: Path) -> Pool:
    """Pictures (N, H, W) or (N, H, W, 3) uint8 with one label each, (N, 1), in MedMNIST's own parts."""
    images, labels, parts = [], [], []
    for part, split in enumerate(SPLITS):
        pictures, truth = arrays[f"{split}_images"], arrays[f"{split}_labels"]
        flat = pictures.ndim == 3 or (pictures.ndim == 4 and pictures.shape[-1] == 3)
        if not flat or pictures.dtype != np.uint8 or truth.size != len(pictures):  # three-dimensional, or many labels
            raise MetaUnsupError("medmnist_layout", path=path, images=pictures.shape, labels=truth.shape)
        images.append((pictures[:, None] if pictures.ndim == 3 else np.moveaxis(pictures, -1, 1))[:MOST])
        labels.append(truth.reshape(-1)[:MOST].astype(np.int64))
        parts.append(np.full(len(labels[-1]), part))
    truth = np.concatenate(labels)
    known = names or tuple(str(number) for number in range(int(truth.max()) + 1))
    return make_pool(f"medmnist-{name}", np.concatenate(images), truth, known, parts=np.concatenate(parts))
