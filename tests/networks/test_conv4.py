"""Conv4 against a network written with torch.nn, and what batch statistics mean."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.networks.conv4 import SMALLEST_SIDE, Conv4, embed, initial_parameters, without_biases


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def plain(channels: int, filters: int, bias: bool = False) -> nn.Sequential:
    """The four blocks as the papers draw them: convolution, batch norm, ReLU, pooling."""
    layers: list[nn.Module] = []
    for block in range(4):
        layers += [
            nn.Conv2d(channels if block == 0 else filters, filters, 3, padding=1, bias=bias),
            nn.BatchNorm2d(filters),
            nn.ReLU(),
            nn.MaxPool2d(2),
        ]
    return nn.Sequential(*layers, nn.Flatten())


def scrambled(network: nn.Module) -> dict[str, Tensor]:
    """Parameters of which no two are alike, so that a mix-up shows; scales of both signs."""
    generator = seeded(1)
    fresh = initial_parameters(network, generator)
    return {
        name: value + 0.5 * torch.randn(value.shape, generator=generator) if value.ndim == 1 else value
        for name, value in fresh.items()
    }


@pytest.mark.parametrize(("channels", "filters", "side"), [(1, 32, (28, 28)), (3, 64, (16, 33)), (2, 32, (64, 20))])
def test_equals_the_plain_network_with_batch_statistics(channels, filters, side) -> None:
    network, reference = Conv4(channels, filters), plain(channels, filters)
    parameters = scrambled(network)
    with torch.no_grad():
        for value, own in zip(reference.parameters(), parameters.values(), strict=True):
            value.copy_(own)
    reference.train()
    items = torch.rand(6, channels, *side, generator=seeded())
    found = embed(network, parameters, items)
    expected = reference(items)
    assert found.shape == expected.shape == (6, filters * (side[0] // 16) * (side[1] // 16))
    assert torch.allclose(found, expected / expected.norm(dim=1, keepdim=True), atol=1e-5)


def test_a_bias_before_batch_norm_does_nothing_and_is_dropped() -> None:
    """Checkpoints of before hold one: the network of theirs and the one without it are the same function."""
    reference = plain(1, 32, bias=True)
    kept = {
        f"blocks.{layer // 4}.{'norm' if layer % 4 else 'conv'}.{name}": value
        for layer in range(16)
        for name, value in reference[layer].named_parameters()
    }
    with torch.no_grad():
        for name, value in kept.items():
            if name.endswith("conv.bias"):
                value += torch.linspace(-1, 1, 32)
    items = torch.rand(6, 1, 28, 28, generator=seeded())
    network, few = Conv4(1, 32), without_biases(kept)
    assert few.keys() == dict(network.named_parameters()).keys() and len(kept) == len(few) + 4
    expected = F.normalize(reference.train()(items))
    assert torch.allclose(embed(network, few, items), expected, atol=1e-5)


def test_gradient_equals_the_plain_network_s() -> None:
    network, reference = Conv4(1, 32), plain(1, 32).double()
    parameters = {name: value.double().requires_grad_() for name, value in scrambled(network).items()}
    with torch.no_grad():
        for value, own in zip(reference.parameters(), parameters.values(), strict=True):
            value.copy_(own)
    items = torch.rand(5, 1, 20, 20, generator=seeded(), dtype=torch.float64)
    weights = torch.randn(5, 32, generator=seeded(2), dtype=torch.float64)
    found = torch.autograd.grad((embed(network, parameters, items) * weights).sum(), list(parameters.values()))
    wanted = torch.autograd.grad((F.normalize(reference(items)) * weights).sum(), list(reference.parameters()))
    for one, other in zip(found, wanted, strict=True):
        assert torch.allclose(one, other, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("side", [16, 17, 31, 32, 64])
@pytest.mark.parametrize("channels", [1, 3])
def test_sides_and_channels(side, channels) -> None:
    network = Conv4(channels)
    z = embed(network, initial_parameters(network, seeded()), torch.rand(3, channels, side, side, generator=seeded()))
    assert z.shape == (3, 32 * (side // 16) ** 2) and torch.allclose(z.norm(dim=1), torch.ones(3), atol=1e-5)
    assert SMALLEST_SIDE == 16


def test_an_item_s_embedding_depends_on_its_batch() -> None:
    network = Conv4()
    parameters = initial_parameters(network, seeded())
    items = torch.rand(8, 1, 28, 28, generator=seeded(1)) * torch.linspace(0.2, 1, 8)[:, None, None, None]
    alone, among = embed(network, parameters, items[:4]), embed(network, parameters, items)[:4]
    assert float((alone - among).norm(dim=1).min()) > 1e-3
    # but on nothing that was seen before, in whichever mode the module is
    assert torch.equal(embed(network.eval(), parameters, items[:4]), alone)
    assert not list(network.buffers())


def test_the_given_parameters_are_used_and_no_others() -> None:
    network = Conv4()
    one, other = (initial_parameters(network, seeded(seed)) for seed in (1, 2))
    items = torch.rand(4, 1, 28, 28, generator=seeded())
    before = [value.clone() for value in network.parameters()]
    assert not torch.allclose(embed(network, one, items), embed(network, other, items), atol=1e-2)
    assert all(torch.equal(value, kept) for value, kept in zip(network.parameters(), before, strict=True))
    with torch.device("meta"):
        nowhere = Conv4()
    assert torch.equal(embed(nowhere, one, items), embed(network, one, items))


def test_fresh_parameters_are_xavier_and_follow_their_generator() -> None:
    network = Conv4(1, 64)
    one, again, other = (initial_parameters(network, seeded(seed)) for seed in (1, 1, 2))
    state = torch.random.get_rng_state()
    initial_parameters(network, seeded())
    assert torch.equal(torch.random.get_rng_state(), state)
    assert list(one) == [name for name, _ in network.named_parameters()]
    for name, value in one.items():
        assert torch.equal(value, again[name]) and not value.requires_grad
        if name.endswith("norm.weight"):
            assert value.eq(1).all()
        elif name.endswith("bias"):
            assert value.eq(0).all()
        else:
            assert not torch.equal(value, other[name])
            bound = (6 / ((value.shape[0] + value.shape[1]) * 9)) ** 0.5
            assert float(value.abs().max()) <= bound
            assert float(value.std()) == pytest.approx(bound / 3**0.5, rel=0.1)
