"""Variational inference by self-labels: a Gaussian over the weights leaves its prior for what the items' clusters say.

q(w) = N(mean, std^2), every weight by itself, begins at the prior p(w) and goes down the free energy

    F(q) = E_q[self-labelling loss] + beta KL(q || p) / N        in nats for each of the N items

with weights drawn by reparametrisation: w = mean + std * noise (Kingma & Welling, Auto-Encoding Variational Bayes, ICLR
2014, section 2.4; Blundell et al., Weight Uncertainty in Neural Networks, ICML 2015). The loss is a mean over items, so
with beta = 1 F is the negative evidence lower bound divided by N; below 1 the posterior is colder, at 0 nothing draws q
back. Predictions average over draws of the weights, each with centroids of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.adaptation.labelling import Head, Labeller, LoopRule
from metaunsup.adaptation.objectives import cluster_probability, prototypes
from metaunsup.adaptation.preconditioning import OPTIMISERS
from metaunsup.adaptation.self_labelling import Embed, Parameters, Rates, View, embed_both, self_labelling_loss
from metaunsup.adaptation.teaching import NOTHING, Teaching, teaching

LOG_STD = "log_std."  # before the name of a weight: the logarithm of its standard deviation


@dataclass(frozen=True, eq=False)
class Belief:
    """What is believed after a step.

    ``posterior``: mean and log-std of every weight; ``weights``: S draws from it, ``embeddings`` (N, D) of the items
    under each, and ``embedding`` (N, D) their mean, with what is remembered of views; ``labels`` (N,) int64, its
    clusters; ``probability`` (N, K); ``loss``: F of the step that led here (None at step 0), in nats an item;
    ``teaching``: what the step to come makes of each item.
    """

    posterior: Parameters
    weights: list[Parameters]
    embeddings: list[Tensor]
    embedding: Tensor
    labels: Tensor
    probability: Tensor
    loss: float | None
    teaching: Teaching = NOTHING


def draw_weights(belief: Parameters, generator: torch.Generator) -> dict[str, Tensor]:
    """One draw of the weights, differentiable in their means and log-stds; the same in whatever order they stand."""
    drawn = {}
    for name in sorted(means(belief)):  # a checkpoint gives them back in any order
        mean = belief[name]
        noise = torch.randn(mean.shape, generator=generator).to(mean)  # the same draw for every precision
        drawn[name] = mean + belief[LOG_STD + name].exp() * noise
    return drawn


def means(belief: Parameters) -> dict[str, Tensor]:
    """The mean of every weight."""
    return {name: value for name, value in belief.items() if not name.startswith(LOG_STD)}


def gaussian_kl(posterior: Parameters, prior: Parameters) -> Tensor:
    """KL(q || p) of two Gaussians with independent weights, in nats, summed over all weights: a scalar."""
    total = torch.zeros(())
    for name, mean in means(posterior).items():
        log_ratio = prior[LOG_STD + name] - posterior[LOG_STD + name]
        moved = (mean - prior[name]) * (-prior[LOG_STD + name]).exp()
        total = total.to(mean) + (log_ratio + ((-2 * log_ratio).exp() + moved.square() - 1) / 2).sum()
    return total


def mixture(embeddings: list[Tensor], labels: Tensor, n_clusters: int, temperature: float) -> Tensor:
    """Probability (N, K) of each cluster: softmax(z c^T / temperature), each draw's own centroids, their mean."""
    each = [
        cluster_probability(z, prototypes(z, labels.to(z.device), n_clusters), temperature)
        for z in map(Tensor.detach, embeddings)
    ]
    return torch.stack(each).mean(0)


def mean_direction(embeddings: list[Tensor]) -> Tensor:
    """Mean (N, D) over draws, of unit length; no gradient."""
    return F.normalize(torch.stack([z.detach() for z in embeddings]).mean(0), dim=1)


def kl_slopes(posterior: Parameters, prior: Parameters) -> dict[str, tuple[Tensor, Tensor]]:
    """First and second derivative of ``gaussian_kl`` in each of the posterior's means and log-stds."""
    found = {}
    for name, mean in means(posterior).items():
        bend = (-2 * prior[LOG_STD + name]).exp()
        ratio = (2 * (posterior[LOG_STD + name] - prior[LOG_STD + name])).exp()
        found[name] = (bend * (mean - prior[name]), bend)
        found[LOG_STD + name] = (ratio - 1, 2 * ratio)
    return found


