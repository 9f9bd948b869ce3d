"""Learners that draw, on the rows of a table: the Gaussian bound in closed form, gradients, practice, drawings."""

from __future__ import annotations

import math
from collections import deque
from pathlib import Path
from typing import Any

import pytest
import torch
from sklearn.datasets import load_wine
from slopes import check_slopes
from torch import Tensor
from torch.distributions import MultivariateNormal

from metaunsup.adaptation.bounds import Posterior, gaussian_kl
from metaunsup.data.own import own_pool
from metaunsup.data.pool import Pool
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.gan import DISCRIMINATOR
from metaunsup.learners.latent import DECODER, SPREAD
from metaunsup.learners.registry import make_learner
from metaunsup.networks.conv4 import part
from metaunsup.networks.mlp import Columns
from metaunsup.networks.rows import LEAST, RowDiscriminator, soft_floor
from metaunsup.tasks.lasium import LasiumEpisodes, decoder_of
from metaunsup.tasks.umtra import UmtraEpisodes

DRAW = ("autoencoder", "vae", "gmvae", "gan")
LATENT = ("vae", "gmvae", "gan")


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def wine() -> Pool:
    """178 rows of 13 columns that hang together."""
    rows = "\n".join(",".join(map(str, row)) for row in load_wine().data)
    return own_pool([Source(Path("wine.csv"), rows.encode())])


def begun(name: str, columns: int, **options: Any) -> Any:
    learner: Any = make_learner(name, **options)
    learner.begin(learner.initialise(Columns(columns), seeded()))
    learner.trained_on = torch.arange(3)
    return learner


@pytest.fixture
def linear() -> tuple[Any, Posterior, Tensor, Tensor]:
    """A VAE whose decoder is linear, rows, their exact posterior, and their log-density: factor analysis.

    x = W u + b + noise of variance s is N(b, W W^T + s). W has columns that are orthogonal once rows are measured by
    their noise, of lengths d, so that the posterior of u is independent: variance 1 / (1 + d^2).
    """
    learner = begun("vae", 5, latent_size=2, hidden=0)
    raw = torch.tensor([-1.0, 0.5, 0.0, 1.0, -0.3])
    variance, lengths = soft_floor(raw).exp(), torch.tensor([1.5, 0.7])
    across, _ = torch.linalg.qr(torch.randn(5, 2, generator=seeded(1)))
    weight, middle = variance.sqrt()[:, None] * across * lengths, torch.linspace(-1, 1, 5)
    learner.parameters[f"{DECODER}columns.weight"] = weight
    learner.parameters[f"{DECODER}columns.bias"] = middle
    learner.parameters[f"{SPREAD}log_variance"] = raw
    exact = MultivariateNormal(middle, weight @ weight.T + variance.diag())
    rows = torch.randn(30, 2, generator=seeded(2)) @ weight.T + middle
    rows = rows + variance.sqrt() * torch.randn(30, 5, generator=seeded(3))
    shrunk = 1 / (1 + lengths.square())
    mean = (rows - middle) / variance @ weight * shrunk
    return learner, Posterior(mean, shrunk.log().expand_as(mean)), rows, exact.log_prob(rows)


def test_under_the_exact_posterior_every_draw_gives_the_log_density(linear, monkeypatch) -> None:
    learner, exact, rows, wanted = linear
    monkeypatch.setattr(learner, "posterior", lambda *_: exact)
    assert torch.allclose(learner.importance_bound(rows, 1, seeded()), wanted, atol=1e-4)
    bound = learner.elbo(rows, seeded(), samples=400).total
    assert torch.allclose(bound, wanted, atol=0.4) and float((bound - wanted).mean().abs()) < 0.04


def test_under_another_the_bound_lies_below_by_the_divergence_from_the_exact_one(linear, monkeypatch) -> None:
    learner, exact, rows, wanted = linear
    other = Posterior(exact.mean + 0.3, exact.log_variance + 0.5)
    monkeypatch.setattr(learner, "posterior", lambda *_: other)
    gap = wanted - learner.elbo(rows, seeded(), samples=400).total
    assert float((gap - gaussian_kl(other, exact)).mean().abs()) < 0.04 < 0.2 < float(gap.mean())
    closer = wanted - learner.importance_bound(rows, 200, seeded())
    assert float(closer.mean().abs()) < 0.2 * float(gap.mean())


def test_no_column_is_taken_for_certain() -> None:
    raw = torch.linspace(-300, 3, 100)
    assert float(soft_floor(raw).min()) >= LEAST and torch.allclose(soft_floor(raw)[-1], raw[-1], atol=1e-3)
    assert bool((soft_floor(raw).diff() >= 0).all())


@pytest.mark.parametrize("name", ["vae", "gmvae"])
def test_the_gradient_is_the_loss_s(name: str) -> None:
    options: dict[str, Any] = {"components": 2, "em_rounds": 2} if name == "gmvae" else {}
    learner = begun(name, 4, latent_size=3, hidden=8, beta=2.0, **options)
    parameters = {k: v.detach().double().requires_grad_() for k, v in learner.parameters.items()}
    rows = torch.randn(7, 4, generator=seeded(4), dtype=torch.float64)
    exact = check_slopes(lambda at: learner.loss(at, rows, seeded(), 0.7)[0] / 100, parameters)
    assert float(exact[f"{SPREAD}log_variance"].norm()) > 0


