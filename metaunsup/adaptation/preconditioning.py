"""The step of the inner loop: plain gradient descent, or Adam's, which can be differentiated through.

Kingma & Ba, Adam (2015), arXiv:1412.6980, algorithm 1, as a function of the gradients so far: ``torch.optim`` updates
in place, and no outer gradient could pass through that. Its epsilon stands under the root (AMSGrad's and RMSProp's
published codes differ in this, too): a weight whose gradient is exactly zero then has a derivative, namely none.
With g the only gradient so far the step is g / sqrt(g^2 + eps^2), whose derivative is eps^2 / (g^2 + eps^2)^(3/2).
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

FIRST, SECOND = 0.9, 0.99  # a task has few steps: the second moment must not outlive them
EPSILON = 1e-8


class Adam:
    """Moments of the gradients of one task; what it gives back keeps the graph to the gradients it was given."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: dict[str, Tensor] = {}
        self.square: dict[str, Tensor] = {}

    def moments(self, gradients: Mapping[str, Tensor]) -> dict[str, tuple[Tensor, Tensor]]:
        """Of every parameter the mean gradient, and its size: a step is the rate times the one over the other."""
        self.count += 1
        found = {}
        for name, gradient in gradients.items():
            mean, square = self.mean.get(name), self.square.get(name)
            self.mean[name] = (1 - FIRST) * gradient if mean is None else FIRST * mean + (1 - FIRST) * gradient
            squared = (1 - SECOND) * gradient.square()
            self.square[name] = squared if square is None else SECOND * square + squared
            size = (self.square[name] / (1 - SECOND**self.count) + EPSILON**2).sqrt()
            found[name] = (self.mean[name] / (1 - FIRST**self.count), size)
        return found


class Plain:
    """Gradient descent: the gradients themselves."""

    def moments(self, gradients: Mapping[str, Tensor]) -> dict[str, tuple[Tensor, Tensor]]:
        """``gradients``, and 1."""
        return {name: (gradient, torch.ones((), dtype=gradient.dtype)) for name, gradient in gradients.items()}


OPTIMISERS: dict[str, type[Adam] | type[Plain]] = {"adam": Adam, "sgd": Plain}
