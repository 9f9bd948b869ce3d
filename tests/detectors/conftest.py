"""Detectors that are ready at once, and a small task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from metaunsup.data.registry import load_pool
from metaunsup.detectors.base import Detector
from metaunsup.detectors.iforest import IForest
from metaunsup.detectors.practised import PractisedDetector
from metaunsup.detectors.registry import DETECTORS
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.anomaly import AnomalyKind, AnomalyTask, sample_anomaly_task


def unpractised(name: str, **options: Any) -> MetaLearner:
    """A learner with the parameters that practice begins from."""
    learner = make_learner(name, **options)
    assert isinstance(learner, MetaLearner)
    learner.parameters = learner.initialise(1, torch.Generator().manual_seed(0))
    return learner


@pytest.fixture(scope="session")
def ready() -> Callable[[str], Detector]:
    def make(name: str) -> Detector:
        build = DETECTORS[name]
        if issubclass(build, PractisedDetector):
            return build(learner=unpractised(build.learner_name))
        return build(trees=10) if build is IForest else build()  # a hundred take a second

    return make


@pytest.fixture(scope="session")
def task() -> AnomalyTask:
    return sample_anomaly_task(load_pool("digits"), AnomalyKind(shots=6, queries=8), seed=1)
