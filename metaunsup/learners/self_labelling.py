"""A meta-learner that adapts to a task by the self-labelling inner loop, from the initialisation it has learned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.heads import HEADS
from metaunsup.adaptation.objectives import cluster_probability, prototypes
from metaunsup.adaptation.self_labelling import Rates, self_label
from metaunsup.data.augment import augment
from metaunsup.learners.base import State
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class SelfLabellingLearner(MetaLearner):
    """What the inner loop moves is said by ``moving``, how far by ``rates``: here all, at ``inner_lr``."""

    inner_lr: float = setting(0.5, low=1e-6, high=10.0, group="inner")

    def moving(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Those of ``parameters`` that the inner loop changes: all of the network's here."""
        return {name: value for name, value in parameters.items() if name.startswith("blocks.")}

    def rates(self, parameters: Mapping[str, Tensor], generator: torch.Generator | None = None) -> Rates:
        """Learning rate of each moving parameter at an inner step: one constant here; others may have learned theirs.

        ``generator`` is there while practising, for learners whose rates are drawn anew for each task.
        """
        rate = {name: torch.tensor(self.inner_lr, dtype=v.dtype) for name, v in self.moving(parameters).items()}
        return lambda step: rate

    def shown(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """What of ``parameters`` a person may want to see beside the items."""
        return {}

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        """The inner loop as a trace.

        Probabilities are softmax(z c^T / temperature) against the clusters' own centroids: what the loss takes them
        for.
        """
        parameters = self.ready()
        for adapted in self_label(
            lambda moving, images: self.embed({**parameters, **moving}, images),
            self.moving(parameters),
            items,
            n_clusters,
            rates=self.rates(parameters),
            steps=steps,
            view=lambda images: augment(images, generator, self.strength),
            generator=generator,
            temperature=self.temperature,
            head=HEADS[self.head],
        ):
            z = adapted.embedding.detach()
            centres = prototypes(z, adapted.assignments, n_clusters)
            yield State(
                adapted.assignments,
                adapted.embedding,
                None if adapted.loss is None else float(adapted.loss.detach()),
                probability=cluster_probability(z, centres, self.temperature),
                shown=self.shown({**parameters, **adapted.parameters}),
            )
