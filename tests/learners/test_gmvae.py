"""Meta-GMVAE: its bound and gradient, its clusters, what it draws, and that its mechanism moves when it practises."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest
import torch
from slopes import check_slopes

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.gmvae import GmVae
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.umtra import UmtraEpisodes


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def gmvae(ready) -> GmVae:
    learner: GmVae = ready("gmvae", latent_size=6)
    return learner


@pytest.mark.slow
def test_the_gradient_is_the_loss_s(ready, episode) -> None:
    learner: GmVae = ready("gmvae", latent_size=3, components=2, em_rounds=2)
    parameters = {k: v.double().requires_grad_() for k, v in learner.parameters.items()}
    exact = check_slopes(lambda at: learner.loss(at, episode.query, seeded(), 0.7)[0] / 100, parameters)
    assert all(float(value.norm()) > 0 for value in exact.values())


def test_a_mixture_of_one_component_is_a_vae_whose_prior_may_move(gmvae, task) -> None:
    """One unit Gaussian around the mean of the latents: its divergence is known in closed form."""
    gmvae.set_params(components=1)
    posterior = gmvae.encode(task.items)
    told = gmvae.elbo(task.items, seeded(), samples=60)
    middle = posterior.draw(seeded()).mean(0)  # the first draw is the one that the prior is fitted to
    expected = posterior._replace(mean=posterior.mean - middle).kl()
    assert float(told.kl.mean()) == pytest.approx(float(expected.mean()), rel=0.1)
    assert float(torch.corrcoef(torch.stack([told.kl, expected]))[0, 1]) > 0.95


def test_the_importance_bound_is_above_the_mean_of_the_same_draws(gmvae, task) -> None:
    bound, elbo = gmvae.importance_bound(task.items, 8, seeded(1)), gmvae.elbo(task.items, seeded(1), samples=8)
    assert (bound >= elbo.total - 1e-3).all() and float((bound - elbo.total).mean()) > 0.5


def test_a_cluster_is_a_component_s_posterior(gmvae, trace, task) -> None:
    steps = trace(gmvae, task.items, 3, steps=50)
    for step in steps:
        assert torch.equal(step.assignments, step.probability.argmax(1))
        assert torch.allclose(step.probability.sum(1), torch.ones(18))
    losses = [step.loss for step in steps]
    assert losses[-1] <= losses[0]
    short = trace(gmvae, task.items, 3, steps=0)
    assert torch.allclose(short[-1].probability, steps[-1].probability)  # the end, however few steps are shown


@pytest.mark.slow
def test_practice_raises_the_bound_on_pictures_it_has_not_seen(unlabelled, task) -> None:
    learner: Any = make_learner("gmvae", ways=12, components=6)
    practice = learner.meta_train(UmtraEpisodes(unlabelled), steps=20, generator=seeded())
    next(practice)
    before = learner.elbo(task.items, seeded()).total.mean()
    deque(practice, maxlen=1)
    assert float(learner.elbo(task.items, seeded()).total.mean() - before) > 30


def test_it_draws_of_the_kind_of_what_it_is_shown(gmvae, task) -> None:
    drawn = gmvae.sample(4, seeded(), like=task.items)
    assert drawn.shape == (4, 1, 28, 28) and 0 <= float(drawn.min()) <= float(drawn.max()) <= 1
    with pytest.raises(MetaUnsupError) as caught:
        gmvae.sample(4, seeded())
    assert caught.value.code == "sample_like" and "like=images" in str(caught.value)
