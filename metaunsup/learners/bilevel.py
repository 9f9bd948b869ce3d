"""What MAML and its kin share: practice differentiated through the self-labelling steps of the task itself.

Finn, Abbeel, Levine, Model-Agnostic Meta-Learning (ICML 2017), arXiv:1703.03400, algorithm 1. The inner loop never
sees the episode's pseudo-classes: it clusters the pooled support items and learns from its own clusters, exactly as
it will at a task. The outer loss is the prototype cross-entropy of held-out views under the adapted parameters,
differentiated through the inner loop (second order), or not through the inner gradients (first order, section 5.2 of
the paper). From MAML++ (Antoniou, Edwards, Storkey, ICLR 2019, arXiv:1810.09502) come the multi-step loss, which also
judges the steps before the last, and annealing the order of the derivative: cheap first-order steps first. Its
multi-step loss begins here with all weight on step 0, a stretch that needs no inner loop at all.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import torch
from torch import Tensor

from metaunsup.adaptation.objectives import cluster_probability, pair_loss, prototype_loss, prototypes
from metaunsup.adaptation.optimiser import cosine
from metaunsup.adaptation.self_labelling import self_label
from metaunsup.data.augment import augment
from metaunsup.learners.meta import EpisodeSize, MetaLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.self_labelling import SelfLabellingLearner
from metaunsup.learners.settings import setting
from metaunsup.tasks.episode import Episode, Episodes

MAML_PLUS_PLUS = Paper("Antoniou, Edwards, Storkey 2019", "How to train your MAML", "https://arxiv.org/abs/1810.09502")
PAIRS = Paper(
    "Hsu, Lv, Kira 2018",
    "Learning to cluster in order to transfer across domains and tasks",
    "https://arxiv.org/abs/1711.10125",
)

SECOND_ORDER = 1.3  # how much more is kept where inner gradients are differentiated through, too; measured
STEP_WEIGHTS = 6  # weights, gradients and rates of an inner step, in numbers for each weight


@dataclass(eq=False, repr=False)
class WarmedUpLearner(MetaLearner):
    """Meta-learns by an outer loss after an inner loop, once the network has warmed up.

    For the share ``warmup`` of practice the outer loss is that of step 0, on episodes of ``warmup_ways``
    pseudo-classes; then, with ``second_cosine``, the outer rate begins anew: what the inner loop teaches would come
    when hardly anything moves any more. What is learned beside the network has an outer rate of its own,
    ``extras_lr``. With ``style`` each task after it has a look of its own, of that strength:
    where an encoder is at home already, practice teaches it to stay as it is.
    """

    warmup: float = setting(0.6, low=0.0, high=1.0, group="episode")
    warmup_ways: int = setting(128, low=2, high=1000, group="episode")
    extras_lr: float = setting(0.05, low=1e-6, high=1.0, group="outer")
    second_cosine: bool = setting(True, group="outer")
    style: float = setting(0.0, low=0.0, high=3.0, group="episode")

    def warm_steps(self, steps: int) -> int:
        """Those that the inner loop is not run in yet."""
        return math.ceil(self.warmup * steps)

    def outer_factor(self, step: int, steps: int) -> float:
        """With ``second_cosine`` one half cosine for the warm-up, and one for what comes after it."""
        warm = self.warm_steps(steps)
        if not self.second_cosine or warm in (0, steps):
            return super().outer_factor(step, steps)
        return cosine(step, warm) if step < warm else cosine(step - warm, steps - warm)

    def own_rates(self) -> dict[str, float]:
        """``extras_lr`` for rates, masks, deviations, codes: at the network's rate they would hardly move."""
        names = self.parameters or {}
        return {name: self.extras_lr for name in names if not name.startswith("blocks.")}

    @abstractmethod
    def outer_loss(
        self,
        parameters: Mapping[str, Tensor],
        episode: Episode,
        generator: torch.Generator,
        *,
        train_steps: int | None = None,
        second_order: bool = True,
    ) -> Tensor:
        """Loss of held-out views after the inner loop, a scalar, differentiable in ``parameters``.

        ``train_steps``: 0 while warming up, else None for the learner's own; ``second_order``: through the inner
        gradients, too.
        """

    def second_order(self, share: float) -> bool:
        """Whether the outer loss is differentiated through inner gradients when ``share`` of all steps is behind us."""
        return True

    def episode_size(self, share: float) -> EpisodeSize:
        """Many pseudo-classes of few views while warming up."""
        return EpisodeSize("warmup_ways", 1 + 2) if share < self.warmup else super().episode_size(share)

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the outer loss, through the inner loop once the warm-up is over."""
        if share < self.warmup:
            episode = episodes.draw(self.warmup_ways, 1, 2, generator)
            loss = self.outer_loss(parameters, episode, generator, train_steps=0)
        else:
            episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
            episode = in_one_style(episode, generator, self.style)
            loss = self.outer_loss(parameters, episode, generator, second_order=self.second_order(share))
        # learned rates play no part while the inner loop is not run, or not judged
        gradients = torch.autograd.grad(loss, list(parameters.values()), allow_unused=True, materialize_grads=True)
        seen = len(episode.support) + len(episode.query)
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), seen


@dataclass(eq=False, repr=False)
class BilevelLearner(SelfLabellingLearner, WarmedUpLearner):
    """Meta-learns through ``train_steps`` self-labelling steps on each of ``meta_batch`` episodes.

    An episode has ``ways`` pseudo-classes with ``support_views`` views to adapt to and ``query_views`` held out.
    ``multi_step_loss`` is the weight, in all, of the outer losses at the steps before the last. Until the share
    ``first_order_until`` of practice inner gradients count as constants. Of the outer loss the share ``pairs`` judges
    the clusters that the inner loop has come to (``pair_loss``), the rest held-out views. A pseudo-class keeps a share
    of its support drawn from ``least`` to 1, so that sizes are as unequal. What the inner loop moves, and how far, is
    said by ``moving`` and ``rates``.
    """

    support_views: int = setting(5)
    least: float = setting(1.0, low=0.0, high=1.0, group="episode")
    pairs: float = setting(0.0, low=0.0, high=1.0, group="inner", paper=PAIRS)
    train_steps: int = setting(3, low=1, high=50, group="inner")
    first_order_until: float = setting(0.8, low=0.0, high=1.0, group="inner", paper=MAML_PLUS_PLUS)
    multi_step_loss: float = setting(0.3, low=0.0, high=1.0, group="inner", paper=MAML_PLUS_PLUS)

    first_order = False
    practises_loop = True

    def second_order(self, share: float) -> bool:
        """Not before ``first_order_until``, and never of a first-order learner."""
        return not (self.first_order or share < self.first_order_until)

    def task_bytes(self, share: float, pixels: int) -> float:
        """Support images pass twice a step (as they are, and as a view), held-out ones at each step that is judged."""
        if share < self.warmup:
            return super().task_bytes(share, pixels)
        judged = 1 + (self.train_steps if self.multi_step_loss else 0)
        images = self.ways * (self.support_views * (2 * self.train_steps + 1) + self.query_views * judged)
        weights = STEP_WEIGHTS * 4.0 * 27 * self.filters**2 * self.train_steps
        return (SECOND_ORDER if self.second_order(share) else 1.0) * (self.kept_bytes(images, pixels) + weights)

    def step_weight(self, step: int, last: int) -> float:
        """Weight of the outer loss at a step of ``last``: ``multi_step_loss`` in all for those before it."""
        early = self.multi_step_loss / last if last else 0.0
        return early if step < last else 1 - early * last

    def outer_loss(
        self,
        parameters: Mapping[str, Tensor],
        episode: Episode,
        generator: torch.Generator,
        *,
        train_steps: int | None = None,
        second_order: bool = True,
    ) -> Tensor:
        """Loss of held-out views after ``train_steps`` of the inner loop, a scalar, differentiable in ``parameters``.

        Weights: 1 - multi_step_loss for the last step, the rest spread evenly over the steps before it.
        """
        last = self.train_steps if train_steps is None else train_steps
        items, labels = shuffled_support(episode, generator, self.least if last else 1.0)
        total = items.new_zeros(())
        if last == 0:
            z, query = self.embed(parameters, items), self.embed(parameters, episode.query)
            return held_out_loss(z, labels, query, episode, self.temperature)

        loop = self.loop(parameters)

        def embed(moving: Mapping[str, Tensor], images: Tensor) -> Tensor:
            return self.embed({**parameters, **moving}, images)

        for step, adapted in enumerate(
            self_label(
                embed,
                self.moving(parameters),
                items,
                episode.n_classes,
                rates=self.rates(parameters, generator),
                steps=last,
                view=lambda images: augment(images, generator, loop.strength),
                generator=generator,
                temperature=loop.temperature,
                rule=loop.rule,
                critic=self.critic(parameters),
                create_graph=second_order,
                track=True,
            )
        ):
            weight = self.step_weight(step, last)
            if weight:
                judged = self.judge(
                    adapted.embedding, adapted.assignments, labels, episode, partial(embed, adapted.parameters)
                )
                total = total + weight * judged
        return total

    def judge(
        self, z: Tensor, assignments: Tensor, labels: Tensor, episode: Episode, embed: Callable[[Tensor], Tensor]
    ) -> Tensor:
        """The outer loss at a step whose clusters of ``z`` (N, D) are ``assignments`` (N,), a scalar.

        ``labels`` (N,) are the items' pseudo-classes; ``embed`` is called for held-out views, if they are judged. For
        ``pair_loss`` an item is as likely in a cluster as its centroid is near.
        """
        total = z.new_zeros(())
        if self.pairs < 1:
            held_out = held_out_loss(z, labels, embed(episode.query), episode, self.temperature)
            total = total + (1 - self.pairs) * held_out
        if self.pairs:
            centres = prototypes(z, assignments.to(z.device), int(assignments.max()) + 1)
            total = total + self.pairs * pair_loss(cluster_probability(z, centres, self.temperature), labels)
        return total


def held_out_loss(z: Tensor, labels: Tensor, query: Tensor, episode: Episode, temperature: float) -> Tensor:
    """Cross-entropy of the embedded ``query`` against the support's true pseudo-classes: a scalar.

    ``z`` (N, D) is the embedded support, whose pseudo-classes are ``labels`` (N,).
    """
    centres = prototypes(z, labels, episode.n_classes)
    return prototype_loss(query, episode.query_labels, centres, temperature)


def in_one_style(episode: Episode, generator: torch.Generator, strength: float) -> Episode:
    """The episode with all its images altered in the same random way: another hand, another pen."""
    if not strength:
        return episode
    images = augment(torch.cat([episode.support, episode.query]), generator, strength, alike=True)
    support, query = images.split([len(episode.support), len(episode.query)])
    return replace(episode, support=support, query=query)


def shuffled_support(episode: Episode, generator: torch.Generator, least: float = 1.0) -> tuple[Tensor, Tensor]:
    """The episode's support and its labels in random order: grouped items would be a hint.

    With ``least`` below 1 each pseudo-class keeps a share of its support, drawn from there to 1, two items at least.
    """
    order = torch.randperm(len(episode.support), generator=generator)
    if least < 1:
        shots = len(order) // episode.n_classes
        share = least + (1 - least) * torch.rand(episode.n_classes, generator=generator)
        kept = (share * shots).round().clamp(min=min(2, shots))
        order = order[order % shots < kept[episode.support_labels[order]]]  # support is grouped by pseudo-class
    return episode.support[order], episode.support_labels[order]
