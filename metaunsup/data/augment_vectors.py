"""Random views of a row of a table: some values masked, some noise, and values moved along their own column.

The kin of ``augment`` for standardised vectors, whose mean is 0 and whose deviation 1. Masking and noise are those of
the contrastive and denoising learners of tables (Bahri et al., SCARF, ICLR 2022, arXiv:2106.15147; Yoon et al., VIME,
NeurIPS 2020). The quantile jitter exchanges a value for one that stands a little before or after it among all values of
its column in the batch, so that it stays one that the column has, however skewed that is.
"""

from __future__ import annotations

import torch
from torch import Tensor

# Weaker views leave a row a mark of its own, by which practice tells it from all others: with half of these ProtoNet
# ends below K-Means on two of scikit-learn's tables (digits, breast cancer).
MASK = 0.3  # share of the values that become the mean, 0
NOISE = 0.3  # standard deviation
JITTER = 0.2  # standard deviation of a rank's move, of the number of ranks


def augment_vectors(
    vectors: Tensor, generator: torch.Generator, strength: float | Tensor = 1.0, *, alike: bool = False
) -> Tensor:
    """One random view of every row of ``vectors`` (N, D) float32; ``alike``: all rows are altered in the same way.

    ``strength`` scales all three; it may be a scalar tensor that is learned.
    """
    count, columns = (1 if alike else len(vectors)), vectors.shape[1]

    def draw(make: object) -> Tensor:
        made: Tensor = make(count, columns, generator=generator, dtype=vectors.dtype)  # type: ignore[operator]
        return made.expand(len(vectors), -1)

    moved = _along_columns(vectors, draw(torch.randn) * JITTER * strength * len(vectors))
    noisy = moved + draw(torch.randn) * NOISE * strength
    return torch.where(draw(torch.rand) < MASK * strength, torch.zeros_like(noisy), noisy)


def _along_columns(vectors: Tensor, ranks: Tensor) -> Tensor:
    """Each value moved by so many ``ranks`` (N, D) among the sorted values of its column, and between two by share."""
    ordered, order = vectors.sort(0)
    place = torch.empty_like(order).scatter_(0, order, torch.arange(len(vectors))[:, None].expand_as(order))
    wanted = (place + ranks).clamp(0, len(vectors) - 1)
    below = wanted.detach().floor().long()
    above = (below + 1).clamp(max=len(vectors) - 1)
    low, high = ordered.gather(0, below), ordered.gather(0, above)
    return low + (wanted - below) * (high - low)
