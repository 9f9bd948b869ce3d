"""A recurrent assigner: it reads items one by one, and each joins a slot or opens one.

Pakman, Wang, Mitelut, Lee, Paninski, Neural Clustering Processes (ICML 2020), arXiv:1901.00409: the chance of a slot
comes from the item, the slot, a sum over all slots (their G) and one over what is still unread (their U), so that no
order of the slots matters. The memory is that of Santoro et al. (ICML 2016), arXiv:1605.06065: rows of items read
before, addressed by content, and for each slot a content that is written through a learned gate.

Differs from both: what a slot is to an item is told by distances in an embedding, in units of how far apart the task's
items are, so that the assigner works in embeddings of any size; and it corrects, by what it has learned, a chance that
follows from the distance to a slot's mean. Before any practice the correction is nought.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Self

import torch
from torch import Tensor
from torch.nn import functional as F

HIDDEN = 32
OF_SLOT, OF_ITEM = 6, 8  # numbers that tell what a slot is to an item, and how far the reading has come
ROWS = 512  # items that a memory holds at most: of more, so many drawn at random
CLOSE = 1e-4  # a squared distance: where items lie as close on average, rounding put them there
SHARPNESS, OPENING, ADDRESSING = 10.0, 0.5, 5.0  # before practice; squared distances are 1 on average


class Items(NamedTuple):
    """What is read: ``z`` (N, D), and ``near`` (N, R), how near each is to the items that the memory's rows will hold.

    ``row`` (N,) is the row of each item, R for none; ``scale`` the items' mean squared distance, the unit of distances.
    """

    z: Tensor
    near: Tensor
    row: Tensor
    scale: Tensor

    @classmethod
    def of(cls, parameters: Mapping[str, Tensor], z: Tensor, generator: torch.Generator) -> Self:
        """Items with embeddings ``z`` (N, D); which are remembered, where they are too many, is the generator's."""
        scale = (2 * (z.square().sum(1).mean() - z.mean(0).square().sum())).clamp(min=CLOSE)
        kept = torch.randperm(len(z), generator=generator)[:ROWS].to(z.device)
        row = torch.full((len(z),), len(kept), device=z.device)
        row[kept] = torch.arange(len(kept), device=z.device)
        square = z.square().sum(1, keepdim=True)
        apart = (square + square[kept].T - 2 * z @ z[kept].T).clamp(min=0) / scale
        itself = row[:, None] == torch.arange(len(kept), device=z.device)
        near = torch.exp(-parameters["addressing"].exp() * apart).masked_fill(itself, 0.0)
        return cls(z, near, row, scale)


class View(NamedTuple):
    """What readings have before them at an item: ``told`` (..., K, OF_SLOT) of each slot, ``counts`` (..., K) of items.

    ``told``: the item's squared distances to the slot's content and to its mean, the logarithm of its count, its own
    scatter, its share of what the item's address finds among items that were read, and the mean nearness of those in
    it. ``crowd`` (..., 2): the item's mean nearness to all that were read, and to those unread.
    """

    told: Tensor
    counts: Tensor
    crowd: Tensor


def initial_assigner(generator: torch.Generator) -> dict[str, Tensor]:
    """Parameters before practice: hidden layers at random, what they add to the scores nought."""
    made: dict[str, Tensor] = {}
    for name, width in (("slot", OF_SLOT), ("item", OF_ITEM), ("all", HIDDEN), ("one", HIDDEN)):
        made[name] = torch.nn.init.xavier_uniform_(torch.empty(HIDDEN, width), generator=generator)
    made |= {name: torch.zeros(HIDDEN) for name in ("slot_bias", "item_bias", "join", "open")}
    made |= {"sharpness": torch.tensor(SHARPNESS).log(), "addressing": torch.tensor(ADDRESSING).log()}
    return made | {"opening": torch.tensor(OPENING), "gate": torch.zeros(OF_SLOT - 1)}


def gate_logits(parameters: Mapping[str, Tensor], told: Tensor) -> Tensor:
    """How much of each slot's content an item that joins it overwrites; before practice, what makes it the mean.

    ``told`` (..., OF_SLOT - 1): what a view tells, but for the content itself.
    """
    return told @ parameters["gate"] - told[..., 1].expm1().clamp(min=1e-6).log()


def scores(parameters: Mapping[str, Tensor], view: View, left: Tensor, total: int, n_clusters: Tensor) -> Tensor:
    """Logits (..., K + 1) of each slot, and last of a new one, for an item with ``left`` (...) of ``total`` to read.

    ``left`` counts the item itself. ``n_clusters`` (...) int64 is what a reading is told, 0 for nothing: then it opens
    no more slots than that, and opens one where else it could not come to so many.
    """
    own, told, used = parameters, view.told, view.counts > 0
    opened = used.sum(-1)
    short, known, still = (n_clusters - opened).to(told), (n_clusters > 0).to(told), left.to(told)
    nearest = told[..., 1].masked_fill(~used, 2.0).amin(-1)
    about = [nearest, opened.to(told).log1p(), still / total, known, known * short / n_clusters.clamp(min=1)]
    about.append(known * ((short.clamp(min=0) + 0.5) / (still + 0.5)).log())
    item = torch.cat([view.crowd, torch.stack(about, -1)], -1)
    each = F.relu(F.linear(told, own["slot"], own["slot_bias"]))
    summary = (each * used[..., None]).sum(-2) / opened.clamp(min=1)[..., None]
    context = F.linear(item, own["item"], own["item_bias"]) + F.linear(summary, own["all"])
    one = F.relu(F.linear(each, own["one"]) + context[..., None, :])
    sharpness = own["sharpness"].exp()
    join = one @ own["join"] - sharpness * told[..., 1]
    return allowed(join, F.relu(context) @ own["open"] - sharpness * own["opening"], used, left, n_clusters)