@pytest.mark.parametrize("name", DRAW)
def test_practice_lowers_the_loss_and_draws_unseen_rows_better_than_the_mean(name: str, wine: Pool) -> None:
    learner: Any = make_learner(name, ways=40, outer_lr=3e-3 if name == "gan" else 1e-2)
    practice = learner.meta_train(UmtraEpisodes(wine.unlabelled("train")), steps=80, generator=seeded())
    losses = [one.loss for one in practice]
    unseen = wine.unlabelled("test")
    rows = unseen.items(torch.arange(len(unseen)))
    with torch.no_grad():
        drawn = learner.reconstruct(learner.ready(), rows) if name == "autoencoder" else learner.reconstruct(rows)
    error, of_the_mean = float((drawn - rows).square().mean()), float((rows - rows.mean(0)).square().mean())
    assert error < 0.75 * of_the_mean, (error, of_the_mean)
    if name != "gan":  # whose loss is a contest's
        assert sum(losses[-5:]) < 0.9 * sum(losses[:5]), (losses[:5], losses[-5:])


def test_practice_finds_how_far_columns_stray() -> None:
    """Two columns that say the same, and one of pure noise: its variance stays, theirs falls."""
    told = torch.randn(600, 1, generator=seeded())
    rows = torch.cat([told, told + 0.05 * torch.randn(600, 1, generator=seeded(1))], 1)
    rows = torch.cat([rows, torch.randn(600, 1, generator=seeded(2))], 1)
    text = "\n".join(",".join(map(str, row)) for row in rows.tolist())
    source = own_pool([Source(Path("t.csv"), text.encode())]).unlabelled("train")
    learner: Any = make_learner("vae", ways=64, latent_size=1, strength=0.0, kl_warmup=0.0, beta=1.0)
    deque(learner.meta_train(UmtraEpisodes(source, 0.0), steps=150, generator=seeded()), maxlen=0)
    first, second, noise = learner.spread(learner.ready()).exp().tolist()
    assert max(first, second) < 0.65 < 0.85 < noise < 1.2


@pytest.mark.parametrize("name", LATENT)
def test_what_it_draws_are_rows(name: str, wine: Pool, tmp_path: Path) -> None:
    learner = begun(name, 13, latent_size=4)
    learner.save(tmp_path / "kept.safetensors")
    again: Any = make_learner(name)
    again.load(tmp_path / "kept.safetensors")
    rows = wine.unlabelled_items(torch.arange(9))
    like = {"like": rows} if name == "gmvae" else {}
    for drawn in (learner.sample(9, seeded(), **like), learner.reconstruct(rows)):
        assert drawn.shape == rows.shape and bool((drawn < 0).any())
    assert torch.equal(again.reconstruct(rows), learner.reconstruct(rows))
    codes = learner.codes(learner.ready(), rows)
    line = learner.interpolate(codes[0], codes[1], 5)
    assert torch.allclose(line[[0, 4]], learner.reconstruct(rows)[:2], atol=1e-5)
    assert learner.traverse(codes[0], 2, [-2.0, 0.0, 2.0]).shape == (3, 13)
    for items, code in ((rows[:, 1:], "items_columns"), (torch.rand(6, 1, 28, 28), "needs_vectors")):
        with pytest.raises(MetaUnsupError) as caught:
            learner.reconstruct(items)
        assert caught.value.code == code


def test_the_contest_on_rows_is_that_of_one_pair_after_the_other() -> None:
    learner = begun("gan", 5, latent_size=3, penalty=4.0, agreement=0.05)
    parameters = {k: v.detach().double().requires_grad_() for k, v in learner.parameters.items()}
    rows, others = torch.randn(2, 4, 5, generator=seeded(5), dtype=torch.float64)
    latents = torch.randn(4, 3, generator=seeded(6), dtype=torch.float64)
    judge, players, error = learner.losses(parameters, rows, others, latents)
    network = RowDiscriminator(3, 5).double()
    network.load_state_dict(part(parameters, DISCRIMINATOR))
    with torch.no_grad():
        codes = learner.codes(parameters, rows)
        drawn, redrawn = (learner.logits(parameters, one, ()) for one in (latents, codes))
    expected = {"judge": 0.0, "players": 0.0, "error": 0.0}
    for i in range(4):
        row, code = others[i : i + 1].clone().requires_grad_(), codes[i : i + 1].clone().requires_grad_()
        real, fake = network(row, code), network(drawn[i : i + 1], latents[i : i + 1])
        real.backward()
        steep = float((row.grad**2).sum() + (code.grad**2).sum())
        true, false = (1 / (1 + math.exp(-float(one.detach()))) for one in (real, fake))
        squared = float((redrawn[i] - others[i]).square().sum())
        expected["judge"] += (-math.log(true) - math.log(1 - false) + 4.0 / 2 * steep) / 4
        expected["players"] += (-math.log(1 - true) - math.log(false) + 0.05 * squared) / 4
        expected["error"] += squared / 4
    assert [judge.item(), players.item(), error] == pytest.approx(list(expected.values()), rel=1e-9)


@pytest.mark.parametrize("hidden", [0, 16])
def test_pseudo_tasks_are_drawn_by_a_decoder_of_rows(wine: Pool, hidden: int) -> None:
    source = wine.unlabelled("train")
    learner = begun("vae", 13, latent_size=4, hidden=hidden)
    decoder = part(learner.ready(), DECODER)
    network = decoder_of(decoder)
    assert network is not None and (network.latent_size, network.channels) == (4, 13)
    assert decoder_of(decoder | {"columns.bias": torch.zeros(12)}) is None
    latents = learner.codes(learner.ready(), source.items(torch.arange(len(source))))
    episodes = LasiumEpisodes(source, latents, decoder, interpolation=0.0)
    made = episodes.drawn(torch.tensor([3, 7]), 3, seeded())
    assert torch.equal(made[:, 0], source.items(torch.tensor([3, 7])))
    assert torch.allclose(made[:, 1], learner.decode(latents[[3, 7]]), atol=1e-5)
    assert episodes.draw(4, 1, 2, seeded()).query.shape == (8, 13)
