"""The VAE: its bound, its gradient by finite differences, what it draws, and that practice raises the bound."""

from __future__ import annotations

import json
import math
from collections import deque
from typing import Any

import numpy as np
import pytest
import torch
from slopes import check_slopes
from torch import Tensor

from metaunsup.adaptation.bounds import log_weight
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import directions
from metaunsup.learners.registry import make_learner
from metaunsup.learners.vae import Vae
from metaunsup.tasks.umtra import UmtraEpisodes


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def vae(ready) -> Vae:
    learner: Vae = ready("vae", latent_size=6)
    return learner


def refused(call: Any, *given: Any) -> MetaUnsupError:
    with pytest.raises(MetaUnsupError) as caught:
        call(*given)
    assert str(caught.value)
    return caught.value


@pytest.mark.parametrize("share", [0.0, 0.1, 0.7])
def test_the_gradient_is_the_loss_s(ready, episode, share) -> None:
    learner: Vae = ready("vae", latent_size=3, kl_warmup=0.4, beta=2.0)
    parameters = {k: v.double().requires_grad_() for k, v in learner.parameters.items()}
    exact = check_slopes(lambda at: learner.loss(at, episode.query, seeded(), share)[0] / 100, parameters)
    assert all(float(value.norm()) > 0 for value in exact.values())


@torch.no_grad()
def test_the_loss_is_the_negative_bound_with_the_divergence_let_in_slowly(vae, task) -> None:
    vae.set_params(beta=2.0, kl_warmup=0.5)
    parameters = vae.ready()
    for share, weight in ((0.0, 0.0), (0.25, 1.0), (0.5, 2.0), (0.9, 2.0)):
        loss, terms = vae.loss(parameters, task.items, seeded(), share)
        assert float(loss) == pytest.approx(float((weight * terms.kl - terms.reconstruction).mean()), rel=1e-5)
    assert float(vae.set_params(kl_warmup=0.0).loss(vae.ready(), task.items, seeded(), 0.0)[0]) == pytest.approx(
        float(loss), rel=1e-5
    )
    told = vae.elbo(task.items, seeded())
    assert torch.allclose(told.total, terms.total, rtol=1e-5)  # the same draw


def test_the_latents_of_a_view_must_explain_the_picture_that_it_is_of(vae, unlabelled) -> None:
    episodes, parameters = UmtraEpisodes(unlabelled), {k: v.requires_grad_() for k, v in vae.parameters.items()}
    generator = seeded(3)
    episode = episodes.draw(4, 1, 2, generator)  # as ``task_gradient`` draws it
    items = unlabelled.items(torch.randperm(len(unlabelled), generator=seeded(3))[:4])
    views = torch.cat([episode.support, episode.query])
    drawn = vae.logits(parameters, vae.posterior(parameters, views).draw(generator), (28, 28)).sigmoid()
    for denoising, target in ((True, torch.cat([items, items.repeat_interleave(2, 0)])), (False, views)):
        vae.set_params(denoising=denoising).task_gradient(parameters, episodes, seeded(3), 0.0)
        likely = (target * drawn.log() + (1 - target) * (1 - drawn).log()).sum((1, 2, 3)).mean()
        assert vae.measured[0] == pytest.approx(float(likely), rel=1e-4)


def test_a_card_of_before_practised_to_explain_views_by_convolutions(ready, task, tmp_path) -> None:
    learner = ready("vae", hidden=0, denoising=False, beta=1.0)
    learner.save(tmp_path / "old.safetensors")
    card = json.loads((tmp_path / "old.json").read_text())
    for name in ("denoising", "hidden"):
        del card["options"][name]
    (tmp_path / "old.json").write_text(json.dumps(card))
    again: Any = make_learner("vae")
    again.load(tmp_path / "old.safetensors")
    assert again.options() == learner.options()
    assert torch.equal(again.reconstruct(task.items), learner.reconstruct(task.items))


def test_the_importance_bound_is_above_the_mean_of_the_same_draws(vae, task) -> None:
    posterior, generator, parameters = vae.encode(task.items), seeded(1), vae.ready()
    draws = [posterior.draw(generator) for _ in range(8)]
    weights = torch.stack(
        [
            log_weight(vae.likelihood(parameters, task.items, u), u, posterior, vae.prior(posterior, generator))
            for u in draws
        ]
    )
    bound = vae.importance_bound(task.items, 8, seeded(1))
    assert (bound >= weights.mean(0) - 1e-3).all() and (bound <= weights.max(0).values + 1e-3).all()
    elbo = vae.elbo(task.items, seeded(1), samples=8).total
    assert float((bound - elbo).mean()) > 0.5


def test_practice_raises_the_bound_on_pictures_it_has_not_seen(unlabelled, task) -> None:
    learner: Any = make_learner("vae", ways=12, beta=1.0)
    practice = learner.meta_train(UmtraEpisodes(unlabelled), steps=20, generator=seeded())
    first = next(practice)
    before = learner.elbo(task.items, seeded()).total.mean()
    last = deque(practice, maxlen=1).pop()
    assert float(learner.elbo(task.items, seeded()).total.mean() - before) > 30  # of some 550 nats
    assert set(first.terms) == {"reconstruction", "kl"}
    assert last.loss == pytest.approx(last.terms["kl"] - last.terms["reconstruction"], rel=1e-5)  # beta is whole by now


