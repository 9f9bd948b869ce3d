"""The controls that any generator should beat: the items themselves, altered or not. They know nothing of the class.

A distance between samples and new items of the class is kind to them (Xu et al., An empirical study on evaluation
metrics of generative adversarial networks, 2018, arXiv:1806.07755, section 3.3: copying the training items is what
such distances see least), so every figure stands beside theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from metaunsup.data.augment import augment
from metaunsup.generation.base import Drawing, FewShotGenerator
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class AugmentedGenerator(FewShotGenerator):
    """Draws items at random and alters each, by ``strength`` of the augmentation that practice uses."""

    name = "augmented"
    print_name = "augmented support"
    paper = Paper(
        "Khodadadeh, Bölöni, Shah 2019",
        "Unsupervised meta-learning for few-shot image classification",
        "https://arxiv.org/abs/1811.11819",
        (r"x = A(s), \quad s \in S",),
    )
    most_steps = 0

    strength: float = setting(0.5, low=0.0, high=3.0)

    def _adapt(self, items: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Drawing]:
        yield Drawing(partial(_altered, items, self.strength))


@dataclass(eq=False, repr=False)
class CopiesGenerator(AugmentedGenerator):
    """Draws the very items."""

    name = "copies"
    print_name = "copies of the support"
    paper = Paper(
        "Xu, Huang, Yuan, Guo, Sun, Wu, Weinberger 2018",
        "An empirical study on evaluation metrics of generative adversarial networks",
        "https://arxiv.org/abs/1806.07755",
        (r"x = s, \quad s \in S",),
    )

    strength: float = setting(0.0, fixed=True)


def _altered(items: Tensor, strength: float, n: int, generator: torch.Generator) -> Tensor:
    chosen = torch.randint(len(items), (n,), generator=generator)
    return augment(items[chosen], generator, strength)
