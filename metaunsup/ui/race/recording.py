"""A race as the player keeps it: small frames of positions, groups and scores, packed for the browser."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, replace
from typing import Any

import numpy as np
from torch import Tensor

from metaunsup.evaluation.findings import chosen_text
from metaunsup.evaluation.race import RaceFrame
from metaunsup.learners.base import NOISE, Step
from metaunsup.learners.registry import learner_spec
from metaunsup.tasks.task import OUTLIER, Task
from metaunsup.ui.common.palette import look_of
from metaunsup.ui.player.packing import matching, packed_groups, packed_places, renumbered
from metaunsup.ui.player.sprites import sheet
from metaunsup.ui.race.frames import PackedFrame, RaceSetup
from metaunsup.ui.race.looked_into import NO_RIVAL, near, pulled, sent, taught


class Recorder(RaceSetup):
    """Packs the frames of one race, and numbers the groups so that they look alike from step to step and side by side.

    Every learner numbers its groups as it likes, and anew at each step. For the eye, a step's groups are matched with
    those of the step before (by how many items they share, never by the truth), a learner's first with the first
    learner's. Once all have ended, ``settle`` matches the learners by their final groups instead. A learner that finds
    groups itself may have more of them than the task, or fewer.
    """

    def __init__(self, task: Task, learners: tuple[str, ...]) -> None:
        specs = [learner_spec(name) for name in learners]
        finds, told = tuple(one.build.finds_clusters for one in specs), tuple(one.sees_labels for one in specs)
        looks, truth = tuple(asdict(look_of(name)) for name in learners), task.truth
        pictures, labels = sheet(task.items), truth.labels.numpy()
        super().__init__(
            learners, finds, told, looks, pictures, task.n_clusters, truth.class_names, labels, truth.known
        )
        self._first: np.ndarray | None = None
        self._numbers: dict[str, np.ndarray] = {}  # of each learner's latest clusters
        self._groups: dict[str, np.ndarray] = {}  # the same, item by item
        self._settled: dict[int, np.ndarray] = {}  # places at every step, by the learner's place
        self._pulls: dict[int, list[np.ndarray | None]] = {}  # likewise

    def pack(self, frame: RaceFrame) -> PackedFrame:
        """``frame`` as it travels."""
        found = frame.step.assignments.numpy()
        if self._first is None:
            self._first = found
        before = self._groups.get(frame.learner, self._first)
        numbers = matching(found, before, self.n_clusters, keep=self._numbers.get(frame.learner))
        groups = renumbered(found, numbers)
        self._numbers[frame.learner], self._groups[frame.learner] = numbers, groups
        place = self.learners.index(frame.learner)
        if frame.settled is not None:
            self._settled[place] = frame.settled
            self._pulls[place] = frame.settled_pull or []
        return packed(self, frame, numbers, place)

    def settle(self, frames: Sequence[PackedFrame]) -> list[PackedFrame]:
        """All ``frames`` of a race that is over, as they are to be watched from now on.

        Each learner's items lie on the plane fitted to all its steps. Its groups go by the numbers of those that they
        share most items with, in the end, of the learner that the others agree with most.
        """
        ends = {frame.facts["learner"]: self.groups_of(frame) for frame in frames}  # the last of each
        numbers = side_by_side(ends, self.n_clusters)
        return [self._settle(frame, numbers[frame.facts["learner"]]) for frame in frames]

    def _settle(self, frame: PackedFrame, numbers: np.ndarray) -> PackedFrame:
        moved, place, step = renumber(self, frame, numbers), frame.facts["learner"], frame.facts["step"]
        places, pulls = self._settled.get(place), self._pulls.get(place, [])
        if "pull" in moved.facts and step < len(pulls) and (pull := pulls[step]) is not None:
            moved = replace(moved, facts={**moved.facts, **pulled(pull)})
        if places is None:
            return moved
        return replace(moved, points=packed_places(places[step]) + moved.points[4 * len(self.truth) :])


def packed(setup: RaceSetup, frame: RaceFrame, numbers: np.ndarray, place: int) -> PackedFrame:
    """``frame`` of the runner at ``place`` as it travels, its clusters called by their ``numbers``."""
    groups = renumbered(frame.step.assignments.numpy(), numbers)
    facts = {
        "learner": place,
        "step": frame.step.index,
        "seconds": round(frame.step.seconds, 4),
        "loss": None if frame.step.loss is None else round(frame.step.loss, 4),
        "scores": [None if np.isnan(value) else round(value, 4) for value in astuple(frame.scores)],
        "last": frame.last,
        "match": _match(setup, groups),
        **extras(frame.step, numbers),
        **taught(frame.step, frame.pull),
        "near": near(frame.step.embedding.numpy(), groups),
        "chosen": chosen_text(frame.step.chosen),
    }
    return PackedFrame(packed_places(frame.plane) + packed_groups(groups), facts)


def renumber(setup: RaceSetup, frame: PackedFrame, numbers: np.ndarray) -> PackedFrame:
    """``frame`` with its groups under new ``numbers``, its items where they were."""
    facts, groups = frame.facts, renumbered(setup.groups_of(frame), numbers)
    moved: dict[str, Any] = {name: _by_number(facts[name], numbers) for name in ("codes", "slots") if name in facts}
    moved["near"] = _renamed(facts["near"], numbers)
    where = frame.points[: 4 * len(groups)]
    return PackedFrame(where + packed_groups(groups), {**facts, "match": _match(setup, groups), **moved})


def _match(setup: RaceSetup, groups: np.ndarray) -> list[int]:
    counted = setup.truth != OUTLIER
    matched: list[int] = matching(groups[counted], setup.truth[counted], setup.n_clusters).tolist()
    return matched


def _renamed(told: str, numbers: np.ndarray) -> str:
    """What ``near`` told, where groups go by new ``numbers``."""
    values = np.frombuffer(base64.b64decode(told), np.uint8).reshape(3, -1).astype(np.int64)
    rival = renumbered(np.where(values[0] == NO_RIVAL, NOISE, values[0]), numbers)
    values[0] = np.where((rival == NOISE) | (rival > NO_RIVAL), NO_RIVAL, rival)
    return sent(values, "u1")


def side_by_side(ends: Mapping[int, np.ndarray], n_clusters: int) -> dict[int, np.ndarray]:
    """New numbers for the groups that learners (by their place) end with, (N,) each, so that they look alike.

    The learner whose groups share most items with all others', each pair matched as well as can be, keeps its numbers.
    """

    def shared(one: np.ndarray, other: np.ndarray) -> int:
        same = renumbered(one, matching(one, other, n_clusters)) == other
        return int((same & (other != NOISE)).sum())

    middle = max(ends.values(), key=lambda end: sum(shared(other, end) for other in ends.values()), default=None)
    if middle is None:
        return {}
    size = 1 + max(n_clusters - 1, *(int(end.max(initial=0)) for end in ends.values()))
    return {place: matching(end, middle, size, keep=np.arange(size)) for place, end in ends.items()}


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
        told["codes"] = _by_number(np.round(codes.numpy().astype(np.float64), 3).tolist(), renumber)
    if "slots" in step.shown:
        counts = step.shown["slots"].numpy().astype(int)
        told["slots"] = _by_number(counts.tolist(), renumber)
    if step.index == 0:
        told |= {name: _rounded(step.shown[name]) for name in ("code_items", "mask") if name in step.shown}
    return told


def _by_number(values: list[Any], numbers: np.ndarray) -> list[Any]:
    """``values``, one for each cluster, in the order of the clusters' ``numbers``; those that come later stay there."""
    order = renumbered(np.arange(len(values)), numbers)
    told: list[Any] = [[0.0, 0.0] if isinstance(values[0], list) else 0] * (int(order.max(initial=-1)) + 1)
    for number, value in zip(order, values, strict=True):
        told[number] = value
    return told


def _rounded(values: Tensor) -> list[Any]:
    plain: list[Any] = np.round(values.numpy().astype(np.float64), 3).tolist()
    return plain
