"""Isolation Forest: what a few random cuts set apart from all else is anomalous.

Liu, Ting, Zhou, Isolation Forest (ICDM 2008), by scikit-learn.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from sklearn.ensemble import IsolationForest
from torch import Tensor

from metaunsup.detectors.placed import PlacedDetector
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class IForest(PlacedDetector):
    """``trees`` of random cuts; an item's score follows from how deep it lies in them."""

    name = "iforest"
    print_name = "Isolation Forest"
    paper = Paper(
        "Liu, Ting, Zhou 2008",
        "Isolation forest",
        "https://doi.org/10.1109/ICDM.2008.17",
        (r"s(x) = -2^{-\mathbb{E}[h(x)] / c(S)}",),
    )

    trees: int = setting(100, low=1, high=1000)

    def score(self, known: Tensor, new: Tensor, seed: int) -> Tensor:
        """Minus the paper's anomaly score."""
        forest = IsolationForest(n_estimators=self.trees, random_state=seed).fit(known.numpy())
        return torch.from_numpy(forest.score_samples(new.numpy()))
