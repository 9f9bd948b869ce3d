"""What a learner shows beside its items, packed for the player: how sure it is, LEO's codes, MT-net's mask."""

from __future__ import annotations

from typing import Any

import numpy as np
from torch import Tensor

from metaunsup.learners.base import Step


def extras(step: Step, renumber: np.ndarray) -> dict[str, Any]:
    """Plain lists of what ``step.shown`` has that the player draws, by name; {} of most learners.

    "sure": the chance of each item, in whole percent, to belong to the group that it is in (its own learner's belief).
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
    if step.index == 0:
        told |= {name: _rounded(step.shown[name]) for name in ("code_items", "mask") if name in step.shown}
    return told


def _rounded(values: Tensor) -> list[Any]:
    plain: list[Any] = np.round(values.numpy().astype(np.float64), 3).tolist()
    return plain
