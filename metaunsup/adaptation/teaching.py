"""What a step of the inner loop makes of each item: how much it counts in the loss, and where the loss pulls it.

To be looked at; nothing of it changes the step. Items do not follow their pull exactly: all share the weights that are
moved. The loop itself takes an altered view of each item, drawn anew at every step. The slope at that view, which its
backward pass comes through, was tried and says less of the item: it starts where the view lies.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from metaunsup.adaptation.objectives import cluster_probability, prototypes


class Teaching(NamedTuple):
    """Of the step to come: an item's ``weights`` (N,) in the loss, mean 1 (None: all count alike), ``pull`` (N, D).

    Both are None where no step follows, and where the graph is kept to practise.
    """

    weights: Tensor | None = None
    pull: Tensor | None = None

    def shown(self) -> dict[str, Tensor]:
        """Those that there are, by name."""
        return {name: value for name, value in self._asdict().items() if value is not None}


NOTHING = Teaching()


@torch.no_grad()
def teaching(
    points: Tensor, labels: Tensor, n_classes: int, temperature: float | Tensor, weights: Tensor | None
) -> Teaching:
    """What the loss makes of items at ``points`` (N, D), unit length, that are told ``labels`` (N,) int64, -1 for none.

    The pull of an item is the negative slope of w CE(z c^T / tau, a) in z, with c its classes' prototypes:
    w (c_a - sum_k p_k c_k) / tau, and of that what does not only change the length of z. Towards its own class, away
    from those that it is taken for, and the weaker, the surer: where p_a is 1 there is none.
    """
    labels = labels.to(points.device)
    of = labels >= 0
    centres = prototypes(points[of], labels[of], n_classes)
    way = centres[labels.clamp(min=0)] - cluster_probability(points, centres, temperature) @ centres
    way = (way - (way * points).sum(1, keepdim=True) * points) * of[:, None] / temperature
    if weights is None:
        return Teaching(None, way)
    return Teaching(weights.detach(), weights[:, None] * way)
