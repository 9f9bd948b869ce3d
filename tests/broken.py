"""Learners that break at tasks one knows beforehand."""

from __future__ import annotations

from collections.abc import Container
from copy import copy
from itertools import count
from typing import Any

import pytest

from metaunsup.learners.base import Learner

EVERY = range(10**9)
FAULT = RuntimeError("cannot cache /home/somebody/lib/umap.py")


def break_learner(
    monkeypatch: pytest.MonkeyPatch, build: type[Learner], tasks: Container[int], error: Exception = FAULT
) -> None:
    """From now on learners of the class ``build`` raise ``error`` at these of the tasks (0, 1, ...) they meet."""
    real, met = build.adapt, count()

    def adapt(self: Learner, *items: Any, **how: Any) -> Any:
        if next(met) in tasks:
            raise copy(error)  # an error that is raised again and again remembers every time
        return real(self, *items, **how)

    monkeypatch.setattr(build, "adapt", adapt)
