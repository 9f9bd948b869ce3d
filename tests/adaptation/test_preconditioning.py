"""The differentiable Adam against torch's, a case by hand, and finite differences."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from metaunsup.adaptation.preconditioning import EPSILON, FIRST, SECOND, Adam, Plain


def walk(start: Tensor, slopes: list[Tensor], rate: float) -> Tensor:
    """Parameters after a step along each of ``slopes``."""
    adam, at = Adam(), start
    for slope in slopes:
        mean, size = adam.moments({"w": slope})["w"]
        at = at - rate * mean / size
    return at


def test_it_goes_where_torch_s_adam_goes(seeded) -> None:
    slopes = [torch.randn(4, generator=seeded(seed), dtype=torch.float64) for seed in range(5)]
    start = torch.ones(4, dtype=torch.float64)
    at = start.clone().requires_grad_()
    theirs = torch.optim.Adam([at], lr=0.02, betas=(FIRST, SECOND), eps=EPSILON)
    for slope in slopes:
        at.grad = slope.clone()
        theirs.step()
    assert torch.allclose(walk(start, slopes, 0.02), at.detach(), rtol=1e-9)


def test_the_derivative_of_a_step_by_hand(monkeypatch) -> None:
    """One gradient g: the step is g / sqrt(g^2 + eps^2), its derivative eps^2 / (g^2 + eps^2)^1.5."""
    monkeypatch.setattr("metaunsup.adaptation.preconditioning.EPSILON", 0.5)
    g = torch.tensor([0.3, 0.0, -2.0], dtype=torch.float64, requires_grad=True)
    mean, size = Adam().moments({"w": g})["w"]
    (slope,) = torch.autograd.grad((mean / size).sum(), g)
    assert (mean / size).tolist() == pytest.approx([0.3 / 0.34**0.5, 0.0, -2 / 4.25**0.5])
    assert slope.tolist() == pytest.approx([0.25 / 0.34**1.5, 2.0, 0.25 / 4.25**1.5])


def test_the_derivative_through_several_steps_is_that_of_finite_differences(seeded) -> None:
    """A parabola's gradients depend on where the steps before have led: d(end)/d(start), entry by entry."""
    bend = 1 + torch.rand(3, generator=seeded(1), dtype=torch.float64)

    def end(start: Tensor) -> Tensor:
        adam, at = Adam(), start
        for _ in range(4):
            mean, size = adam.moments({"w": bend * at + at**3})["w"]
            at = at - 0.1 * mean / size
        return at

    start = torch.tensor([0.7, -1.1, 0.4], dtype=torch.float64)
    found = torch.autograd.functional.jacobian(end, start)
    for place in range(3):
        shift = torch.zeros(3, dtype=torch.float64)
        shift[place] = 1e-6
        slope = (end(start + shift) - end(start - shift)) / 2e-6
        assert torch.allclose(found[:, place], slope, rtol=1e-6, atol=1e-8)
    assert float((found.diagonal() - 1).abs().min()) > 1e-3  # the gradients' part is there, not only the start's


def test_a_gradient_of_nought_moves_nothing_and_has_a_derivative() -> None:
    g = torch.zeros(2, requires_grad=True)
    mean, size = Adam().moments({"w": g})["w"]
    (slope,) = torch.autograd.grad((mean / size * 1e-8).sum(), g)
    assert (mean / size).eq(0).all() and torch.isfinite(slope).all()


def test_plain_is_the_gradient_itself() -> None:
    g = torch.tensor([1.0, -3.0])
    mean, size = Plain().moments({"w": g})["w"]
    assert torch.equal(mean / size, g)
