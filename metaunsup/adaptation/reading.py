"""Reading a task's items one by one into slots: as practice is told to, or as an assigner's scores say.

What the order of reading decides by chance, several readings in different orders decide together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.spectral import spectral_cut
from metaunsup.networks.slots import Items, Slots, View, along, scores

UNREAD = -1
MOST_NEIGHBOURS = 50  # of an item in the graph that is cut: of large tasks with few clusters it would be all but full
# Logits of items ``index`` (B,), of whom the view tells and ``left`` (B,) of whom are to be read: see ``slots.scores``
Scorer = Callable[[Items, Slots, Tensor, View, Tensor], Tensor]


class Reading(NamedTuple):
    """How far B readings have come.

    ``assignments`` (B, N) by item, ``UNREAD`` where it is; slots are numbered as they were opened. ``likelihood`` (B,)
    of these choices in nats; ``done`` items of each reading have been read.
    """

    assignments: Tensor
    likelihood: Tensor
    slots: Slots
    done: int


def teacher_forced(
    parameters: Mapping[str, Tensor], items: Items, order: Tensor, classes: Tensor, n_clusters: Tensor
) -> Tensor:
    """Log-likelihood (B, N) of each place when readings in ``order`` (B, N) put items by their ``classes`` (N,).

    An item belongs to the slot that its class has opened, or opens one; what slots are called plays no part.
    ``n_clusters`` (B,) is what each reading is told, 0 for nothing.
    """
    view, count = along(parameters, items, order, classes), order.shape[1]
    left = torch.arange(count, 0, -1, device=order.device).expand_as(order)
    chance = scores(parameters, view, left, count, n_clusters[:, None].expand_as(order)).log_softmax(2)
    own = classes.to(order.device)[order][..., None]
    opened = view.counts.gather(2, own) > 0
    return chance.gather(2, torch.where(opened, own, view.counts.shape[2]))[..., 0]


@torch.no_grad()
def read(
    parameters: Mapping[str, Tensor], score: Scorer, items: Items, order: Tensor, most: int, stops: list[int]
) -> Iterator[Reading]:
    """Read ``items`` in each ``order`` (B, N) into ``most`` slots at most, each where its chance is largest.

    Yields whenever as many items are read as one of ``stops`` says: the same tensors, which reading on changes.
    """
    slots, count = Slots.empty(items, len(order), most), order.shape[1]
    found, likelihood = torch.full_like(order, UNREAD), items.z.new_zeros(len(order))
    for done in range(1, count + 1):
        index = order[:, done - 1]
        view = slots.view(items, index)
        logits = score(items, slots, index, view, order.new_full((len(order),), count - done + 1))
        chance, option = logits.log_softmax(1).max(1)
        slot = torch.where(option == most, (slots.counts > 0).sum(1), option)
        likelihood += chance
        found.scatter_(1, index[:, None], slot[:, None])
        slots.join(parameters, items, index, slot, view)
        if done in stops:
            yield Reading(found, likelihood, slots, done)


@torch.no_grad()
def foreseen(reading: Reading, items: Items) -> Tensor:
    """Assignments (B, N), on the CPU, in which what a reading has not come to is in its slot of the nearest mean."""
    found = reading.assignments.clone()
    for one, (means, counts) in enumerate(zip(reading.slots.means, reading.slots.counts, strict=True)):
        apart = (means.square().sum(1) - 2 * items.z @ means.T).masked_fill(counts == 0, torch.inf)
        found[one] = torch.where(found[one] == UNREAD, apart.argmin(1), found[one])
    return found.cpu()


def consensus(found: Tensor, k: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """``k`` clusters (N,) of what readings ``found`` (B, N) agree about, and the chance of each (N, k).

    Fred & Jain, Combining multiple clusterings using evidence accumulation (IEEE PAMI 27, 2005): two items are as
    alike as is the share of readings that put them together; here their graph is cut. The chance is the item's mean
    likeness to each cluster's, all together 1.
    """
    together = F.one_hot(found, int(found.max()) + 1).transpose(0, 1).flatten(1).float()  # (N, B K): never (N, N)
    near = min(-(-len(together) // (2 * k)), MOST_NEIGHBOURS)
    cut = spectral_cut(together, k, generator, near).assignments
    member = F.one_hot(cut, k).float()
    likeness = together @ (together.T @ member / member.sum(0).clamp(min=1))
    return cut, likeness / likeness.sum(1, keepdim=True)