def downhill(
    posterior: Parameters, prior: Parameters, gradients: Mapping[str, Tensor], rates: Parameters, weight: float
) -> dict[str, Tensor]:
    """``posterior`` after one step on (expected loss + weight * KL); ``gradients`` are the expected loss's.

    In a mean KL is a parabola of curvature 1 / std^2, and plain gradient descent leaves it for good as soon as
    rate * weight > 2 std^2, to which meta-learned stds may well come. So KL's part of the step is implicit, in its
    linearisation (Rosenbrock's method; in the means, a proximal step): the whole step is divided by
    1 + rate * weight * KL''. It still goes down, rests at the same points, and has no largest rate; with weight 0 it
    is gradient descent.
    """
    moved = {}
    for name, (slope, bend) in kl_slopes(posterior, prior).items():
        step = rates[name] * (gradients[name] + weight * slope)
        moved[name] = posterior[name] - step / (1 + rates[name] * weight * bend)
    return moved


def infer(
    embed: Embed,
    prior: Parameters,
    items: Tensor,
    n_clusters: int,
    *,
    beta: float,
    rates: Rates,
    steps: int,
    view: View,
    generator: torch.Generator,
    temperature: float,
    samples: int,
    gradient_samples: int,
    rule: LoopRule,
    head: Head = kmeans,
    create_graph: bool = False,
    track: bool = False,
) -> Iterator[Belief]:
    """Yield what is believed at step 0, 1, ... ``steps``; the arguments are ``self_label``'s, but for these.

    ``prior``: means and, under ``LOG_STD`` + name, log-stds. Beliefs average ``samples`` draws of the weights, of which
    the first ``gradient_samples`` (at most as many) make the step that follows. The clusters whose centroids every draw
    has are found in the mean of the draws' embeddings.
    """
    posterior = prior
    labeller = Labeller(n_clusters, rule, head, generator, temperature)
    optimiser = OPTIMISERS[rule.optimiser]()
    loss: float | None = None

    def descend(
        step: int,
        posterior: Parameters,
        views: list[Tensor],
        embeddings: list[Tensor],
        labels: Tensor,
        counts: Tensor | None,
    ) -> tuple[float, Parameters]:
        """The free energy of a step, and the posterior after it."""
        with torch.enable_grad():
            losses = [
                self_labelling_loss(seen, z, labels, n_clusters, temperature, counts)
                for seen, z in list(zip(views, embeddings, strict=True))[:gradient_samples]
            ]
            expected = torch.stack(losses).mean()
            names = list(posterior)
            found = torch.autograd.grad(
                expected, [posterior[name] for name in names], create_graph=create_graph, retain_graph=track
            )
            weight = beta / len(items)
            with torch.no_grad():
                energy = float(expected + weight * gaussian_kl(posterior, prior))
            rate, moments = rates(step), optimiser.moments(dict(zip(names, found, strict=True)))
            moved = downhill(
                posterior,
                prior,
                {name: mean for name, (mean, _) in moments.items()},
                {name: rate[name] / size for name, (_, size) in moments.items()},
                weight,
            )
        return energy, moved

    for step in range(steps + 1):
        if not track:
            posterior = {name: value.detach().requires_grad_() for name, value in posterior.items()}
        weights: list[Parameters] = []
        embeddings: list[Tensor] = []
        altered, views = view(items), []
        for number in range(max(samples, gradient_samples)):
            with torch.set_grad_enabled((track or step < steps) and number < gradient_samples):
                weights.append(draw_weights(posterior, generator))
                z, seen = embed_both(embed, weights[-1], items, altered, rule.together)
            embeddings.append(z)
            views.append(seen)
        labels, points, counts = labeller.label(mean_direction(embeddings))
        probability = mixture(embeddings, labels, n_clusters, temperature)
        told = embeddings if track else [z.detach() for z in embeddings]
        belief = Belief(posterior, weights, told, points, labels, probability, loss)
        over = step == steps or (labeller.settled and not track)
        if not over:
            labeller.remember(mean_direction(views))
            loss, posterior = descend(step, posterior, views, embeddings, labels, counts)
            if not track:
                belief = replace(belief, teaching=teaching(points, labels, n_clusters, temperature, counts))
        yield belief
        if over:
            return
