"""An episode: pseudo-classes made of unlabelled items, for one step of meta-training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Episode:
    """Pseudo-classes made of unlabelled items, for one step of meta-training.

    ``support`` (K * S, C, H, W) float32, ``support_labels`` (K * S,) int64 pseudo-classes; ``query`` and
    ``query_labels`` are further views of the same pseudo-classes. ``unaltered`` (K * (S + Q), C, H, W): what
    each of both is a view of, the support's first; None where nobody knows.
    """

    support: Tensor
    support_labels: Tensor
    query: Tensor
    query_labels: Tensor
    n_classes: int
    unaltered: Tensor | None = None

    def to_draw(self, denoising: bool) -> tuple[Tensor, Tensor]:
        """All its images, and what a decoder is to draw of each: the picture that it is a view of, or itself."""
        images = torch.cat([self.support, self.query])
        return images, self.unaltered if denoising and self.unaltered is not None else images


def episode_of(views: Tensor, support: int, items: Tensor | None = None) -> Episode:
    """An episode of ``views`` (K, S + Q, C, H, W), of which the first ``support`` of each pseudo-class are support.

    ``items``, of the same shape: what they are views of.
    """
    ways, each = views.shape[:2]
    label = torch.arange(ways)
    parts = () if items is None else [part.flatten(0, 1) for part in items.tensor_split([support], 1)]
    return Episode(
        support=views[:, :support].flatten(0, 1),
        support_labels=label.repeat_interleave(support),
        query=views[:, support:].flatten(0, 1),
        query_labels=label.repeat_interleave(each - support),
        n_classes=ways,
        unaltered=torch.cat(parts) if parts else None,
    )


class Episodes(Protocol):
    """Where meta-training's tasks come from (UMTRA, CACTUs): all randomness is the generator's."""

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """An episode of ``ways`` pseudo-classes with ``support`` and ``query`` views of each."""
        ...
