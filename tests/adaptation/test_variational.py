"""The posterior's steps against torch.distributions, finite differences, MAML's step and slow loops."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.distributions import Normal, kl_divergence
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.adaptation.labelling import PLAIN
from metaunsup.adaptation.self_labelling import self_label
from metaunsup.adaptation.variational import LOG_STD, Belief, downhill, draw_weights, gaussian_kl, infer, kl_slopes

TEMPERATURE, BETA, RATE = 0.3, 0.7, 0.2
Values = dict[str, Tensor]


def linear(weights: Values, items: Tensor) -> Tensor:
    return F.normalize(items @ weights["w"] + weights["b"], dim=1)


def moved(items: Tensor) -> Tensor:
    return items + 0.1 * items.cos()


def belief(seed: int, log_std: float = -1.5) -> Values:
    generator = torch.Generator().manual_seed(seed)
    shapes = {"w": (5, 4), "b": (4,)}
    means = {name: torch.randn(shape, generator=generator, dtype=torch.float64) for name, shape in shapes.items()}
    spread = {
        LOG_STD + name: log_std + 0.3 * torch.randn(shape, generator=generator, dtype=torch.float64)
        for name, shape in shapes.items()
    }
    return means | spread


@pytest.fixture
def items(seeded) -> Tensor:
    centres = 3 * torch.randn(3, 5, generator=seeded(0), dtype=torch.float64)
    return centres.repeat_interleave(4, 0) + torch.randn(12, 5, generator=seeded(1), dtype=torch.float64)


def run(prior: Values, items: Tensor, steps: int, **changes: object) -> list[Belief]:
    rate = dict.fromkeys(prior, torch.tensor(RATE, dtype=torch.float64))
    settings: dict = {
        "beta": BETA,
        "rates": lambda step: rate,
        "steps": steps,
        "view": moved,
        "generator": torch.Generator().manual_seed(9),
        "temperature": TEMPERATURE,
        "samples": 3,
        "gradient_samples": 2,
        "rule": PLAIN,
    }
    return list(infer(linear, prior, items, 3, **settings | changes))


def test_kl_is_that_of_torch_distributions() -> None:
    q, p = belief(0), belief(1, -0.5)
    expected = sum(
        float(kl_divergence(Normal(q[n], q[LOG_STD + n].exp()), Normal(p[n], p[LOG_STD + n].exp())).sum()) for n in "wb"
    )
    assert float(gaussian_kl(q, p)) == pytest.approx(expected, rel=1e-12)
    assert float(gaussian_kl(q, q)) == 0


def test_slopes_of_kl_are_those_that_autograd_finds() -> None:
    q, p = {name: value.requires_grad_() for name, value in belief(0).items()}, belief(1, -0.5)
    slopes = torch.autograd.grad(gaussian_kl(q, p), list(q.values()), create_graph=True)
    bends = torch.autograd.grad(torch.stack([slope.sum() for slope in slopes]).sum(), list(q.values()))
    found = kl_slopes(q, p)
    for name, slope, bend in zip(q, slopes, bends, strict=True):
        assert torch.allclose(found[name][0], slope, rtol=1e-10)
        assert torch.allclose(found[name][1].expand_as(bend), bend, rtol=1e-10)  # KL parts into one term a number


def free_energy(q: Values, p: Values, noises: list[Values], items: Tensor, labels: Tensor) -> float:
    """F written out: each draw's loss item by item, then the closed form of KL number by number."""
    total = 0.0
    for noise in noises:
        weights = {name: q[name] + q[LOG_STD + name].exp() * noise[name] for name in "wb"}
        z, views = linear(weights, items), linear(weights, moved(items))
        centres = torch.stack([z[labels == k].mean(0) for k in range(3)])
        centres = centres / centres.norm(dim=1, keepdim=True)
        for row, own in zip(views, labels.tolist(), strict=True):
            logits = centres @ row / TEMPERATURE
            total += float(logits.logsumexp(0) - logits[own]) / len(items) / len(noises)
    for name in "wb":
        s, t = q[LOG_STD + name].exp(), p[LOG_STD + name].exp()
        kl = (t / s).log() + (s**2 + (q[name] - p[name]) ** 2) / (2 * t**2) - 0.5
        total += BETA * float(kl.sum()) / len(items)
    return total


def test_a_step_follows_the_finite_differences_of_the_free_energy(items) -> None:
    """From step 1 to step 2, where posterior and prior differ; the divisor of the implicit step is taken off again."""
    prior = belief(3)
    _, at, after = run(prior, items, 2)
    q = {name: value.detach() for name, value in at.posterior.items()}
    noises = [{n: ((w[n] - q[n]) / q[LOG_STD + n].exp()).detach() for n in "wb"} for w in at.weights[:2]]
    assert after.loss == pytest.approx(free_energy(q, prior, noises, items, at.labels), rel=1e-10)
    weight, width = BETA / len(items), 1e-6
    for name, value in q.items():
        bend = kl_slopes(q, prior)[name][1].expand_as(value)
        step = (value - after.posterior[name].detach()) * (1 + RATE * weight * bend) / RATE
        for place in range(value.numel()):
            ends = []
            for by in (width, -width):
                shifted = value.clone()
                shifted.view(-1)[place] += by
                ends.append(free_energy({**q, name: shifted}, prior, noises, items, at.labels))
            assert float(step.view(-1)[place]) == pytest.approx((ends[0] - ends[1]) / (2 * width), rel=1e-6, abs=1e-8)


