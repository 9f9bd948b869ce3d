"""Conv4 whose batch norm takes its statistics from some of the items alone, so that the others do not sway them.

Batch norm over a set that is (mostly) normal puts what is normal in the middle and at unit scale, whatever it is; what
is not normal comes to lie outside (Li, Qiu, Kloft, Smyth, Rudolph, Mandt, Zero-Shot Anomaly Detection via Batch
Normalization, NeurIPS 2023, arXiv:2302.07849, section 3.1). Items are judged one by one: none changes another's place.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional as F

EPS = 1e-5  # nn.BatchNorm2d's


def features_by(parameters: Mapping[str, Tensor], items: Tensor, first: int) -> Tensor:
    """Conv4's output (N, D) for ``items`` (N, C, H, W) under batch norm with the statistics of the ``first`` items.

    With all of them it is ``networks.conv4.Conv4``, not normalised.
    """
    hidden = items
    for block in range(4):
        weight, scale, shift = (
            parameters[f"blocks.{block}.{name}"] for name in ("conv.weight", "norm.weight", "norm.bias")
        )
        hidden = F.conv2d(hidden, weight, padding=1)
        variance, mean = torch.var_mean(hidden[:first], (0, 2, 3), correction=0)
        size = scale * (variance + EPS).rsqrt()
        hidden = torch.addcmul((shift - mean * size)[:, None, None], hidden, size[:, None, None])
        hidden = F.relu(F.max_pool2d(hidden, 2))
    return hidden.flatten(1)
