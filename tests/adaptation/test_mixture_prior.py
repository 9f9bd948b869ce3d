"""The mixture fitted to a task's latents: against torch's distributions, loops, and finite differences."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import torch
from slopes import check_slopes
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

from metaunsup.adaptation.mixture_prior import PSEUDO_ITEMS, MixturePrior, em_path, maximised


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def latents() -> torch.Tensor:
    """Three groups of unequal size, four apart."""
    middles = 4 * torch.eye(3, 5, dtype=torch.float64)[torch.tensor([0] * 20 + [1] * 12 + [2] * 5)]
    return middles + torch.randn(37, 5, generator=seeded(), dtype=torch.float64)


def test_its_density_is_torchs(latents) -> None:
    prior = MixturePrior(latents[:4], torch.tensor([0.1, 0.2, 0.3, 0.4]).double().log())
    parts = Independent(Normal(prior.means, 1.0), 1)
    expected = MixtureSameFamily(Categorical(prior.log_weights.exp()), parts)
    assert torch.allclose(prior.log_density(latents), expected.log_prob(latents), rtol=1e-6)
    assert torch.allclose(prior.probability(latents).sum(1), torch.ones(37).double())


def test_a_round_of_em_is_that_of_the_textbook(latents) -> None:
    first, second = em_path(latents, 3, seeded(), 1)
    shares = []
    for u in latents:
        joint = [
            math.exp(float(log)) * math.exp(-float((u - mean).square().sum()) / 2)
            for mean, log in zip(first.means, first.log_weights, strict=True)
        ]
        shares.append([one / sum(joint) for one in joint])
    for k in range(3):
        size = sum(share[k] for share in shares)
        mean = sum(share[k] * u for share, u in zip(shares, latents, strict=True)) / size
        assert torch.allclose(second.means[k], mean, rtol=1e-9)
        weight = (size + PSEUDO_ITEMS) / (37 + 3 * PSEUDO_ITEMS)
        assert float(second.log_weights[k]) == pytest.approx(math.log(weight), rel=1e-9)


def test_em_never_gets_worse_and_finds_groups_of_unequal_size(latents) -> None:
    path = em_path(latents, 3, seeded(), 30)

    def told(prior: MixturePrior) -> float:
        return float(prior.log_density(latents).sum() + PSEUDO_ITEMS * prior.log_weights.sum())  # with the pseudo-items

    assert all(told(later) >= told(earlier) - 1e-9 for earlier, later in pairwise(path))
    found = path[-1].probability(latents).argmax(1).tolist()
    assert [len(set(part)) for part in (found[:20], found[20:32], found[32:])] == [1, 1, 1] and len(set(found)) == 3
    assert path[-1].log_weights.exp().sort().values.tolist() == pytest.approx([6 / 40, 13 / 40, 21 / 40], abs=0.02)


def test_the_gradient_goes_through_every_round(latents) -> None:
    def density(at: dict[str, torch.Tensor]) -> torch.Tensor:
        return em_path(at["u"], 2, seeded(), 4)[-1].log_density(at["u"]).mean()

    check_slopes(density, {"u": latents[16:26].clone().requires_grad_()})


def test_draws_have_the_mixtures_moments() -> None:
    prior = MixturePrior(torch.tensor([[-3.0], [5.0]]), torch.tensor([0.25, 0.75]).log())
    drawn = prior.draw(20000, seeded())
    assert float(drawn.mean()) == pytest.approx(3.0, abs=0.05)
    assert float(drawn.var()) == pytest.approx(1 + 64 * 0.25 * 0.75, rel=0.03)


@pytest.mark.parametrize("k", [1, 5, 37])
def test_as_many_components_as_items_and_a_component_without_any(latents, k) -> None:
    last = em_path(latents, k, seeded(), 3)[-1]
    assert torch.isfinite(last.probability(latents)).all()
    empty = maximised(latents, torch.eye(1, 3).double().expand(37, 3))  # everything belongs to the first
    assert torch.isfinite(empty.probability(latents)).all() and empty.log_weights.argmax() == 0
    same = em_path(torch.ones(6, 2), min(k, 6), seeded(), 3)[-1]
    assert torch.isfinite(same.log_density(torch.ones(6, 2))).all()
