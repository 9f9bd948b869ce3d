"""The two heads of a Gaussian, spelled out, for tests that compute a bound by hand."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.distributions import Normal


def heads(parameters: Mapping[str, Tensor], prefix: str, inputs: Tensor) -> Normal:
    """What the layer ``prefix`` makes of ``inputs`` (..., D): one hidden layer, then mean and log variance."""
    hidden = torch.relu(inputs @ parameters[f"{prefix}.hidden.weight"].T + parameters[f"{prefix}.hidden.bias"])
    mean, log_variance = (
        hidden @ parameters[f"{prefix}.{one}.weight"].T + parameters[f"{prefix}.{one}.bias"]
        for one in ("mean", "log_variance")
    )
    return Normal(mean, (log_variance / 2).exp())
