"""Practice for finding flaws without a flaw: crops of unlabelled pictures, and such crops with a piece pasted in.

Li, Sohn, Yoon, Pfister, CutPaste (CVPR 2021), arXiv:2104.04015: a rectangle or a thin turned "scar" (section 2.2),
cut out elsewhere and pasted with other brightness, is what does not belong. What is asked later is never shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.data.pool import Unlabelled
from metaunsup.tasks.episode import Episode, episode_of

SIDE = 32  # pixels of a crop
LIGHT = 0.1  # most that a crop is brighter or darker than its picture
PASTED = (0.02, 0.15)  # of a crop's area, of a rectangle
ASPECT = 3.3  # most that a rectangle is longer than wide
SCAR_WIDTH, SCAR_LENGTH = (1.0, 3.0), (8.0, 26.0)  # pixels
JITTER = 0.3  # most that a pasted piece is brighter or darker
SEEN = 0.03  # least change that counts as one


@dataclass(frozen=True, eq=False)
class SpoiledEpisode:
    """``support`` (S, C, h, w) normal; ``queries`` (Q, C, h, w) float32; ``masks`` (Q, h, w) bool, where changed."""

    support: Tensor
    queries: Tensor
    masks: Tensor


@dataclass(frozen=True)
class CropEpisodes:
    """Episodes of crops of the pictures of ``source`` (N, C, H, W), at least twice as high and wide as a crop."""

    source: Unlabelled

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """``ways`` pictures as pseudo-classes, crops for members; support and query share no pixel."""
        chosen = torch.randperm(len(self.source), generator=generator)[:ways].tolist()
        crops = [torch.cat(self._crops(index, support, query, generator)) for index in chosen]
        return episode_of(torch.stack(crops), support)

    def spoiled(self, support: int, query: int, generator: torch.Generator) -> SpoiledEpisode:
        """Crops of one picture, and of it ``query`` as they are and as many with a piece pasted in."""
        index = int(torch.randint(len(self.source), (), generator=generator))
        known, new = self._crops(index, support, 2 * query, generator)
        other = int(torch.randint(len(self.source), (), generator=generator))
        pieces, _ = self._crops(other if _coin(generator) else index, query, 1, generator)
        broken, masks = paste(new[query:], pieces, generator)
        whole = torch.zeros_like(masks)
        return SpoiledEpisode(known, torch.cat([new[:query], broken]), torch.cat([whole, masks]))

    def _crops(self, index: int, support: int, query: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Crops from either half of a picture, which is mirrored and turned by quarters first."""
        picture = self.source.items(torch.tensor([index]))[0]
        picture = torch.rot90(picture, int(torch.randint(4, (), generator=generator)), (1, 2))
        if _coin(generator):
            picture = picture.flip(2)
        wide = picture.shape[2]
        halves = [picture[:, :, : wide // 2], picture[:, :, wide // 2 :]]
        return tuple(_some(half, count, generator) for half, count in zip(halves, (support, query), strict=True))  # type: ignore[return-value]


def paste(items: Tensor, pieces: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """``items`` (N, C, h, w) with a part of ``pieces`` (N, C, h, w) in each, and where they changed (N, h, w) bool."""
    high, wide = items.shape[2:]
    down, across = torch.meshgrid(torch.arange(high).float(), torch.arange(wide).float(), indexing="ij")
    broken = []
    for item, piece in zip(items, pieces, strict=True):
        if _coin(generator):
            area, longer = _between(*PASTED, generator) * high * wide, ASPECT ** _between(-1, 1, generator)
            length, width, angle = math.sqrt(area * longer), math.sqrt(area / longer), 0.0
        else:
            width, length = _between(*SCAR_WIDTH, generator), _between(*SCAR_LENGTH, generator)
            angle = _between(0, math.pi, generator)
        x, y = across - _between(0, wide - 1, generator), down - _between(0, high - 1, generator)
        along = (x * math.cos(angle) + y * math.sin(angle)).abs()
        beside = (y * math.cos(angle) - x * math.sin(angle)).abs()
        inside = (along <= length / 2) & (beside <= width / 2)
        lit = (piece + _between(-JITTER, JITTER, generator)).clamp(0, 1)
        broken.append(torch.where(inside, lit, item))
    changed = torch.stack(broken)
    return changed, ((changed - items).abs() > SEEN).any(1)


def _some(picture: Tensor, count: int, generator: torch.Generator) -> Tensor:
    """``count`` crops of ``picture`` (C, H, W), each a little brighter or darker."""
    high, wide = (side - SIDE + 1 for side in picture.shape[1:])
    tops = torch.randint(high, (count,), generator=generator).tolist()
    lefts = torch.randint(wide, (count,), generator=generator).tolist()
    crops = [picture[:, top : top + SIDE, left : left + SIDE] for top, left in zip(tops, lefts, strict=True)]
    light = 1 + LIGHT * (2 * torch.rand(count, 1, 1, 1, generator=generator) - 1)
    return (torch.stack(crops) * light).clamp(0, 1)


def _between(low: float, high: float, generator: torch.Generator) -> float:
    return low + (high - low) * float(torch.rand((), generator=generator))


def _coin(generator: torch.Generator) -> bool:
    return float(torch.rand((), generator=generator)) < 0.5
