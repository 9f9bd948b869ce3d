"""What the player is sent of a step: places and groups as few bytes, with groups numbered alike from step to step."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from metaunsup.learners.base import NOISE
from metaunsup.ui.player.sprites import NO_GROUP

REACH = 6.0  # a plane's root mean square radius is about 1; what lies beyond six of them is drawn at the edge
_UNIT = 32_767 / REACH


def packed_places(plane: np.ndarray) -> bytes:
    """Places (N, 2) on a plane: N int16 x, N int16 y, little-endian, as the player reads them."""
    units = np.clip(np.nan_to_num(plane) * _UNIT, -32_767, 32_767).round().astype("<i2")
    return units[:, 0].tobytes() + units[:, 1].tobytes()


def packed_groups(groups: np.ndarray) -> bytes:
    """Groups (N,), ``NOISE`` for none: N uint16, little-endian."""
    return np.where(groups == NOISE, NO_GROUP, groups).astype("<u2").tobytes()


def matching(found: np.ndarray, reference: np.ndarray, n_clusters: int, keep: np.ndarray | None = None) -> np.ndarray:
    """Partner in ``reference`` of each cluster of ``found``, both (N,): a permutation of 0 .. M - 1.

    M is ``n_clusters``, or the number of clusters in either where that is more. The pairs are those that share the
    most items in all (the Hungarian method); among equally good ones, those of ``keep`` (M',). Noise is in no cluster
    and counts nowhere.
    """
    size = max(n_clusters, int(found.max(initial=0)) + 1, int(reference.max(initial=0)) + 1)
    size = size if keep is None else max(size, len(keep))
    overlap = np.zeros((size, size), dtype=np.int64)
    both = (found != NOISE) & (reference != NOISE)
    np.add.at(overlap, (found[both], reference[both]), size + 1)
    if keep is not None:
        overlap[np.arange(len(keep)), keep] += 1
    return np.asarray(linear_sum_assignment(overlap, maximize=True)[1])


def renumbered(found: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Groups (N,) under their new ``numbers``; noise stays noise, and groups that came later keep their own."""
    most = max(len(numbers), int(found.max(initial=0)) + 1)
    every = np.concatenate([numbers, np.arange(len(numbers), most)])
    return np.where(found == NOISE, NOISE, every[found])
