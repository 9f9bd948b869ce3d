"""UMTRA: pseudo-tasks by augmentation (Khodadadeh, Boloni, Shah, NeurIPS 2019, arXiv:1811.11819).

Draw K unlabelled items; each is a class of its own, and its members are augmented views of it. With many true
classes in the pool two of the K seldom share one, so the pseudo-classes are nearly right, and no label was read.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from metaunsup.data.augment import augment
from metaunsup.data.pool import Unlabelled
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.episode import Episode, episode_of


def refuse_ways(ways: int, source: Unlabelled, option: str = "ways") -> None:
    """Refuse episodes of ``ways`` pseudo-classes that ``source`` has too few items for, with what would do.

    ``option`` is the learner's setting that says how many.
    """
    if len(source) < 2:  # no number would do
        raise MetaUnsupError("episode_items", items=len(source), pool=source.pool, part=source.part)
    if not 2 <= ways <= len(source):
        raise MetaUnsupError("episode_ways", ways=ways, items=len(source), pool=source.pool, option=option)


@dataclass(frozen=True)
class UmtraEpisodes:
    """Episodes over the items of ``source``; ``strength`` scales the augmentation (1 is the measured default)."""

    source: Unlabelled
    strength: float = 1.0

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """``ways`` items, ``support`` and ``query`` views of each; refuses more ways than the pool has items.

        Items are grouped by pseudo-class: support (ways * support, C, H, W), query (ways * query, C, H, W).
        """
        refuse_ways(ways, self.source)
        chosen = torch.randperm(len(self.source), generator=generator)[:ways]
        each = support + query
        items = self.source.items(chosen).repeat_interleave(each, 0)
        views = augment(items, generator, self.strength)
        return episode_of(views.unflatten(0, (ways, each)), support, items.unflatten(0, (ways, each)))
