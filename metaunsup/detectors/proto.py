"""Nearest centroid: what lies far from the support's mean is anomalous. In ProtoNet's encoder it is ProtoNet's own.

Snell, Swersky, Zemel, Prototypical Networks (NeurIPS 2017), with one class.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from metaunsup.detectors.placed import PlacedDetector
from metaunsup.learners.papers import Paper


@dataclass(eq=False, repr=False)
class Proto(PlacedDetector):
    """Minus the distance to the mean. Among unit vectors it orders as the cosine with the mean's direction does."""

    name = "proto"
    print_name = "Nearest centroid"
    paper = Paper(
        "Snell, Swersky, Zemel 2017",
        "Prototypical networks for few-shot learning",
        "https://arxiv.org/abs/1703.05175",
        (r"s(x) = -\Bigl\lVert f_\theta(x) - \frac{1}{|S|} \sum_{i \in S} f_\theta(x_i) \Bigr\rVert",),
    )

    def score(self, known: Tensor, new: Tensor, seed: int) -> Tensor:
        """Minus the distance."""
        return -(new - known.mean(0)).norm(dim=1)
