"""The learned rule: with answers of zero the hand-made one, and each answer in its place."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.critique import LAYERS, MOST, SEEN, advise, initial_rule, observations
from metaunsup.adaptation.labelling import Labels, LoopRule
from metaunsup.adaptation.self_labelling import self_label


def labels_of(points: Tensor, assignments: Tensor) -> Labels:
    return Labels(assignments, points, None)


def test_a_fresh_rule_changes_nothing(seeded) -> None:
    advice = advise(initial_rule(seeded(0)), torch.rand(9, SEEN, generator=seeded(1)))
    assert torch.equal(advice.teaches, torch.ones(9)) and torch.equal(advice.counts, torch.ones(9))
    assert torch.equal(advice.pace, torch.ones(LAYERS))


def test_what_it_sees_is_what_it_says(seeded) -> None:
    """Two clusters on the circle, worked out by hand at temperature 1."""
    points = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], dtype=torch.float64)
    views = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]], dtype=torch.float64)
    seen = observations(labels_of(points, torch.tensor([0, 0, 1])), views, 2, 3, 1.0)
    near, far = math.e / (math.e + 1), 1 / (math.e + 1)
    entropy = -(near * math.log(near) + far * math.log(far)) / math.log(2)
    expected = [
        [near - far, entropy, 1, near, 1, math.log(4 / 3), 0.3],
        [near - far, entropy, 1, far, 0, math.log(4 / 3), 0.3],
        [near - far, entropy, 1, near, 1, math.log(2 / 3), 0.3],
    ]
    assert torch.allclose(seen, torch.tensor(expected, dtype=torch.float64), atol=1e-12)


@pytest.mark.parametrize("k", [1, 4])
def test_it_sees_one_cluster_and_as_many_as_items(k, seeded) -> None:
    points = F.normalize(torch.randn(4, 5, generator=seeded(0)), dim=1)
    seen = observations(labels_of(points, torch.arange(4) % k), points, k, 0, 0.1)
    assert seen.shape == (4, SEEN) and bool(torch.isfinite(seen).all())


def test_answers_are_bounded(seeded) -> None:
    rule = {name: 100 * torch.ones_like(value) for name, value in initial_rule(seeded(0)).items()}
    advice = advise(rule, torch.rand(5, SEEN, generator=seeded(1)))
    assert torch.allclose(advice.pace, torch.full((LAYERS,), math.exp(MOST)))
    assert bool(torch.isfinite(advice.teaches).all())


def test_the_loop_heeds_pace_and_weights(seeded) -> None:
    """A linear embedding: with the pace of its layer halved the step is half as long, and no more."""
    items = torch.randn(12, 6, generator=seeded(0), dtype=torch.float64)
    start = {"blocks.0.weight": torch.randn(4, 6, generator=seeded(1), dtype=torch.float64)}

    def stepped(critic: dict[str, Tensor] | None) -> Tensor:
        loop = self_label(
            lambda moving, images: F.normalize(images @ moving["blocks.0.weight"].T, dim=1),
            start,
            items,
            3,
            rates=lambda step: {"blocks.0.weight": torch.tensor(10.0, dtype=torch.float64)},
            steps=1,
            view=lambda images: images + 0.1,
            generator=seeded(2),
            temperature=0.1,
            rule=LoopRule("sgd"),
            critic=critic,
        )
        return list(loop)[-1].parameters["blocks.0.weight"].detach() - start["blocks.0.weight"]

    fresh = {name: value.double() for name, value in initial_rule(seeded(3)).items()}
    plain = stepped(None)
    assert torch.allclose(stepped(fresh), plain, atol=1e-12)
    halved = fresh | {"rule.pace.1.bias": torch.full((LAYERS,), MOST * math.atanh(math.log(0.5) / MOST)).double()}
    assert torch.allclose(stepped(halved), plain / 2, atol=1e-12)
    weighing = fresh | {"rule.item.1.weight": torch.randn(2, 16, generator=seeded(4), dtype=torch.float64)}
    assert not torch.allclose(stepped(weighing), plain, rtol=0.01)
