"""Adam over a dict of parameters, whose whole state is a dict of tensors that a checkpoint can hold."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor

BETAS = (0.9, 0.999)  # the paper's
KEPT = ("step", "exp_avg", "exp_avg_sq")  # what Adam keeps of each parameter


def cosine(step: int, steps: int, floor: float = 0.05) -> float:
    """Factor of the learning rate at ``step`` of ``steps``: half a cosine from 1 down to ``floor``."""
    return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * min(step / max(steps, 1), 1)))


class DictAdam:
    """Kingma & Ba, Adam (2015), arXiv:1412.6980, by torch.optim; updates ``parameters`` in place."""

    def __init__(
        self,
        parameters: Mapping[str, Tensor],
        lr: float,
        own: Mapping[str, float] | None = None,
        betas: tuple[float, float] = BETAS,
    ) -> None:
        """At the learning rate ``lr``, or where a parameter has one of its ``own`` at that."""
        self.parameters = dict(parameters)
        self.rates = [(own or {}).get(name, lr) for name in self.parameters]
        groups = [{"params": [one], "lr": rate} for one, rate in zip(self.parameters.values(), self.rates, strict=True)]
        self.adam = torch.optim.Adam(groups, betas=betas)

    def step(self, gradients: Mapping[str, Tensor], factor: float = 1.0) -> None:
        """One update with ``gradients`` at ``factor`` times the learning rates."""
        for name, value in self.parameters.items():
            value.grad = gradients[name].detach()
        for group, rate in zip(self.adam.param_groups, self.rates, strict=True):
            group["lr"] = rate * factor
        self.adam.step()
        self.adam.zero_grad(set_to_none=True)

    def state(self) -> dict[str, Tensor]:
        """Moments and step counts by parameter: ``NAME.exp_avg`` and so on; empty before the first step."""
        return {
            f"{name}.{key}": torch.as_tensor(part).clone()
            for name, value in self.parameters.items()
            for key, part in self.adam.state.get(value, {}).items()
        }

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Continue from what ``state()`` returned."""
        for name, value in self.parameters.items():
            own = {
                key: part.clone() if key == "step" else part.clone().to(value)  # Adam keeps its count on the CPU
                for key in KEPT
                if (part := state.get(f"{name}.{key}")) is not None
            }
            if own:
                self.adam.state[value] = own
