"""An encoder under the batch statistics of some items: the network itself where they are all, else each by itself."""

from __future__ import annotations

import pytest
import torch
from torch.func import functional_call

from metaunsup.networks.by_support import features_by
from metaunsup.networks.conv4 import initial_parameters
from metaunsup.networks.mlp import encoder, inputs_of


@pytest.mark.parametrize("shape", [(1, 20, 20), (6,)])
def test_it_is_the_network_and_no_item_behind_the_first_sways_another(shape: tuple[int, ...]) -> None:
    generator = torch.Generator().manual_seed(0)
    items = torch.rand(7, *shape, generator=generator)
    network = encoder(inputs_of(items), 32)
    parameters = initial_parameters(network, generator)
    for name, value in parameters.items():  # scales of both signs, shifts other than zero
        parameters[name] = value + 0.3 * torch.randn(value.shape, generator=generator) if "norm" in name else value
    parameters["blocks.1.norm.weight"][:5] *= -1
    whole = functional_call(network, parameters, (items,))
    assert torch.allclose(features_by(parameters, items, 7), whole, atol=1e-4)
    few = features_by(parameters, items[:5], 4)
    assert torch.allclose(features_by(parameters, items, 4)[:5], few, atol=1e-5)
    assert not torch.allclose(whole[:5], few, atol=1e-2)
