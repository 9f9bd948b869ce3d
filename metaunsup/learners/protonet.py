"""ProtoNet without labels: an encoder practised on UMTRA episodes, then K-Means on what it sees.

Snell, Swersky, Zemel, Prototypical Networks (NeurIPS 2017), arXiv:1703.05175, eq. 2, on pseudo-classes made by
augmentation as in ProtoTransfer (Medina et al., 2020, arXiv:2006.11325). Differs from Snell: embeddings have unit
length and the softmax a temperature. ``protonet-adapt`` is the same encoder with the self-labelling steps that MAML
and Reptile take: the control they must be compared with.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from metaunsup.adaptation.heads import partings
from metaunsup.adaptation.objectives import TEMPERATURE, prototype_loss, prototypes
from metaunsup.learners.base import State
from metaunsup.learners.meta import MetaLearner
from metaunsup.tasks.episode import Episodes


class ProtoNet(MetaLearner):
    """Meta-learns an encoder by prototype cross-entropy; clusters by K-Means in it, one step an iteration.

    An episode has ``ways`` pseudo-classes with ``support_views`` views for the prototype and ``query_views`` to be
    told apart.
    """

    name = "protonet"

    def __init__(
        self,
        n_clusters: int = 10,
        steps: int = 20,
        random_state: int = 0,
        checkpoint: str | None = None,
        *,
        filters: int = 32,
        outer_lr: float = 1e-2,
        ways: int = 128,
        support_views: int = 1,
        query_views: int = 2,
        meta_batch: int = 1,
        inner_lr: float = 0.5,
        temperature: float = TEMPERATURE,
        strength: float = 1.0,
    ) -> None:
        self.n_clusters, self.steps, self.random_state, self.checkpoint = n_clusters, steps, random_state, checkpoint
        self.filters, self.outer_lr = filters, outer_lr
        self.ways, self.support_views, self.query_views = ways, support_views, query_views
        self.meta_batch = meta_batch
        self.inner_lr, self.temperature, self.strength = inner_lr, temperature, strength

    def _task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        images = torch.cat([episode.support, episode.query])  # one batch, so one set of batch-norm statistics
        z, query = self.embed(parameters, images).split([len(episode.support), len(episode.query)])
        centres = prototypes(z, episode.support_labels, episode.n_classes)
        loss = prototype_loss(query, episode.query_labels, centres, self.temperature)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(images)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        with torch.no_grad():
            z = self.embed(self.ready(), items)
        for one in partings(self.head, z, n_clusters, generator, steps):
            yield State(one.assignments, z, one.objective, one.probability)


class ProtoNetAdapt(ProtoNet):
    """ProtoNet's encoder, adapted by the self-labelling loop."""

    name = "protonet-adapt"

    @classmethod
    def checkpoint_of(cls) -> str:
        """It borrows ProtoNet's."""
        return ProtoNet.name

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        return self.self_labelling(items, n_clusters, steps=steps, generator=generator)
