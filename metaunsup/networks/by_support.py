"""An encoder whose batch norm takes its statistics from some of the items alone, so that the others do not sway them.

Batch norm over a set that is (mostly) normal puts what is normal in the middle and at unit scale, whatever it is; what
is not normal comes to lie outside (Li, Qiu, Kloft, Smyth, Rudolph, Mandt, Zero-Shot Anomaly Detection via Batch
Normalization, NeurIPS 2023, arXiv:2302.07849, section 3.1). Items are judged one by one: none changes another's place.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.networks.mlp import BLOCKS, is_of_vectors

EPS = 1e-5  # nn.BatchNorm2d's


def features_by(parameters: Mapping[str, Tensor], items: Tensor, first: int) -> Tensor:
    """The encoder's output (N, D) under batch norm with the statistics of the ``first`` of ``items``.

    Of pictures (N, C, H, W) or, with an MLP's ``parameters``, of vectors (N, D), or (T, N, D) of T tasks apart. With
    all items it is ``networks.conv4.Conv4`` or ``networks.mlp.Mlp4``, not normalised.
    """
    if is_of_vectors(parameters):
        return _vectors_by(parameters, items, first)
    return maps_by(parameters, items, first, BLOCKS)[-1].flatten(1)


def maps_by(parameters: Mapping[str, Tensor], items: Tensor, first: int, blocks: int) -> list[Tensor]:
    """What each of the first ``blocks`` blocks makes of ``items``: (N, filters, H / 2, W / 2), then ever smaller."""
    hidden, maps = items, []
    for block in range(blocks):
        weight, scale, shift = (
            parameters[f"blocks.{block}.{name}"] for name in ("conv.weight", "norm.weight", "norm.bias")
        )
        hidden = F.conv2d(hidden, weight, padding=1)
        variance, mean = torch.var_mean(hidden[:first], (0, 2, 3), correction=0)
        size = scale * (variance + EPS).rsqrt()
        hidden = torch.addcmul((shift - mean * size)[:, None, None], hidden, size[:, None, None])
        hidden = F.relu(F.max_pool2d(hidden, 2))
        maps.append(hidden)
    return maps


def _vectors_by(parameters: Mapping[str, Tensor], vectors: Tensor, first: int) -> Tensor:
    for block in range(BLOCKS):
        weight, scale, shift = (
            parameters[f"blocks.{block}.{name}"] for name in ("linear.weight", "norm.weight", "norm.bias")
        )
        vectors = F.linear(vectors, weight)
        variance, mean = torch.var_mean(vectors[..., :first, :], -2, correction=0, keepdim=True)
        vectors = (vectors - mean) * (variance + EPS).rsqrt() * scale + shift
        if block < BLOCKS - 1:
            vectors = F.relu(vectors)
    return vectors
