"""One example of each class, named by a person, and another item, to be told by them.

One-shot classification (Vinyals et al., Matching Networks, NeurIPS 2016, arXiv:1606.04080) by the rule that learners
practise here: the softmax of similarity to the classes' prototypes (Snell et al., NeurIPS 2017, arXiv:1703.05175, eq.
2, of unit length), and the prototype of a class with one example is that. Practice was without labels; the examples'
classes are the first, and the only ones, that anybody has named. A learner that adapts takes its own inner loop's steps
first, from its initialisation, with the examples' classes in place of clusters; others stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.objectives import TEMPERATURE, cluster_probability
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Learner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.self_labelling import SelfLabellingLearner


@dataclass(frozen=True, eq=False)
class OneShot:
    """``examples`` (K, C, H, W), one of each class, and how items (N, C, H, W) are embedded after ``steps`` steps."""

    examples: Tensor
    embed: Callable[[Tensor], Tensor]
    temperature: float
    steps: int = 0

    def probability(self, items: Tensor) -> Tensor:
        """Chance of each of ``items`` (M, C, H, W) to belong to each class, (M, K): softmax(z c^T / temperature).

        Each goes through the network with the examples alone, since batch norm makes what it sees of an item depend
        on what comes with it: one more question changes no answer.
        """
        told = []
        for item in items:
            with torch.no_grad():
                z = self.embed(torch.cat([self.examples, item[None]]))
            told.append(cluster_probability(z[-1:], z[:-1], self.temperature))
        return torch.cat(told) if told else self.examples.new_zeros(0, len(self.examples))


def pixels(examples: Tensor) -> OneShot:
    """The yardstick that has never practised: the same rule on the pixels; its likeliest class is the nearest."""
    return OneShot(examples, lambda items: F.normalize(items.flatten(1), dim=1), TEMPERATURE)


def one_shot(learner: Learner, examples: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[OneShot]:
    """What ``learner`` makes of ``examples`` (K, C, H, W), one of each of K classes, after step 0, 1, ... ``steps``.

    One without an inner loop has step 0 alone. Raises ``one_shot_learner`` for one that has no encoder, and
    ``one_shot_examples`` where there are fewer than two classes.
    """
    if not isinstance(learner, MetaLearner):
        raise MetaUnsupError("one_shot_learner", learner=learner.full_name)
    if len(examples) < 2:
        raise MetaUnsupError("one_shot_examples", count=len(examples))
    return _one_shot(learner, examples, steps, generator)


def _one_shot(learner: MetaLearner, examples: Tensor, steps: int, generator: torch.Generator) -> Iterator[OneShot]:
    start = learner.ready()
    if not isinstance(learner, SelfLabellingLearner) or type(learner)._adapt is not SelfLabellingLearner._adapt:
        yield OneShot(examples, lambda items: learner.embed(start, items), learner.temperature)
        return
    temperature = float(learner.loop(start).temperature)
    classes = torch.arange(len(examples))
    trace = learner.inner_loop(examples, len(examples), steps=steps, generator=generator, told=classes)
    for step, adapted in enumerate(trace):
        now = {name: value.detach() for name, value in {**start, **adapted.parameters}.items()}
        yield OneShot(examples, lambda items, now=now: learner.embed(now, items), temperature, step)  # type: ignore[misc]
