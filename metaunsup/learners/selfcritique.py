"""A meta-learned rule: from one ProtoNet that stays as it is, only how the inner loop labels and steps is learned.

After Antoniou & Storkey, Learning to Learn by Self-Critique (NeurIPS 2019), arXiv:1905.10295; the rule is told in
``adaptation.critique``. It begins as the hand-made one, and ``protonet-adapt`` is that rule from the same encoder:
their difference is what learning to adapt buys. The rule is learned through the inner loop's gradients (second order):
in no other way does it come into the adapted parameters.

Practice tasks have a look of their own (``style``): on clusters of its own embedding, as they are, an encoder that has
practised on just these has nothing to gain by moving, and the rule would learn to stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.critique import RULE, initial_rule
from metaunsup.learners.bilevel import BilevelLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class SelfCritique(BilevelLearner):
    """Meta-learns the rule at the outer rate ``extras_lr``; the encoder, ProtoNet's of the same pool, never moves."""

    name = "selfcritique"
    print_name = "Self-critique"
    starts_from = "protonet"
    paper = Paper(
        "Antoniou, Storkey 2019",
        "Learning to learn by self-critique",
        "https://arxiv.org/abs/1905.10295",
        (
            r"\min_\omega \sum_{\mathcal{T}} \mathcal{L}_Q(\phi_{\mathcal{T}})",
            r"\phi \leftarrow \phi - \alpha\, r_\omega \nabla_\phi \sum_i w_\omega(x_i)\, \mathcal{L}_i(\phi)",
        ),
    )

    ways: int = setting(10)
    support_views: int = setting(8)
    train_steps: int = setting(5)
    warmup: float = setting(0.0, fixed=True)
    first_order_until: float = setting(0.0, fixed=True)
    pairs: float = setting(0.5)
    style: float = setting(2.0)
    extras_lr: float = setting(0.01)

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """A network, which practice replaces by ProtoNet's, and the rule."""
        return super().initialise(channels, generator) | initial_rule(generator)

    def critic(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The rule."""
        return {name: value for name, value in parameters.items() if name.startswith(RULE)}

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The rule's gradient alone: of the encoder it is zero, and Adam leaves it where it is."""
        gradients, loss, seen = super().task_gradient(parameters, episodes, generator, share)
        return {k: v if k.startswith(RULE) else torch.zeros_like(v) for k, v in gradients.items()}, loss, seen
