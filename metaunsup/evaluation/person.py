"""A person as one more runner: what somebody did with a task by hand, move by move, scored as every learner is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from metaunsup.data.files import read_json
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.metrics import score
from metaunsup.evaluation.names import PERSON
from metaunsup.evaluation.projection import Plane
from metaunsup.evaluation.race import RaceFrame
from metaunsup.learners.base import NOISE, Step
from metaunsup.tasks.sampler import SHOTS, WAYS, sample_clustering_task
from metaunsup.tasks.task import Task

MOST_MOVES, MOST_SECONDS, MOST_PICTURES = 600, 3600.0, 200
_SEEDS = 2**31 - 1
_MOST_BYTES = 1 << 20  # of a file of moves


@dataclass(frozen=True)
class Move:
    """``seconds`` after the start ``item`` was put into ``group``, or, where that is ``NOISE``, back to none."""

    seconds: float
    item: int
    group: int


@dataclass(frozen=True)
class Turn:
    """What one person did with the task of ``pool``, ``ways`` groups of ``shots``, number ``seed``; hashable."""

    pool: str
    ways: int
    shots: int
    seed: int
    moves: tuple[Move, ...]

    def task(self) -> Task:
        """The task, sampled as everywhere; refuses the impossible with the numbers that are possible."""
        return sample_clustering_task(load_pool(self.pool), self.ways, self.shots, self.seed)

    def as_json(self) -> dict[str, Any]:
        """What ``turn_of`` reads; each move as [seconds, item, group], a picture in no group with the group -1."""
        moves = [[one.seconds, one.item, one.group] for one in self.moves]
        return {"pool": self.pool, "ways": self.ways, "shots": self.shots, "seed": self.seed, "moves": moves}


def turn_of(content: Any) -> Turn:
    """A turn from plain JSON, which may come from anywhere.

    Raises ``turn_malformed``, ``number_out_of_range``, ``turn_too_large``, ``turn_too_long``, or ``move_malformed``
    (``where``: which move) where a move names no picture or group of the task, or is before the one before it.
    """
    if not isinstance(content, dict) or not isinstance(content.get("pool"), str):
        raise MetaUnsupError("turn_malformed")
    if not isinstance(content.get("moves"), list):
        raise MetaUnsupError("turn_malformed")
    ways, shots, seed = (_whole(content, name) for name in ("ways", "shots", "seed"))
    for name, value, (low, high) in (("ways", ways, WAYS), ("shots", shots, SHOTS), ("seed", seed, (0, _SEEDS))):
        check_range(name, value, low, high)
    if ways * shots > MOST_PICTURES:
        raise MetaUnsupError("turn_too_large", count=ways * shots, most=MOST_PICTURES)
    if len(content["moves"]) > MOST_MOVES:
        raise MetaUnsupError("turn_too_long", count=len(content["moves"]), most=MOST_MOVES)
    moves: list[Move] = []
    for where, entry in enumerate(content["moves"], 1):
        before = moves[-1].seconds if moves else 0.0
        moves.append(_move(entry, where, before, ways * shots, ways))
    return Turn(content["pool"], ways, shots, seed, tuple(moves))


def _whole(content: dict[str, Any], name: str) -> int:
    value = content.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise MetaUnsupError("turn_malformed")
    return value


def _move(entry: Any, where: int, before: float, items: int, groups: int) -> Move:
    problem = MetaUnsupError("move_malformed", where=where, items=items - 1, groups=groups - 1, most=int(MOST_SECONDS))
    if not (isinstance(entry, list) and len(entry) == 3) or any(isinstance(value, bool) for value in entry):
        raise problem
    seconds, item, group = entry
    if not (isinstance(seconds, int | float) and isinstance(item, int) and isinstance(group, int)):
        raise problem
    if not before <= seconds <= MOST_SECONDS or not 0 <= item < items or not NOISE <= group < groups:  # NaN is nowhere
        raise problem
    return Move(float(seconds), item, group)


def read_turn(path: Path) -> Turn:
    """The turn in a file; raises ``cannot_read``, ``turn_malformed``, or as ``turn_of`` does."""
    return turn_of(read_json(path, _MOST_BYTES, MetaUnsupError("turn_malformed")))


def person_steps(task: Task, moves: Sequence[Move]) -> list[Step]:
    """The trace of a person: step 0 before the first move, all ``NOISE``, then one step a move.

    Its embedding (N, D) is the pictures themselves, each of unit length: nobody knows how a person sees them.
    """
    pixels = torch.nn.functional.normalize(task.items.flatten(1), dim=1)
    found = torch.full((len(task.items),), NOISE, dtype=torch.int64)
    steps = [Step(0, found.clone(), pixels, None, 0.0)]
    for index, move in enumerate(moves, 1):
        found[move.item] = move.group
        steps.append(Step(index, found.clone(), pixels, None, move.seconds))
    return steps


def person_frames(task: Task, moves: Sequence[Move]) -> list[RaceFrame]:
    """The same as the frames of a race, by the runner ``PERSON``: scored against the truth as every learner's are."""
    steps = person_steps(task, moves)
    where = Plane().next(steps[0].embedding)  # which stays as it is
    return [
        RaceFrame(PERSON, step, score(step.assignments, task.truth), where, last=step.index == len(moves))
        for step in steps
    ]
