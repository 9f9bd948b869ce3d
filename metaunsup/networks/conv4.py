"""Conv4, the four-block network of few-shot learning, as a module whose parameters can be swapped for others.

Vinyals et al., Matching Networks (2016), arXiv:1606.04080: four blocks of 3 x 3 convolution, batch norm, ReLU and
2 x 2 max-pooling. Batch norm always uses the statistics of the batch it is given (transductive, as in the MAML
literature): an item's embedding depends on the task it is part of, and there are no running averages.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

FILTERS = (32, 64)
SMALLEST_SIDE = 16  # four poolings leave one pixel, and the last batch norm still sees 2 x 2

Parameters = dict[str, Tensor]


class Conv4(nn.Module):
    """Images (N, C, H, W) -> embeddings (N, filters * (H // 16) * (W // 16)), not normalised."""

    def __init__(self, channels: int = 1, filters: int = 32) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.ModuleDict(
                {
                    # no bias: batch norm takes its mean out again, and an optimiser would walk it about at random
                    "conv": nn.Conv2d(channels if block == 0 else filters, filters, 3, padding=1, bias=False),
                    "norm": nn.BatchNorm2d(filters, track_running_stats=False),
                }
            )
            for block in range(4)
        )

    def forward(self, images: Tensor) -> Tensor:
        """Embed ``images``."""
        first, *others = self.blocks
        assert isinstance(first, nn.ModuleDict)
        conv, norm = first["conv"], first["norm"]
        assert isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d)
        hidden = first_block(images, conv.weight, norm)
        for block in others:
            assert isinstance(block, nn.ModuleDict)
            # channels-last halves the time of everything but the convolution; ReLU commutes with max-pooling, and
            # after it there is a quarter left to do
            hidden = block["conv"](hidden).contiguous(memory_format=torch.channels_last)
            hidden = F.relu(F.max_pool2d(block["norm"](hidden), 2))
        return hidden.flatten(1)


def first_block(images: Tensor, kernel: Tensor, norm: nn.BatchNorm2d) -> Tensor:
    """Convolution with ``kernel`` (F, C, 3, 3), batch norm, ReLU and pooling of images (N, C, H, W) in half the time.

    Each pixel with its neighbours is a row of 9 C numbers, so the convolution is one product of matrices; and the
    output's mean and variance follow from the rows', k m and k S k^T. So what is normalised can be pooled before: with
    a negative scale the largest output is the smallest, hence kernels with a negative scale are turned over.
    """
    scale, shift = norm.weight, norm.bias
    sign = torch.where(scale.detach() < 0, -1.0, 1.0).to(scale)
    kernel = (kernel * sign[:, None, None, None]).flatten(1)
    rows = F.unfold(images, 3, padding=1).transpose(1, 2)  # (N, H W, 9 C)
    mean = rows.mean((0, 1))
    apart = (rows - mean).flatten(0, 1)
    variance = ((kernel @ (apart.T @ apart / len(apart))) * kernel).sum(1)
    hidden = (rows @ kernel.T).transpose(1, 2).unflatten(2, images.shape[2:])
    size = scale * sign * (variance + norm.eps).rsqrt()
    pooled = F.max_pool2d(hidden, 2)
    return F.relu(torch.addcmul((shift - kernel @ mean * size)[:, None, None], pooled, size[:, None, None]))


def blueprint(channels: int, filters: int) -> Conv4:
    """A Conv4 on no device: its shape and how it computes, to be called with somebody's parameters; costs no memory.

    A new one each time: ``functional_call`` swaps parameters in and out of a module, which two threads cannot share.
    """
    with torch.device("meta"):
        return Conv4(channels, filters)


def initial_parameters(network: nn.Module, generator: torch.Generator) -> Parameters:
    """Fresh parameters for ``network``: Xavier-uniform kernels, zero biases, unit scales; all from ``generator``."""
    parameters: Parameters = {}
    for name, value in network.named_parameters():
        fresh = torch.zeros(value.shape)  # the network may be on no device, where it costs nothing
        if value.ndim > 1:
            nn.init.xavier_uniform_(fresh, generator=generator)
        elif name.endswith("norm.weight"):
            fresh += 1
        parameters[name] = fresh
    return parameters


def under(prefix: str, parameters: Mapping[str, Tensor]) -> Parameters:
    """``parameters`` as they stand beside those of other networks: with ``prefix`` before their names."""
    return {prefix + name: value for name, value in parameters.items()}


def part(parameters: Mapping[str, Tensor], prefix: str) -> Parameters:
    """The reverse: of ``parameters`` those that stand there, by the names they have in their own network."""
    return {name.removeprefix(prefix): value for name, value in parameters.items() if name.startswith(prefix)}


def without_biases(parameters: Mapping[str, Tensor]) -> Parameters:
    """``parameters``, and what is kept of each, without the biases that convolutions once had: the same function."""
    return {name: value for name, value in parameters.items() if "conv.bias" not in name}


def embed(network: nn.Module, parameters: Mapping[str, Tensor], items: Tensor) -> Tensor:
    """Unit-length embeddings (N, D) of ``items`` under ``parameters``."""
    return F.normalize(functional_call(network, dict(parameters), (items,)), dim=1)
