"""LEO's code space: from a task's items to a Gaussian code for each cluster, to a head, and the inner loop in both.

Rusu et al., Meta-Learning with Latent Embedding Optimization (ICLR 2019), arXiv:1807.05960. Linear encoder and
decoder and a relation network of three layers, all without biases, as in the paper; standard deviations are
exponentials with a small start, so that no draw can lack one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

ENCODER, RELATION, DECODER = "latent.encoder", "latent.relation.", "latent.decoder"
CODE_SPREAD = 0.1  # of a code, before practice, in each of its directions
WEIGHT_SPREAD = 0.02  # of a head's weight
PAIRS = 2**20  # as many at a time: memory


@dataclass(frozen=True, eq=False)
class Gaussian:
    """Independent normal distributions: ``mean`` and ``log_std`` of the same shape (K, n)."""

    mean: Tensor
    log_std: Tensor

    def sample(self, generator: torch.Generator | None) -> Tensor:
        """A draw that gradients pass through; without a generator the mean."""
        if generator is None:
            return self.mean
        noise = torch.randn(self.mean.shape, generator=generator).to(self.mean)
        return self.mean + self.log_std.exp() * noise

    def divergence(self) -> Tensor:
        """KL(q || N(0, I)) of each row, (K,), in nats: the sum of (mean^2 + std^2 - 1) / 2 - log std."""
        variance = (2 * self.log_std).exp()
        return ((self.mean.square() + variance - 1) / 2 - self.log_std).sum(1)


def initial_latent(size: int, width: int, generator: torch.Generator) -> dict[str, Tensor]:
    """Parameters before practice for codes of ``size`` numbers and embeddings of ``width``.

    The paper draws them all at random. Here the three begin as one projection: the relation network hands on the
    item at its left, and the decoder undoes the encoder; so the head decoded from a cluster's code is the cluster's
    centroid as seen from ``size`` random directions, and the decoder's rows are orthonormal (where size <= width). A
    random head would have to be practised for as long as it takes to say no more than k-means.
    """
    directions = torch.empty(size, width)
    torch.nn.init.orthogonal_(directions, generator=generator)
    eye, nothing = torch.eye(size), torch.zeros(size, size)
    both = torch.cat([eye, -eye])  # relu(h) and relu(-h) together keep all of h
    return {
        ENCODER: size**0.5 * directions,  # embeddings have length 1; a code's numbers are then of the order of 1
        f"{RELATION}0": torch.cat([both, torch.zeros(2 * size, size)], 1),
        f"{RELATION}1": torch.eye(2 * size),
        f"{RELATION}2": torch.cat([both.T, torch.cat([nothing, nothing], 1)]),
        DECODER: torch.cat([directions, torch.zeros(size, width)], 1),
    }


def encodings(parameters: Mapping[str, Tensor], embedding: Tensor) -> Tensor:
    """What the relation network says of each item, (N, 2 n), the mean over its pairs with all N items.

    Equations 3 and 4: g([h_i, h_j]) with h the encoder's, averaged over j; averaged over the items i of a cluster it
    is mean and log standard deviation of that cluster's code. All N^2 pairs are looked at. The first layer is linear
    in either half of a pair and the last one may follow the mean, so that only the middle one works on pairs.
    """
    hidden = embedding @ parameters[ENCODER].T
    size = hidden.shape[1]
    first, middle, last = (parameters[f"{RELATION}{layer}"] for layer in range(3))
    left, right = hidden @ first[:, :size].T, hidden @ first[:, size:].T
    means = [
        F.relu(F.relu(part[:, None] + right) @ middle.T).mean(1) for part in left.split(max(1, PAIRS // len(hidden)))
    ]
    return torch.cat(means) @ last.T


def cluster_codes(encoded: Tensor, assignments: Tensor, n_clusters: int) -> Gaussian:
    """Distribution of each cluster's code: the mean of its items' encodings (zeros for a cluster without items)."""
    member = F.one_hot(assignments, n_clusters).to(encoded)
    mean, log_std = (member.T @ encoded / member.sum(0).clamp(min=1)[:, None]).chunk(2, 1)
    return Gaussian(mean, log_std + math.log(CODE_SPREAD))


def decode(parameters: Mapping[str, Tensor], codes: Tensor) -> Gaussian:
    """Distribution of the weights (K, D) that codes (K, n) stand for, equation 5; a head takes their directions."""
    mean, log_std = (codes @ parameters[DECODER]).chunk(2, 1)
    return Gaussian(mean, log_std + math.log(WEIGHT_SPREAD))


def orthogonality(decoder: Tensor) -> Tensor:
    """Mean square of C - I, a scalar; C are the cosines between the decoder's rows, (n, 2 D), one for each direction.

    The paper (section 2.4) writes the norm of C - I; the mean of squares is what its published code takes.
    """
    rows = F.normalize(decoder, dim=1)
    return (rows @ rows.T - torch.eye(len(rows)).to(rows)).square().mean()


def principal_directions(points: Tensor) -> Tensor:
    """The first two principal directions of ``points`` (N, n), (n, 2), signs fixed; zeros for what n lacks."""
    centred = (points - points.mean(0)).double().cpu()
    axes = torch.linalg.eigh(centred.T @ centred).eigenvectors.flip(1)[:, :2]
    axes = axes * axes.gather(0, axes.abs().argmax(0, keepdim=True)).sign()
    return F.pad(axes, (0, 2 - axes.shape[1])).to(points)


@dataclass(frozen=True, eq=False)
class Moved:
    """The inner loop after a step: ``codes`` (K, n), ``weights`` (K, D), and the loss of the step that led here."""

    codes: Tensor
    weights: Tensor
    loss: Tensor | None


def descend(
    codes: Tensor,
    decoder: Callable[[Tensor], Tensor],
    loss: Callable[[Tensor], Tensor],
    *,
    code_steps: int,
    steps: int,
    code_rate: Tensor,
    weight_rate: Tensor,
    create_graph: bool = False,
    track: bool = False,
) -> Iterator[Moved]:
    """Yield step 0, 1, ... ``steps`` of gradient descent: ``code_steps`` on the codes, the others on the weights.

    Algorithm 1, lines 6 to 10. ``decoder`` makes weights (K, D) of codes (K, n); ``loss`` is a scalar function of the
    weights; rates are per direction, (n,) and (D,). ``track`` keeps the graph back to ``codes``; with
    ``create_graph`` through the gradients too.
    """
    outcome: Tensor | None = None
    weights: Tensor | None = None
    for step in range(steps + 1):
        within = step < code_steps
        with torch.enable_grad():
            if not track:
                codes = codes.detach().requires_grad_(within)
            if weights is None or step <= code_steps:
                weights = decoder(codes)
            if not (track or within):
                weights = weights.detach().requires_grad_()
        yield Moved(codes, weights, outcome)
        if step == steps:
            return
        with torch.enable_grad():
            outcome = loss(weights)
            moving = codes if within else weights
            (gradient,) = torch.autograd.grad(outcome, moving, create_graph=create_graph, retain_graph=track)
            if within:
                codes = codes - code_rate * gradient
            else:
                weights = weights - weight_rate * gradient
