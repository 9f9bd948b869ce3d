"""A task: items to be grouped, how many groups there are, and the truth, which only metrics read."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

OUTLIER = -1


@dataclass(frozen=True, eq=False)
class Truth:
    """What the metrics compare assignments with; no learner is ever handed one.

    A ceiling alone, ``oracle-adapt``, is told the labels, by ``evaluation.truth``.

    ``labels`` (N,) int64: 0 .. n_clusters - 1, or ``OUTLIER`` for an item of another class, which accuracy leaves
    out; ``class_names`` the name of each cluster.
    """

    labels: Tensor
    class_names: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether there is any item to score: of a person's own drawings perhaps none has a name."""
        return bool((self.labels != OUTLIER).any())


@dataclass(frozen=True, eq=False)
class Task:
    """An unlabelled few-shot clustering task.

    ``items`` (N, C, H, W) float32 in [0, 1]; ``index`` (N,) int64 positions within the pool's part; ``hashes`` (N,)
    int64, by which a learner that trained on one of these items is refused.
    """

    items: Tensor
    n_clusters: int
    truth: Truth
    pool: str
    part: str
    index: Tensor
    hashes: Tensor
    seed: int
