"""Nearest patches: what no place of the support looks like is anomalous, and the place shows where.

Roth, Pemula, Zepeda, Schölkopf, Brox, Gehler, Towards Total Recall in Industrial Anomaly Detection (PatchCore, CVPR
2022), arXiv:2106.08265: a memory of the patches of normal pictures (section 3.2), thinned at random where ten small
pictures have too many; the distance to the nearest is a place's score, smoothed, and the largest a picture's (3.3),
without the paper's reweighting. Its patches are an ImageNet network's; no such network is used here, since what is
asked is how far one comes without labels: patches are pixels, or what two blocks of a Conv4 make of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.detectors.base import Judged, folds
from metaunsup.detectors.placed import SpaceDetector
from metaunsup.detectors.spaces import Encoded
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.papers import Paper
from metaunsup.networks.by_support import maps_by
from metaunsup.networks.conv4 import SMALLEST_SIDE

BLOCKS = 3  # of Conv4; the features are the last two's, as PatchCore's are of the middle of its network
SIZE, STRIDE = 5, 2  # of a patch of pixels
CHUNK = 512  # patches whose distances are computed at once
MEMORY = 10_240  # patches that are remembered at most: all of ten pictures 64 pixels wide
Places = Callable[[Tensor, int], Tensor]  # items (N, C, H, W), how many are support: (N, D, h, w)


def pixels(items: Tensor, first: int) -> Tensor:
    """Patches of ``SIZE`` x ``SIZE`` pixels, every second one: (N, 25 C, H / 2, W / 2)."""
    rows = F.unfold(F.pad(items, [SIZE // 2] * 4, mode="reflect"), SIZE, stride=STRIDE)
    high, wide = (-(-side // STRIDE) for side in items.shape[2:])
    return rows.unflatten(2, (high, wide))


def features(parameters: Mapping[str, Tensor]) -> Places:
    """Places by Conv4's second and third block, batch norm having the support's statistics: (N, 2 F, H / 4, W / 4)."""

    def places(items: Tensor, first: int) -> Tensor:
        *_, fine, coarse = maps_by(parameters, items, first, BLOCKS)
        return torch.cat([fine, F.interpolate(coarse, fine.shape[2:], mode="bilinear")], 1)

    return places


def nearest(known: Tensor, new: Tensor) -> Tensor:
    """Squared distance of each place of ``new`` (Q, D, h, w) from the nearest of ``known`` (S, D, h, w): (Q, h, w).

    A mean over dimensions, differentiable in both.
    """
    memory = thinned(known.movedim(1, -1).flatten(0, 2))
    rows = new.movedim(1, -1).flatten(0, 2)
    length = memory.square().sum(1)
    found = []
    for part in rows.split(CHUNK):
        with torch.no_grad():  # which one is nearest does not move with the gradient
            which = torch.addmm(length, part, memory.T, alpha=-2).argmin(1)
        found.append((part - memory[which]).square().mean(1))
    return torch.cat(found).unflatten(0, (len(new), *new.shape[2:]))


def thinned(rows: Tensor) -> Tensor:
    """``rows`` (N, D), or ``MEMORY`` of them drawn at random, always the same ones."""
    if len(rows) <= MEMORY:
        return rows
    return rows[torch.randperm(len(rows), generator=torch.Generator().manual_seed(0))[:MEMORY]]


def picture_scores(heat: Tensor) -> Tensor:
    """Minus the largest distance in each picture: (Q, h, w) -> (Q,), higher where it is more normal."""
    return -heat.flatten(1).amax(1)


@dataclass(eq=False, repr=False)
class Patches(SpaceDetector):
    """Judges by the nearest patch of the support; ``shown["heat"]`` (Q, 1, H, W) says where a query is strange."""

    name = "patches"
    print_name = "Nearest patches"
    takes_vectors = False
    points = True
    whole = False
    paper = Paper(
        "Roth, Pemula, Zepeda, Schölkopf, Brox, Gehler 2022",
        "Towards total recall in industrial anomaly detection",
        "https://arxiv.org/abs/2106.08265",
        (r"s(x) = -\max_{p \in P(x)} \min_{m \in M} \lVert p - m \rVert",),
    )

    places: Places | None = field(default=None, kw_only=True)

    def _check(self, support: Tensor, queries: Tensor) -> None:
        super()._check(support, queries)
        if min(support.shape[2:]) < SMALLEST_SIDE:
            side = min(support.shape[2:])
            raise MetaUnsupError("items_too_small", learner=self.full_name, side=side, smallest=SMALLEST_SIDE)

    @torch.no_grad()
    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Judged]:
        heat = self.heat(support, queries)
        apart = [picture_scores(self.heat(support[others], support[one])) for others, one in folds(len(support))]
        whole = F.interpolate(heat[:, None], support.shape[2:], mode="bilinear")
        yield Judged(picture_scores(heat), torch.cat(apart), shown={"heat": whole})

    def _places(self, channels: int) -> Places:
        """Those given; else patches of pixels, or, in a space, what its encoder's blocks make of them."""
        if self.places is not None:
            return self.places
        return features(self.space.parameters(channels)) if isinstance(self.space, Encoded) else pixels

    def heat(self, support: Tensor, queries: Tensor) -> Tensor:
        """Distances (Q, h, w) of the queries' places, each a mean with its eight neighbours': a flaw is never alone."""
        placed = self._places(support.shape[1])(torch.cat([support, queries]), len(support))
        distances = nearest(placed[: len(support)], placed[len(support) :])
        return F.avg_pool2d(distances[:, None], 3, stride=1, padding=1, count_include_pad=False)[:, 0]
