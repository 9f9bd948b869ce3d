"""The self-labelling inner loop: cluster, take the clusters for labels, take one gradient step, repeat.

DeepCluster's alternation (Caron et al., 2018, arXiv:1807.05520) made differentiable and head-free for a handful of
items: the head is the clusters' own centroids, so there is no arbitrary order of classes. What it takes for labels is
told in ``labelling``, how it steps in ``preconditioning``. MAML differentiates through it; every gradient-based
learner, and their control, is evaluated by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import Tensor

from metaunsup.adaptation.critique import Advice, advise, observations
from metaunsup.adaptation.kmeans import kmeans
from metaunsup.adaptation.labelling import Head, Labeller, Labels, LoopRule
from metaunsup.adaptation.objectives import prototype_loss, prototypes
from metaunsup.adaptation.preconditioning import OPTIMISERS
from metaunsup.adaptation.teaching import NOTHING, Teaching, teaching

Parameters = Mapping[str, Tensor]
Embed = Callable[[Parameters, Tensor], Tensor]
View = Callable[[Tensor], Tensor]
Rates = Callable[[int], Parameters]  # of an inner step: a rate for each parameter, as broadcasting allows


class Adapted(NamedTuple):
    """The inner loop after a step.

    ``parameters`` as they are now, ``embedding`` (N, D) of the items under them, ``assignments`` (N,) int64, and the
    ``loss`` of the gradient step which led here (None at step 0). The clusters were found in ``points`` (N, D): the
    embedding, with what is remembered of the views. ``teaching``: what the step to come makes of each item.
    """

    parameters: Parameters
    embedding: Tensor
    assignments: Tensor
    loss: Tensor | None
    points: Tensor
    teaching: Teaching


def self_labelling_loss(
    views: Tensor,
    embedding: Tensor,
    assignments: Tensor,
    n_clusters: int,
    temperature: float | Tensor,
    weights: Tensor | None = None,
) -> Tensor:
    """Cross-entropy of embedded views (N, D) against the centroids of the items' clusters: a scalar.

    c_k = normalise(mean of z_i with a_i = k), with gradient, z the items' ``embedding`` (N, D);
    loss = mean_i w_i CE(v_i c^T / tau, a_i).
    """
    return prototype_loss(views, assignments, prototypes(embedding, assignments, n_clusters), temperature, weights)


def embed_both(
    embed: Embed, parameters: Parameters, items: Tensor, views: Tensor, together: bool
) -> tuple[Tensor, Tensor]:
    """Embeddings (N, D) of the items and of a view of each; ``together`` from one batch.

    So batch norm takes the statistics of both, and not of either alone; what that is worth was measured
    (benchmarks.loop). A task of one item has the statistics of its pixels.
    """
    if not together:
        return embed(parameters, items), embed(parameters, views)
    z, seen = embed(parameters, torch.cat([items, views])).split(len(items))
    return z, seen


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
    temperature: float | Tensor,
    rule: LoopRule,
    head: Head = kmeans,
    create_graph: bool = False,
    track: bool = False,
    told: Tensor | None = None,
    critic: Parameters | None = None,
) -> Iterator[Adapted]:
    """Yield the state at step 0, 1, ... ``steps``, or until it has settled.

    ``rates(step)`` gives each parameter's learning rate; ``head`` clusters the embedding (N, D).
    ``told`` (N,) int64: classes 0 .. n_clusters - 1 to learn from in place of the clusters, which are then found only
    to be shown; an item of none of them has -1 and teaches nothing.
    ``critic``: the parameters of a learned rule (``critique``) that weighs items and rates.
    ``temperature`` and the rule's margin may be tensors that are learned.
    ``track`` keeps the graph back to ``parameters`` (for MAML), and then every step is taken: with ``create_graph``
    through the inner gradients too (second order), without it past them (first order).
    """
    labeller = Labeller(n_clusters, rule, head, generator, temperature)
    optimiser = OPTIMISERS[rule.optimiser]()
    loss: Tensor | None = None

    def descend(
        step: int, parameters: Parameters, z: Tensor, views: Tensor, labels: Labels
    ) -> tuple[Tensor, Parameters, Teaching]:
        """The loss of a step, the parameters after it, and what it makes of the items."""
        targets, classes, weights = labels.assignments, n_clusters, labels.weights
        of: Tensor | slice = slice(None)
        if critic is None and rule.instances:
            targets, classes, weights = torch.arange(len(z)), len(z), None
        elif critic is None and told is not None:
            targets, weights, of = told, None, told >= 0
        with torch.enable_grad():
            rate = rates(step)
            if critic is not None:
                advice = advise(critic, observations(labels, views, n_clusters, step, temperature))
                weights = _advised_weights(labels, advice)
                z = z * advice.counts[:, None]  # a centroid is the direction of its items' sum
                rate = {name: value * advice.pace[int(name.split(".")[1])] for name, value in rate.items()}
            loss = self_labelling_loss(views[of], z[of], targets[of], classes, temperature, weights)
            found = torch.autograd.grad(loss, list(parameters.values()), create_graph=create_graph, retain_graph=track)
            moments = optimiser.moments(dict(zip(parameters, found, strict=True)))
            moved = {k: parameters[k] - rate[k] / size * mean for k, (mean, size) in moments.items()}
        return loss, moved, NOTHING if track else teaching(labels.points, targets, classes, temperature, weights)

    for step in range(steps + 1):
        if not track:
            parameters = {name: value.detach().requires_grad_() for name, value in parameters.items()}
        # the graph is used to its end before the state is yielded: while that is looked at, nothing of it is kept
        with torch.set_grad_enabled(track or step < steps):
            z, views = embed_both(embed, parameters, items, view(items), rule.together)
        labels = labeller.label(z)
        state = Adapted(parameters, z if track else z.detach(), labels.assignments, loss, labels.points, NOTHING)
        over = step == steps or (labeller.settled and not track)
        if not over:
            labeller.remember(views)
            loss, parameters, taught = descend(step, parameters, z, views, labels)
            state = state._replace(teaching=taught)
        yield state
        if over:
            return


def _advised_weights(labels: Labels, advice: Advice) -> Tensor:
    """What a learned rule weighs items by, times the weights of the hand-made one; mean 1."""
    weights = advice.teaches if labels.weights is None else advice.teaches * labels.weights
    return weights / weights.mean().clamp(min=1e-12)
