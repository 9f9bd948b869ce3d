"""Points on a plane: clouds for K-Means to succeed and to fail on, and classes with their prototypes."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import inertia_of, kmeans


class Cloud(NamedTuple):
    """``points`` (N, 2) of ``kinds`` (N,) int64, a ``bad`` start for K-Means (K, 2), and the best inertia there is."""

    points: Tensor
    kinds: Tensor
    bad: Tensor
    best: float


_MADE = {  # centre, deviations and number of each kind; the bad start
    "blobs": ([((-2.0, 0.9), (0.4, 0.35), 40), ((0.2, -1.1), (0.4, 0.35), 40), ((2.1, 0.9), (0.4, 0.35), 40)],
              [(-2.4, 0.9), (-1.6, 0.9), (1.2, -0.2)]),
    "unequal": ([((-1.2, 0.0), (0.85, 0.7), 150), ((1.7, 0.9), (0.22, 0.2), 15), ((1.7, -0.9), (0.22, 0.2), 15)],
                [(-2.0, 0.5), (-0.6, -0.5), (1.7, 0.0)]),
    "stretched": ([((0.0, 1.1), (1.5, 0.16), 50), ((0.0, 0.0), (1.5, 0.16), 50), ((0.0, -1.1), (1.5, 0.16), 50)],
                  [(-1.8, 0.0), (0.0, 0.0), (1.8, 0.0)]),
}  # fmt: skip
CLOUDS = (*_MADE, "rings")


@cache
def cloud(name: str) -> Cloud:
    """A cloud by its name in ``CLOUDS``; the same every time."""
    generator = torch.Generator().manual_seed(CLOUDS.index(name))
    if name == "rings":
        radius = torch.tensor([0.35] * 40 + [1.5] * 80) + 0.1 * torch.randn(120, generator=generator)
        turn = torch.rand(120, generator=generator) * 2 * torch.pi
        points = radius[:, None] * torch.stack([turn.cos(), turn.sin()], 1)
        kinds, bad = torch.tensor([0] * 40 + [1] * 80), torch.tensor([[0.0, 0.0], [1.5, 0.0]])
    else:
        groups, start = _MADE[name]
        each = [
            torch.tensor(centre) + torch.tensor(deviations) * torch.randn(number, 2, generator=generator)
            for centre, deviations, number in groups
        ]
        points, bad = torch.cat(each), torch.tensor(start)
        kinds = torch.arange(len(groups)).repeat_interleave(torch.tensor([len(group) for group in each]))
    points = (points.clamp(torch.tensor([-2.9, -1.9]), torch.tensor([2.9, 1.9])) * 1000).round() / 1000
    k = len(bad)
    found = kmeans(points, k, generator, starts=50)
    return Cloud(points, kinds, bad, inertia_of(points, found, k))


def means(points: Tensor, labels: Tensor, n_classes: int) -> Tensor:
    """Prototypes (K, D): the mean of each class; Snell et al. 2017, arXiv:1703.05175, equation 1."""
    return torch.stack([points[labels == label].mean(0) for label in range(n_classes)])


def class_probability(query: Tensor, prototypes: Tensor, temperature: float = 1.0) -> Tensor:
    """Chances (K,) of a ``query`` (D,): softmax of minus the squared distances to ``prototypes`` (K, D); equation 2."""
    return (-(query - prototypes).square().sum(1) / temperature).softmax(0)
