"""LEO's code space against loops, closed forms, hand computations and finite differences, in float64."""

from __future__ import annotations

import itertools
import math

import pytest
import torch
from sklearn.decomposition import PCA
from torch import Tensor
from torch.distributions import Normal, kl_divergence
from torch.nn import functional as F

from metaunsup.adaptation import latent
from metaunsup.adaptation.latent import (
    CODE_SPREAD,
    DECODER,
    ENCODER,
    RELATION,
    WEIGHT_SPREAD,
    Gaussian,
    cluster_codes,
    decode,
    descend,
    encodings,
    initial_latent,
    orthogonality,
    principal_directions,
)
from metaunsup.adaptation.objectives import prototype_loss, prototypes

SIZE, WIDTH, WAYS = 3, 7, 4


def drawn(seed: int, *shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.fixture
def parameters() -> dict[str, Tensor]:
    """Nothing special: all drawn at random."""
    return {
        ENCODER: drawn(0, SIZE, WIDTH),
        f"{RELATION}0": drawn(1, 2 * SIZE, 2 * SIZE),
        f"{RELATION}1": drawn(2, 2 * SIZE, 2 * SIZE),
        f"{RELATION}2": drawn(3, 2 * SIZE, 2 * SIZE) / 4,
        DECODER: drawn(4, SIZE, 2 * WIDTH),
    }


@pytest.fixture
def items() -> tuple[Tensor, Tensor]:
    return F.normalize(drawn(5, 11, WIDTH), dim=1), torch.tensor([0, 1, 2, 3, 0, 0, 1, 2, 2, 0, 1])


@pytest.mark.parametrize("pairs", [2**20, 25, 1])
def test_codes_equal_a_loop_over_all_pairs(parameters, items, monkeypatch, pairs) -> None:
    """Equations 3 and 4 as they stand: each item of a cluster with every item of every cluster."""
    monkeypatch.setattr(latent, "PAIRS", pairs)  # in one piece, two rows at a time, one row at a time
    z, labels = items
    found = cluster_codes(encodings(parameters, z), labels, WAYS)
    for k in range(WAYS):
        outputs = []
        for i in (labels == k).nonzero()[:, 0].tolist():
            for j in range(len(z)):
                hidden = torch.cat([parameters[ENCODER] @ z[i], parameters[ENCODER] @ z[j]])
                hidden = (parameters[f"{RELATION}0"] @ hidden).clamp(min=0)
                hidden = (parameters[f"{RELATION}1"] @ hidden).clamp(min=0)
                outputs.append(parameters[f"{RELATION}2"] @ hidden)
        mean = sum(outputs) / len(outputs)
        assert torch.allclose(found.mean[k], mean[:SIZE], rtol=1e-12)
        assert torch.allclose(found.log_std[k].exp(), CODE_SPREAD * mean[SIZE:].exp(), rtol=1e-12)


def test_a_cluster_without_items_has_the_code_zero(parameters, items) -> None:
    z, labels = items
    found = cluster_codes(encodings(parameters, z), labels, WAYS + 1)
    assert found.mean[WAYS].eq(0).all() and found.mean[:WAYS].ne(0).all()
    head = F.normalize(decode(parameters, found.mean).mean, dim=1)
    assert torch.isfinite(head).all() and head[WAYS].eq(0).all()


def test_weights_are_decoded_linearly(parameters) -> None:
    codes = drawn(6, WAYS, SIZE)
    found = decode(parameters, codes)
    assert torch.allclose(found.mean, codes @ parameters[DECODER][:, :WIDTH], rtol=1e-12)
    spread = WEIGHT_SPREAD * (codes @ parameters[DECODER][:, WIDTH:]).exp()
    assert torch.allclose(found.log_std.exp(), spread, rtol=1e-12)


def test_divergence_is_that_of_torch() -> None:
    one = Gaussian(drawn(0, 5, SIZE), drawn(1, 5, SIZE))
    torchs = kl_divergence(Normal(one.mean, one.log_std.exp()), Normal(0.0, 1.0)).sum(1)
    assert torch.allclose(one.divergence(), torchs, rtol=1e-12)
    nothing = Gaussian(torch.zeros(2, SIZE), torch.zeros(2, SIZE))
    assert nothing.divergence().eq(0).all()


def test_samples_have_the_mean_and_the_spread_and_pass_gradients_on() -> None:
    mean, log_std = torch.tensor([[2.0, -1.0]]).requires_grad_(), torch.tensor([[0.5, -1.0]]).requires_grad_()
    one = Gaussian(mean, log_std)
    assert one.sample(None) is mean
    many = Gaussian(mean.expand(20_000, 2), log_std.expand(20_000, 2)).sample(torch.Generator().manual_seed(0))
    assert torch.allclose(many.mean(0), mean[0], atol=0.05)
    assert torch.allclose(many.std(0), log_std[0].exp(), rtol=0.02)
    draw = one.sample(torch.Generator().manual_seed(3))
    by_mean, by_spread = torch.autograd.grad(draw.sum(), [mean, log_std])
    assert torch.allclose(by_mean, torch.ones(1, 2)) and torch.allclose(by_spread, draw - mean)


def test_orthogonality_by_hand() -> None:
    """Rows (3, 4), (4, 3), (0, 2): cosines 24/25, 4/5 and 3/5, each twice among nine entries; the diagonal is right."""
    rows = torch.tensor([[3.0, 4.0], [4.0, 3.0], [0.0, 2.0]])
    assert float(orthogonality(rows)) == pytest.approx(2 * (0.96**2 + 0.8**2 + 0.6**2) / 9, rel=1e-6)
    assert float(orthogonality(torch.tensor([[0.0, 5.0], [0.1, 0.0]]))) == pytest.approx(0, abs=1e-12)


def test_practice_begins_at_the_centroids_as_seen_from_a_few_directions(items) -> None:
    z, labels = items
    for size in (SIZE, WIDTH):
        fresh = initial_latent(size, WIDTH, torch.Generator().manual_seed(0))
        parameters = {name: value.double() for name, value in fresh.items()}
        assert float(orthogonality(parameters[DECODER])) == pytest.approx(0, abs=1e-12)
        codes = cluster_codes(encodings(parameters, z), labels, WAYS)
        assert torch.allclose(codes.log_std.exp(), torch.full_like(codes.log_std, CODE_SPREAD))
        directions = parameters[ENCODER] / math.sqrt(size)
        means = torch.stack([z[labels == k].mean(0) for k in range(WAYS)])
        head = F.normalize(decode(parameters, codes.mean).mean, dim=1)
        assert torch.allclose(head, F.normalize(means @ directions.T @ directions, dim=1), atol=1e-6)
        if size == WIDTH:  # nothing is lost
            assert torch.allclose(head, prototypes(z, labels, WAYS), atol=1e-6)
        assert not torch.allclose(codes.mean[0], codes.mean[1], atol=0.1)
    wide = initial_latent(WIDTH + 2, WIDTH, torch.Generator().manual_seed(0))  # more numbers than the embedding has
    head = F.normalize(decode(wide, cluster_codes(encodings(wide, z.float()), labels, WAYS).mean).mean, dim=1)
    assert torch.allclose(head, prototypes(z.float(), labels, WAYS), atol=1e-5)


def test_each_step_is_the_gradient_that_finite_differences_find(parameters, items) -> None:
    """Two steps in the codes, two in the weights; central differences of the same loss, number by number."""
    z, labels = items
    code_rate, weight_rate = torch.tensor([0.3, 0.1, 0.2]).double(), torch.linspace(0.05, 0.2, WIDTH).double()
    begin = cluster_codes(encodings(parameters, z), labels, WAYS).mean

    def decoder(codes: Tensor) -> Tensor:
        return decode(parameters, codes).mean

    def loss(weights: Tensor) -> Tensor:
        return prototype_loss(z, labels, F.normalize(weights, dim=1), 0.2)

    def slope(function, at: Tensor) -> Tensor:
        found = torch.zeros_like(at)
        for place in range(at.numel()):
            nudge = torch.zeros_like(at)
            nudge.view(-1)[place] = 1e-6
            found.view(-1)[place] = (function(at + nudge) - function(at - nudge)) / 2e-6
        return found

    path = list(descend(begin, decoder, loss, code_steps=2, steps=4, code_rate=code_rate, weight_rate=weight_rate))
    assert len(path) == 5 and path[0].loss is None and torch.equal(path[0].codes, begin)
    for step, (before, after) in enumerate(itertools.pairwise(path)):
        assert torch.allclose(after.loss, loss(before.weights), rtol=1e-12)
        codes, weights = before.codes.detach(), before.weights.detach()
        if step < 2:
            expected = codes - code_rate * slope(lambda at: loss(decoder(at)), codes)
            assert torch.allclose(after.codes, expected, atol=1e-8) and not torch.allclose(after.codes, codes)
            assert torch.allclose(after.weights, decoder(after.codes))
        else:
            assert torch.equal(after.codes, codes)
            expected = weights - weight_rate * slope(loss, weights)
            assert torch.allclose(after.weights, expected, atol=1e-8) and not torch.allclose(after.weights, weights)
    assert float(loss(path[-1].weights.detach())) < float(loss(path[0].weights.detach()))


def test_no_step_keeps_the_graph_of_the_one_before(parameters, items) -> None:
    z, labels = items
    begin = cluster_codes(encodings(parameters, z), labels, WAYS).mean
    rates = {"code_rate": torch.ones(SIZE).double(), "weight_rate": torch.ones(WIDTH).double()}

    def run(**how: bool) -> list:
        return list(
            descend(
                begin.clone().requires_grad_(),
                lambda codes: decode(parameters, codes).mean,
                lambda weights: prototype_loss(z, labels, F.normalize(weights, dim=1), 0.2),
                code_steps=2,
                steps=4,
                **rates,
                **how,
            )
        )

    alone, tracked = run(), run(track=True, create_graph=True)
    assert all(one.codes.is_leaf for one in alone) and all(one.weights.is_leaf for one in alone[2:])
    assert not any(one.codes.is_leaf for one in tracked[1:])
    for one, other in zip(alone, tracked, strict=True):
        assert torch.allclose(one.weights, other.weights, rtol=1e-12)


def test_principal_directions_are_those_of_scikit_learn() -> None:
    points = drawn(7, 30, 6).float() * torch.tensor([1.0, 5, 2, 1, 3, 1])
    found = principal_directions(points)
    expected = torch.from_numpy(PCA(2).fit(points.numpy()).components_).T
    assert torch.allclose((found * expected).sum(0).abs(), torch.ones(2), atol=1e-4)
    assert torch.equal(found.gather(0, found.abs().argmax(0, keepdim=True)) > 0, torch.ones(1, 2, dtype=torch.bool))
    assert torch.isfinite(principal_directions(points[:1])).all()
