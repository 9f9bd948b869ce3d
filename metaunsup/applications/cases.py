"""Cases of medicine as a pool: scikit-learn's breast-cancer cytology, a MedMNIST set, or a table of somebody's own."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from metaunsup.data.own import load_own
from metaunsup.data.pool import Pool, make_pool
from metaunsup.data.report import Remarks
from metaunsup.data.tables import Table
from metaunsup.data.vectors import vector_pool
from metaunsup.errors import MetaUnsupError

MEDMNIST = "medmnist:"  # begins the names of its sets
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

    Raises ``MetaUnsupError``: ``medmnist_absent``, ``medmnist_unknown`` or ``medmnist_offline``, and as ``load_own``.
    """
    if data is None:
        return cytology()
    return medmnist(data.removeprefix(MEDMNIST)) if data.startswith(MEDMNIST) else load_own(data)


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
    images, labels, parts = [], [], []
    for part, split in enumerate(("train", "val", "test")):
        pictures, truth = _split(package, name, info, split)
        images.append(pictures[:MOST])
        labels.append(truth[:MOST])
        parts.append(np.full(len(labels[-1]), part))
    names = tuple(str(info["label"][key]) for key in sorted(info["label"], key=int))
    return make_pool(f"medmnist-{name}", np.concatenate(images), np.concatenate(labels), names,
                     parts=np.concatenate(parts))  # fmt: skip


def _split(package: Any, name: str, info: dict[str, Any], split: str) -> tuple[np.ndarray, np.ndarray]:
    """Pictures (N, 1 or 3, 28, 28) uint8 and labels (N,)."""
    try:
        found = getattr(package, info["python_class"])(split=split, download=True)
    except Exception as error:  # the package lets through whatever its download raises
        raise MetaUnsupError("medmnist_offline", name=name, reason=str(error)[:200] or type(error).__name__) from error
    pictures = np.asarray(found.imgs, dtype=np.uint8)
    pictures = pictures[:, None] if pictures.ndim == 3 else np.moveaxis(pictures, -1, 1)
    return pictures, np.asarray(found.labels).reshape(len(pictures), -1)[:, 0].astype(np.int64)
