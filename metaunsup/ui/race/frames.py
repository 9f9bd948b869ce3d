"""A race as it is watched: what stays the same, and small frames; without the libraries that computed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from metaunsup.ui.player.sprites import NO_GROUP as NO_GROUP
from metaunsup.ui.player.sprites import Sheet


@dataclass(frozen=True)
class PackedFrame:
    """One learner's step. ``points``: N int16 x, N int16 y, N uint16 groups (``NO_GROUP``: noise), all little-endian.

    ``facts`` is what goes beside them as JSON: learner's place, step, seconds, loss, the three scores (None where
    nobody knows the truth), whether it is the last, the class that each group is matched with for the score, what was
    ``chosen``, what ``extras`` has, how ``near`` each item is to its group, and what the loss makes of it (``taught``).
    """

    points: bytes
    facts: dict[str, Any]


@dataclass(eq=False)
class RaceSetup:
    """What stays the same through a race: who runs, the pictures, and the truth (N,), negative for an outlier.

    By learner: whether it ``finds`` the number of groups itself, whether it is ``told`` labels, and how it ``looks``
    (see ``palette.look_of``), as the player is told.
    """

    learners: tuple[str, ...]
    finds: tuple[bool, ...]
    told: tuple[bool, ...]
    looks: tuple[dict[str, str], ...]
    sheet: Sheet
    n_clusters: int
    class_names: tuple[str, ...]
    truth: np.ndarray
    scored: bool

    def groups_of(self, frame: PackedFrame) -> np.ndarray:
        """Number of each item's group (N,), -1 (``NOISE``) for none."""
        groups = np.frombuffer(frame.points[4 * len(self.truth) :], "<u2").astype(np.int64)
        return np.where(groups == NO_GROUP, -1, groups)
