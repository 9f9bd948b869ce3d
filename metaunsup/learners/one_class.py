"""What learners share that practise to judge whether items belong: one-class episodes of pseudo-classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.learners.encoded import EncodedLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.tasks.episode import Episodes
from metaunsup.tasks.one_class import OneClassEpisode, one_class_episode

HEAD = "head."  # before the names of the classifier's parameters
FRIKHA = Paper(
    "Frikha, Krompaß, Köpken, Tresp 2021",
    "Few-shot one-class classification via meta-learning",
    "https://arxiv.org/abs/2007.04146",
    (
        r"\phi = \theta - \alpha \nabla_\theta \mathcal{L}(S)",
        r"\min_\theta \mathcal{L}_{\phi}(Q)",
    ),
)


@dataclass(eq=False, repr=False)
class OneClassLearner(EncodedLearner):
    """Practises on ``sets`` one-class tasks of each episode: so many of its pseudo-classes are normal in turn.

    A task has ``support_views`` items to learn from, up to the share ``contamination`` of them of other pseudo-classes,
    and twice ``query_views`` to be judged, half of them anomalous: with the chance ``clumps`` of one other
    pseudo-class. As a clusterer it cuts what its encoder sees by K-Means; ``detectors`` have what it is made for.
    """

    ways: int = setting(10)
    support_views: int = setting(10)
    query_views: int = setting(10)
    outer_lr: float = setting(3e-3)
    sets: int = setting(4, low=1, high=100, group="episode")
    contamination: float = setting(0.2, low=0.0, high=0.5, group="episode")
    clumps: float = setting(0.5, low=0.0, high=1.0, group="episode")

    def tasks(self, episodes: Episodes, generator: torch.Generator) -> list[OneClassEpisode]:
        """The one-class tasks of an episode."""
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        return [
            one_class_episode(episode, normal, self.contamination, self.clumps, generator)
            for normal in range(min(self.sets, episode.n_classes))
        ]


@dataclass(eq=False, repr=False)
class ClassifyingLearner(OneClassLearner):
    """Has a linear classifier, whose logit says that an item is normal, on its encoder's features."""

    inner_lr: float = setting(0.1, low=1e-6, high=10.0, group="inner")
    train_steps: int = setting(3, low=1, high=50, group="inner")

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """The classifier."""
        with torch.device("meta"):
            return {HEAD: nn.Linear(self.filters, 1)}

    def logits(self, parameters: Mapping[str, Tensor], items: Tensor) -> Tensor:
        """How normal each of ``items`` is, (N,), seen beside each other."""
        features = self.features(parameters, items)
        return F.linear(features, parameters[f"{HEAD}weight"], parameters[f"{HEAD}bias"])[:, 0]
