"""From a latent back to a row of a table, and whether both belong together: what ``decoder`` and ``discriminator`` are.

A row's numbers are standardised columns, so what is drawn is a number for each and has no range; how far a column
strays from what is drawn is a number of its own (``Spread``), the same for all rows.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN = 128  # units of a discriminator's layers
SLOPE = 0.2  # of the leaky ReLU below zero
BLOCKS = 2  # hidden layers of what sees a row by itself
LEAST = -6.0  # log-variance of a column: what never varies would make any row as likely as one likes


class RowDecoder(nn.Module):
    """Latents (N, ``latent_size``) -> rows (N, ``columns``): one hidden layer; with none (0) a linear map."""

    def __init__(self, latent_size: int, columns: int, hidden: int) -> None:
        super().__init__()
        self.latent_size, self.channels = latent_size, columns
        self.hidden = nn.Linear(latent_size, hidden) if hidden else None
        self.columns = nn.Linear(hidden or latent_size, columns)

    def forward(self, latents: Tensor) -> Tensor:
        """The row of each of ``latents``, by itself."""
        return drawn_rows(dict(self.named_parameters()), latents)


class Spread(nn.Module):
    """The log-variance of each of ``columns`` around what is drawn, (``columns``,), before ``soft_floor``."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.log_variance = nn.Parameter(torch.zeros(columns))


class RowFeatures(nn.Module):
    """Rows (N, ``columns``) -> features (N, ``features``): two hidden layers, each row by itself.

    What ``strided.Strided`` is for pictures: leaky ReLU behind each layer, and nothing is normalised. The first layer
    is called as the row encoder's is (``mlp``), so that what has practised on rows is known by it.
    """

    def __init__(self, columns: int, width: int, features: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.ModuleDict({"linear": nn.Linear(width if block else columns, width)}) for block in range(BLOCKS)
        )
        self.last = nn.Linear(width, features)

    def forward(self, rows: Tensor) -> Tensor:
        """The features of each of ``rows``."""
        return row_features(dict(self.named_parameters()), rows)


class RowDiscriminator(nn.Module):
    """Rows (N, ``columns``) and latents (N, ``latent_size``) -> logits (N,), above 0 for an encoder's pair.

    ``discriminator.JointDiscriminator`` with a hidden layer for the row in place of convolutions.
    """

    def __init__(self, latent_size: int, columns: int) -> None:
        super().__init__()
        self.first = nn.Linear(columns, HIDDEN)
        self.row = nn.Linear(HIDDEN, HIDDEN)
        self.latent = nn.Linear(latent_size, HIDDEN)
        self.both = nn.Linear(2 * HIDDEN, HIDDEN)
        self.last = nn.Linear(HIDDEN, 1)

    def forward(self, rows: Tensor, latents: Tensor) -> Tensor:
        """The logits of pairs."""
        seen = self.row(F.leaky_relu(self.first(rows), SLOPE))
        pair = F.leaky_relu(torch.cat([seen, self.latent(latents)], 1), SLOPE)
        logits: Tensor = self.last(F.leaky_relu(self.both(pair), SLOPE))
        return logits[:, 0]


def drawn_rows(parameters: Mapping[str, Tensor], latents: Tensor) -> Tensor:
    """What a ``RowDecoder`` with these ``parameters`` draws of ``latents``, without building the module."""
    if "hidden.weight" in parameters:
        latents = F.relu(F.linear(latents, parameters["hidden.weight"], parameters["hidden.bias"]))
    return F.linear(latents, parameters["columns.weight"], parameters["columns.bias"])


def row_features(parameters: Mapping[str, Tensor], rows: Tensor) -> Tensor:
    """What a ``RowFeatures`` with these ``parameters`` sees of ``rows`` (N, D), without building the module."""
    hidden = rows
    for layer in (*(f"blocks.{block}.linear" for block in range(BLOCKS)), "last"):
        hidden = F.leaky_relu(F.linear(hidden, parameters[f"{layer}.weight"], parameters[f"{layer}.bias"]), SLOPE)
    return hidden


def soft_floor(log_variance: Tensor) -> Tensor:
    """``log_variance``, smoothly held above ``LEAST`` (as Rybkin et al. 2021, arXiv:2006.13202, hold theirs)."""
    return LEAST + F.softplus(log_variance - LEAST)


def row_decoder(latent_size: int, columns: int, hidden: int) -> RowDecoder:
    """One on no device, to be called with somebody's parameters (see ``conv4.blueprint``)."""
    with torch.device("meta"):
        return RowDecoder(latent_size, columns, hidden)
