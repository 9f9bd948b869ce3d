"""Nearest patches in features that have practised for it: PatchCore's memory, meta-learned.

PatchCore (Roth et al., CVPR 2022) takes the features of a network that has seen a million labelled photographs. Here
the features are meta-learned instead, on episodes that are small cases of the task itself, from unlabelled pictures of
other surfaces: ten normal crops are the memory, and the distance to the nearest of its patches should be small where a
new crop is as it was and large where a piece was pasted in (``cut_paste``). Batch norm has the support's statistics,
and the loss is that of Adaptive Centered Representations (Li et al., NeurIPS 2023, section 3.2), place by place, with
the nearest patch in place of the centre: a surface may look in many ways that are normal.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.one_class import svdd_loss
from metaunsup.applications.cut_paste import CropEpisodes
from metaunsup.detectors.patches import BLOCKS, Patches, features, nearest
from metaunsup.learners.encoded import EncodedLearner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.mlp import Columns
from metaunsup.tasks.episode import Episodes

COVERED = 0.1  # of a place's pixels that are changed: below this and above 0 it counts as neither
CHECKPOINTS = Path(__file__).parent / "checkpoints"  # made by ``python -m benchmarks.make_applications``


@dataclass(eq=False, repr=False)
class PractisedPatches(EncodedLearner):
    """Meta-learns the first three blocks of a Conv4; ``detector`` has what it is made for."""

    name = "patches"
    print_name = "Practised patches"
    paper = Paper(
        "Roth et al. 2022; Li, Qiu et al. 2023",
        "Towards total recall in industrial anomaly detection",
        "https://arxiv.org/abs/2106.08265",
        (r"d(p) = \min_{m \in M} \lVert f_\theta(p; \mu_S, \sigma_S) - f_\theta(m; \mu_S, \sigma_S) \rVert^2",),
    )

    support_views: int = setting(10)
    query_views: int = setting(10)
    meta_batch: int = setting(2)
    outer_lr: float = setting(3e-3)

    def initialise(self, channels: int | Columns, generator: torch.Generator) -> dict[str, Tensor]:
        """Conv4's first three blocks."""
        whole = super().initialise(channels, generator)
        return {name: value for name, value in whole.items() if not name.startswith(f"blocks.{BLOCKS}.")}

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the loss over all places of an episode's queries."""
        assert isinstance(episodes, CropEpisodes)
        one = episodes.spoiled(self.support_views, self.query_views, generator)
        placed = features(parameters)(torch.cat([one.support, one.queries]), len(one.support))
        distances = nearest(placed[: len(one.support)], placed[len(one.support) :])
        covered = F.adaptive_avg_pool2d(one.masks.float(), (distances.shape[1], distances.shape[2]))
        judged = (covered == 0) | (covered >= COVERED)
        loss = svdd_loss(distances[judged], covered[judged] > 0)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        seen = len(one.support) + len(one.queries)
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), seen

    def detector(self) -> Patches:
        """Judges by what has been practised."""
        return Patches(places=features(self.ready()))


def shipped(learner: MetaLearner) -> MetaLearner:
    """``learner`` with the checkpoint that comes with the program: practised on surfaces, of kinds that no test has."""
    learner.load(CHECKPOINTS / f"{learner.name}.safetensors")
    return learner
