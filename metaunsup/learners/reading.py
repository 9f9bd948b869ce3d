"""A learner that reads a task's items one by one, in many orders at once, and groups what the readings put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import match_clusters
from metaunsup.adaptation.reading import UNREAD, consensus, foreseen, read
from metaunsup.data.augment import augment
from metaunsup.learners.base import State
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import part, under
from metaunsup.networks.slots import Items, Slots, View, initial_assigner, scores

ASSIGNER = "assigner."  # before the names of its parameters
MOST_SLOTS = 100  # where the number of clusters is not told


@dataclass(eq=False, repr=False)
class ReadingLearner(MetaLearner):
    """Has, beside the encoder, an assigner (``networks.slots``), and reads a task in ``orders`` random orders at once.

    At step t of S the (t + 1)-th of S + 1 parts has been read. A reading opens no more slots than the task has
    clusters, and one for each of the last items where else it would not come to so many. All of them together give
    the clusters (``adaptation.reading.consensus``). An item is read as the mean of its embedding and those of its
    ``views``, which bridge some of the way to pictures of another kind than was practised on.
    """

    varies = ""

    orders: int = setting(32, low=1, high=100)
    views: int = setting(0, low=0, high=200)

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """The encoder's parameters before practice, and the assigner's."""
        own = under(ASSIGNER, initial_assigner(generator))
        return super().initialise(channels, generator) | own

    def assigner(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The assigner's own among ``parameters``."""
        return part(parameters, ASSIGNER)

    def score(
        self,
        own: Mapping[str, Tensor],
        n_clusters: Tensor,
        items: Items,
        slots: Slots,
        index: Tensor,
        view: View,
        left: Tensor,
    ) -> Tensor:
        """Logits by which items join; see ``adaptation.reading.Scorer``."""
        return scores(own, view, left, len(items.z), n_clusters)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        """Reading as a trace; the loss is the mean negative log-likelihood of what the likeliest reading did.

        ``shown``: "slots" (K,), how many items each cluster has of those that the likeliest reading has come to.
        """
        parameters = self.ready()
        previous: Tensor | None = None
        own = self.assigner(parameters)
        z = self._seen(parameters, items, generator)
        count, k = len(z), min(len(z), MOST_SLOTS) if self.finds_clusters else n_clusters
        memory, order = Items.of(own, z, generator), orders(count, self.orders, generator).to(z.device)
        told = order.new_full((len(order),), 0 if self.finds_clusters else k)
        parts = min(steps + 1, count)
        stops = [-(-count * part // parts) for part in range(1, parts + 1)]
        for reading in read(own, partial(self.score, own, told), memory, order, k, stops):
            best = int(reading.likelihood.argmax())
            readings = foreseen(reading, memory)
            opened = int(readings.amax(1).median()) + 1 if self.finds_clusters else k
            found, probability = consensus(readings, opened, generator)
            if previous is not None:
                found, probability = renumbered(found, probability, previous)
            if self.finds_clusters:  # leave no number out
                there, found = found.unique(return_inverse=True)
                probability = F.normalize(probability[:, there], p=1, dim=1)
            previous, member = found, F.one_hot(found, probability.shape[1]).to(z)
            member = member * (reading.assignments[best] != UNREAD)[:, None]
            shown = {"slots": member.sum(0)}
            yield State(found, z, -float(reading.likelihood[best]) / reading.done, probability, shown=shown)

    @torch.no_grad()
    def _seen(self, parameters: dict[str, Tensor], items: Tensor, generator: torch.Generator) -> Tensor:
        """Embeddings (N, D) of ``items`` together with ``views`` augmented views of each."""
        z = self.embed(parameters, items)
        for _ in range(self.views):
            z = z + self.embed(parameters, augment(items, generator, self.strength))
        return F.normalize(z, dim=1) if self.views else z


def renumbered(found: Tensor, chance: Tensor, previous: Tensor) -> tuple[Tensor, Tensor]:
    """Clusters ``found`` (N,) and their ``chance`` (N, K) under the numbers of the ``previous`` that they overlap."""
    every = torch.arange(max(chance.shape[1], int(previous.max()) + 1))
    number = match_clusters(torch.cat([found, every]), torch.cat([previous, every]), len(every))
    moved = chance.new_zeros(len(chance), len(every))
    moved[:, number[len(found) :][: chance.shape[1]]] = chance
    return number[: len(found)], moved


def orders(count: int, readings: int, generator: torch.Generator) -> Tensor:
    """So many random orders of ``count`` items, (readings, count)."""
    return torch.stack([torch.randperm(count, generator=generator) for _ in range(readings)])
