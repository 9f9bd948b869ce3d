"""The bilevel gradient where one can see it: two parameters, and a bowl of a loss for each task.

The outer gradient of MAML (Finn, Abbeel, Levine, ICML 2017, arXiv:1703.03400, algorithm 1), the sum over tasks of
grad L(theta - alpha grad L(theta, D_train), D_test), beside that of its first-order form (section 5.2), of pre-training
and of Reptile (Nichol, Achiam, Schulman 2018, arXiv:1803.02999, equation 7). A task's loss is
(theta - o)^T A (theta - o) / 2; what it learns from, D_train, may have its lowest point beside that of D_test.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor


class Bowl(NamedTuple):
    """A task: ``optimum`` (2,) of D_test, ``learned`` (2,) that of D_train, and the ``curvature`` A (2, 2) of both."""

    optimum: Tensor
    learned: Tensor
    curvature: Tensor

    def train_loss(self, theta: Tensor) -> Tensor:
        """L(theta, D_train), a scalar."""
        return _bowl(theta - self.learned, self.curvature)

    def test_loss(self, theta: Tensor) -> Tensor:
        """L(theta, D_test), a scalar."""
        return _bowl(theta - self.optimum, self.curvature)


class Directions(NamedTuple):
    """Where each method pushes theta, (2,) each, summed over tasks, and where each task's inner steps end, (T, 2).

    ``dropped`` is what MAML has and first order has not. Reptile's is divided by alpha and the number of steps, so that
    it is as long as a gradient.
    """

    pretraining: Tensor
    maml: Tensor
    first_order: Tensor
    reptile: Tensor
    dropped: Tensor
    adapted: Tensor


def _bowl(away: Tensor, curvature: Tensor) -> Tensor:
    return away @ curvature @ away / 2


def rotated(degrees: float, steep: float, flat: float) -> Tensor:
    """A curvature (2, 2) that is ``steep`` along a direction and ``flat`` across it."""
    turn = math.radians(degrees)
    along, across = torch.tensor([math.cos(turn), math.sin(turn)]), torch.tensor([-math.sin(turn), math.cos(turn)])
    return steep * torch.outer(along, along) + flat * torch.outer(across, across)


CURVATURES = (rotated(20, 1.5, 0.2), rotated(100, 1.2, 0.15), rotated(150, 0.6, 0.4))
OPTIMA = torch.tensor([[-1.6, 0.9], [1.7, 0.8], [0.3, -1.5]])
ASIDE = torch.tensor([[1.0, 0.3], [-0.4, 1.0], [-0.7, -0.7]])  # where D_train misleads to


def bowls(optima: Tensor = OPTIMA, misled: float = 0.0) -> tuple[Bowl, ...]:
    """The page's tasks with their ``optima`` (T, 2); D_train's lie ``misled`` times ``ASIDE`` beside them."""
    places = zip(optima, optima + misled * ASIDE, CURVATURES, strict=True)
    return tuple(Bowl(optimum, learned, curvature) for optimum, learned, curvature in places)


def inner_steps(theta: Tensor, task: Bowl, inner_lr: float, steps: int, *, second_order: bool = True) -> Tensor:
    """Phi (2,): ``steps`` times theta - alpha grad L(theta, D_train); differentiable in ``theta`` (2,).

    Without ``second_order`` the inner gradients count as constants.
    """
    for _ in range(steps):
        (gradient,) = torch.autograd.grad(task.train_loss(theta), theta, create_graph=second_order)
        theta = theta - inner_lr * gradient
    return theta


def meta_loss(
    theta: Tensor, tasks: Sequence[Bowl], inner_lr: float, steps: int, *, second_order: bool = True
) -> Tensor:
    """Sum over tasks of L(phi, D_test), a scalar: what MAML minimises."""
    ends = (task.test_loss(inner_steps(theta, task, inner_lr, steps, second_order=second_order)) for task in tasks)
    return torch.stack(list(ends)).sum()


def directions(theta: Tensor, tasks: Sequence[Bowl], inner_lr: float, steps: int) -> Directions:
    """Downhill from ``theta`` (2,) for each method."""
    theta = theta.detach().requires_grad_()

    def downhill(loss: Tensor) -> Tensor:
        return -torch.autograd.grad(loss, theta)[0]

    maml = downhill(meta_loss(theta, tasks, inner_lr, steps))
    first_order = downhill(meta_loss(theta, tasks, inner_lr, steps, second_order=False))
    adapted = torch.stack([inner_steps(theta, task, inner_lr, steps).detach() for task in tasks])
    if inner_lr * steps > 0:
        reptile = (adapted - theta.detach()).sum(0) / (inner_lr * steps)
    else:  # what it comes to as alpha falls to 0
        reptile = downhill(torch.stack([task.train_loss(theta) for task in tasks]).sum())
    pretraining = downhill(torch.stack([task.test_loss(theta) for task in tasks]).sum())
    return Directions(pretraining, maml, first_order, reptile, maml - first_order, adapted)
