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

from collections.abc import Iterator, Mapping

import torch
from torch import Tensor

from metaunsup.adaptation.objectives import prototype_loss, prototypes
from metaunsup.adaptation.self_labelling import self_label
from metaunsup.data.augment import augment
from metaunsup.learners.base import State
from metaunsup.learners.meta import MetaLearner
from metaunsup.tasks.episode import Episode, Episodes


class BilevelLearner(MetaLearner):
    """Meta-learns through ``train_steps`` self-labelling steps on each of ``meta_batch`` episodes.

    An episode has ``ways`` pseudo-classes with ``support_views`` views to adapt to and ``query_views`` held out.
    ``multi_step_loss`` is the weight, in all, of the outer losses at the steps before the last. For the share
    ``warmup`` of practice all of it is on step 0, on episodes of ``warmup_ways`` pseudo-classes; then, up to the
    share ``first_order_until``, inner gradients count as constants. What the inner loop moves, and how far, is said
    by ``moving`` and ``rates``.
    """

    first_order = False

    ways: int
    support_views: int
    query_views: int
    train_steps: int
    multi_step_loss: float
    warmup: float
    warmup_ways: int
    first_order_until: float

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
        items, labels = shuffled_support(episode, generator)
        total = items.new_zeros(())

        def embed(moving: Mapping[str, Tensor], images: Tensor) -> Tensor:
            return self.embed({**parameters, **moving}, images)

        for step, (adapted, z, _, _) in enumerate(
            self_label(
                embed,
                self.moving(parameters),
                items,
                episode.n_classes,
                rates=self.rates(parameters, generator),
                steps=last,
                view=lambda images: augment(images, generator, self.strength),
                generator=generator,
                temperature=self.temperature,
                create_graph=second_order,
                track=True,
            )
        ):
            weight = self.step_weight(step, last)
            if weight:
                centres = prototypes(z, labels, episode.n_classes)
                query = embed(adapted, episode.query)
                total = total + weight * prototype_loss(query, episode.query_labels, centres, self.temperature)
        return total

    def _task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        if share < self.warmup:
            episode = episodes.draw(self.warmup_ways, 1, 2, generator)
            loss = self.outer_loss(parameters, episode, generator, train_steps=0)
        else:
            second_order = not (self.first_order or share < self.first_order_until)
            episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
            loss = self.outer_loss(parameters, episode, generator, second_order=second_order)
        # learned rates play no part while the inner loop is not run, or not judged
        gradients = torch.autograd.grad(loss, list(parameters.values()), allow_unused=True, materialize_grads=True)
        seen = len(episode.support) + len(episode.query)
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), seen

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        return self.self_labelling(items, n_clusters, steps=steps, generator=generator)


def shuffled_support(episode: Episode, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """The episode's support and its labels in random order: grouped items would be a hint."""
    order = torch.randperm(len(episode.support), generator=generator)
    return episode.support[order], episode.support_labels[order]
