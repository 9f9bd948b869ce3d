"""SimCLR: views of one image should lie nearer to each other than to those of any other image.

Chen, Kornblith, Norouzi, Hinton, A Simple Framework for Contrastive Learning of Visual Representations (ICML 2020),
arXiv:2002.05709. Beside ProtoNet, whose episodes it practises on, it shows what contrast alone, without prototypes,
makes of the same images. Differs from the paper: there is no projection head, since the loss is to shape the very
embedding that is clustered, and views are those of strokes (``data.augment``).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.objectives import contrastive_loss
from metaunsup.learners.encoded import EncodedLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class SimClr(EncodedLearner):
    """Practises by NT-Xent on two views of each of ``ways`` images; clusters by K-Means in the encoder.

    An outer step sees as many images as ProtoNet's by default (192 of two views, 128 of three). With more views of an
    image the loss is the mean over its positive pairs.
    """

    name = "simclr"
    print_name = "SimCLR"
    paper = Paper(
        "Chen, Kornblith, Norouzi, Hinton 2020",
        "A simple framework for contrastive learning of visual representations",
        "https://arxiv.org/abs/2002.05709",
        (r"\min_\theta -\log \frac{\exp(z_i \cdot z_j / \tau)}{\sum_{k \ne i} \exp(z_i \cdot z_k / \tau)}",),
    )

    steps: int = 50
    ways: int = setting(192)
    query_views: int = setting(1)
    temperature: float = setting(0.2)

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of NT-Xent on one episode, its pseudo-classes as the images."""
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        images = torch.cat([episode.support, episode.query])  # one batch, so one set of batch-norm statistics
        image_of = torch.cat([episode.support_labels, episode.query_labels])
        loss = contrastive_loss(self.embed(parameters, images), image_of, self.temperature)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(images)
