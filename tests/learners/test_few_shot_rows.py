"""Learners that practise to draw more of a handful, on rows: likelihoods and drawings in closed form, critics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import torch
from gaussian_heads import heads
from slopes import check_slopes
from torch import Tensor
from torch.distributions import MultivariateNormal, Normal, kl_divergence

from metaunsup.adaptation.bounds import Posterior
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import DECODER, SPREAD
from metaunsup.learners.registry import GENERATIVE, make_learner
from metaunsup.networks.conv4 import initial_parameters
from metaunsup.networks.mlp import Columns
from metaunsup.networks.rows import SLOPE, soft_floor
from metaunsup.networks.strided import FEATURES, strided, strided_features
from metaunsup.tasks.episode import Episode, episode_of

ROWS = torch.randn(2, 6, 5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@dataclass(frozen=True)
class Same:
    """Always the same two pseudo-classes of six rows."""

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        rows = ROWS.float()
        return episode_of(rows + 0.1, 3, rows)


def unpractised(name: str, dtype: torch.dtype = torch.float64, **options: object) -> Any:
    learner: Any = make_learner(name, **options)
    learner.dtype = dtype
    learner.begin(learner.initialise(Columns(5), seeded(1)))
    return learner


def differentiable(learner: Any) -> dict[str, Tensor]:
    return {name: value.detach().clone().requires_grad_() for name, value in learner.parameters.items()}


@pytest.fixture
def linear() -> tuple[Any, Posterior, MultivariateNormal]:
    """A VAE with a linear decoder and a fitted prior N(m, v): exact posterior of the rows, and the density of all.

    x = W u + b + noise of variance s is N(W m + b, W diag(v) W^T + s). W's columns are orthogonal once rows are
    measured by their noise, of lengths d, so that the latents' posterior is independent: variance 1 / (1 / v + d^2).
    """
    learner = unpractised("reptile-vae", torch.float32, latent_size=2, hidden=0)
    raw, lengths = torch.tensor([-1.0, 0.5, 0.0, 1.0, -0.3]), torch.tensor([1.5, 0.7])
    middle, variance = torch.tensor([0.8, -0.4]), torch.tensor([0.3, 1.7])
    noise, offset = soft_floor(raw).exp(), torch.linspace(-1, 1, 5)
    across, _ = torch.linalg.qr(torch.randn(5, 2, generator=seeded(1)))
    weight = noise.sqrt()[:, None] * across * lengths
    learner.parameters |= {
        f"{DECODER}columns.weight": weight,
        f"{DECODER}columns.bias": offset,
        f"{SPREAD}log_variance": raw,
    }
    learner.known = Posterior(middle[None], variance.log()[None])
    shrunk = 1 / (1 / variance + lengths.square())
    rows = ROWS.flatten(0, 1).float()
    mean = shrunk * (middle / variance + (rows - offset) / noise @ weight)
    exact = MultivariateNormal(weight @ middle + offset, weight * variance @ weight.T + noise.diag())
    return learner, Posterior(mean, shrunk.log().expand_as(mean)), exact


def test_the_bound_under_a_fitted_prior_is_the_log_density_where_the_posterior_is_exact(linear, monkeypatch) -> None:
    learner, posterior, exact = linear
    rows = ROWS.flatten(0, 1).float()
    monkeypatch.setattr(learner, "posterior", lambda *_: posterior)
    assert torch.allclose(learner.importance_bound(rows, 1, seeded()), exact.log_prob(rows), atol=1e-4)
    other = Posterior(posterior.mean + 0.4, posterior.log_variance)
    monkeypatch.setattr(learner, "posterior", lambda *_: other)
    gap = exact.log_prob(rows) - learner.elbo(rows, seeded(), samples=400).total
    wanted = 0.16 * (-posterior.log_variance).exp().sum(1) / 2  # the divergence of two Gaussians that differ in mean
    assert float((gap - wanted).mean().abs()) < 0.04 < float(wanted.mean())


def test_rows_are_drawn_as_the_model_has_them(linear) -> None:
    """Mean and covariance of many are those of the density, the columns' own noise among it."""
    learner, _, exact = linear
    drawn = torch.cat([learner.sample(10_000, seeded(place)) for place in range(4)])
    assert torch.allclose(drawn.mean(0), exact.mean, atol=0.05)
    apart = (torch.cov(drawn.T) - exact.covariance_matrix).abs()
    assert float(apart.max()) < 0.1 < float(soft_floor(learner.parameters[f"{SPREAD}log_variance"]).exp().min())


@pytest.mark.parametrize("name", ["reptile-vae", "statistician"])
def test_the_gradient_of_the_loss_of_rows_is_right(name: str) -> None:
    learner = unpractised(name, latent_size=3, hidden=4)

    def loss(at: dict[str, Tensor]) -> Tensor:
        if name == "statistician":
            return learner.loss(at, ROWS, seeded(2), 0.7)
        return learner.loss(at, ROWS.flatten(0, 1), seeded(2), 0.7)[0]

    exact = check_slopes(loss, differentiable(learner))
    assert float(exact[f"{SPREAD}log_variance"].norm()) > 0


