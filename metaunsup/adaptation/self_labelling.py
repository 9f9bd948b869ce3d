"""The self-labelling inner loop: cluster, take the clusters for labels, take one gradient step, repeat.

DeepCluster's alternation (Caron et al., 2018, arXiv:1807.05520) made differentiable and head-free for a handful of
items: the head is the clusters' own centroids, so there is no arbitrary order of classes. MAML differentiates
through it; every gradient-based learner is evaluated by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import kmeans, match_clusters
from metaunsup.adaptation.objectives import prototype_loss, prototypes

Parameters = Mapping[str, Tensor]
Embed = Callable[[Parameters, Tensor], Tensor]
View = Callable[[Tensor], Tensor]
Rates = Callable[[int], Parameters]  # of an inner step: a rate for each parameter, as broadcasting allows
Head = Callable[[Tensor, int, torch.Generator], Tensor]


class Adapted(NamedTuple):
    """The inner loop after a step.

    ``parameters`` as they are now, ``embedding`` (N, D) of the items under them, ``assignments`` (N,) int64 found in
    it, and the ``loss`` of the gradient step which led here (None at step 0).
    """

    parameters: Parameters
    embedding: Tensor
    assignments: Tensor
    loss: Tensor | None


def self_labelling_loss(
    embed: Embed,
    parameters: Parameters,
    items: Tensor,
    views: Tensor,
    assignments: Tensor,
    n_clusters: int,
    temperature: float,
    embedding: Tensor | None = None,
) -> Tensor:
    """Cross-entropy of views against the centroids of the items' clusters, both under ``parameters``: a scalar.

    c_k = normalise(mean of z_i with a_i = k), with gradient; loss = CE(normalise(f(augment(X))) c^T / tau, a).
    ``embedding`` is that of ``items`` where the caller has it (with gradient) already.
    """
    z = embed(parameters, items) if embedding is None else embedding
    return prototype_loss(embed(parameters, views), assignments, prototypes(z, assignments, n_clusters), temperature)


def self_label(
    embed: Embed,
    parameters: Parameters,
    items: Tensor,
    n_clusters: int,
    *,
    rates: Rates,
    steps: int,
    view: View,
    generator: torch.Generator,
    temperature: float,
    head: Head = kmeans,
    create_graph: bool = False,
    track: bool = False,
) -> Iterator[Adapted]:
    """Yield the state at step 0, 1, ... ``steps``.

    ``rates(step)`` gives each parameter's learning rate; ``head`` clusters the embedding (N, D).
    ``track`` keeps the graph back to ``parameters`` (for MAML): with ``create_graph`` through the inner gradients too
    (second order), without it past them (first order).
    """
    previous: Tensor | None = None
    loss: Tensor | None = None
    for step in range(steps + 1):
        if not track:
            parameters = {name: value.detach().requires_grad_() for name, value in parameters.items()}
        with torch.set_grad_enabled(track or step < steps):
            z = embed(parameters, items)
        assignments = head(z, n_clusters, generator)
        if previous is not None:
            assignments = match_clusters(assignments, previous, n_clusters)
        previous = assignments
        yield Adapted(parameters, z, assignments, loss)
        if step == steps:
            return
        with torch.enable_grad():
            loss = self_labelling_loss(
                embed, parameters, items, view(items), assignments, n_clusters, temperature, embedding=z
            )
            names = list(parameters)
            gradients = torch.autograd.grad(
                loss, [parameters[name] for name in names], create_graph=create_graph, retain_graph=track
            )
            rate = rates(step)
            parameters = {
                name: parameters[name] - rate[name] * gradient for name, gradient in zip(names, gradients, strict=True)
            }
