"""Adapting a binary classifier to items of one class alone, and the losses that one class is learned by.

Frikha, Krompaß, Köpken, Tresp, Few-Shot One-Class Classification via Meta-Learning (AAAI 2021), arXiv:2007.04146,
algorithm 1: the inner loop sees normal items alone, and what it leads to is judged on as many of either kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

Logits = Callable[[Mapping[str, Tensor], Tensor], Tensor]  # of items (N, ...) under parameters: (N,)


class Adapted(NamedTuple):
    """What a step led to: ``parameters``, ``logits`` (N,) of all items under them, and the ``loss`` before the step."""

    parameters: dict[str, Tensor]
    logits: Tensor
    loss: float | None


def normal_loss(logits: Tensor) -> Tensor:
    """Cross-entropy of calling all items of ``logits`` (N,) normal, a scalar."""
    return F.softplus(-logits).mean()


def balanced_loss(logits: Tensor, anomalous: Tensor) -> Tensor:
    """Cross-entropy of ``logits`` (N,), positive for normal, against ``anomalous`` (N,) bool; both kinds weigh half."""
    return (normal_loss(logits[~anomalous]) + normal_loss(-logits[anomalous])) / 2


def one_class_steps(
    logits: Logits,
    parameters: Mapping[str, Tensor],
    items: Tensor,
    first: int,
    *,
    rate: float,
    steps: int,
    create_graph: bool = False,
    track: bool = False,
) -> Iterator[Adapted]:
    """Gradient steps at ``rate`` on calling the ``first`` of ``items`` normal; yields step 0, 1, ... ``steps``.

    All items pass the network together, so that batch norm sees them beside each other; no other enters the loss.
    ``track``: what is yielded is differentiable in ``parameters``; ``create_graph``: through inner gradients, too.
    """
    phi = dict(parameters)
    loss: float | None = None
    for step in range(steps + 1):
        if not track:
            phi = {name: value.detach().requires_grad_() for name, value in phi.items()}
        with torch.set_grad_enabled(track or step < steps):
            found = logits(phi, items)
        yield Adapted(phi, found if track else found.detach(), loss)
        if step == steps:
            return
        with torch.enable_grad():
            inner = normal_loss(found[:first])
            gradients = torch.autograd.grad(inner, list(phi.values()), create_graph=create_graph, retain_graph=track)
        loss = float(inner.detach())
        phi = {name: value - rate * one for (name, value), one in zip(phi.items(), gradients, strict=True)}


def svdd_loss(distances: Tensor, anomalous: Tensor) -> Tensor:
    """Mean squared distance of normal items from the centre, and mean inverse one of anomalous items: a scalar.

    Ruff et al., Deep Semi-Supervised Anomaly Detection (ICLR 2020), arXiv:1906.02694, equation 7, which Adaptive
    Centered Representations practise by. ``distances`` (N,) squared; both kinds weigh half.
    """
    return (distances[~anomalous].mean() + (distances[anomalous] + 1e-3).reciprocal().mean()) / 2
