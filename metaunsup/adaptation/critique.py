"""A learned rule of the inner loop: what each item and its view should teach, and how far a step should go.

After Antoniou & Storkey, Learning to Learn by Self-Critique (NeurIPS 2019), arXiv:1905.10295: a critic network, itself
meta-learned, judges by what the learner says of unlabelled items what it should learn from them. There the critic gives
a loss; here it weighs the one that there is, so that with all its answers zero the loop is the hand-made one, and what
the answers change is what learning the rule buys. It sees numbers that need no label, the same for every task.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.labelling import Labels
from metaunsup.adaptation.objectives import cluster_probability, prototypes

RULE = "rule."
ITEM, PACE = "item", "pace"  # the two networks: one asked for each item, one for each step
NAMES = ("0.weight", "0.bias", "1.weight", "1.bias")  # of the parameters of either
SEEN, HIDDEN, LAYERS = 7, 16, 4
MOST = 3.0  # a weight or a rate changes by a factor of e^3 at most


class Advice(NamedTuple):
    """``teaches`` (N,) weighs an item's loss, ``counts`` (N,) it in its centroid, ``pace`` (LAYERS,) the rates."""

    teaches: Tensor
    counts: Tensor
    pace: Tensor


def initial_rule(generator: torch.Generator) -> dict[str, Tensor]:
    """Both networks before any practice; their last layers are zero, and so are their answers."""
    parameters: dict[str, Tensor] = {}
    for part, answers in ((ITEM, 2), (PACE, LAYERS)):
        first = torch.empty(HIDDEN, SEEN)
        torch.nn.init.xavier_uniform_(first, generator=generator)
        fresh = (first, torch.zeros(HIDDEN), torch.zeros(answers, HIDDEN), torch.zeros(answers))
        parameters |= {f"{RULE}{part}.{name}": value for name, value in zip(NAMES, fresh, strict=True)}
    return parameters


def observations(labels: Labels, views: Tensor, n_clusters: int, step: int, temperature: float | Tensor) -> Tensor:
    """What the rule may see of each item: (N, SEEN), none of it differentiated through.

    Margin (first minus second probability) and entropy (of log K) of its assignment, its likeness to its centroid, the
    probability of its cluster by this step's view, the likeness of view and item, its cluster's size (of N / K, its
    logarithm), and how many steps were taken (of ten).
    """
    points, views = labels.points, views.detach()
    assignments = labels.assignments.to(points.device)
    centres = prototypes(points, assignments, n_clusters)
    chance = cluster_probability(points, centres, temperature)
    top = chance.topk(min(2, n_clusters), 1).values
    share = assignments.bincount(minlength=n_clusters)[assignments] * n_clusters / len(points)
    entropy = -(chance * chance.clamp(min=1e-12).log()).sum(1) / math.log(max(2, n_clusters))
    seen = [
        top[:, 0] - top[:, -1],
        entropy,
        (points * centres[assignments]).sum(1),
        cluster_probability(views, centres, temperature).gather(1, assignments[:, None])[:, 0],
        (views * points).sum(1),
        share.log().to(points),
        torch.full_like(entropy, step / 10),
    ]
    return torch.stack(seen, 1)


def advise(parameters: Mapping[str, Tensor], seen: Tensor) -> Advice:
    """What the rule makes of ``seen`` (N, SEEN): weights of mean 1 and factors, differentiable in ``parameters``.

    The pace is read off the items' mean, so it is about the task and the step.
    """
    item = _bounded(parameters, ITEM, seen).exp()
    pace = _bounded(parameters, PACE, seen.mean(0)).exp()
    return Advice(item[:, 0] / item[:, 0].mean(), item[:, 1] / item[:, 1].mean(), pace)


def _bounded(parameters: Mapping[str, Tensor], part: str, seen: Tensor) -> Tensor:
    weight, bias, last, shift = (parameters[f"{RULE}{part}.{name}"] for name in NAMES)
    answer = F.linear(torch.tanh(F.linear(seen.to(weight), weight, bias)), last, shift)
    return MOST * torch.tanh(answer / MOST)
