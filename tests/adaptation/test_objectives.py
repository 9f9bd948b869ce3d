"""Objectives against loops over their formulas."""

from __future__ import annotations

import math

import pytest
import torch
from torch.nn import functional as F

from metaunsup.adaptation.objectives import prototype_loss, prototypes


def test_prototypes_equal_a_loop(seeded) -> None:
    z = F.normalize(torch.randn(20, 6, generator=seeded(0), dtype=torch.float64), dim=1)
    labels = torch.arange(4).repeat(5)[torch.randperm(20, generator=seeded(1))]
    found = prototypes(z, labels, 4)
    for k in range(4):
        mean = sum(z[i] for i in range(20) if labels[i] == k) / 5
        assert torch.allclose(found[k], mean / mean.norm())
    assert torch.allclose(found.norm(dim=1), torch.ones(4, dtype=torch.float64))


def test_a_class_without_items_has_a_prototype_of_nought() -> None:
    found = prototypes(torch.tensor([[1.0, 0.0]]).requires_grad_(), torch.tensor([0]), 2)
    assert found.tolist() == [[1.0, 0.0], [0.0, 0.0]]
    found.sum().backward()  # and no gradient that is not a number


def test_loss_equals_a_loop(seeded) -> None:
    z = F.normalize(torch.randn(7, 5, generator=seeded(0), dtype=torch.float64), dim=1)
    centres = F.normalize(torch.randn(3, 5, generator=seeded(1), dtype=torch.float64), dim=1)
    labels = torch.tensor([0, 1, 2, 2, 1, 0, 1])
    total = 0.0
    for item, label in zip(z, labels, strict=True):
        likelihood = [math.exp(float(item @ centre) / 0.3) for centre in centres]
        total -= math.log(likelihood[label] / sum(likelihood))
    assert float(prototype_loss(z, labels, centres, 0.3)) == pytest.approx(total / 7, rel=1e-12)


def test_on_the_sphere_it_is_snell_s_loss(seeded) -> None:
    """Equation 2 with squared distances at half the temperature: the lengths, all one, cancel in the softmax."""
    z = F.normalize(torch.randn(9, 5, generator=seeded(0), dtype=torch.float64), dim=1)
    centres = F.normalize(torch.randn(4, 5, generator=seeded(1), dtype=torch.float64), dim=1)
    labels = torch.randint(4, (9,), generator=seeded(2))
    snell = F.cross_entropy(-torch.cdist(z, centres).square() / (2 * 0.1), labels)
    assert float(prototype_loss(z, labels, centres)) == pytest.approx(float(snell), rel=1e-9)


def test_gradient_reaches_items_and_prototypes(seeded) -> None:
    z = torch.randn(6, 4, generator=seeded(0), dtype=torch.float64, requires_grad=True)
    labels = torch.tensor([0, 0, 1, 1, 2, 2])

    def loss(points: torch.Tensor) -> torch.Tensor:
        unit = F.normalize(points, dim=1)
        return prototype_loss(unit, labels, prototypes(unit, labels, 3), 0.5)

    assert torch.autograd.gradcheck(loss, (z,)) and torch.autograd.gradgradcheck(loss, (z,))
