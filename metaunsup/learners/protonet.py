"""ProtoNet without labels: an encoder practised on UMTRA episodes, then K-Means on what it sees.

Snell, Swersky, Zemel, Prototypical Networks (NeurIPS 2017), arXiv:1703.05175, eq. 2, on pseudo-classes made by
augmentation as in ProtoTransfer (Medina et al., 2020, arXiv:2006.11325). Differs from Snell: embeddings have unit
length and the softmax a temperature. ``protonet-adapt`` is the same encoder with the self-labelling steps that MAML
and Reptile take: the control they must be compared with.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.objectives import prototype_loss, prototypes
from metaunsup.learners.encoded import EncodedLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.self_labelling import SelfLabellingLearner
from metaunsup.learners.settings import setting
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class ProtoNet(EncodedLearner, SelfLabellingLearner):
    """Meta-learns an encoder by prototype cross-entropy; clusters by K-Means in it, one step an iteration.

    An episode has ``ways`` pseudo-classes with ``support_views`` views for the prototype and ``query_views`` to be
    told apart.
    """

    name = "protonet"
    print_name = "ProtoNet"
    paper = Paper(
        "Snell, Swersky, Zemel 2017",
        "Prototypical networks for few-shot learning",
        "https://arxiv.org/abs/1703.05175",
        (
            r"\min_\theta -\log \frac{\exp(z \cdot c_y / \tau)}{\sum_k \exp(z \cdot c_k / \tau)}",
            r"c_k \propto \sum_{i\,:\,y_i = k} z_i",
        ),
    )

    ways: int = setting(128)

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the prototypical loss of one episode."""
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        images = torch.cat([episode.support, episode.query])  # one batch, so one set of batch-norm statistics
        z, query = self.embed(parameters, images).split([len(episode.support), len(episode.query)])
        centres = prototypes(z, episode.support_labels, episode.n_classes)
        loss = prototype_loss(query, episode.query_labels, centres, self.temperature)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(images)


@dataclass(eq=False, repr=False)
class ProtoNetAdapt(ProtoNet):
    """ProtoNet's encoder, adapted by the self-labelling loop."""

    name = "protonet-adapt"
    print_name = "ProtoNet, adapted"
    paper = Paper(
        "Caron, Bojanowski, Joulin, Douze 2018",
        "Deep clustering for unsupervised learning of visual features",
        "https://arxiv.org/abs/1807.05520",
        (
            r"a = \text{k-means}(z)",
            r"\phi \leftarrow \phi - \alpha \nabla_\phi\, \mathrm{CE}\bigl(f_\phi(S)\, c^\top / \tau,\; a\bigr)",
        ),
    )

    @classmethod
    def checkpoint_of(cls) -> str:
        """It borrows ProtoNet's."""
        return ProtoNet.name

    _adapt = SelfLabellingLearner._adapt
