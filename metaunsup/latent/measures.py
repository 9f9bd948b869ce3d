"""How far a picture can be trusted: what it keeps of neighbourhoods, and how far apart it puts the true classes.

Trustworthiness: Venna & Kaski, ICANN 2001, equation 1. Silhouette: Rousseeuw, J. Comput. Appl. Math. 20 (1987).
"""

from __future__ import annotations

import numpy as np
from sklearn.metrics import silhouette_score

from metaunsup.adaptation.room import one_thread
from metaunsup.latent.layouts import nearest

NEIGHBOURS = 10
ROWS = 1000  # points whose neighbours are looked at, of many; pairs would not fit into memory


def trust(points: np.ndarray, positions: np.ndarray, seed: int = 0) -> tuple[float, float] | None:
    """Trustworthiness of ``positions`` (N, 2) for ``points`` (N, D), and the share of neighbours that are the space's.

    Of 10 neighbours, or as many as fewer than half of the points are; over at most 1,000 points drawn at random. None
    where points, or positions, all coincide, or are fewer than four: nobody has a neighbour then, or all have all.
    """
    count = len(points)
    k = min(NEIGHBOURS, (count - 1) // 2)
    if k < 1 or count < 4 or not np.ptp(points, 0).any() or not np.ptp(positions, 0).any():
        return None
    rows = np.random.default_rng(seed).permutation(count)[:ROWS]
    shown = nearest(positions, k)[0][rows]
    # squared distances, which have the same order
    space = points.astype(np.float64) - points.mean(0)
    sizes = np.square(space).sum(1)
    far = sizes[rows, None] + sizes - 2 * space[rows] @ space.T
    far[np.arange(len(rows)), rows] = np.inf
    own = np.take_along_axis(far, shown, 1)
    ranks = 1 + (far[:, None, :] < own[:, :, None]).sum(2) if len(rows) * count * k < 5e7 else _ranks(far, own)
    lost = np.clip(ranks - k, 0, None).sum()
    worst = len(rows) * k * (2 * count - 3 * k - 1) / 2
    return float(1 - lost / worst), float((ranks <= k).mean())


def _ranks(far: np.ndarray, own: np.ndarray) -> np.ndarray:
    ordered = np.sort(far, 1)
    return 1 + np.stack([np.searchsorted(row, mine) for row, mine in zip(ordered, own, strict=True)])


def silhouette(points: np.ndarray, labels: np.ndarray | None, seed: int = 0) -> float | None:
    """Mean silhouette of the classes ``labels`` (N,), -1 to 1; those below 0 are left out. None where there is none.

    Over at most 2,000 points drawn at random.
    """
    if labels is None:
        return None
    known = labels >= 0
    points, labels = points[known], labels[known]
    chosen = np.random.default_rng(seed).permutation(len(points))[: 2 * ROWS]
    points, labels = points[chosen], labels[chosen]
    if not 2 <= len(np.unique(labels)) < len(labels):
        return None
    with one_thread():
        return float(silhouette_score(points, labels))


def unsure(points: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """How nearly as close as its own group's centre another's is, (N,) float32: 0 at its own, 1 half-way between.

    Above 1, where a learner did not take the nearest, is 1; so is what is in no group. With one group all are 0.
    """
    found = np.unique(groups[groups >= 0])
    if len(found) < 2:
        return np.where(groups < 0, 1.0, 0.0).astype(np.float32)
    centres = np.stack([points[groups == one].mean(0) for one in found])
    far = np.stack([np.linalg.norm(points - centre, axis=1) for centre in centres], 1)
    own = groups[:, None] == found
    mine, other = np.where(own, far, 0).sum(1), np.where(own, np.inf, far).min(1)
    share = np.divide(mine, other, out=np.ones_like(mine), where=other > 0)
    return np.where(groups < 0, 1.0, np.minimum(share, 1.0)).astype(np.float32)
