"""Learners that practise to draw more of a handful: Reptile's update by hand, penalties and bounds by brute force."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import torch
from gaussian_heads import heads
from torch import Tensor
from torch.distributions import Normal, kl_divergence

from metaunsup.adaptation.bounds import Posterior, gaussian_kl
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import GENERATIVE, make_learner
from metaunsup.networks.conv4 import initial_parameters
from metaunsup.networks.strided import FEATURES, strided, strided_features
from metaunsup.tasks.episode import Episode, episode_of

GENERATOR = torch.Generator().manual_seed(0)
ITEMS = torch.rand(2, 6, 1, 16, 16, generator=GENERATOR, dtype=torch.float64)


@dataclass(frozen=True)
class Same:
    """Always the same two pseudo-classes of six items."""

    dtype: torch.dtype = torch.float64

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        items = ITEMS.to(self.dtype)
        return episode_of(items.flip(-1), 3, items)


def unpractised(name: str, **options: object) -> tuple:
    learner = make_learner(name, **options)
    learner.dtype = torch.float64
    learner.begin(learner.initialise(1, torch.Generator().manual_seed(1)))
    parameters = {key: value.requires_grad_() for key, value in learner.parameters.items()}
    return learner, parameters


def adam(parameters, gradients, state, step: int, rate: float, betas) -> dict[str, Tensor]:
    """Kingma & Ba, algorithm 1, line by line."""
    moved = {}
    for name, value in parameters.items():
        m, v = state.get(name, (torch.zeros_like(value), torch.zeros_like(value)))
        m, v = betas[0] * m + (1 - betas[0]) * gradients[name], betas[1] * v + (1 - betas[1]) * gradients[name] ** 2
        state[name] = m, v
        up, down = m / (1 - betas[0] ** step), (v / (1 - betas[1] ** step)).sqrt() + 1e-8
        moved[name] = (value - rate * up / down).detach().requires_grad_()
    return moved


def slopes(loss: Tensor, parameters: dict[str, Tensor]) -> dict[str, Tensor]:
    return dict(zip(parameters, torch.autograd.grad(loss, list(parameters.values())), strict=True))


def test_reptile_on_a_vae_goes_where_the_steps_lead() -> None:
    learner, parameters = unpractised("reptile-vae", train_steps=3, train_lr=0.01, batch=5)
    found, told, seen = learner.task_gradient(parameters, Same(), torch.Generator().manual_seed(2), 1.0)
    generator, losses = torch.Generator().manual_seed(2), []
    wanted = {name: torch.zeros_like(value) for name, value in parameters.items()}
    for items in ITEMS:
        phi, state = dict(parameters), {}
        for step in range(1, 4):
            views = learner.views(items, generator)
            loss, terms = learner.loss(phi, views, generator, 1.0)
            assert torch.allclose(loss, -terms.total.mean())  # the whole bound, beta being 1
            losses.append(float(loss.detach()))
            phi = adam(phi, slopes(loss, phi), state, step, 0.01, (0.9, 0.999))
        for name, value in parameters.items():
            wanted[name] += (value - phi[name]).detach() / 2
    assert told == pytest.approx(sum(losses) / 6) and seen == 30
    for name in parameters:
        assert torch.allclose(found[name], wanted[name], atol=1e-9), name


def test_reptile_on_a_gan_moves_both_players() -> None:
    learner, parameters = unpractised("figr", train_steps=2, train_lr=0.01, batch=4)
    found, _, _ = learner.task_gradient(parameters, Same(), torch.Generator().manual_seed(2), 1.0)
    generator = torch.Generator().manual_seed(2)
    wanted = {name: torch.zeros_like(value) for name, value in parameters.items()}
    for items in ITEMS:
        phi, state = dict(parameters), {}
        for step in (1, 2):
            real = learner.views(items, generator)
            fake = learner.drawn(phi, real, generator).detach()
            loss = learner.critic_loss(phi, real, fake, generator)
            judge = {name: one for name, one in phi.items() if not name.startswith("decoder.")}
            phi |= adam(judge, slopes(loss, judge), state, step, 0.01, (0.0, 0.9))
            fooled = -learner.judged(phi, learner.drawn(phi, real, generator)).mean()
            players = {name: one for name, one in phi.items() if name.startswith("decoder.")}
            phi |= adam(players, slopes(fooled, players), state, step, 0.01, (0.0, 0.9))
        for name, value in parameters.items():
            wanted[name] += (value - phi[name]).detach() / 2
    for name in parameters:
        assert torch.allclose(found[name], wanted[name], atol=1e-9), name
    moved = {name for name, value in found.items() if bool(value.abs().max() > 0)}
    assert moved == set(parameters) - {"critic.bias"}  # which raises real and fake alike


def test_the_critic_s_gradient_is_held_to_length_one() -> None:
    """The penalty by central differences in every pixel."""
    learner, parameters = unpractised("figr", penalty=3.0)
    real, fake = ITEMS[0, :2], ITEMS[1, :2]
    told = learner.critic_loss(parameters, real, fake, torch.Generator().manual_seed(5))
    mix = torch.rand(2, 1, 1, 1, generator=torch.Generator().manual_seed(5)).double()
    lengths = []
    for between in real + mix * (fake - real):
        ends = between + 1e-6 * torch.eye(256, dtype=torch.float64).view(256, 1, 16, 16)
        starts = between - 1e-6 * torch.eye(256, dtype=torch.float64).view(256, 1, 16, 16)
        slope = (learner.judged(parameters, ends) - learner.judged(parameters, starts)) / 2e-6
        lengths.append(slope.square().sum().sqrt())
    apart = learner.judged(parameters, fake).mean() - learner.judged(parameters, real).mean()
    wanted = apart + 3 * sum((one - 1) ** 2 for one in lengths) / 2
    assert float(told.detach()) == pytest.approx(float(wanted.detach()), abs=1e-6)


@pytest.mark.parametrize("name", ["plain-vae", "statistician"])
def test_plain_gradients_are_those_of_the_loss(name) -> None:
    learner, parameters = unpractised(name, kl_warmup=0.0)

    def loss(by: float) -> float:
        moved = {key: (value + by * along[key]).detach().requires_grad_() for key, value in parameters.items()}
        return learner.task_gradient(moved, Same(), torch.Generator().manual_seed(3), 0.0)[1]

    found, _, seen = learner.task_gradient(parameters, Same(), torch.Generator().manual_seed(3), 0.0)
    assert seen == 12 if name == "plain-vae" else 2 <= seen <= 12
    along = {
        key: torch.randn(value.shape, generator=torch.Generator().manual_seed(4), dtype=torch.float64)
        for key, value in found.items()
    }
    told = sum(float((found[key] * along[key]).sum()) for key in found)
    assert told == pytest.approx((loss(1e-6) - loss(-1e-6)) / 2e-6, rel=1e-3)


def test_each_player_of_the_plain_gan_has_the_gradient_of_its_own_loss() -> None:
    learner, parameters = unpractised("plain-gan")
    found, _, _ = learner.task_gradient(parameters, Same(), torch.Generator().manual_seed(3), 0.0)
    generator = torch.Generator().manual_seed(3)
    real = ITEMS.flip(-1).flatten(0, 1)
    fake = learner.drawn(parameters, real, generator)
    fooled = slopes(-learner.judged(parameters, fake).mean(), parameters | {})
    judge = {name: one for name, one in parameters.items() if not name.startswith("decoder.")}
    own = slopes(learner.critic_loss(parameters, real, fake.detach(), generator), judge)
    for name in parameters:
        assert torch.allclose(found[name], own[name] if name in own else fooled[name], atol=1e-9), name


def test_the_statistician_s_bound_item_by_item() -> None:
    learner, parameters = unpractised("statistician")
    told = learner.loss(parameters, ITEMS[:, :3], torch.Generator().manual_seed(7))
    generator, total = torch.Generator().manual_seed(7), 0.0

    noise, each = (torch.randn(size, generator=generator).double() for size in ((2, 32), (6, 16)))
    for number, items in enumerate(ITEMS[:, :3]):
        seen = strided_features(parameters, items)
        context = heads(parameters, "context", seen.mean(0))
        c = context.mean + context.stddev * noise[number]
        total = total + kl_divergence(context, Normal(torch.zeros(32), torch.ones(32))).sum()
        for place in range(3):
            posterior, prior = heads(parameters, "latent", torch.cat([seen[place], c])), heads(parameters, "prior", c)
            u = posterior.mean + posterior.stddev * each[3 * number + place]
            logits = learner.logits(parameters, torch.cat([u, c])[None], (16, 16))[0]
            # no log_prob: pixels are grey
            likelihood = (items[place] * torch.nn.functional.logsigmoid(logits)).sum()
            likelihood += ((1 - items[place]) * torch.nn.functional.logsigmoid(-logits)).sum()
            total = total + kl_divergence(posterior, prior).sum() - likelihood
    assert float(told.detach()) == pytest.approx(float(total.detach()) / 6)


def test_the_predictive_bound_comes_to_the_integral_over_context_and_latent() -> None:
    learner, parameters = unpractised("statistician", context_size=1, latent_size=1, hidden=8)
    learner.parameters = {name: value.detach().float() for name, value in parameters.items()}
    learner.parameters["decoder.last.weight"] *= 0.5
    items, images = ITEMS[0, :4].float(), ITEMS[1, :2].float()
    context = learner.context(items)
    grid = torch.linspace(-6, 6, 81)
    c = context.mean[0, 0] + grid * (context.log_variance[0, 0] / 2).exp()
    of_c = torch.log_softmax(-grid.square() / 2, 0)  # each value's share of q(c | D)
    prior = learner._heads(learner.parameters, "prior.", c[:, None])
    u = prior.mean + grid * (prior.log_variance / 2).exp()  # (C, U)
    latents = torch.stack([u, c[:, None].expand_as(u)], 2).flatten(0, 1)
    logits = learner.logits(learner.parameters, latents, (16, 16))
    for image, told in zip(images, learner.predictive_bound(context, images, 800, GENERATOR), strict=True):
        likelihood = -torch.nn.functional.binary_cross_entropy_with_logits(
            logits, image.expand_as(logits), reduction="none"
        ).flatten(1)
        joint = likelihood.sum(1).view(81, 81) + of_c[:, None] + of_c
        assert float(told) == pytest.approx(float(joint.flatten().logsumexp(0)), abs=0.1)
    single = torch.stack([learner.predictive_bound(context, images, 1, GENERATOR) for _ in range(100)]).mean(0)
    assert bool((single <= learner.predictive_bound(context, images, 800, GENERATOR) + 0.1).all())


def test_divergence_of_gaussians_is_torch_s() -> None:
    first, second = (Posterior(*torch.randn(2, 5, 3, generator=GENERATOR)) for _ in range(2))
    p, q = (Normal(one.mean, (one.log_variance / 2).exp()) for one in (first, second))
    assert torch.allclose(gaussian_kl(first, second), kl_divergence(p, q).sum(1), atol=1e-5)


def test_what_sees_an_image_does_not_see_the_others() -> None:
    network = strided(1, 32)
    parameters = initial_parameters(network, torch.Generator().manual_seed(0))
    for side in (16, 28, 40):
        images = torch.rand(5, 1, side, side, generator=GENERATOR)
        together = strided_features(parameters, images)
        assert together.shape == (5, FEATURES)
        assert torch.allclose(together[3], strided_features(parameters, images[3:4])[0], atol=1e-5)


def test_one_item_and_twenty_make_equal_batches() -> None:
    learner = make_learner("reptile-vae", batch=10, strength=0.0)
    for count in (1, 3, 10, 20):
        items = torch.arange(count, dtype=torch.float32)[:, None, None, None].expand(-1, 1, 16, 16)
        views = learner.views(items, torch.Generator().manual_seed(0))[:, 0, 0, 0]
        times = torch.bincount(views.long(), minlength=count)
        assert len(views) == 10 and int(times.max() - times.min()) <= 1


@pytest.mark.parametrize("name", GENERATIVE)
def test_they_practise_save_and_load_as_all_others(name, tmp_path) -> None:
    learner = make_learner(name)
    learner.trained_on = torch.arange(3)
    steps = learner.meta_train(Same(torch.float32), steps=2, generator=torch.Generator().manual_seed(0))
    assert [one.step for one in steps] == [1, 2]
    learner.save(tmp_path / "one.safetensors")
    again = make_learner(name)
    again.load(tmp_path / "one.safetensors")
    assert all(torch.equal(value, again.parameters[key]) for key, value in learner.parameters.items())
    items = ITEMS.flatten(0, 1).float()
    (first,) = (one for one in again.adapt(items, 3, steps=0, generator=torch.Generator()))
    assert first.assignments.shape == (12,)  # it groups, too
    if name == "statistician":
        with pytest.raises(MetaUnsupError, match="step"):
            list(again.tuned(items, 1, torch.Generator()))
    else:
        before = {key: value.clone() for key, value in again.parameters.items()}
        tuned = list(again.tuned(items, 2, torch.Generator().manual_seed(0)))
        assert [one.told is None for one in tuned] == [True, False, False]
        assert all(torch.equal(value, again.parameters[key]) for key, value in before.items())
        assert not torch.equal(tuned[1].parameters["last.weight"], tuned[2].parameters["last.weight"])
