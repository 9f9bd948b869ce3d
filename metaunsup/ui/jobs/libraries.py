"""The libraries, imported by one thread at a time.

Modules of scikit-learn import each other in circles. Two threads that begin at different ends wait for each other, and
Python breaks one of them off (``_DeadlockError``): on a server just started, the race of a link that starts one.
"""

from __future__ import annotations

import importlib
import threading

SHARED: tuple[str, ...] = ("torch", "scipy.linalg", "scipy.stats", "sklearn.datasets", "sklearn.decomposition")
SHARED += ("sklearn.metrics", "sklearn.neighbors", "sklearn.cluster", "sklearn.mixture")
_one = threading.Lock()


def import_libraries() -> None:
    """Import what pages and background work share; who comes second waits, and finds it there."""
    with _one:
        for name in SHARED:
            importlib.import_module(name)
