"""How long somebody in a queue waits: by how long the last few jobs of the same kind took here."""

from __future__ import annotations

import heapq
import statistics
from collections import OrderedDict, deque
from collections.abc import Hashable, Sequence

LAST, KINDS = 8, 64  # jobs of a kind, and kinds, that are remembered


class Pace:
    """Seconds that the latest finished jobs took, kept by ``like``: what tells jobs that take about as long."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def note(self, like: Hashable, seconds: float) -> None:
        """One more has finished."""
        self._known.setdefault(like, deque(maxlen=LAST)).append(seconds)
        self._known.move_to_end(like)
        while len(self._known) > KINDS:
            self._known.popitem(last=False)

    def seconds(self, like: Hashable) -> float | None:
        """The median of those alike, else of all; None before any has finished."""
        alike = self._known.get(like) or [one for times in self._known.values() for one in times]
        return statistics.median(alike) if alike else None


def still(takes: float, gone: float) -> float:
    """Seconds that a job still takes, after ``gone`` of usually ``takes``; a late one a quarter as long again."""
    return max(takes - gone, gone / 4)


def until_turn(running: Sequence[float], ahead: Sequence[float], workers: int) -> float:
    """Seconds until a worker is free for who comes after ``ahead``, who take so long each.

    ``running``: what those that run will still take.
    """
    free = [*running, *[0.0] * (workers - len(running))]
    heapq.heapify(free)
    for seconds in ahead:
        heapq.heapreplace(free, free[0] + seconds)
    return free[0]
