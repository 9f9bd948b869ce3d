"""Meta-learning by variational inference without labels: weights are a distribution, and assignments have a chance.

Nguyen, Do, Carneiro, Uncertainty in Model-Agnostic Meta-Learning using Variational Inference (VAMPIRE; WACV 2020),
arXiv:1907.11864. What is meta-learned is a prior: mean and standard deviation of every weight. At a task a Gaussian
posterior begins there and takes a few steps down the expected loss plus beta times its divergence from the prior
(adaptation/variational.py). The outer loss is that of held-out views, averaged over weights drawn from the posterior
and differentiated through the steps into both.

Amortized Bayesian Meta-Learning (ABML; Ravi & Beatson, ICLR 2019) has the same inner loop. Its outer loss is the whole
evidence bound, of support and query together and with the divergence in it, under a hyper-prior on the prior. Here the
support's labels are the learner's own clusters: judged by those, too, the prior would be rewarded for clusters that are
easy to repeat, right or wrong. VAMPIRE judges by held-out items alone, which keep their pseudo-classes; it also needs
no hyper-prior to be chosen, and is closest to MAML, with which it is to be compared.

Different from VAMPIRE: the inner loop labels for itself; the step on the divergence is implicit; the divergence is in
nats an item, so that beta means the same for every size of task; practice judges the draws that the next step would
use; and as in ``bilevel`` practice warms up at step 0 and begins with first-order steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor

from metaunsup.adaptation.heads import HEADS, KNOWS_SIZES
from metaunsup.adaptation.variational import LOG_STD, Belief, draw_weights, infer
from metaunsup.data.augment import augment
from metaunsup.learners.base import State
from metaunsup.learners.bilevel import BilevelLearner, held_out_loss, shuffled_support
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.tasks.episode import Episode


@dataclass(eq=False, repr=False)
class Viml(BilevelLearner):
    """Meta-learns mean and log-std of every weight; see ``BilevelLearner`` for how it practises.

    ``samples`` draws of the weights are averaged into the probabilities at a task; ``gradient_samples`` of them make a
    step, there and in practice. ``beta`` weighs the divergence from the prior, in nats an item: at 1, the evidence
    bound itself, 20 steps on a validation task of MNIST left the posterior 2 nats from its prior, which is hardly at
    all; at 0.1, as in the authors' code, 24; at 0, 62. ``std_start`` is every weight's standard deviation before any
    practice; the authors begin with 0.02 to 0.05.
    """

    name = "viml"
    print_name = "VIML"
    paper = Paper(
        "Nguyen, Do, Carneiro 2020",
        "Uncertainty in model-agnostic meta-learning using variational inference",
        "https://arxiv.org/abs/1907.11864",
        (
            r"\min_q\; \mathbb{E}_{w \sim q}\, \mathcal{L}_S(w) + \beta\, \mathrm{KL}(q \Vert p_\theta)",
            r"p(a_i) = \mathbb{E}_{w \sim q}\, p(a_i \mid w)",
        ),
    )

    beta: float = setting(0.1, low=0.0, high=100.0, group="moves")
    std_start: float = setting(0.03, low=1e-6, high=1.0, group="moves")
    gradient_samples: int = setting(1, low=1, high=100, group="moves")
    samples: int = setting(4, low=1, high=100, group="moves")

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before any practice: a network's, for the means, and for each the log of ``std_start``."""
        network = super().initialise(channels, generator)
        start = math.log(self.std_start)
        return network | {LOG_STD + name: torch.full_like(value, start) for name, value in network.items()}

    def moving(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """All: every mean and every log-std."""
        return dict(parameters)

    def task_bytes(self, share: float, pixels: int) -> float:
        """Every draw of the weights is a network of its own."""
        return super().task_bytes(share, pixels) * self.gradient_samples

    def infer(
        self, parameters: Mapping[str, Tensor], items: Tensor, n_clusters: int, generator: torch.Generator, **how: Any
    ) -> Iterator[Belief]:
        """The inner loop of this learner's settings, from the prior ``parameters``; ``how`` as ``infer`` takes it."""
        return infer(
            self.embed,
            self.moving(parameters),
            items,
            n_clusters,
            beta=self.beta,
            rates=self.rates(parameters),
            view=lambda images: augment(images, generator, self.strength),
            generator=generator,
            temperature=self.temperature,
            gradient_samples=self.gradient_samples,
            rule=self.rule,
            head=HEADS[self.head],
            **how,
        )

    def outer_loss(
        self,
        parameters: Mapping[str, Tensor],
        episode: Episode,
        generator: torch.Generator,
        *,
        train_steps: int | None = None,
        second_order: bool = True,
    ) -> Tensor:
        """As ``BilevelLearner``'s, each step judged by the mean over the posterior's ``gradient_samples`` draws."""
        last = self.train_steps if train_steps is None else train_steps
        items, labels = shuffled_support(episode, generator, self.least if last else 1.0)
        total = items.new_zeros(())
        if last == 0:
            for _ in range(self.gradient_samples):
                weights = draw_weights(parameters, generator)
                z, query = self.embed(weights, items), self.embed(weights, episode.query)
                total = total + held_out_loss(z, labels, query, episode, self.temperature) / self.gradient_samples
            return total
        beliefs = self.infer(
            parameters,
            items,
            episode.n_classes,
            generator,
            steps=last,
            samples=self.gradient_samples,
            create_graph=second_order,
            track=True,
        )
        for step, belief in enumerate(beliefs):
            weight = self.step_weight(step, last)
            if not weight:
                continue
            for drawn, z in zip(belief.weights, belief.embeddings, strict=True):
                judged = self.judge(z, belief.labels, labels, episode, partial(self.embed, drawn))
                total = total + weight / self.gradient_samples * judged
        return total

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        for belief in self.infer(self.ready(), items, n_clusters, generator, steps=steps, samples=self.samples):
            # a head that knows the sizes of clusters has kept to them; the likeliest cluster of each item need not
            likeliest = belief.labels if self.head in KNOWS_SIZES else belief.probability.argmax(1).cpu()
            shown = belief.teaching.shown()
            yield State(likeliest, belief.embedding, belief.loss, probability=belief.probability, shown=shown)
