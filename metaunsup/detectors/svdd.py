"""Deep SVDD: a network is moved so that the support lies close around a point; what ends far from it is anomalous.

Ruff et al., Deep One-Class Classification (ICML 2018): one-class objective (equation 4) or soft boundary (equation 3).
As there, no layer that moves has a bias, and what the network began with sets the point, or all could be drawn onto
it: of Conv4 only kernels move, and batch norm keeps its scales and shifts. Differs from the paper: a small number of
steps on all of the support; the encoder begins untrained, or in what has been practised (``svdd@protonet``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.func import functional_call
from torch.nn import functional as F

from metaunsup.adaptation.optimiser import DictAdam
from metaunsup.detectors.base import Judged
from metaunsup.detectors.placed import SpaceDetector
from metaunsup.detectors.spaces import UNTRAINED, Encoded
from metaunsup.detectors.views import held_out_views
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import blueprint

LEAST = 0.1  # of a coordinate of the centre: one near 0 is easily reached by zero weights (the authors' code)
HIDDEN, OUT = 64, 32  # of the network for vectors
DECAY = 1e-4


@dataclass(eq=False, repr=False)
class Svdd(SpaceDetector):
    """Adam at ``rate`` on the mean squared distance from the centre, or with ``soft`` on the soft boundary's objective.

    ``nu``: with ``soft`` the share of the support that may lie outside. Vectors pass a network of two layers.
    """

    name = "svdd"
    print_name = "Deep SVDD"
    adapts = True
    paper = Paper(
        "Ruff et al. 2018",
        "Deep one-class classification",
        "https://proceedings.mlr.press/v80/ruff18a.html",
        (
            r"\min_\phi \frac{1}{|S|} \sum_{i \in S} \lVert f_\phi(x_i) - c \rVert^2"
            r" + \frac{\lambda}{2} \lVert \phi \rVert^2",
        ),
    )

    rate: float = setting(1e-3, low=1e-6, high=1.0)
    soft: bool = setting(False)
    nu: float = setting(0.1, low=0.01, high=1.0)

    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Judged]:
        network, fixed, moving = self._network(support, generator)
        stand_ins = held_out_views(support, generator)
        items, first = torch.cat([support, queries, stand_ins]), len(support)
        last = first + len(queries)
        loss: float | None = None
        optimiser = DictAdam(moving, self.rate)
        centre: Tensor | None = None
        for step in range(steps + 1):
            with torch.set_grad_enabled(step < steps):
                z = network({**fixed, **moving}, items)
                if centre is None:
                    mean = z[:first].detach().mean(0)
                    centre = torch.where(mean.abs() < LEAST, torch.where(mean < 0, -LEAST, LEAST), mean)
                far = (z - centre).square().sum(1)
            found = -far.detach()
            yield Judged(found[first:last], found[last:], loss)
            if step == steps:
                return
            with torch.enable_grad():
                objective = self._objective(far[:first])
                objective = objective + DECAY / 2 * sum(value.square().sum() for value in moving.values())
                gradients = torch.autograd.grad(objective, list(moving.values()))
            optimiser.step(dict(zip(moving, gradients, strict=True)))
            loss = float(objective.detach())

    def _objective(self, far: Tensor) -> Tensor:
        """Of the support's squared distances (S,): equation 4, or 3 with the radius at its (1 - nu) quantile."""
        if not self.soft:
            return far.mean()
        radius = torch.quantile(far.detach(), 1 - self.nu)
        return radius + (far - radius).clamp(min=0).mean() / self.nu

    def _network(
        self, support: Tensor, generator: torch.Generator
    ) -> tuple[Callable[[Mapping[str, Tensor], Tensor], Tensor], dict[str, Tensor], dict[str, Tensor]]:
        """A network, its parameters that stay, and those that move."""
        if support.ndim == 2:
            sizes = (("first", HIDDEN, support.shape[1]), ("last", OUT, HIDDEN))
            drawn = {name: torch.randn(a, b, generator=generator) / b**0.5 for name, a, b in sizes}
            return dense, {}, {name: value.requires_grad_() for name, value in drawn.items()}
        space = self.space if isinstance(self.space, Encoded) else Encoded(UNTRAINED, None)
        parameters = space.parameters(support.shape[1])
        filters, channels = parameters["blocks.0.conv.weight"].shape[:2]
        moving = {name: value.clone().requires_grad_() for name, value in parameters.items() if "conv" in name}
        fixed = {name: value for name, value in parameters.items() if name not in moving}
        return lambda own, items: functional_call(blueprint(channels, filters), dict(own), (items,)), fixed, moving


def dense(parameters: Mapping[str, Tensor], items: Tensor) -> Tensor:
    """Two layers without biases: (N, D) -> (N, ``OUT``)."""
    return F.leaky_relu(items @ parameters["first"].T, 0.1) @ parameters["last"].T
