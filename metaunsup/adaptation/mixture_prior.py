"""A mixture of unit Gaussians for a latent's prior, fitted to the latents of one task by differentiable EM.

Lee, Min, Lee, Hwang, Meta-GMVAE (ICLR 2021), section 3.2 and algorithm 1. Every component is as wide as the standard
normal of a VAE's prior, so that the latents' unit stays what it was. How large it is, is fitted, too: groups need not
be of equal size.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans

PSEUDO_ITEMS = 1.0  # to each component before any item: one that has lost its items keeps a weight


class MixturePrior(NamedTuple):
    """``means`` (K, L) and ``log_weights`` (K,) of its components, each with the identity for a covariance."""

    means: Tensor
    log_weights: Tensor

    def joint(self, latents: Tensor) -> Tensor:
        """Log-density (N, K) of ``latents`` (N, L) and their component together."""
        apart = torch.cdist(latents, self.means, compute_mode="donot_use_mm_for_euclid_dist").square()
        return self.log_weights - (apart + latents.shape[1] * math.log(2 * math.pi)) / 2

    def log_density(self, latents: Tensor) -> Tensor:
        """Log-density (N,) of ``latents`` (N, L)."""
        return self.joint(latents).logsumexp(1)

    def probability(self, latents: Tensor) -> Tensor:
        """The posterior (N, K) of the component of each of ``latents`` (N, L): the E-step."""
        return self.joint(latents).softmax(1)

    def draw(self, n: int, generator: torch.Generator) -> Tensor:
        """``n`` latents of the mixture, (n, L)."""
        chosen = torch.multinomial(self.log_weights.exp().cpu(), n, replacement=True, generator=generator)
        noise = torch.randn(n, self.means.shape[1], generator=generator)
        return self.means[chosen.to(self.means.device)] + noise.to(self.means)


def maximised(latents: Tensor, share: Tensor) -> MixturePrior:
    """The likeliest mixture for ``latents`` (N, L) where item n is by ``share`` (N, K) of component k: the M-step.

    The weights are likeliest together with ``PSEUDO_ITEMS`` in each component.
    """
    size = share.sum(0)
    means = share.T @ latents / size.clamp(min=torch.finfo(latents.dtype).tiny)[:, None]
    return MixturePrior(means, ((size + PSEUDO_ITEMS) / (size + PSEUDO_ITEMS).sum()).log())


def em_path(latents: Tensor, k: int, generator: torch.Generator, rounds: int) -> list[MixturePrior]:
    """The mixture after each of ``rounds`` of EM on ``latents`` (N, L), from k-means' clusters on; the first is theirs.

    Differentiable in the latents, through every round; which clusters it begins with is not.
    """
    begun = F.one_hot(kmeans(latents.detach().cpu(), k, generator), k).to(latents)
    found = [maximised(latents, begun)]
    for _ in range(rounds):
        found.append(maximised(latents, found[-1].probability(latents)))
    return found
