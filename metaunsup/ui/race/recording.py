"""A race as the player keeps it: small frames of positions, groups and scores, packed for the browser."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment
from torch import Tensor

from metaunsup.evaluation.findings import chosen_text
from metaunsup.evaluation.race import RaceFrame
from metaunsup.learners.base import NOISE, Step
from metaunsup.tasks.task import OUTLIER, Task
from metaunsup.ui.player.sprites import Sheet, sheet

REACH = 2.0  # embeddings have unit length, so a centred one lies within 2 of the origin
_UNIT = 32_767 / REACH
NO_GROUP = 65_535  # how noise travels


@dataclass(frozen=True)
class PackedFrame:
    """One learner's step. ``points``: N int16 x, N int16 y, N uint16 groups (``NO_GROUP``: noise), all little-endian.

    ``facts`` is what goes beside them as JSON: learner's place, step, seconds, loss, the three scores (None where
    nobody knows the truth), whether it is the last, the class that each group is matched with for the score, what was
    ``chosen``, and what ``extras`` has.
    """

    points: bytes
    facts: dict[str, Any]


class Recorder:
    """Packs the frames of one race, and numbers the groups so that they look alike from learner to learner.

    Every learner numbers its groups as it likes. For the eye, those of each learner's first frame are matched (by how
    many items they share, never by the truth) with the first learner's, and keep that number to the end. A learner
    that finds groups itself may have more of them than the task, or fewer.
    """

    def __init__(self, task: Task, learners: tuple[str, ...]) -> None:
        self.learners = learners
        self.sheet: Sheet = sheet(task.items)
        self.n_clusters = task.n_clusters
        self.class_names = task.truth.class_names
        self.truth: np.ndarray = task.truth.labels.numpy()
        self.scored = task.truth.known
        self._reference: np.ndarray | None = None
        self._renumber: dict[str, np.ndarray] = {}

    def pack(self, frame: RaceFrame) -> PackedFrame:
        """``frame`` as it travels."""
        found = frame.step.assignments.numpy()
        if self._reference is None:
            self._reference = found
        if frame.learner not in self._renumber:
            self._renumber[frame.learner] = matching(found, self._reference, self.n_clusters)
        groups = renumbered(found, self._renumber[frame.learner])
        plane = np.clip(np.nan_to_num(frame.plane) * _UNIT, -32_767, 32_767).round().astype("<i2")
        counted = self.truth != OUTLIER
        facts = {
            "learner": self.learners.index(frame.learner),
            "step": frame.step.index,
            "seconds": round(frame.step.seconds, 4),
            "loss": None if frame.step.loss is None else round(frame.step.loss, 4),
            "scores": [None if np.isnan(value) else round(value, 4) for value in astuple(frame.scores)],
            "last": frame.last,
            "match": matching(groups[counted], self.truth[counted], self.n_clusters).tolist(),
            **extras(frame.step, self._renumber[frame.learner]),
            "chosen": chosen_text(frame.step.chosen),
        }
        sent = np.where(groups == NOISE, NO_GROUP, groups).astype("<u2")
        points = plane[:, 0].tobytes() + plane[:, 1].tobytes() + sent.tobytes()
        return PackedFrame(points, facts)


def matching(found: np.ndarray, reference: np.ndarray, n_clusters: int) -> np.ndarray:
    """Partner in ``reference`` of each cluster of ``found``, both (N,): a permutation of 0 .. M - 1.

    M is ``n_clusters``, or the number of clusters in either where that is more. The pairs are those that share the
    most items in all (the Hungarian method); noise is in no cluster and counts nowhere.
    """
    size = max(n_clusters, int(found.max(initial=0)) + 1, int(reference.max(initial=0)) + 1)
    overlap = np.zeros((size, size), dtype=np.int64)
    both = (found != NOISE) & (reference != NOISE)
    np.add.at(overlap, (found[both], reference[both]), 1)
    return np.asarray(linear_sum_assignment(overlap, maximize=True)[1])


def renumbered(found: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Groups (N,) under their new ``numbers``; noise stays noise, and groups that came later keep their own."""
    most = max(len(numbers), int(found.max(initial=0)) + 1)
    every = np.concatenate([numbers, np.arange(len(numbers), most)])
    return np.where(found == NOISE, NOISE, every[found])


def extras(step: Step, renumber: np.ndarray) -> dict[str, Any]:
    """Plain lists of what ``step.shown`` has that the player draws, by name; {} of most learners.

    "sure": the chance of each item, in whole percent, to belong to the group that it is in (its own learner's belief).
    "slots": how many items each group has of those that a reader has come to.
    "codes": a place [x, y] for each group, in the order of ``renumber`` (K,), the number that each cluster goes by.
    "code_items" (a place for each item) and "mask" (layers, filters) stay as they are from step to step, so that only
    step 0 carries them.
    """
    told: dict[str, Any] = {}
    if step.probability is not None:
        own = step.probability.gather(1, step.assignments.clamp(min=0)[:, None])[:, 0]
        told["sure"] = (own * 100).round().int().tolist()
    codes = step.shown.get("codes")
    if codes is not None:
        places = np.zeros((len(codes), 2))
        places[renumber[: len(codes)]] = codes.numpy()
        told["codes"] = np.round(places, 3).tolist()
    if "slots" in step.shown:
        counts = step.shown["slots"].numpy().astype(int)
        number = renumbered(np.arange(len(counts)), renumber)
        told["slots"] = np.bincount(number, counts).astype(int).tolist()
    if step.index == 0:
        told |= {name: _rounded(step.shown[name]) for name in ("code_items", "mask") if name in step.shown}
    return told


def _rounded(values: Tensor) -> list[Any]:
    plain: list[Any] = np.round(values.numpy().astype(np.float64), 3).tolist()
    return plain
