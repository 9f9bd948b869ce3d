"""MT-net without labels: which weights adapt to a task, and in which space they do, is meta-learned.

Lee & Choi, Gradient-Based Meta-Learning with Learned Layerwise Metric and Subspace (ICML 2018), arXiv:1801.05558. A
layer is y = T(W x): the inner loop moves W, never T, so that T warps the space in which it steps (section 4.1); and a
row of W steps only where a mask, drawn for each task from meta-learned probabilities, lets it (section 4.2,
Gumbel-softmax: Jang et al. and Maddison et al., ICLR 2017). Here a layer is a convolution, a row one of its filters,
with the scale and shift of batch norm, which would take the paper's b out again; T mixes filters at each pixel. The
paper's tasks have labels and a head of their own; here the inner loop is the self-labelling one. While practising
masks are drawn as in the paper; at a task their probabilities take their place, so that the result does not hang on
one draw. With T the identity and a mask of ones this is MAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.self_labelling import Rates
from metaunsup.learners.bilevel import BilevelLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.mlp import is_of_vectors

TRANSFORM = "transform."  # of layer 0, 1, 2, 3: (filters, filters)
MASK = "mask."  # of each layer: (filters,), the logit of a row's chance to adapt
GUMBEL_TEMPERATURE = 1.0
LAYERS = 4


@dataclass(eq=False, repr=False)
class MtNet(BilevelLearner):
    """Meta-learns W, T and the mask; only W, under the mask, adapts. See ``BilevelLearner`` for how it practises.

    ``mask_start`` is the chance of a row to adapt before any practice.
    """

    name = "mtnet"
    print_name = "MT-net"
    paper = Paper(
        "Lee, Choi 2018",
        "Gradient-based meta-learning with learned layerwise metric and subspace",
        "https://arxiv.org/abs/1801.05558",
        (
            r"y = T(Wx + b)",
            r"W \leftarrow W - \alpha\, M \circ \nabla_W \mathcal{L}_S, \quad M \sim \mathrm{Bernoulli}(\sigma(\zeta))",
        ),
    )

    mask_start: float = setting(0.5, low=0.0, high=1.0, group="moves")

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before any practice: every T the identity, every row as likely to adapt as ``mask_start``."""
        parameters = super().initialise(channels, generator)
        logit = torch.logit(torch.tensor(self.mask_start), eps=1e-6)
        for layer in range(LAYERS):
            rows = len(parameters[f"blocks.{layer}.norm.weight"])
            parameters[f"{TRANSFORM}{layer}"] = torch.eye(rows)
            parameters[f"{MASK}{layer}"] = logit.repeat(rows)
        return parameters

    def own_rates(self) -> dict[str, float]:
        """The masks' alone: T is a part of the network."""
        return {name: rate for name, rate in super().own_rates().items() if name.startswith(MASK)}

    def encoder(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Conv4's parameters with T taken into its kernels: T(W x) = (T W) x."""
        network = super().encoder(parameters)
        kind = "linear" if is_of_vectors(network) else "conv"
        for layer in range(LAYERS):
            transform, name = parameters[f"{TRANSFORM}{layer}"], f"blocks.{layer}.{kind}.weight"
            network[name] = (transform @ network[name].flatten(1)).view_as(network[name])
        return network

    def rates(self, parameters: Mapping[str, Tensor], generator: torch.Generator | None = None) -> Rates:
        """The loop's rates times the mask of each row: drawn while practising, its probability at a task."""
        rate = {}
        masks = [self._mask(parameters[f"{MASK}{layer}"], generator) for layer in range(LAYERS)]
        for name, value in self.moving(parameters).items():
            mask = masks[int(name.split(".")[1])]
            rate[name] = self.rate_of(name) * mask.view(-1, *[1] * (value.ndim - 1))
        return lambda step: rate

    def _mask(self, logit: Tensor, generator: torch.Generator | None) -> Tensor:
        if generator is None:
            return torch.sigmoid(logit)
        # the difference of two Gumbel draws is logistic; the mask is whole, its gradient that of the soft one
        uniform = torch.rand(logit.shape, generator=generator).to(logit).clamp(1e-6, 1 - 1e-6)
        soft = torch.sigmoid((logit + torch.logit(uniform)) / GUMBEL_TEMPERATURE)
        return (soft > 0.5).to(soft) + (soft - soft.detach())

    def shown(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """``mask`` (layers, filters): the chance of each row to adapt."""
        return {"mask": torch.stack([torch.sigmoid(parameters[f"{MASK}{layer}"]) for layer in range(LAYERS)])}
