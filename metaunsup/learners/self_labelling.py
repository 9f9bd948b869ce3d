"""A meta-learner that adapts to a task by the self-labelling inner loop, from the initialisation it has learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor

from metaunsup.adaptation.heads import HEADS
from metaunsup.adaptation.labelling import LoopRule
from metaunsup.adaptation.objectives import cluster_probability, prototypes
from metaunsup.adaptation.preconditioning import OPTIMISERS
from metaunsup.adaptation.self_labelling import Adapted, Rates, self_label
from metaunsup.data.augment import augment
from metaunsup.learners.base import State
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.settings import setting, settings_of

LAST = "blocks.3."


class Loop(NamedTuple):
    """The inner loop's numbers that may be learned: temperature, the margin in its ``rule``, strength of its views."""

    temperature: float | Tensor
    rule: LoopRule
    strength: float | Tensor


EARLIER = {"inner_optimiser": "sgd", "late": 1.0, "lasting": False, "margin": 0.0, "view_memory": 0.0, "settle": 0}


@dataclass(eq=False, repr=False)
class SelfLabellingLearner(MetaLearner):
    """What the inner loop moves is said by ``moving``, how far by ``rates``: here all, at ``inner_lr``.

    The last of the network's blocks steps ``late`` times as far: so a learned rule (``selfcritique``) did, from steps
    of one length. How it labels, steps and ends is ``rule``: ``inner_optimiser``, ``lasting`` clusters, the exponent of
    the ``margin``, the weight of ``view_memory`` and the steps without change after which it ``settle``s. With
    ``shared_statistics`` batch norm takes those of the items and their views together.
    """

    inner_lr: float = setting(0.0125, low=1e-6, high=10.0, group="inner")
    late: float = setting(3.2, low=0.01, high=100.0, group="inner")
    inner_optimiser: str = setting("adam", choices=tuple(OPTIMISERS), group="inner")
    lasting: bool = setting(True, group="inner")
    margin: float = setting(1.0, low=0.0, high=10.0, group="inner")
    view_memory: float = setting(0.5, low=0.0, high=10.0, group="inner")
    settle: int = setting(3, low=0, high=1000, group="inner")
    shared_statistics: bool = setting(True, group="inner")

    practises_loop = False  # whether practice takes the inner loop's own steps

    @property
    def rule(self) -> LoopRule:
        """How the inner loop labels, steps and ends."""
        lasting = LoopRule().lasting if self.lasting else None
        return LoopRule(
            self.inner_optimiser,
            lasting,
            self.margin,
            self.view_memory,
            settle=self.settle,
            together=self.shared_statistics,
        )

    def loop(self, parameters: Mapping[str, Tensor]) -> Loop:
        """What the loop works with: settings here; others may have learned it."""
        return Loop(self.temperature, self.rule, self.strength)

    @property
    def told_classes(self) -> Tensor | None:
        """Classes (N,) for the loop to learn from in place of its clusters: None, but for the ceiling."""
        return None

    @classmethod
    def earlier_options(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """A card of before there was a choice: who practised the loop of then keeps to it, others take today's."""
        if "late" in options:
            return {}
        if cls.practises_loop:
            return {"late": 1.0} if "inner_optimiser" in options else EARLIER  # a card between the two
        known = settings_of(cls)
        return {name: known[name].default for name in ("inner_lr", "late")}

    def moving(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Those of ``parameters`` that the inner loop changes: all of the network's here."""
        return {name: value for name, value in parameters.items() if name.startswith("blocks.")}

    def rates(self, parameters: Mapping[str, Tensor], generator: torch.Generator | None = None) -> Rates:
        """Learning rate of each moving parameter at an inner step: constants here; others may have learned theirs.

        ``generator`` is there while practising, for learners whose rates are drawn anew for each task.
        """
        rate = {name: torch.tensor(self.rate_of(name), dtype=v.dtype) for name, v in self.moving(parameters).items()}
        return lambda step: rate

    def rate_of(self, name: str) -> float:
        """The rate of the parameter ``name`` before anything is learned: the last block's is ``late`` times larger."""
        return self.inner_lr * (self.late if LAST in name else 1.0)

    def critic(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor] | None:
        """Those of ``parameters`` that are a learned rule (``adaptation.critique``); None: the hand-made one alone."""
        return None

    def shown(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """What of ``parameters`` a person may want to see beside the items."""
        return {}

    def inner_loop(
        self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator, told: Tensor | None = None
    ) -> Iterator[Adapted]:
        """The loop from the initialisation on, with the learner's own rates, rule and views (see ``self_label``)."""
        parameters = self.ready()
        loop = self.loop(parameters)
        return self_label(
            lambda moving, images: self.embed({**parameters, **moving}, images),
            self.moving(parameters),
            items,
            n_clusters,
            rates=self.rates(parameters),
            steps=steps,
            view=lambda images: augment(images, generator, loop.strength),
            generator=generator,
            temperature=loop.temperature,
            rule=loop.rule,
            head=HEADS[self.head],
            critic=self.critic(parameters),
            told=told,
        )

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        """The inner loop as a trace.

        Its embedding is what the clusters were found in, with what is remembered of the views. Probabilities are
        softmax(z c^T / temperature) against the clusters' own centroids: what the loss takes them for. ``shown`` has
        what the step to come makes of each item ("weights", "pull"; see ``adaptation.teaching``).
        """
        parameters = self.ready()
        temperature = self.loop(parameters).temperature
        for adapted in self.inner_loop(items, n_clusters, steps=steps, generator=generator, told=self.told_classes):
            centres = prototypes(adapted.points, adapted.assignments, n_clusters)
            yield State(
                adapted.assignments,
                adapted.points,
                None if adapted.loss is None else float(adapted.loss.detach()),
                probability=cluster_probability(adapted.points, centres, temperature),
                shown={**self.shown({**parameters, **adapted.parameters}), **adapted.teaching.shown()},
            )
