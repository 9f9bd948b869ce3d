"""What a picture that is looked into tells of a step: how clear its case is, what it counts, where it is pulled."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from metaunsup.learners.base import NOISE, Step

NO_RIVAL = 255  # no other group, or one whose number is beyond what is told


def near(embedding: np.ndarray, groups: np.ndarray) -> str:
    """How clear each item's case is, 3 N bytes in base64.

    The number of the nearest group but its own (``NO_RIVAL``: none); the distance to its own group's mean in
    hundredths (255: in none); and the distance to that other's. ``embedding`` (N, D) has unit length, so that none is
    beyond 2.00.
    """
    numbers = np.unique(groups[groups != NOISE])
    middles = np.stack([embedding[groups == number].mean(0) for number in numbers]) if len(numbers) else embedding[:0]
    squared = np.square(embedding).sum(1)[:, None] - 2 * embedding @ middles.T + np.square(middles).sum(1)
    ways = np.sqrt(np.clip(squared, 0, None))
    own = groups[:, None] == numbers
    others = np.where(own, np.inf, ways)
    rival, to_rival = np.full(len(groups), NO_RIVAL), np.full(len(groups), np.inf)
    if len(numbers):
        rival, to_rival = numbers[others.argmin(1)], others.min(1)
    rival = np.where(np.isfinite(to_rival) & (rival < NO_RIVAL), rival, NO_RIVAL)
    to_own = np.where(own.any(1), np.where(own, ways, 0).sum(1), np.inf)
    hundredths = [np.where(np.isfinite(to), 100 * to, 255) for to in (to_own, to_rival)]
    return sent(np.concatenate([rival, *hundredths]), "u1")


def taught(step: Step, pull: np.ndarray | None) -> dict[str, Any]:
    """What a learner's loss makes of each item at this step; {} of learners that have none.

    "margin" (its first chance less its second, whole percent, N uint8) and "weights" (how much it counts in the loss,
    hundredths, N uint16) in base64; "pull" and "pull_unit" as ``pulled`` has them.
    """
    told: dict[str, Any] = {} if pull is None else pulled(pull)
    if step.probability is not None and step.probability.shape[1] > 1:
        top = step.probability.topk(2, 1).values
        told["margin"] = sent(100 * (top[:, 0] - top[:, 1]).numpy(), "u1")
    if "weights" in step.shown:
        told["weights"] = sent(100 * step.shown["weights"].numpy(), "<u2")
    return told


def pulled(pull: np.ndarray) -> dict[str, Any]:
    """Where the loss pulls items on the plane, (N, 2): N int8 x, N int8 y in base64, and what 127 stands for."""
    unit = max(float(np.abs(pull).max(initial=0.0)), 1e-9)
    return {"pull": sent(127 * pull.T / unit, "i1"), "pull_unit": float(f"{unit:.4g}")}


def sent(values: np.ndarray, kind: str) -> str:
    """``values`` as whole numbers of ``kind``, as near as it has them, in base64."""
    room = np.iinfo(kind)
    return base64.b64encode(np.clip(np.round(values), room.min, room.max).astype(kind).tobytes()).decode("ascii")
