"""Conv4 under the batch statistics of some items: the network itself where they are all, else each by itself."""

from __future__ import annotations

import torch
from torch.func import functional_call

from metaunsup.networks.by_support import features_by
from metaunsup.networks.conv4 import blueprint, initial_parameters


def test_it_is_conv4_and_no_item_behind_the_first_sways_another() -> None:
    generator = torch.Generator().manual_seed(0)
    network = blueprint(1, 32)
    parameters = initial_parameters(network, generator)
    for name, value in parameters.items():  # scales of both signs, shifts other than zero
        parameters[name] = value + 0.3 * torch.randn(value.shape, generator=generator) if "norm" in name else value
    parameters["blocks.1.norm.weight"][:5] *= -1
    items = torch.rand(7, 1, 20, 20, generator=generator)
    whole = functional_call(network, parameters, (items,))
    assert torch.allclose(features_by(parameters, items, 7), whole, atol=1e-4)
    few = features_by(parameters, items[:5], 4)
    assert torch.allclose(features_by(parameters, items, 4)[:5], few, atol=1e-5)
    assert not torch.allclose(whole[:5], few, atol=1e-2)
