"""Reptile: move the initialisation towards where a few steps on each episode lead.

Nichol, Achiam, Schulman, On First-Order Meta-Learning Algorithms (2018), arXiv:1803.02999, algorithm 2 (batched):
theta <- theta + eps (mean phi - theta), the difference handed to Adam as a gradient. Without labels the inner loop
learns the episode's pseudo-classes (prototype cross-entropy of fresh views), since Reptile has no outer loss that
could judge clusters; at a task it adapts by the self-labelling loop.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.objectives import prototype_loss, prototypes
from metaunsup.learners.meta import EpisodeSize
from metaunsup.learners.papers import Paper
from metaunsup.learners.self_labelling import SelfLabellingLearner
from metaunsup.learners.settings import setting
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class Reptile(SelfLabellingLearner):
    """Meta-learns an initialisation by ``train_steps`` plain gradient steps on each of ``meta_batch`` episodes.

    Every inner step sees views of its own of the episode's ``ways`` pseudo-classes: with the same batch again and
    again the expected update would be joint training and nothing else (the paper, section 5.1). ``train_lr`` is the
    rate of those steps.
    """

    name = "reptile"
    print_name = "Reptile"
    paper = Paper(
        "Nichol, Achiam, Schulman 2018",
        "On first-order meta-learning algorithms",
        "https://arxiv.org/abs/1803.02999",
        (r"\theta \leftarrow \theta + \varepsilon\, \frac{1}{n} \sum_{\mathcal{T}} (\phi_{\mathcal{T}} - \theta)",),
    )

    ways: int = setting(64)
    query_views: int = setting(1)
    train_steps: int = setting(3, low=1, high=50, group="inner")
    train_lr: float = setting(0.3, low=1e-6, high=10.0, group="inner")

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """How far ``train_steps`` plain steps on one episode moved the parameters, backwards."""
        names = list(parameters)
        views = self.support_views + self.query_views
        # all views come from one draw, so that every inner step has the same pseudo-classes
        episode = episodes.draw(self.ways, 1, self.train_steps * views - 1, generator)
        ways = episode.n_classes
        images = torch.cat([episode.support.unflatten(0, (ways, -1)), episode.query.unflatten(0, (ways, -1))], 1)
        label = torch.arange(ways)
        total = 0.0
        phi = {name: value.detach().requires_grad_() for name, value in parameters.items()}
        for step in range(self.train_steps):
            batch = images[:, step * views : (step + 1) * views]
            z = self.embed(phi, batch.flatten(0, 1)).unflatten(0, (ways, views))
            support, query = z.split([self.support_views, self.query_views], 1)
            centres = prototypes(support.flatten(0, 1), label.repeat_interleave(self.support_views), ways)
            loss = prototype_loss(
                query.flatten(0, 1), label.repeat_interleave(self.query_views), centres, self.temperature
            )
            gradients = torch.autograd.grad(loss, [phi[name] for name in names])
            phi = {
                name: (phi[name] - self.train_lr * gradient).detach().requires_grad_()
                for name, gradient in zip(names, gradients, strict=True)
            }
            total += float(loss.detach()) / self.train_steps
        moved = {name: (parameters[name] - phi[name]).detach() for name in names}
        return moved, total, ways * views * self.train_steps

    def task_bytes(self, share: float, pixels: int) -> float:
        """Of one inner step: nothing is kept for the next."""
        return super().task_bytes(share, pixels) / self.train_steps

    def episode_size(self, share: float) -> EpisodeSize:
        """Every inner step has views of its own."""
        return EpisodeSize("ways", (self.support_views + self.query_views) * self.train_steps)