def test_without_spread_and_pull_it_is_the_self_labelling_step_of_maml(items, seeded) -> None:
    prior = belief(3)
    prior |= {LOG_STD + name: torch.full_like(prior[name], -40.0) for name in "wb"}
    labels = kmeans(linear(prior, items), 3, seeded(0))
    found = run(prior, items, 3, beta=0.0, head=lambda *_: labels)
    means = {name: prior[name] for name in "wb"}
    rate = dict.fromkeys("wb", torch.tensor(RATE, dtype=torch.float64))
    maml = list(
        self_label(
            linear,
            means,
            items,
            3,
            rates=lambda step: rate,
            steps=3,
            view=moved,
            generator=seeded(0),
            temperature=TEMPERATURE,
            rule=PLAIN,
            head=lambda *_: labels,
        )
    )
    for one, (parameters, z, _, loss, *_) in zip(found, maml, strict=True):
        for name in "wb":
            assert torch.allclose(one.posterior[name], parameters[name], rtol=0, atol=1e-13)
        assert torch.allclose(one.embedding, z.detach(), atol=1e-13)
        assert one.loss == (None if loss is None else pytest.approx(float(loss.detach()), rel=1e-12))
    assert not torch.allclose(found[3].posterior["w"], prior["w"], atol=1e-3)


def test_probabilities_are_a_loop_over_draws(items) -> None:
    prior = belief(3)
    [found] = run(prior, items, 0, samples=4)
    generator = torch.Generator().manual_seed(9)
    embeddings = []
    for _ in range(4):
        weights = {
            name: prior[name]
            + prior[LOG_STD + name].exp() * torch.randn(prior[name].shape, generator=generator).double()
            for name in "bw"
        }
        embeddings.append(linear(weights, items))
    mean = sum(embeddings) / 4
    mean = mean / mean.norm(dim=1, keepdim=True)
    labels = kmeans(mean, 3, generator)
    assert torch.equal(found.labels, labels) and torch.allclose(found.embedding, mean, rtol=1e-12)
    for item in range(len(items)):
        shares = [0.0, 0.0, 0.0]
        for z in embeddings:
            likeness = []
            for k in range(3):
                centre = z[labels == k].sum(0)
                likeness.append(float((z[item] @ centre / centre.norm() / TEMPERATURE).exp()))
            shares = [share + one / sum(likeness) / 4 for share, one in zip(shares, likeness, strict=True)]
        assert found.probability[item].tolist() == pytest.approx(shares, rel=1e-10)


def test_no_pull_is_too_strong() -> None:
    """Where plain gradient descent on KL would overshoot a millionfold, the posterior goes back and stays."""
    prior = belief(1, -6.0)
    posterior = {name: value + 0.5 for name, value in prior.items()}
    still = {name: torch.zeros_like(value) for name, value in prior.items()}
    rates = dict.fromkeys(prior, torch.tensor(10.0, dtype=torch.float64))
    away = float(gaussian_kl(posterior, prior))
    for _ in range(60):
        posterior = downhill(posterior, prior, still, rates, 1.0)
        now = float(gaussian_kl(posterior, prior))
        assert now < away or now < 1e-9
        away = now
    assert away < 1e-9


def test_draws_have_the_spread_they_are_meant_to_have(seeded) -> None:
    wide = {"w": torch.full((20000,), 2.0), LOG_STD + "w": torch.full((20000,), 0.5).log()}
    drawn = draw_weights(wide, seeded(0))["w"]
    assert torch.equal(drawn, draw_weights(dict(reversed(wide.items())), seeded(0))["w"])
    assert float(drawn.mean()) == pytest.approx(2.0, abs=0.02) and float(drawn.std()) == pytest.approx(0.5, abs=0.02)


def test_tracking_leads_back_to_means_and_spreads_and_nothing_else_does(items) -> None:
    prior = {name: value.requires_grad_() for name, value in belief(3).items()}
    last = run(prior, items, 2, track=True, create_graph=True)[-1]
    slopes = torch.autograd.grad(last.embeddings[0][:, 0].sum(), list(prior.values()))
    assert all(bool(slope.ne(0).any()) for slope in slopes)
    loose = run(prior, items, 2)[-1]
    assert not any(z.requires_grad for z in loose.embeddings) and not loose.probability.requires_grad
    assert all(value.grad is None for value in prior.values())
