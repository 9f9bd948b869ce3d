"""Generators that are ready at once, with the parameters that practice begins from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from metaunsup.generation.base import FewShotGenerator
from metaunsup.generation.registry import GENERATORS
from metaunsup.generation.tuned import PractisedGenerator
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner


@pytest.fixture(scope="session")
def ready() -> Callable[[str], FewShotGenerator]:
    def make(name: str) -> FewShotGenerator:
        build = GENERATORS[name]
        if not issubclass(build, PractisedGenerator):
            return build()
        learner = make_learner(build.learner_name)
        assert isinstance(learner, MetaLearner)
        learner.parameters = learner.initialise(1, torch.Generator().manual_seed(0))
        return build(learner=learner)

    return make
