"""ProtoNet's encoder as it is, each item seen in many augmented views: the control that adapting must beat.

Test-time augmentation: predictions averaged over views, as Krizhevsky, Sutskever & Hinton (NeurIPS 2012), section 4.1,
average over crops and reflections; here what is averaged is the embedding, and the clusters are a spectral cut of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.objectives import cluster_probability, prototypes
from metaunsup.adaptation.spectral import spectral_cut
from metaunsup.data.augment import augment
from metaunsup.learners.base import State
from metaunsup.learners.encoded import BorrowingLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class ProtoNetTta(BorrowingLearner):
    """Step 0 cuts the items' own embedding; each further step looks at more views, the last at all ``views``.

    From step 1 on an item's embedding is the mean of its views so far, at unit length, and no longer has a part of the
    item itself. One view of every item makes a batch, so that batch norm takes its statistics from one view of the
    whole task, as the encoder does from the items. With fewer steps than views several views make a step. Nothing in
    the network changes.
    """

    name = "protonet-tta"
    print_name = "ProtoNet, averaged views"
    paper = Paper(
        "Krizhevsky, Sutskever, Hinton 2012",
        "ImageNet classification with deep convolutional neural networks",
        "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks",
        (
            r"z_i \propto \sum_{v=1}^{V} f_\theta(A_v x_i)",
            r"L u_j = \lambda_j u_j, \quad j = 1, \dots, K",
        ),
    )

    views: int = setting(16, low=1, high=200)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        parameters = self.ready()
        with torch.no_grad():
            z = self.embed(parameters, items)
        yield self._cut(z, n_clusters, generator)
        total, seen, last = torch.zeros_like(z), 0, min(steps, self.views)
        for step in range(1, last + 1):
            with torch.no_grad():
                while seen * last < step * self.views:
                    total = total + self.embed(parameters, augment(items, generator, self.strength))
                    seen += 1
            yield self._cut(F.normalize(total, dim=1), n_clusters, generator)

    def _cut(self, z: Tensor, n_clusters: int, generator: torch.Generator) -> State:
        cut = spectral_cut(z, n_clusters, generator)
        centres = prototypes(z, cut.assignments.to(z.device), n_clusters)
        probability = cluster_probability(z, centres, self.temperature)
        return State(cut.assignments, z, probability=probability, chosen=cut.chosen)
