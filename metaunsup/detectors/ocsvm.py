"""One-class support vector machine: the smallest region that holds most of the support, by a Gaussian kernel.

Schölkopf, Platt, Shawe-Taylor, Smola, Williamson, Estimating the Support of a High-Dimensional Distribution (Neural
Computation 13, 2001), by scikit-learn, whose kernel width follows from the items' variance ("scale").
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from sklearn.svm import OneClassSVM
from torch import Tensor

from metaunsup.detectors.placed import PlacedDetector
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class OcSvm(PlacedDetector):
    """At most the share ``nu`` of the support lies outside the region."""

    name = "ocsvm"
    print_name = "One-class SVM"
    paper = Paper(
        "Schölkopf et al. 2001",
        "Estimating the support of a high-dimensional distribution",
        "https://doi.org/10.1162/089976601750264965",
        (r"s(x) = \sum_i \alpha_i\, e^{-\gamma \lVert x - x_i \rVert^2}",),
    )

    nu: float = setting(0.5, low=0.01, high=1.0)

    def score(self, known: Tensor, new: Tensor, seed: int) -> Tensor:
        """The kernel machine's value before its threshold."""
        machine = OneClassSVM(nu=self.nu, gamma="scale").fit(known.double().numpy())
        return torch.from_numpy(machine.score_samples(new.double().numpy()))