def allowed(join: Tensor, new: Tensor, used: Tensor, left: Tensor, n_clusters: Tensor) -> Tensor:
    """Logits (..., K + 1): ``join`` (..., K) of the ``used`` slots and ``new`` (...), where allowed; see ``scores``."""
    opened = used.sum(-1)
    must = (opened == 0) | ((n_clusters > 0) & (left <= n_clusters - opened))
    never = ((n_clusters > 0) & (opened >= n_clusters)) | (opened == used.shape[-1])
    join = join.masked_fill(~used | must[..., None], -torch.inf)
    return torch.cat([join, new.masked_fill(never, -torch.inf)[..., None]], -1)


class Slots(NamedTuple):
    """Where B readings of the same items stand, with at most K slots each; reading changes it in place.

    ``contents`` and ``means`` (B, K, D) of the slots, ``counts`` (B, K) of the items that joined each; ``rows``
    (B, R + 1) the slot of each row of the memory, K where its item has not been read; what has no row goes to the last.
    """

    contents: Tensor
    means: Tensor
    counts: Tensor
    rows: Tensor

    @classmethod
    def empty(cls, items: Items, readings: int, most: int) -> Self:
        """No item read."""
        contents = items.z.new_zeros(readings, most, items.z.shape[1])
        rows = torch.full((readings, items.near.shape[1] + 1), most, device=items.z.device)
        return cls(contents, contents.clone(), contents.new_zeros(readings, most), rows)

    def view(self, items: Items, index: Tensor) -> View:
        """What there is to tell of the item ``index`` (B,) of each reading."""
        near = items.near[index]
        found = near.new_zeros(len(near), self.counts.shape[1] + 1).scatter_add(1, self.rows[:, :-1], near)
        others, crowd = _told(items, index, self.means, self.counts, found)
        return View(_with_content(items, index, self.contents, others), self.counts, crowd)

    def join(self, parameters: Mapping[str, Tensor], items: Items, index: Tensor, slot: Tensor, view: View) -> None:
        """Let the item ``index`` (B,) of each reading, of which ``view`` tells, join ``slot`` (B,)."""
        here = (torch.arange(len(slot), device=slot.device), slot)
        gate = torch.sigmoid(gate_logits(parameters, view.told[here][:, 1:]))
        self.counts[here] += 1
        for points, by in ((self.contents, gate), (self.means, 1 / self.counts[here])):
            points[here] += by[:, None] * (items.z[index] - points[here])
        self.rows[here[0], items.row[index]] = slot


def along(parameters: Mapping[str, Tensor], items: Items, order: Tensor, classes: Tensor) -> View:
    """What readings in each ``order`` (B, N) have before them at every place, their slots being the ``classes`` (N,).

    The same that ``Slots`` comes to item by item, for all places at once: (B, N, K, ...), with one empty slot at least.
    """
    z, many = items.z[order], int(classes.max()) + 2  # a slot more: at none may it seem that no other could open
    member = F.one_hot(classes.to(z.device)[order], many).to(z)  # (B, N, K)
    earlier = torch.ones(order.shape[1], order.shape[1], device=z.device, dtype=torch.bool).tril(-1)
    counts = member.cumsum(1) - member
    placed = member[..., None] * z[:, :, None]  # (B, N, K, D)
    means = (placed.cumsum(1) - placed) / counts.clamp(min=1)[..., None]
    near = F.pad(items.near, (0, 1))[order[:, :, None], items.row[order][:, None]]  # (B, N, N)
    read = near.masked_fill(~earlier, 0.0) @ member
    unread = items.near[order].sum(2) - read.sum(2)
    others, crowd = _told(items, order, means, counts, torch.cat([read, unread[..., None]], 2))
    logits = (gate_logits(parameters, others) * member).sum(2)  # (B, N): of the slot that each joins
    kept = F.logsigmoid(-logits)[..., None] * member
    so_far = kept.cumsum(1)
    # what is left, at place i, of what was written at place j
    since = (so_far - kept) @ member.transpose(1, 2) - (so_far * member).sum(2)[:, None]
    left = torch.exp(F.logsigmoid(logits)[:, None] + since.masked_fill(~earlier, -torch.inf))
    contents = (left @ placed.flatten(2)).view_as(placed)
    return View(_with_content(items, order, contents, others), counts, crowd)


def _told(items: Items, index: Tensor, means: Tensor, counts: Tensor, found: Tensor) -> tuple[Tensor, Tensor]:
    """``told`` (..., K, OF_SLOT - 1) but for the content, and ``crowd``, of items ``index`` (...); see ``View``.

    ``found`` (..., K + 1) is the nearness to each slot's items, added up, and last to those unread.
    """
    z, share = items.z[index], items.near.shape[1] / len(items.z)  # of the items that are remembered
    read, rows, total = found[..., :-1], counts * share, found[..., :-1].sum(-1)
    scatter = (items.z.square().sum(1).mean() - means.square().sum(-1)) / items.scale
    done = rows.sum(-1)
    told = [
        (z[..., None, :] - means).square().sum(-1) / items.scale,
        counts.log1p(),
        scatter.clamp(min=0) * (counts > 0),
        read / (total[..., None] + CLOSE),
        read / rows.clamp(min=share),
    ]
    crowd = [total / done.clamp(min=share), found[..., -1] / (items.near.shape[1] - done).clamp(min=share)]
    return torch.stack(told, -1), torch.stack(crowd, -1)


def _with_content(items: Items, index: Tensor, contents: Tensor, others: Tensor) -> Tensor:
    apart = (items.z[index][..., None, :] - contents).square().sum(-1) / items.scale
    return torch.cat([apart[..., None], others], -1)
