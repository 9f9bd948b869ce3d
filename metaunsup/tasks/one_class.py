"""One-class episodes made of pseudo-classes: one is normal, the others are what does not belong. No label is read."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.tasks.episode import Episode


@dataclass(frozen=True, eq=False)
class OneClassEpisode:
    """``support`` (S, ...) of a pseudo-class, the share ``contamination`` of it of others; ``queries`` (2 Q, ...).

    ``anomalous`` (2 Q,) bool: the second half of the queries, which are of other pseudo-classes.
    """

    support: Tensor
    queries: Tensor
    anomalous: Tensor

    @property
    def items(self) -> Tensor:
        """The support, then the queries."""
        return torch.cat([self.support, self.queries])


def one_class_episode(
    episode: Episode, normal: int, contamination: float, clumps: float, generator: torch.Generator
) -> OneClassEpisode:
    """The pseudo-class number ``normal`` against the others.

    ``contamination``: the most of the support that may be of others, the share being drawn from 0 to there; ``clumps``:
    how often all that does not belong is of one other pseudo-class, and not of any.
    """
    ways = episode.n_classes
    support, query = (one.unflatten(0, (ways, -1)) for one in (episode.support, episode.query))
    size, each = support.shape[1], query.shape[1]
    others = torch.tensor([way for way in range(ways) if way != normal])
    if float(torch.rand((), generator=generator)) < clumps:
        others = others[torch.randint(len(others), (1,), generator=generator)]
    spoiled = round(float(torch.rand((), generator=generator)) * contamination * size)
    strange = query[others].flatten(0, 1)
    strange = strange[torch.randperm(len(strange), generator=generator)[:each]]
    foreign = support[others].flatten(0, 1)
    foreign = foreign[torch.randperm(len(foreign), generator=generator)[:spoiled]]
    return OneClassEpisode(
        support=torch.cat([support[normal, : size - len(foreign)], foreign]),
        queries=torch.cat([query[normal], strange]),
        anomalous=torch.arange(each + len(strange)) >= each,
    )
