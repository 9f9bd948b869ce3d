"""Adam over a dict against torch's, and a state that goes on exactly."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from metaunsup.adaptation.optimiser import DictAdam, cosine


def start() -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(0)
    # one name is another's beginning, and both hold dots
    shapes = {"a.weight": (3, 2), "a.weight.rate": (2,), "rate.a.weight": (4,)}
    return {name: torch.randn(shape, generator=generator).requires_grad_() for name, shape in shapes.items()}


def gradients(step: int) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(100 + step)
    return {name: torch.randn(value.shape, generator=generator) for name, value in start().items()}


def test_equals_torch_with_a_schedule() -> None:
    ours, theirs = start(), start()
    optimiser = DictAdam(ours, lr=0.01)
    adam = torch.optim.Adam(theirs.values(), lr=0.01)
    for step in range(6):
        optimiser.step(gradients(step), factor=cosine(step, 6))
        for name, value in theirs.items():
            value.grad = gradients(step)[name]
        adam.param_groups[0]["lr"] = 0.01 * cosine(step, 6)
        adam.step()
    for name, value in ours.items():
        assert torch.equal(value, theirs[name]) and value.grad is None
        assert not torch.equal(value, start()[name])


def test_a_restored_state_goes_on_exactly() -> None:
    whole, half = start(), start()
    straight, first = DictAdam(whole, lr=0.01), DictAdam(half, lr=0.01)
    for step in range(3):
        straight.step(gradients(step))
        first.step(gradients(step))
    state = {name: value.clone() for name, value in first.state().items()}
    assert len(state) == 3 * 3 and all(isinstance(value, Tensor) for value in state.values())
    second = DictAdam({name: value.detach().clone().requires_grad_() for name, value in half.items()}, lr=0.01)
    second.restore(state)
    for step in range(3, 6):
        straight.step(gradients(step))
        second.step(gradients(step))
        first.step(gradients(-step))  # what goes on elsewhere does not disturb it
    for name, value in whole.items():
        assert torch.equal(value, second.parameters[name])
    for name, value in straight.state().items():
        assert torch.equal(value, second.state()[name]), name
    assert all(torch.equal(value, state[name]) for name, value in first.state().items()) is False


def test_before_the_first_step_there_is_no_state() -> None:
    optimiser = DictAdam(start(), lr=0.01)
    assert optimiser.state() == {}
    optimiser.restore({})
    optimiser.step(gradients(0))
    fresh = DictAdam(start(), lr=0.01)
    fresh.step(gradients(0))
    for name, value in optimiser.parameters.items():
        assert torch.equal(value, fresh.parameters[name])


def test_a_half_cosine_from_one_to_the_floor() -> None:
    assert cosine(0, 10) == 1 and cosine(10, 10) == pytest.approx(0.05) and cosine(99, 10) == pytest.approx(0.05)
    assert cosine(5, 10) == pytest.approx((1 + 0.05) / 2)
    assert cosine(5, 10, floor=0.5) == pytest.approx(0.75)
    falling = [cosine(step, 10) for step in range(11)]
    assert falling == sorted(falling, reverse=True)
    assert cosine(0, 0) == 1
