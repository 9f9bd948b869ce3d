"""A threshold on a detector's scores, and what both kinds of error cost there.

A score is higher where an item is more normal, and whatever lies below the threshold is called anomalous. Missing an
anomaly costs as much as ``miss_cost`` false alarms do; a cost is told per item judged, so that tasks compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MISS_COST = (0.01, 1000.0)


@dataclass(frozen=True)
class Errors:
    """What the ``threshold`` comes to: ``called`` of ``total`` items are called anomalous.

    ``missed`` of the ``anomalies`` are not, and ``alarms`` items are that are normal.
    """

    threshold: float
    called: int
    total: int
    missed: int
    alarms: int
    anomalies: int

    def cost(self, miss_cost: float) -> float:
        """The cost of both errors for each item, of which a false alarm costs 1."""
        return (miss_cost * self.missed + self.alarms) / self.total


def errors_at(scores: Sequence[float], anomalous: Sequence[bool], threshold: float) -> Errors:
    """The errors of calling anomalous whatever scores (N,) below ``threshold``; ``anomalous`` (N,) is the truth."""
    below, truth = np.asarray(scores) < threshold, np.asarray(anomalous, dtype=bool)
    missed, alarms = int((truth & ~below).sum()), int((below & ~truth).sum())
    return Errors(float(threshold), int(below.sum()), len(below), missed, alarms, int(truth.sum()))


def cuts(scores: Sequence[float]) -> list[float]:
    """Every threshold that makes a difference, ascending: between two neighbouring scores, below all and above all.

    The first calls nothing anomalous, the last everything. Equal scores stay on one side.
    """
    found = np.unique(np.asarray(scores, dtype=float))
    room = max(float(np.ptp(found)), 1e-6) / 20
    between = (found[:-1] + found[1:]) / 2
    return [float(found[0] - room), *between.tolist(), float(found[-1] + room)]


def cheapest(scores: Sequence[float], anomalous: Sequence[bool], miss_cost: float) -> Errors:
    """The errors at the threshold that costs least, known only afterwards: a bound for any that is set without labels.

    Of equally cheap ones the lowest.
    """
    each = [errors_at(scores, anomalous, cut) for cut in cuts(scores)]
    return min(each, key=lambda one: one.cost(miss_cost))
