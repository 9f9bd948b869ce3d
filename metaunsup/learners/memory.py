"""Memory: reads a task's items one by one, and each joins a slot or opens one, as it has practised to.

Pakman, Wang, Mitelut, Lee, Paninski, Neural Clustering Processes (ICML 2020), arXiv:1901.00409, with the
content-addressed memory of Santoro et al. (ICML 2016), arXiv:1605.06065; ``networks.slots`` says what differs. It
practises on pseudo-classes, few or many in an episode, large and small ones, so that neither their number nor their
balance can be learned by heart; half of the readings are told the number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.reading import teacher_forced
from metaunsup.learners.papers import Paper
from metaunsup.learners.reading import ASSIGNER, ReadingLearner, orders
from metaunsup.learners.settings import setting
from metaunsup.networks.slots import HIDDEN, Items, initial_assigner
from metaunsup.tasks.episode import Episodes

READINGS = 4  # orders in which an episode is read; every second one is told the number of classes
UNEQUAL = 2.0  # the largest exponent of an episode's sizes


@dataclass(eq=False, repr=False)
class Memory(ReadingLearner):
    """Practises by the likelihood of the right slot, encoder and assigner together; told how many clusters there are.

    An episode has 2 to ``ways`` pseudo-classes of 1 to ``support_views`` + ``query_views`` items each. The assigner's
    outer rate is ``extras_lr``.
    """

    name = "memory"
    print_name = "Memory"
    paper = Paper(
        "Pakman, Wang, Mitelut, Lee, Paninski 2020",
        "Neural clustering processes",
        "https://arxiv.org/abs/1901.00409",
        (
            r"p(a_i = k \mid a_{<i}, z) \propto \exp(h_k - \gamma \lVert z_i - c_k \rVert^2 / s)",
            r"p(a_i = 0 \mid a_{<i}, z) \propto \exp(h_0 - \gamma\, o)",
            r"m_k \leftarrow m_k + g\,(z_i - m_k)",
        ),
    )

    ways: int = setting(20)
    support_views: int = setting(6)
    query_views: int = setting(6)
    outer_lr: float = setting(1.5e-3)
    strength: float = setting(0.5)
    extras_lr: float = setting(0.01, low=1e-6, high=1.0, group="outer")

    def own_rates(self) -> dict[str, float]:
        """``extras_lr`` for the assigner, which begins from nothing."""
        return {ASSIGNER + name: self.extras_lr for name in initial_assigner(torch.Generator())}

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the mean negative log-likelihood of an item's place in one episode, in nats."""
        ways = int(torch.randint(2, self.ways + 1, (), generator=generator))
        episode = episodes.draw(ways, self.support_views, self.query_views, generator)
        images = torch.cat([episode.support, episode.query])
        classes = torch.cat([episode.support_labels, episode.query_labels])
        kept = unequal(classes, generator)
        loss = self.loss(parameters, images[kept], classes[kept], generator)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(kept)

    def task_bytes(self, share: float, pixels: int) -> float:
        """Of the largest episode; the assigner keeps so much of each two items, and of each item and slot: measured."""
        images = self.ways * (self.support_views + self.query_views)
        each = 1.7 * images + 6.8 * HIDDEN * (self.ways + 1)
        return super().task_bytes(share, pixels) + 4.0 * READINGS * images * each

    def loss(
        self, parameters: Mapping[str, Tensor], images: Tensor, classes: Tensor, generator: torch.Generator
    ) -> Tensor:
        """What practice minimises on ``images`` (N, C, H, W) of ``classes`` (N,): see ``task_gradient``."""
        own = self.assigner(parameters)
        items = Items.of(own, self.embed(parameters, images), generator)
        order = orders(len(images), READINGS, generator).to(items.z.device)
        told = torch.arange(READINGS, device=order.device) % 2 * len(classes.unique())
        return -teacher_forced(own, items, order, classes, told).mean()


@dataclass(eq=False, repr=False)
class MemoryUnknown(Memory):
    """Memory's own checkpoint, not told how many clusters there are: as many as a middling reading has opened slots."""

    name = "memory-unknown"
    print_name = "Memory, K unknown"
    paper = Paper(
        "Pakman, Wang, Mitelut, Lee, Paninski 2020",
        "Neural clustering processes",
        "https://arxiv.org/abs/1901.00409",
        (r"K = \mathrm{median}\, \max_i a_i, \quad a_i = \arg\max_k\, p(a_i = k \mid a_{<i}, z)",),
    )
    finds_clusters = True

    @classmethod
    def checkpoint_of(cls) -> str:
        """It borrows Memory's."""
        return Memory.name


def unequal(classes: Tensor, generator: torch.Generator) -> Tensor:
    """Places of those of ``classes`` (N,) that stay when each keeps one item, and of its others a share u^p.

    u is uniform for each class, and p, from 0 (all stay) to ``UNEQUAL``, for the episode.
    """
    each = classes.bincount()
    power = torch.rand((), generator=generator) * UNEQUAL
    sizes = 1 + ((each - 1) * torch.rand(len(each), generator=generator) ** power).round().long()
    order = torch.randperm(len(classes), generator=generator)
    member = F.one_hot(classes[order], len(each))
    rank = (member.cumsum(0) * member).sum(1)  # 1 for the first of its class
    return order[rank <= sizes[classes[order]]]
