"""MAML without labels: an initialisation from which a few self-labelling steps lead to a good clustering.

Finn, Abbeel, Levine, Model-Agnostic Meta-Learning (ICML 2017), arXiv:1703.03400, algorithm 1. The inner loop never
sees the episode's pseudo-classes: it clusters the pooled support items and learns from its own clusters, exactly as
it will at a task. The outer loss is the prototype cross-entropy of held-out views under the adapted parameters,
differentiated through the inner loop (second order), or not through the inner gradients (``fomaml``, section 5.2 of
the paper). From MAML++ (Antoniou, Edwards, Storkey, ICLR 2019, arXiv:1810.09502) come learned rates per layer and
step, the multi-step loss, which also judges the steps before the last, and annealing the order of the derivative:
cheap first-order steps first. Its multi-step loss begins here with all weight on step 0, a stretch that needs no
inner loop at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import torch
from torch import Tensor

from metaunsup.adaptation.objectives import TEMPERATURE, prototype_loss, prototypes
from metaunsup.adaptation.self_labelling import self_label
from metaunsup.data.augment import augment
from metaunsup.learners.base import State
from metaunsup.learners.meta import MetaLearner
from metaunsup.tasks.episode import Episode, Episodes

RATE = "log_rate."


class Maml(MetaLearner):
    """Meta-learns an initialisation through ``train_steps`` self-labelling steps on each of ``meta_batch`` episodes.

    An episode has ``ways`` pseudo-classes with ``support_views`` views to adapt to and ``query_views`` held out.
    ``learn_rates`` learns one rate per parameter tensor and step, from ``inner_lr`` on; steps beyond ``train_steps``
    reuse the last. ``multi_step_loss`` is the weight, in all, of the outer losses at the steps before the last. For
    the share ``warmup`` of practice all of it is on step 0, on episodes of ``warmup_ways`` pseudo-classes; then, up to
    the share ``first_order_until``, inner gradients count as constants.
    """

    name = "maml"
    first_order = False

    def __init__(
        self,
        n_clusters: int = 10,
        steps: int = 20,
        random_state: int = 0,
        checkpoint: str | None = None,
        *,
        filters: int = 32,
        outer_lr: float = 1e-2,
        ways: int = 20,
        support_views: int = 5,
        query_views: int = 2,
        train_steps: int = 3,
        meta_batch: int = 1,
        learn_rates: bool = False,
        multi_step_loss: float = 0.3,
        warmup: float = 0.6,
        warmup_ways: int = 128,
        first_order_until: float = 0.8,
        inner_lr: float = 0.5,
        temperature: float = TEMPERATURE,
        strength: float = 1.0,
    ) -> None:
        self.n_clusters, self.steps, self.random_state, self.checkpoint = n_clusters, steps, random_state, checkpoint
        self.filters, self.outer_lr = filters, outer_lr
        self.ways, self.support_views, self.query_views = ways, support_views, query_views
        self.train_steps, self.meta_batch = train_steps, meta_batch
        self.learn_rates, self.multi_step_loss = learn_rates, multi_step_loss
        self.warmup, self.warmup_ways, self.first_order_until = warmup, warmup_ways, first_order_until
        self.inner_lr, self.temperature, self.strength = inner_lr, temperature, strength

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before any practice; with ``learn_rates`` the logarithm of each rate, (train_steps,), too."""
        parameters = super().initialise(channels, generator)
        if self.learn_rates:
            start = torch.full((self.train_steps,), math.log(self.inner_lr))
            parameters |= {RATE + name: start.clone() for name in list(parameters)}
        return parameters

    def rates(self, parameters: Mapping[str, Tensor], step: int) -> dict[str, Tensor]:
        """Learned rates where there are any, the last one for every later step."""
        if not self.learn_rates:
            return super().rates(parameters, step)
        return {
            name: parameters[RATE + name][min(step, self.train_steps - 1)].exp() for name in self.encoder(parameters)
        }

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
        order = torch.randperm(len(episode.support), generator=generator)  # grouped items would be a hint
        items, labels = episode.support[order], episode.support_labels[order]
        early = self.multi_step_loss / last if last else 0.0
        total = items.new_zeros(())
        for step, (adapted, z, _, _) in enumerate(
            self_label(
                self.embed,
                self.encoder(parameters),
                items,
                episode.n_classes,
                rates=lambda step: self.rates(parameters, step),
                steps=last,
                view=lambda images: augment(images, generator, self.strength),
                generator=generator,
                temperature=self.temperature,
                create_graph=second_order,
                track=True,
            )
        ):
            weight = early if step < last else 1 - early * last
            if weight:
                centres = prototypes(z, labels, episode.n_classes)
                query = self.embed(adapted, episode.query)
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


class Fomaml(Maml):
    """First-order MAML: the same, with the inner gradients taken for constants."""

    name = "fomaml"
    first_order = True
