"""A menu of clusterings of one task: an embedding, an algorithm and its parameter, and what can be told of each.

What is told needs no label: the silhouette (Rousseeuw, 1987) in the encoder's embedding and in blurred pixels, the
index of Davies & Bouldin (1979), the entropy of the clusters' sizes, and how far two clusterings agree (adjusted Rand
index): what many ways of clustering come to is stable.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import adjusted_rand_score, davies_bouldin_score
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.heads import HEADS
from metaunsup.adaptation.model_selection import distances, silhouette
from metaunsup.adaptation.spectral import spectral_cut

PIXELS, BLURRED, ENCODER = "pixels", "blurred", "encoder"
WARD, CUT = "ward", "spectral"
BLUR = 5  # pixels, of the square that is averaged
INDICES = ("silhouette", "silhouette of pixels", "Davies-Bouldin", "sizes")


class Entry(NamedTuple):
    """A way of clustering; ``share`` of what a cluster holds on average are the neighbours in a graph that is cut."""

    embedding: str
    algorithm: str
    share: float = 0.0

    @property
    def name(self) -> str:
        """By which it is told, the same in every language: ``encoder spectral 0.5``."""
        return f"{self.embedding} {self.algorithm}" + (f" {self.share:g}" if self.share else "")


MENU = (
    Entry(ENCODER, CUT, 0.5),
    Entry(ENCODER, "kmeans"),
    Entry(ENCODER, "soft"),
    Entry(ENCODER, WARD),
    Entry(BLURRED, CUT, 0.25),
    Entry(ENCODER, CUT, 1.0),
    Entry(ENCODER, "gmm"),
    Entry(ENCODER, CUT, 0.25),
    Entry(BLURRED, WARD),
    Entry(PIXELS, WARD),
)


class Menu:
    """The first ``entries`` of ``MENU`` for ``items`` (N, C, H, W), each clustered when it is first asked for.

    ``embed`` gives unit-length embeddings (N, D). ``indices`` (E, 4) and ``agreement`` (E, E), of those tried so far,
    are float32; which are tried, and when, changes no clustering.
    """

    def __init__(
        self,
        items: Tensor,
        n_clusters: int,
        embed: Callable[[Tensor], Tensor],
        entries: int,
        generator: torch.Generator,
    ) -> None:
        self.items, self.k, self.entries = items.detach(), n_clusters, MENU[:entries]
        self._seeds = torch.randint(2**62, (entries,), generator=generator).tolist()
        with torch.no_grad():
            self.z = embed(items)
        self._embeddings = {ENCODER: self.z.detach().to("cpu", torch.float32)}
        self._apart: dict[str, np.ndarray] = {}
        self.found: dict[int, Tensor] = {}
        self.indices = torch.zeros(entries, len(INDICES))
        self.agreement = torch.zeros(entries, entries)

    def embedding(self, name: str) -> Tensor:
        """The items' embedding (N, D) float32 of unit length."""
        if name not in self._embeddings:
            half = BLUR // 2
            plain = name == PIXELS or self.items.ndim == 2  # of vectors there is nothing to blur
            items = self.items if plain else F.avg_pool2d(self.items, BLUR, stride=half, padding=half)
            self._embeddings[name] = F.normalize(items.flatten(1), dim=1)
        return self._embeddings[name]

    def tries(self, number: int) -> Tensor:
        """Clusters (N,) int64 by the entry ``number``; fills what is told of it."""
        if number not in self.found:
            made = self.found[number] = self._clusters(self.entries[number], self._seeds[number])
            self.indices[number] = torch.tensor(self._told(made.numpy()))
            for other, theirs in self.found.items():
                same = 1.0 if other == number else adjusted_rand_score(made, theirs)
                self.agreement[number, other] = self.agreement[other, number] = same
        return self.found[number]

    def _clusters(self, entry: Entry, seed: int) -> Tensor:
        count, generator = len(self.items), torch.Generator().manual_seed(seed)
        if self.k in (1, count):
            return torch.arange(count) % self.k
        points = self.embedding(entry.embedding)
        if entry.algorithm == WARD:
            made = AgglomerativeClustering(self.k, linkage=WARD).fit_predict(points.numpy())
            return torch.from_numpy(made.astype(np.int64))
        if entry.algorithm == CUT:
            return spectral_cut(points, self.k, generator, max(1, round(entry.share * count / self.k))).assignments
        return HEADS[entry.algorithm](points, self.k, generator)

    def _told(self, found: np.ndarray) -> list[float]:
        """INDICES of clusters (N,), each between -1 and 1, larger where clusters are tighter or of more equal size."""
        for name in (ENCODER, BLURRED):
            if name not in self._apart:
                self._apart[name] = distances(self.embedding(name).numpy())
        sizes = np.bincount(found)
        share = sizes[sizes > 0] / len(found)
        proper = 2 <= len(share) < len(found)
        index = davies_bouldin_score(self.embedding(ENCODER).numpy(), found) if proper else 0.0
        return [
            silhouette(self._apart[ENCODER], found),
            silhouette(self._apart[BLURRED], found),
            1 / (1 + float(index)),
            float(-(share * np.log(share)).sum()) / math.log(max(2, self.k)),
        ]
