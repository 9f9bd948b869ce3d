"""The bounds of a latent-variable model against torch's distributions and a case that can be integrated."""

from __future__ import annotations

import math

import pytest
import torch
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence

from metaunsup.adaptation.bounds import Elbo, Posterior, fitted_prior, importance_bound, log_likelihood, log_weight


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def posterior() -> Posterior:
    return Posterior(*torch.randn(2, 7, 5, generator=seeded(3), dtype=torch.float64))


def test_the_divergence_and_the_density_are_torchs(posterior) -> None:
    normal = Normal(posterior.mean, (posterior.log_variance / 2).exp())
    expected = kl_divergence(normal, Normal(0.0, 1.0)).sum(1)
    assert torch.allclose(posterior.kl(), expected, rtol=1e-12)
    latents = posterior.draw(seeded())
    assert torch.allclose(posterior.log_density(latents), normal.log_prob(latents).sum(1), rtol=1e-12)
    assert float(Posterior(torch.zeros(1, 4), torch.zeros(1, 4)).kl()) == 0


def test_draws_have_the_posteriors_moments() -> None:
    drawn = Posterior(torch.full((20000, 1), 2.0), torch.full((20000, 1), math.log(0.25))).draw(seeded())
    assert float(drawn.mean()) == pytest.approx(2.0, abs=0.02) and float(drawn.std()) == pytest.approx(0.5, abs=0.02)


def test_pixels_are_bernoulli() -> None:
    images = (torch.rand(3, 1, 4, 4, generator=seeded()) < 0.5).double()
    logits = torch.randn(3, 1, 4, 4, generator=seeded(1), dtype=torch.float64)
    expected = Independent(Bernoulli(logits=logits), 3).log_prob(images)
    assert torch.allclose(log_likelihood(images, logits), expected, rtol=1e-12)


def gaussian(samples: int, posterior: Posterior, x: float) -> torch.Tensor:
    """Log-weights of draws where z is standard normal and x given z is normal around z: x is normal of variance 2."""
    told = []
    generator = seeded()
    for _ in range(samples):
        z = posterior.draw(generator)
        prior = Posterior(torch.zeros_like(z), torch.zeros_like(z))
        told.append(log_weight(Normal(z[:, 0], 1.0).log_prob(torch.tensor(x).double()), z, posterior, prior))
    return torch.stack(told)


def test_both_bounds_stay_below_the_likelihood_and_the_tighter_one_comes_to_it() -> None:
    x, rows = 1.3, 2000
    exact = float(Normal(0.0, math.sqrt(2)).log_prob(torch.tensor(x)))
    guess = Posterior(torch.zeros(rows, 1).double(), torch.zeros(rows, 1).double())
    weights = gaussian(50, guess, x)
    # by hand: E log p(x|z) with z standard normal, whose divergence from the prior is none
    elbo = Elbo(weights.mean(0), guess.kl()).total.mean()
    assert float(elbo) == pytest.approx(-0.5 * (math.log(2 * math.pi) + 1 + x**2), abs=0.02)
    bounds = [float(importance_bound(weights[:many]).mean()) for many in (1, 5, 50)]
    assert bounds[0] < bounds[1] - 0.1 < bounds[2] - 0.1 and bounds[2] == pytest.approx(exact, abs=0.03)
    true = Posterior(torch.full((5, 1), x / 2).double(), torch.full((5, 1), -math.log(2)).double())
    assert torch.allclose(gaussian(3, true, x), torch.tensor(exact).double())  # whatever is drawn


def test_on_the_same_draws_it_is_never_below_the_mean(posterior) -> None:
    weights = 30 * torch.randn(6, 7, generator=seeded(4), dtype=torch.float64)
    assert (importance_bound(weights) > weights.mean(0)).all()
    assert torch.equal(importance_bound(weights[:1]), weights[0])


def test_a_fitted_prior_has_the_moments_of_the_mixture_that_it_stands_for(posterior) -> None:
    """Against draws of the mixture, and at its ends: no images count, or nothing but them."""
    fitted, rounds, generator = fitted_prior(posterior, 2.0), 5_000, seeded()
    shown = torch.cat([posterior.draw(generator) for _ in range(rounds)])
    strange = torch.randn(2 * rounds, 5, generator=generator, dtype=torch.float64)  # 2 beside the 7 images
    drawn = torch.cat([shown, strange])
    assert torch.allclose(fitted.mean[0], drawn.mean(0), atol=0.04)
    assert torch.allclose(fitted.log_variance.exp()[0], drawn.var(0), rtol=0.05)
    standard = fitted_prior(posterior, 1e12)
    assert float(standard.mean.abs().max()) < 1e-9 and float(standard.log_variance.abs().max()) < 1e-9
    alone = fitted_prior(Posterior(*(value[:1] for value in posterior)), 0.0)
    assert all(torch.allclose(one, other[:1]) for one, other in zip(alone, posterior, strict=True))