def test_the_statistician_s_bound_of_rows_row_by_row() -> None:
    learner = unpractised("statistician", context_size=3, latent_size=2)
    parameters = learner.parameters
    parameters[f"{SPREAD}log_variance"] = torch.linspace(-2, 1, 5, dtype=torch.float64)
    noise = (soft_floor(parameters[f"{SPREAD}log_variance"]) / 2).exp()
    told = learner.loss(parameters, ROWS[:, :3], seeded(7))
    generator, total = seeded(7), 0.0

    of_sets, of_rows = (torch.randn(size, generator=generator).double() for size in ((2, 3), (6, 2)))
    for number, rows in enumerate(ROWS[:, :3]):
        seen = strided_features(parameters, rows)
        context = heads(parameters, "context", seen.mean(0))
        c = context.mean + context.stddev * of_sets[number]
        total = total + kl_divergence(context, Normal(torch.zeros(3), torch.ones(3))).sum()
        for place in range(3):
            posterior, prior = heads(parameters, "latent", torch.cat([seen[place], c])), heads(parameters, "prior", c)
            u = posterior.mean + posterior.stddev * of_rows[3 * number + place]
            hidden = torch.relu(parameters["decoder.hidden.weight"] @ torch.cat([u, c]))  # offsets begin at 0
            drawn = parameters["decoder.columns.weight"] @ hidden
            total = total + kl_divergence(posterior, prior).sum() - Normal(drawn, noise).log_prob(rows[place]).sum()
    assert float(told.detach()) == pytest.approx(float(total.detach()) / 6)


def test_the_critic_s_gradient_of_rows_is_held_to_length_one() -> None:
    """The penalty by central differences in every column."""
    learner = unpractised("figr", penalty=3.0)
    parameters = differentiable(learner)
    real, fake = ROWS[0, :2], ROWS[1, :2]
    told = learner.critic_loss(parameters, real, fake, seeded(5))
    mix = torch.rand(2, 1, generator=seeded(5)).double()
    lengths = []
    for between in real + mix * (fake - real):
        by = 1e-6 * torch.eye(5, dtype=torch.float64)
        slope = (learner.judged(parameters, between + by) - learner.judged(parameters, between - by)) / 2e-6
        lengths.append(slope.square().sum().sqrt())
    apart = learner.judged(parameters, fake).mean() - learner.judged(parameters, real).mean()
    wanted = apart + 3 * sum((one - 1) ** 2 for one in lengths) / 2
    assert float(told.detach()) == pytest.approx(float(wanted.detach()), abs=1e-6)
    assert bool((learner.drawn(parameters, real, seeded()) < 0).any())  # no logistic function between


def test_what_sees_a_row_sees_it_by_itself_and_layer_by_layer() -> None:
    network = strided(Columns(5), 32)
    parameters = initial_parameters(network, seeded())
    rows = ROWS.flatten(0, 1).float()
    found = strided_features(parameters, rows)
    assert found.shape == (12, FEATURES)
    for row, features in zip(rows, found, strict=True):
        hidden = row
        for layer in ("blocks.0.linear", "blocks.1.linear", "last"):
            hidden = parameters[f"{layer}.weight"] @ hidden + parameters[f"{layer}.bias"]
            hidden = torch.where(hidden > 0, hidden, SLOPE * hidden)
        assert torch.allclose(features, hidden, atol=1e-5)


@pytest.mark.parametrize("name", GENERATIVE)
def test_they_practise_save_and_load_on_rows(name: str, tmp_path) -> None:
    learner: Any = make_learner(name)
    learner.trained_on = torch.arange(3)
    assert [one.step for one in learner.meta_train(Same(), steps=2, generator=seeded())] == [1, 2]
    learner.save(tmp_path / "one.safetensors")
    again: Any = make_learner(name)
    again.load(tmp_path / "one.safetensors")
    assert again.reads_vectors() and set(again.parameters) == set(learner.parameters)
    assert all(torch.equal(value, again.parameters[key]) for key, value in learner.parameters.items())
    rows = ROWS.flatten(0, 1).float()
    (first,) = again.adapt(rows, 3, steps=0, generator=seeded())
    assert first.assignments.shape == (12,)  # it groups, too
    if name != "statistician":
        *_, tuned = again.tuned(rows, 2, seeded())
        drawn = tuned.sample(7, seeded(1))
        assert drawn.shape == (7, 5) and torch.equal(drawn, tuned.sample(7, seeded(1)))
    for items, code in ((rows[:, 1:], "items_columns"), (torch.rand(6, 1, 28, 28), "needs_vectors")):
        with pytest.raises(MetaUnsupError) as caught:
            again.reconstruct(items)
        assert caught.value.code == code
