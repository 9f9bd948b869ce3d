"""Outer gradients held against central differences of the outer loss."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

Gradients = dict[str, Tensor]
WIDTHS = (1e-6, 3e-7, 3e-6, 1e-7, 1e-5, 3e-8, 1e-8)


def seeded(seed: int = 5) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def gradient(loss: Tensor, parameters: dict[str, Tensor]) -> Gradients:
    found = torch.autograd.grad(loss, list(parameters.values()), allow_unused=True, materialize_grads=True)
    return dict(zip(parameters, found, strict=True))


def flat(gradients: Gradients) -> Tensor:
    return torch.cat([value.flatten() for value in gradients.values()])


def cosine(one: Gradients, other: Gradients) -> float:
    return float(F.cosine_similarity(flat(one), flat(other), dim=0))


def check_slopes(loss: Callable[[dict[str, Tensor]], Tensor], parameters: dict[str, Tensor]) -> Gradients:
    """The gradient (float64), once it has agreed with central differences along many directions.

    Along each parameter tensor's own gradient, and along random directions through all. Every evaluation of ``loss``
    must draw the same numbers. k-means' assignments and which pixel wins a pooling are constants with jumps in
    between; a difference that happens to straddle a jump says nothing, so the width that comes closest counts. A
    wrong gradient is far off at every width.
    """
    exact = gradient(loss(parameters), parameters)
    size = float(flat(exact).norm())
    random = [{k: torch.randn(v.shape, generator=seeded(d), dtype=v.dtype) for k, v in exact.items()} for d in range(3)]
    own = [{name: value} for name, value in exact.items() if float(value.norm()) > 1e-6 * size]
    for direction in (*random, exact, *own):
        length = float(flat(direction).norm())
        unit = {name: value / length for name, value in direction.items()}
        expected = sum(float((exact[name] * value).sum()) for name, value in unit.items())

        def slope(width: float, unit: Gradients = unit) -> float:
            ends = [
                {
                    k: (v.detach() + by * unit.get(k, torch.zeros_like(v))).requires_grad_()
                    for k, v in parameters.items()
                }
                for by in (width, -width)
            ]
            above, below = (float(loss(end).detach()) for end in ends)
            return (above - below) / (2 * width)

        # 1e-6 of the slope; where it is nearly flat, of what float64 can still tell of a loss of about one
        allowed = 1e-6 * abs(expected) + 2e-9
        assert any(abs(slope(width) - expected) < allowed for width in WIDTHS), list(unit)[:1]
    return exact
