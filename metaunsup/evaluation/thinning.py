"""Which of a curve's points a picture shows: fewer than there are, and never without a spike."""

from __future__ import annotations

import itertools

import numpy as np

MOST_POINTS = 600  # of a line; more than a screen can show only makes the page slow


def thinned(values: np.ndarray, most: int = MOST_POINTS) -> np.ndarray:
    """Indices, in order, of at most about ``most`` of ``values`` (N,): of each stretch the lowest and the highest."""
    if len(values) <= most:
        return np.arange(len(values))
    edges = np.linspace(0, len(values), most // 2 + 1).astype(int)
    found = [0, len(values) - 1]
    for begin, end in itertools.pairwise(edges.tolist()):
        found += [begin + int(values[begin:end].argmin()), begin + int(values[begin:end].argmax())]
    return np.unique(found)
