"""Spectral clustering on a kNN graph of blurred images: the control without a network that must be beaten.

The cut is ``adaptation.spectral``'s. Blurring makes strokes that nearly touch count as near.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.spectral import spectral_cut
from metaunsup.learners.base import State
from metaunsup.learners.classical import Classical
from metaunsup.learners.papers import SPECTRAL
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class Spectral(Classical):
    """One step: blur with ``blur`` (standard deviation in pixels), connect ``neighbours`` nearest, cut the graph.

    ``neighbours`` 0: as many as suit the task (``spectral_cut``). Vectors (N, D) are not blurred. The step's embedding
    is the graph's, each row at unit length.
    """

    name = "spectral"
    print_name = "Spectral"
    paper = SPECTRAL

    steps: int = 0
    blur: float = setting(1.5, low=0.0, high=10.0)
    neighbours: int = setting(0, low=0, high=200)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        placed = self.place(items, generator, self.blur)
        cut = spectral_cut(placed.points, n_clusters, generator, self.neighbours)
        embedding = placed.embedding if n_clusters == 1 else cut.embedding
        yield State(cut.assignments, embedding, chosen={**placed.chosen, **cut.chosen})
