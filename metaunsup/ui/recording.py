"""A race as the player keeps it: small frames of positions, groups and scores, packed for the browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from metaunsup.evaluation.race import RaceFrame
from metaunsup.tasks.task import OUTLIER, Task
from metaunsup.ui.extras import extras
from metaunsup.ui.sprites import Sheet, sheet

REACH = 2.0  # embeddings have unit length, so a centred one lies within 2 of the origin
_UNIT = 32_767 / REACH


@dataclass(frozen=True)
class PackedFrame:
    """One learner's step. ``points`` holds N int16 x, then N int16 y (little-endian), then N uint8 groups.

    ``facts`` is what goes beside them as JSON: learner's place, step, seconds, loss, the three scores, whether it is
    the last, the class that each group is matched with for the score, and what ``extras`` has.
    """

    points: bytes
    facts: dict[str, Any]


class Recorder:
    """Packs the frames of one race, and numbers the groups so that they look alike from learner to learner.

    Every learner numbers its groups as it likes. For the eye, those of each learner's first frame are matched (by how
    many items they share, never by the truth) with the first learner's, and keep that number to the end.
    """

    def __init__(self, task: Task, learners: tuple[str, ...]) -> None:
        self.learners = learners
        self.sheet: Sheet = sheet(task.items)
        self.n_clusters = task.n_clusters
        self.class_names = task.truth.class_names
        self.truth: np.ndarray = task.truth.labels.numpy()
        self._reference: np.ndarray | None = None
        self._renumber: dict[str, np.ndarray] = {}

    def pack(self, frame: RaceFrame) -> PackedFrame:
        """``frame`` as it travels."""
        found = frame.step.assignments.numpy()
        if self._reference is None:
            self._reference = found
        if frame.learner not in self._renumber:
            self._renumber[frame.learner] = matching(found, self._reference, self.n_clusters)
        groups = self._renumber[frame.learner][found]
        plane = np.clip(np.nan_to_num(frame.plane) * _UNIT, -32_767, 32_767).round().astype("<i2")
        counted = self.truth != OUTLIER
        facts = {
            "learner": self.learners.index(frame.learner),
            "step": frame.step.index,
            "seconds": round(frame.step.seconds, 4),
            "loss": None if frame.step.loss is None else round(frame.step.loss, 4),
            "scores": [round(value, 4) for value in (frame.scores.accuracy, frame.scores.nmi, frame.scores.ari)],
            "last": frame.last,
            "match": matching(groups[counted], self.truth[counted], self.n_clusters).tolist(),
            **extras(frame.step, self._renumber[frame.learner]),
        }
        points = plane[:, 0].tobytes() + plane[:, 1].tobytes() + groups.astype(np.uint8).tobytes()
        return PackedFrame(points, facts)


def matching(found: np.ndarray, reference: np.ndarray, n_clusters: int) -> np.ndarray:
    """Partner in ``reference`` of each cluster of ``found``, both (N,) in 0 .. n_clusters - 1, one to one.

    The pairs are those that share the most items in all (the Hungarian method).
    """
    overlap = np.zeros((n_clusters, n_clusters), dtype=np.int64)
    np.add.at(overlap, (found, reference), 1)
    return np.asarray(linear_sum_assignment(overlap, maximize=True)[1])
