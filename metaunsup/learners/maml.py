"""MAML without labels: an initialisation from which a few self-labelling steps lead to a good clustering.

Finn, Abbeel, Levine, Model-Agnostic Meta-Learning (ICML 2017), arXiv:1703.03400; how it practises is told in
``bilevel``. Four variants are presets of the one file:

``fomaml``: the inner gradients are taken for constants (section 5.2 of the paper).
``anil``: only the network's last block adapts, in practice and at a task; Raghu et al., Rapid Learning or Feature
Reuse? (ICLR 2020), arXiv:1909.09157. There the part that adapts is a linear head; here the head is the clusters' own
centroids, which hold no parameters, and the last block is what stands before them.
``metasgd``: a learned rate for every single weight; Li et al., Meta-SGD (2017), arXiv:1707.09835, equation 3. As there
a rate may turn negative, and does not depend on the step.
With ``learn_loop`` the loop's own numbers are learned with the rates: its temperature, the exponent of its margins and
the strength of its views, as logarithms, through the inner gradients.
With ``learn_rates`` and ``rates_per`` "tensor" the rates are MAML++'s: one per parameter tensor and step (Antoniou,
Edwards, Storkey, ICLR 2019, arXiv:1810.09502), learned as logarithms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from metaunsup.adaptation.self_labelling import Rates
from metaunsup.learners.bilevel import MAML_PLUS_PLUS, BilevelLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.self_labelling import LAST, Loop
from metaunsup.learners.settings import setting

LOOP = "log_loop."  # scalars: temperature, margin, strength
RATE = "log_rate."  # MAML++: (train_steps,) for each tensor
WEIGHT_RATE = "rate."  # Meta-SGD: as large as the tensor
ANIL = Paper(
    "Raghu, Raghu, Bengio, Vinyals 2020",
    "Rapid learning or feature reuse? Towards understanding the effectiveness of MAML",
    "https://arxiv.org/abs/1909.09157",
    (
        r"\phi = (\theta_{1..3}, \phi_4)",
        r"\phi_4 \leftarrow \phi_4 - \alpha \nabla_{\phi_4} \mathcal{L}_S(\phi)",
    ),
)
META_SGD = Paper(
    "Li, Zhou, Chen, Li 2017",
    "Meta-SGD: learning to learn quickly for few-shot learning",
    "https://arxiv.org/abs/1707.09835",
    (
        r"\phi \leftarrow \phi - \alpha \circ \nabla_\phi \mathcal{L}_S(\phi)",
        r"\min_{\theta, \alpha} \sum_{\mathcal{T}} \mathcal{L}_Q(\phi_{\mathcal{T}})",
    ),
)


@dataclass(eq=False, repr=False)
class Maml(BilevelLearner):
    """Meta-learns an initialisation; see ``BilevelLearner`` for how it practises.

    ``adapts``: "all" of the network, or its "last" block alone (ANIL). ``learn_rates`` learns rates from ``inner_lr``
    on: ``rates_per`` "tensor" and step (steps beyond ``train_steps`` reuse the last), or per "weight" (Meta-SGD).
    ``learn_loop`` learns the loop's temperature, margin and strength. ``cosine`` lets the outer rate fall along half a
    cosine.
    """

    name = "maml"
    print_name = "MAML"
    paper = Paper(
        "Finn, Abbeel, Levine 2017",
        "Model-agnostic meta-learning for fast adaptation of deep networks",
        "https://arxiv.org/abs/1703.03400",
        (
            r"\min_\theta \sum_{\mathcal{T}} \mathcal{L}_Q(\phi_{\mathcal{T}})",
            r"\phi \leftarrow \phi - \alpha \nabla_\phi \mathcal{L}_S(\phi), \quad \phi_0 = \theta",
        ),
    )

    adapts: str = setting("all", choices=("all", "last"), group="moves", paper=ANIL)
    learn_rates: bool = setting(False, group="moves", paper=MAML_PLUS_PLUS)
    rates_per: str = setting("tensor", choices=("tensor", "weight"), group="moves", paper=META_SGD)
    learn_loop: bool = setting(False, group="moves")
    cosine: bool = setting(True, group="outer")

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before any practice; with ``learn_loop`` the loop's numbers, with ``learn_rates`` the rates."""
        parameters = super().initialise(channels, generator)
        if self.learn_loop:
            start = {"temperature": self.temperature, "margin": self.margin, "strength": self.strength}
            parameters |= {LOOP + name: torch.tensor(max(value, 1e-3)).log() for name, value in start.items()}
        if not self.learn_rates:
            return parameters
        moving = self.moving(parameters)
        if self.rates_per == "weight":
            return parameters | {WEIGHT_RATE + k: torch.full_like(v, self.rate_of(k)) for k, v in moving.items()}
        return parameters | {RATE + k: torch.full((self.train_steps,), math.log(self.rate_of(k))) for k in moving}

    def loop(self, parameters: Mapping[str, Tensor]) -> Loop:
        """With ``learn_loop`` the numbers that were learned."""
        fixed = super().loop(parameters)
        if not self.learn_loop:
            return fixed
        temperature, margin, strength = (
            parameters[LOOP + name].exp() for name in ("temperature", "margin", "strength")
        )
        return Loop(temperature, replace(fixed.rule, margin=margin), strength)

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


@dataclass(eq=False, repr=False)
class Fomaml(Maml):
    """First-order MAML: the same, with the inner gradients taken for constants."""

    name = "fomaml"
    print_name = "First-order MAML"
    paper = Paper(
        "Finn, Abbeel, Levine 2017",
        "Model-agnostic meta-learning for fast adaptation of deep networks (section 5.2)",
        "https://arxiv.org/abs/1703.03400",
        (
            r"\nabla_\theta \mathcal{L}_Q(\phi_{\mathcal{T}}) \approx \nabla_\phi \mathcal{L}_Q(\phi)",
            r"\phi = \phi_{\mathcal{T}}",
        ),
    )
    first_order = True


@dataclass(eq=False, repr=False)
class Anil(Maml):
    """Almost no inner loop: MAML whose last block alone adapts."""

    name = "anil"
    print_name = "ANIL"
    paper = ANIL

    adapts: str = setting("last", fixed=True)


@dataclass(eq=False, repr=False)
class MetaSgd(Maml):
    """Meta-SGD: MAML that learns, beside the initialisation, how far and which way each weight steps."""

    name = "metasgd"
    print_name = "Meta-SGD"
    paper = META_SGD

    learn_rates: bool = setting(True, fixed=True)
    rates_per: str = setting("weight", fixed=True)
    extras_lr: float = setting(1e-3)  # rates, not their logarithms
