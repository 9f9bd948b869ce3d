"""Choosing parameters without labels: distances, the elbow of a curve, the silhouette of a partition.

Elbow: Satopaa, Albrecht, Irwin, Raghavan, Finding a "Kneedle" in a Haystack (2011). Silhouette: Rousseeuw (1987),
scikit-learn's.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import pdist, squareform
from sklearn.metrics import calinski_harabasz_score, silhouette_score

NONE = -1.0  # the silhouette of what is no partition: worse than any


def distances(points: np.ndarray) -> np.ndarray:
    """Euclidean distances (N, N) float64 of points (N, D); exactly 0 between equal ones.

    Faster formulas by matrix products leave 1e-7 there, which a radius chosen from such distances would mistake for
    structure.
    """
    return np.asarray(squareform(pdist(np.asarray(points, dtype=np.float64))))


def elbow(rising: np.ndarray) -> int:
    """Where a rising curve (M,) bends upwards: the place farthest below the chord from its first point to its last.

    Both axes count from 0 to 1, so the distance to the chord is proportional to the height below it. Of equals the
    first; a curve that nowhere lies below its chord bends at its end.
    """
    if len(rising) < 3 or rising[-1] <= rising[0]:
        return len(rising) - 1
    x = np.linspace(0, 1, len(rising))
    y = (rising - rising[0]) / (rising[-1] - rising[0])
    return int(np.argmax(x - y)) if (x > y).any() else len(rising) - 1


def silhouette(apart: np.ndarray, assignments: np.ndarray, noise: int = -1) -> float:
    """Mean silhouette of a partition of N items at distances ``apart`` (N, N), in [-1, 1].

    An item called ``noise`` counts as 0, neither well nor badly placed, so that calling all noise but a few tight
    pairs does not pay. -1 where there are fewer than two clusters, or as many as items in them.
    """
    kept = assignments != noise
    if not 2 <= len(np.unique(assignments[kept])) < kept.sum():
        return NONE
    mean = silhouette_score(apart[np.ix_(kept, kept)], assignments[kept], metric="precomputed")
    return float(mean) * float(kept.mean())


def variance_ratio(points: np.ndarray, assignments: np.ndarray) -> float:
    """Variance between clusters over variance within, (N, D) and (N,): Calinski & Harabasz (1974), scikit-learn's.

    For partitions into equally many clusters. -1 where there are fewer than two, or as many as items.
    """
    if not 2 <= len(np.unique(assignments)) < len(points):
        return NONE
    return float(calinski_harabasz_score(points, assignments))
