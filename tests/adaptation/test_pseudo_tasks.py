"""Pseudo-labels and both losses against slow loops."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.pseudo_tasks import instance_loss, pseudo_shots, pseudo_supervised_loss


def unit(*shape: int, seed: int) -> Tensor:
    return F.normalize(torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64), dim=-1)


def scaled(keys: Tensor, queue: Tensor) -> np.ndarray:
    """The assignment by plain scalings: three of rows and columns in turn, and rows once more."""
    plan = np.exp(keys.numpy() @ queue.numpy().T / 0.05)
    n, m = plan.shape
    for _ in range(3):
        for i in range(n):
            plan[i] /= plan[i].sum()
        for j in range(m):
            plan[:, j] /= plan[:, j].sum() * m / n
    return plan / plan.sum(1, keepdims=True)


@pytest.mark.parametrize("shots", [1, 3])
def test_the_shots_are_those_of_plain_scalings(shots) -> None:
    keys, queue = unit(5, 4, seed=0), unit(12, 4, seed=1)
    plan = scaled(keys, queue)
    found = pseudo_shots(keys, queue, shots)
    assert found.tolist() == [sorted(range(12), key=lambda j, row=row: -row[j])[:shots] for row in plan]


def test_no_entry_is_everybodys() -> None:
    """All keys lie nearest to one entry: balanced, it is not the first shot of all of them."""
    queue = unit(8, 4, seed=1)
    keys = F.normalize(queue[0] + 0.25 * unit(8, 4, seed=2), dim=1)
    nearest = (keys @ queue.T).argmax(1)
    assert nearest.eq(0).all()
    assert len(set(pseudo_shots(keys, queue, 1)[:, 0].tolist())) >= 4


def test_an_empty_queue_teaches_no_pseudo_class() -> None:
    queries = unit(3, 4, seed=0).requires_grad_()
    shots = torch.zeros(8, 4, dtype=torch.float64)[pseudo_shots(unit(3, 4, seed=1), torch.zeros(8, 4).double(), 2)]
    loss = pseudo_supervised_loss(queries, torch.arange(3), shots, 0.5)
    (gradient,) = torch.autograd.grad(loss, queries)
    assert float(loss.detach()) == pytest.approx(math.log(6)) and gradient.abs().max() < 1e-12


def test_the_pseudo_supervised_loss_by_a_loop() -> None:
    queries, shots, item_of = unit(6, 4, seed=0), unit(3, 2, 4, seed=1), torch.tensor([0, 0, 1, 1, 2, 2])
    total = 0.0
    for i in range(6):
        every = sum(math.exp(float(queries[i] @ shots[n, k]) / 0.3) for n in range(3) for k in range(2))
        own = [math.exp(float(queries[i] @ shots[item_of[i], k]) / 0.3) / every for k in range(2)]
        total -= sum(math.log(one) for one in own) / 2
    assert float(pseudo_supervised_loss(queries, item_of, shots, 0.3)) == pytest.approx(total / 6)


def test_the_instance_loss_by_a_loop() -> None:
    queries, keys, queue = unit(6, 4, seed=0), unit(3, 4, seed=1), unit(7, 4, seed=2)
    item_of, total = torch.tensor([0, 1, 2, 2, 1, 0]), 0.0
    for i in range(6):
        every = sum(math.exp(float(queries[i] @ one) / 0.3) for one in (*keys, *queue))
        total -= math.log(math.exp(float(queries[i] @ keys[item_of[i]]) / 0.3) / every)
    assert float(instance_loss(queries, item_of, keys, queue, 0.3)) == pytest.approx(total / 6)
