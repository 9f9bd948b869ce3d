"""The encoder of vectors: four layers, each with batch norm, as Conv4 has for pictures; and which of the two it is.

Where an item is a row of a table there is nothing to convolve: a layer is a product with a matrix, batch norm (with
the statistics of the batch it is given, as in ``conv4``) and, but for the last, ReLU, as wide as four times Conv4's
filters. Names of parameters begin as Conv4's do (``blocks.0.``), so that everything that moves, copies or keeps
parameters by name does so here, too. An MLP of four layers is what SCARF (Bahri et al., ICLR 2022, arXiv:2106.15147)
learns on tables without labels.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.networks.conv4 import blueprint

WIDTH = 4  # units of a layer for each filter that Conv4 would have
BLOCKS = 4
_CONV, _LINEAR = "blocks.0.conv.weight", "blocks.0.linear.weight"


class Columns(int):
    """How many numbers a vector has: where a network is asked for by its input's channels, this asks for an MLP."""


class Mlp4(nn.Module):
    """Vectors (N, D) -> embeddings (N, WIDTH * filters), not normalised."""

    def __init__(self, columns: int, filters: int = 32) -> None:
        super().__init__()
        width = WIDTH * filters
        self.blocks = nn.ModuleList(
            nn.ModuleDict(
                {
                    "linear": nn.Linear(width if block else columns, width, bias=False),  # see Conv4
                    "norm": nn.BatchNorm1d(width, track_running_stats=False),
                }
            )
            for block in range(BLOCKS)
        )

    def forward(self, vectors: Tensor) -> Tensor:
        """Embed ``vectors``."""
        for number, block in enumerate(self.blocks):
            assert isinstance(block, nn.ModuleDict)
            linear = block["linear"](vectors)
            # of a single vector batch norm has no deviation: what is left is its shift
            vectors = block["norm"](linear) if len(linear) > 1 else linear * 0 + block["norm"].bias
            if number < BLOCKS - 1:
                vectors = F.relu(vectors)
        return vectors


def inputs_of(items: Tensor) -> int:
    """What an encoder of ``items`` is asked for by: the channels of pictures (N, C, H, W), ``Columns`` of (N, D)."""
    return Columns(items.shape[1]) if items.ndim == 2 else items.shape[1]


def encoder(inputs: int, filters: int) -> nn.Module:
    """Conv4, or for ``Columns`` an MLP, on no device (see ``conv4.blueprint``)."""
    if not isinstance(inputs, Columns):
        return blueprint(inputs, filters)
    with torch.device("meta"):
        return Mlp4(inputs, filters)


def first_weight(parameters: Mapping[str, Tensor]) -> Tensor:
    """The weight of an encoder's first block; raises ``KeyError`` where ``parameters`` hold no encoder."""
    return parameters[_LINEAR] if _LINEAR in parameters else parameters[_CONV]


def size_of(parameters: Mapping[str, Tensor]) -> tuple[int, int]:
    """The ``filters`` and ``inputs`` of the ``encoder`` whose parameters these are."""
    outputs, inputs = first_weight(parameters).shape[:2]
    return (outputs // WIDTH, Columns(inputs)) if _LINEAR in parameters else (outputs, inputs)


def is_of_vectors(parameters: Mapping[str, Tensor]) -> bool:
    """Whether the encoder among ``parameters`` takes vectors."""
    return isinstance(size_of(parameters)[1], Columns)
