"""A plane to look at rows in: the first two principal axes of a table's train part, the same for whatever is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.data.pool import Pool

MOST = 2000  # rows that it is fitted to
AROUND = 300  # of which so many are shown


@dataclass(frozen=True, eq=False)
class Plane:
    """``mean`` (D,) and ``axes`` (2, D), of which the second is 0 where a table has one column or varies along one.

    ``share`` of the variance that the two have; ``around`` (M, 2): where rows of the train part lie.
    """

    mean: Tensor
    axes: Tensor
    share: float
    around: Tensor

    def place(self, rows: Tensor) -> Tensor:
        """Where ``rows`` (N, D) lie, (N, 2)."""
        return (rows - self.mean) @ self.axes.T


def plane_of(pool: Pool) -> Plane:
    """The plane of a table; of one without two rows in its train part all rows together make it."""
    source = pool.unlabelled("train")
    rows = (
        source.items(torch.arange(len(source))) if len(source) > 1 else pool.unlabelled_items(torch.arange(len(pool)))
    )
    rows = rows[torch.randperm(len(rows), generator=torch.Generator().manual_seed(0))[:MOST]]
    mean = rows.mean(0)
    _, lengths, axes = torch.linalg.svd(rows - mean, full_matrices=False)
    found = torch.zeros(2, rows.shape[1])
    found[: len(axes[:2])] = axes[:2]
    found *= torch.where(found.gather(1, found.abs().argmax(1, keepdim=True)) < 0, -1.0, 1.0)  # a sign that stays
    share = float(lengths[:2].square().sum() / lengths.square().sum().clamp(min=1e-12))
    return Plane(mean, found, share, (rows[:AROUND] - mean) @ found.T)
