"""Detectors of rows beside PyOD's defaults, on ten sets that come with scikit-learn: ``python -m benchmarks.outliers``.

The sets have the shape of ADBench's (Han, Hu, Huang, Jiang, Zhao, NeurIPS 2022): of labelled data one class is taken
for anomalous (or for normal), and so many of it stay that they are ``RATE`` of all. Of each set ten draws: 70 % are
learned from without labels, the rest are judged (ADBench's unsupervised setting). All detectors get the same rows,
standardised by what is learned from, and keep their defaults, which were set before these sets were drawn. Differences
are paired over the sets, each the mean of its draws. ``--readme`` only writes the tables from
benchmarks/results/outliers.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import Any

import numpy as np
from pyod.models.copod import COPOD
from pyod.models.ecod import ECOD
from pyod.models.iforest import IForest
from pyod.models.knn import KNN
from pyod.models.lof import LOF
from pyod.models.ocsvm import OCSVM
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from tqdm import tqdm

from benchmarks.readme import RESULTS, put
from metaunsup.detectors.registry import make_detector
from metaunsup.evaluation.metrics import mean_interval

PATH = RESULTS / "outliers.json"
DRAWS = 10
RATE = 0.1  # of anomalies, among what is learned from and among what is judged
SETS: dict[str, tuple[Callable[..., Any], tuple[int, ...], tuple[int, ...]]] = {  # load, normal, anomalous classes
    "cytology, malignant": (load_breast_cancer, (1,), (0,)),
    "wine, kind 0": (load_wine, (1, 2), (0,)),
    "wine, kind 1": (load_wine, (0, 2), (1,)),
    "wine, kind 2": (load_wine, (0, 1), (2,)),
    "iris, setosa": (load_iris, (1, 2), (0,)),
    "iris, versicolor": (load_iris, (0, 2), (1,)),
    "iris, virginica": (load_iris, (0, 1), (2,)),
    "digits, 0 in all": (load_digits, tuple(range(1, 10)), (0,)),
    "digits, all in 1": (load_digits, (1,), (0, *range(2, 10))),
    "digits, all in 8": (load_digits, (8,), (*range(8), 9)),
}
OURS = ("iforest", "ocsvm", "lof", "knn", "proto", "svdd")
THEIRS = {"iforest": IForest, "ocsvm": OCSVM, "lof": LOF, "knn": KNN, "ecod": ECOD, "copod": COPOD}
METRICS = {"auroc": roc_auc_score, "average_precision": average_precision_score}
Results = dict[str, dict[str, dict[str, list[float]]]]  # set -> detector -> metric -> draws


def drawn(name: str, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows to learn from (N, D), rows to be judged (M, D), which of these are anomalous (M,)."""
    load, normal, anomalous = SETS[name]
    rows, labels = load(return_X_y=True)
    rng = np.random.default_rng(seed)
    kept, odd = np.flatnonzero(np.isin(labels, normal)), np.flatnonzero(np.isin(labels, anomalous))
    odd = rng.choice(odd, min(len(odd), round(len(kept) * RATE / (1 - RATE))), replace=False)
    at, truth = np.concatenate([kept, odd]), np.repeat([0, 1], [len(kept), len(odd)])
    known, new, _, told = train_test_split(rows[at], truth, test_size=0.3, stratify=truth, random_state=seed)
    mean, deviation = known.mean(0), known.std(0)
    deviation[deviation == 0] = 1.0
    return (known - mean) / deviation, (new - mean) / deviation, told


def suspicion(name: str, known: np.ndarray, new: np.ndarray, seed: int) -> np.ndarray:
    """How anomalous each of ``new`` is, (M,), to a detector of this package or ``pyod.NAME``."""
    if name.startswith("pyod."):
        build = THEIRS[name.removeprefix("pyod.")]
        model = build(random_state=seed) if build is IForest else build()
        return np.asarray(model.fit(known).decision_function(new))
    model = make_detector(name)
    model.random_state = seed
    return -model.fit(known.astype(np.float32)).score_samples(new.astype(np.float32))


def measure() -> Results:
    """Every detector on every draw of every set."""
    names = (*OURS, *(f"pyod.{name}" for name in THEIRS))
    found: Results = {one: {name: {metric: [] for metric in METRICS} for name in names} for one in SETS}
    for one in tqdm(SETS):
        for seed in range(DRAWS):
            known, new, truth = drawn(one, seed)
            for name in names:
                told = suspicion(name, known, new, seed)
                for metric, score in METRICS.items():
                    found[one][name][metric].append(round(float(score(truth, told)), 6))
    return found


def means(results: Results, name: str, metric: str) -> np.ndarray:
    """The mean over draws, of each set (sets,)."""
    return np.array([np.mean(one[name][metric]) for one in results.values()])


def table(results: Results) -> list[list[str]]:
    """Each detector's mean over the sets; of one that both have, this package's less PyOD's."""
    rows = [["detector", "AUROC", "average precision", "minus PyOD's of that kind, AUROC", "average precision"]]
    for name in next(iter(results.values())):
        cells = [f"{mean_interval(means(results, name, metric)).mean:.3f}" for metric in METRICS]
        apart = ["-", "-"]
        if name in THEIRS:
            for at, metric in enumerate(METRICS):
                one = mean_interval(means(results, name, metric) - means(results, f"pyod.{name}", metric))
                apart[at] = f"{one.mean:+.3f} ± {one.margin or 0:.3f}"
        rows.append([f"`{name}`", *cells, *apart])
    return rows


def main() -> None:
    """Measure, write, and put the table into the page."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--readme", action="store_true")
    if not ask.parse_args().readme:
        PATH.write_text(json.dumps(measure(), indent=1) + "\n", encoding="utf-8")
    put("outliers", table(json.loads(PATH.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
