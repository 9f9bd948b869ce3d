"""MAML without labels: an initialisation from which a few self-labelling steps lead to a good clustering.

Finn, Abbeel, Levine, Model-Agnostic Meta-Learning (ICML 2017), arXiv:1703.03400; how it practises is told in
``bilevel``. Four variants are presets of the one file:

``fomaml``: the inner gradients are taken for constants (section 5.2 of the paper).
``anil``: only the network's last block adapts, in practice and at a task; Raghu et al., Rapid Learning or Feature
Reuse? (ICLR 2020), arXiv:1909.09157. There the part that adapts is a linear head; here the head is the clusters' own
centroids, which hold no parameters, and the last block is what stands before them.
``metasgd``: a learned rate for every single weight; Li et al., Meta-SGD (2017), arXiv:1707.09835, equation 3. As there
a rate may turn negative, and does not depend on the step.
With ``learn_rates`` and ``rates_per`` "tensor" the rates are MAML++'s: one per parameter tensor and step (Antoniou,
Edwards, Storkey, ICLR 2019, arXiv:1810.09502), learned as logarithms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor

from metaunsup.adaptation.objectives import TEMPERATURE
from metaunsup.adaptation.self_labelling import Rates
from metaunsup.learners.bilevel import BilevelLearner
from metaunsup.learners.preset import preset

RATE = "log_rate."  # MAML++: (train_steps,) for each tensor
WEIGHT_RATE = "rate."  # Meta-SGD: as large as the tensor
LAST = "blocks.3."


class Maml(BilevelLearner):
    """Meta-learns an initialisation; see ``BilevelLearner`` for how it practises.

    ``adapts``: "all" of the network, or its "last" block alone (ANIL). ``learn_rates`` learns rates from ``inner_lr``
    on: ``rates_per`` "tensor" and step (steps beyond ``train_steps`` reuse the last), or per "weight" (Meta-SGD).
    ``cosine`` lets the outer rate fall along half a cosine.
    """

    name = "maml"

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
        adapts: str = "all",
        learn_rates: bool = False,
        rates_per: str = "tensor",
        cosine: bool = True,
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
        self.adapts, self.learn_rates, self.rates_per = adapts, learn_rates, rates_per
        self.cosine, self.multi_step_loss = cosine, multi_step_loss
        self.warmup, self.warmup_ways, self.first_order_until = warmup, warmup_ways, first_order_until
        self.inner_lr, self.temperature, self.strength = inner_lr, temperature, strength

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before any practice; with ``learn_rates`` the rates, too."""
        parameters = super().initialise(channels, generator)
        if not self.learn_rates:
            return parameters
        moving = self.moving(parameters)
        if self.rates_per == "weight":
            return parameters | {WEIGHT_RATE + k: torch.full_like(v, self.inner_lr) for k, v in moving.items()}
        start = torch.full((self.train_steps,), math.log(self.inner_lr))
        return parameters | {RATE + name: start.clone() for name in moving}

    def moving(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The whole network, or its last block."""
        moving = super().moving(parameters)
        return moving if self.adapts == "all" else {k: v for k, v in moving.items() if k.startswith(LAST)}

    def rates(self, parameters: Mapping[str, Tensor], generator: torch.Generator | None = None) -> Rates:
        """Learned rates where there are any; of those per step the last one for every later step."""
        if not self.learn_rates:
            return super().rates(parameters, generator)
        moving = self.moving(parameters)
        if self.rates_per == "weight":
            learned = {name: parameters[WEIGHT_RATE + name] for name in moving}
            return lambda step: learned
        return lambda step: {name: parameters[RATE + name][min(step, self.train_steps - 1)].exp() for name in moving}


class Fomaml(Maml):
    """First-order MAML: the same, with the inner gradients taken for constants."""

    name = "fomaml"
    first_order = True


@preset(adapts="last")
class Anil(Maml):
    """Almost no inner loop: MAML whose last block alone adapts."""

    name = "anil"


@preset(learn_rates=True, rates_per="weight")
class MetaSgd(Maml):
    """Meta-SGD: MAML that learns, beside the initialisation, how far and which way each weight steps."""

    name = "metasgd"
