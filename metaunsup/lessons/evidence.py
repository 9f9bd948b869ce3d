"""How likely a number x is under a model with one latent z, and what a Gaussian guess at z makes of it.

p(x) = integral of p(x | z) p(z) dz, p(z) standard normal, p(x | z) normal around a curve f(z). Kingma & Welling,
Auto-Encoding Variational Bayes (ICLR 2014), arXiv:1312.6114, equations 1 to 3: log p(x) is the bound's two terms and
the divergence of q from the true posterior. Everything in nats.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from metaunsup.adaptation.bounds import Elbo, Posterior

SPREAD = 0.5  # the deviation of p(x | z)
WORLDS = ("straight", "bent")  # f(z) = 1.2 z: the posterior is a Gaussian; f(z) = 0.6 z^2: it has two humps
REACH, CELLS = 8.0, 800
GRID = torch.linspace(-REACH, REACH, CELLS + 1, dtype=torch.float64)  # of z, or of z in deviations of q
STEP = 2 * REACH / CELLS


def mean_of(world: str, z: Tensor) -> Tensor:
    """f(z), the middle of p(x | z), as large as ``z``."""
    return 1.2 * z if world == "straight" else 0.6 * z.square()


def log_likelihood(x: float, z: Tensor, world: str) -> Tensor:
    """Log p(x | z), as large as ``z``."""
    return _log_normal((x - mean_of(world, z)) / SPREAD) - math.log(SPREAD)


def log_evidence(x: float, world: str) -> float:
    """Log p(x): the integral over z as a sum over a fine grid."""
    joint = log_likelihood(x, GRID, world) + _log_normal(GRID)
    return float(joint.logsumexp(0)) + math.log(STEP)


def posterior(x: float, world: str) -> Tensor:
    """The true p(z | x) on ``GRID``, by Bayes' rule."""
    return (log_likelihood(x, GRID, world) + _log_normal(GRID) - log_evidence(x, world)).exp()


def bound(x: float, mean: float, deviation: float, world: str) -> Elbo:
    """The two terms, (1,) each, for q(z) = N(mean, deviation^2)."""
    weights = _log_normal(GRID).exp() * STEP
    reconstruction = (weights * log_likelihood(x, mean + deviation * GRID, world)).sum()[None]
    q = Posterior(*torch.tensor([[[mean]], [[2 * math.log(deviation)]]], dtype=torch.float64))
    return Elbo(reconstruction, q.kl())


def gap(x: float, mean: float, deviation: float, world: str) -> float:
    """KL(q || p(z | x)): what the bound lacks of log p(x)."""
    return log_evidence(x, world) - float(bound(x, mean, deviation, world).total)


def _log_normal(z: Tensor) -> Tensor:
    return -(z.square() + math.log(2 * math.pi)) / 2