def test_k_means_and_the_mixture_work_on_the_means(ready, trace, task) -> None:
    learner: Vae = ready("vae")
    mean = learner.encode(task.items).mean
    step = trace(learner, task.items, 3)[-1]
    assert torch.allclose(step.embedding, directions(mean))
    drawn = torch.randn(60, 16, generator=seeded())
    flat = torch.pdist(drawn) / torch.pdist(directions(drawn)) / (2 * math.sqrt(16))
    assert float(flat.min()) >= 1 and float(flat.max()) < 1.6
    mixture: Vae = ready("vae-gmm")
    shifted = trace(mixture, task.items, 3)[-1]
    assert torch.allclose(shifted.probability.sum(1), torch.ones(18)) and torch.equal(shifted.embedding, step.embedding)


def test_a_latent_is_drawn_alike_whatever_stands_beside_it(vae) -> None:
    latents = torch.randn(5, 6, generator=seeded())
    together, alone = vae.decode(latents), torch.cat([vae.decode(one[None]) for one in latents])
    assert torch.allclose(together, alone, atol=1e-5) and not torch.allclose(together[0], together[1], atol=1e-3)


def in_range(images: Tensor, shape: tuple[int, ...]) -> bool:
    return images.shape == shape and float(images.min()) >= 0 and float(images.max()) <= 1


def test_what_it_draws(vae, task) -> None:
    assert in_range(vae.sample(4, seeded()), (4, 1, 28, 28))
    assert torch.equal(vae.sample(4, seeded()), vae.sample(4, seeded()))
    assert in_range(vae.reconstruct(task.items), (18, 1, 28, 28))
    codes = vae.encode(task.items).mean
    line = vae.interpolate(codes[0], codes[1], 5)
    assert in_range(line, (5, 1, 28, 28))
    assert torch.allclose(line[[0, 4]], vae.reconstruct(task.items)[:2], atol=1e-5)
    assert torch.allclose(line[2:3], vae.decode((codes[:1] + codes[1:2]) / 2), atol=1e-5)
    walk = vae.traverse(codes[0], 2, [-2.0, float(codes[0, 2]), 2.0])
    assert in_range(walk, (3, 1, 28, 28)) and torch.allclose(walk[1:2], line[:1], atol=1e-5)
    changed = codes[:1].clone()
    changed[0, 2] = -2
    assert torch.allclose(walk[:1], vae.decode(changed), atol=1e-5)


@pytest.mark.parametrize("shape", [(1, 16, 16), (3, 28, 28), (1, 33, 47), (2, 64, 64)])
def test_pictures_of_any_size_conv4_takes(ready, shape) -> None:
    learner: Vae = ready("vae", channels=shape[0])
    images = torch.rand(3, *shape, generator=seeded())
    assert in_range(learner.reconstruct(images), images.shape)
    assert in_range(learner.sample(2, seeded(), shape[1:]), (2, *shape))
    assert learner.elbo(images, seeded()).total.shape == (3,)


def test_what_it_cannot_draw_or_measure_is_refused(vae, task) -> None:
    code = vae.encode(task.items).mean[0]
    assert refused(vae.sample, 2, seeded(), (15, 28)).code == "items_too_small"
    assert refused(vae.reconstruct, torch.rand(4, 3, 28, 28)).code == "items_channels"
    assert refused(vae.elbo, torch.rand(4, 1, 9, 9), seeded()).code == "items_too_small"
    assert refused(vae.elbo, torch.full((2, 1, 28, 28), math.nan), seeded()).code == "items_not_finite"
    for wrong in (torch.rand(2, 5), torch.rand(6), torch.full((1, 6), math.inf)):
        assert refused(vae.decode, wrong).code == "latent_codes"
    assert refused(vae.interpolate, code, code, 1).code == "number_out_of_range"
    assert refused(vae.traverse, code, 6, [0.0]).code == "number_out_of_range"
    assert refused(vae.sample, 0, seeded()).code == "number_out_of_range"
    assert refused(vae.importance_bound, task.items, 0, seeded()).code == "number_out_of_range"
    assert refused(make_learner("vae").sample, 1, seeded()).code == "not_meta_trained"


def test_uint8_pictures_are_scaled(vae, task) -> None:
    pixels = (task.items * 255).round().to(torch.uint8).numpy()
    assert torch.equal(vae.reconstruct(pixels), vae.reconstruct(torch.from_numpy(pixels.astype(np.float32) / 255)))
    assert json.dumps(vae.options())


def test_reptile_moves_towards_where_steps_of_adam_on_views_of_their_own_lead(ready, unlabelled) -> None:
    """Against the same by torch.optim, step by step."""
    learner: Vae = ready("vae", ways=3, train_steps=2, train_lr=0.01)
    parameters = {name: value.requires_grad_() for name, value in learner.parameters.items()}
    episodes = UmtraEpisodes(unlabelled)
    moved, loss, seen = learner.task_gradient(parameters, episodes, seeded(5), 0.9)
    generator = seeded(5)
    episode = episodes.draw(3, 3, 3, generator)
    phi = {name: value.detach().clone().requires_grad_() for name, value in parameters.items()}
    adam, losses = torch.optim.Adam(phi.values(), lr=0.01), []
    for batch, shown in zip((episode.support, episode.query), episode.unaltered.split(9), strict=True):
        told, _ = learner.loss(phi, batch, generator, 0.9, shown)
        adam.zero_grad()
        told.backward()
        adam.step()
        losses.append(float(told.detach()))
    assert seen == 18 and loss == pytest.approx(sum(losses) / 2)
    for name, value in moved.items():
        assert torch.allclose(value, (parameters[name] - phi[name]).detach(), atol=1e-6)
    before = {name: value.detach().clone() for name, value in parameters.items()}
    *_, tuned = learner.tuned(episode.support, 8, seeded())
    assert (
        float((tuned.elbo(episode.support, seeded()).total - learner.elbo(episode.support, seeded()).total).mean()) > 5
    )
    assert all(torch.equal(learner.parameters[name], value) for name, value in before.items())
