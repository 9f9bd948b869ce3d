"""Bounds on how likely images, or rows of a table, are under a decoder of latents; everything in nats an item.

Kingma & Welling, Auto-Encoding Variational Bayes (ICLR 2014), arXiv:1312.6114, equation 3 and appendix B; the
importance-weighted bound: Burda, Grosse, Salakhutdinov (ICLR 2016), arXiv:1509.00519, equation 8. Pixels are Bernoulli:
a grey one counts as that share of a white and a black one, as is usual, though of grey images it is no density.
"""

from __future__ import annotations

import math
from typing import NamedTuple, Protocol

import torch
from torch import Tensor
from torch.nn import functional as F


class Density(Protocol):
    """What latents are judged by."""

    def log_density(self, latents: Tensor) -> Tensor:
        """Log-density (N,) of ``latents`` (N, L)."""
        ...


class Posterior(NamedTuple):
    """A Gaussian with independent dimensions for each image: ``mean`` (N, L) and ``log_variance`` (N, L)."""

    mean: Tensor
    log_variance: Tensor

    def draw(self, generator: torch.Generator) -> Tensor:
        """One latent of each image, (N, L), differentiable in mean and variance."""
        noise = torch.randn(self.mean.shape, generator=generator).to(self.mean)  # the same for every precision
        return self.mean + (self.log_variance / 2).exp() * noise

    def kl(self) -> Tensor:
        """KL divergence from the standard normal, (N,), by its closed form (appendix B)."""
        return (self.mean.square() + self.log_variance.exp() - self.log_variance - 1).sum(1) / 2

    def log_density(self, latents: Tensor) -> Tensor:
        """Log-density (N,) of ``latents`` (N, L)."""
        scaled = (latents - self.mean).square() * (-self.log_variance).exp()
        return -(scaled + self.log_variance + math.log(2 * math.pi)).sum(1) / 2


def fitted_prior(posterior: Posterior, weight: float) -> Posterior:
    """A Gaussian (1, L) fitted to the latents of a handful of images: to have the moments of a mixture.

    Of N posteriors, one an image (their mean is the aggregate posterior, under which the bound is highest: Tomczak &
    Welling, AISTATS 2018, arXiv:1705.07120, equations 6 to 8), and of ``weight`` standard normals, without which a few
    images would leave it too narrow. Fitted after the network's practice: Ghosh et al., ICLR 2020, arXiv:1903.12436,
    section 4.
    """
    few = len(posterior.mean) / (len(posterior.mean) + weight)  # the images' share
    mean = few * posterior.mean.mean(0, keepdim=True)
    square = (posterior.mean.square() + posterior.log_variance.exp()).mean(0, keepdim=True)
    return Posterior(mean, (few * square + (1 - few) - mean.square()).log())


def gaussian_kl(first: Posterior, second: Posterior) -> Tensor:
    """KL divergence (N,) of ``first`` from ``second``, Gaussians with independent dimensions, in closed form."""
    apart = second.log_variance - first.log_variance
    spread = (first.log_variance - second.log_variance).exp()
    offset = (first.mean - second.mean).square() * (-second.log_variance).exp()
    return (apart + spread + offset - 1).sum(1) / 2


class Elbo(NamedTuple):
    """The evidence lower bound's two terms, (N,) each: the images' expected log-likelihood, and the divergence."""

    reconstruction: Tensor
    kl: Tensor

    @property
    def total(self) -> Tensor:
        """The bound, (N,)."""
        return self.reconstruction - self.kl


def log_likelihood(images: Tensor, logits: Tensor) -> Tensor:
    """Log-likelihood (N,) of ``images`` in [0, 1] under Bernoulli pixels of ``logits``, both (N, C, H, W)."""
    return -F.binary_cross_entropy_with_logits(logits, images, reduction="none").flatten(1).sum(1)


def log_weight(likelihood: Tensor, latents: Tensor, posterior: Posterior, prior: Density) -> Tensor:
    """Log p(x, z) / q(z | x) of each image, (N,), for ``latents`` drawn from ``posterior``, by log p(x | z)."""
    return likelihood + prior.log_density(latents) - posterior.log_density(latents)


def importance_bound(log_weights: Tensor) -> Tensor:
    """The importance-weighted bound (N,) of ``log_weights`` (S, N): the logarithm of their mean.

    By Jensen's inequality never below the mean of the logarithms, whose expectation is the evidence lower bound.
    """
    return log_weights.logsumexp(0) - math.log(len(log_weights))
