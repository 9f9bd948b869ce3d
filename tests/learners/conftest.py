"""Small items and ready learners that the learners' tests share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

from metaunsup.data.pool import Unlabelled
from metaunsup.data.registry import load_pool
from metaunsup.learners.base import Step
from metaunsup.learners.registry import learner_spec, make_learner
from metaunsup.tasks.episode import Episode
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.task import Task
from metaunsup.tasks.umtra import UmtraEpisodes

# Practice that takes a moment: as few pseudo-classes, views and steps as each learner allows.
QUICK: dict[str, dict[str, Any]] = {
    "protonet": {"ways": 4},
    "maml": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 2, "warmup_ways": 4},
    "fomaml": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 2, "warmup_ways": 4},
    "anil": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 2, "warmup_ways": 4},
    "metasgd": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 2, "warmup_ways": 4},
    "mtnet": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 2, "warmup_ways": 4},
    "leo": {"ways": 3, "support_views": 2, "query_views": 1, "code_steps": 1, "weight_steps": 1, "warmup_ways": 4},
    "viml": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 2, "warmup_ways": 4, "samples": 3},
    "selfcritique": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 2},
    "reptile": {"ways": 3, "train_steps": 2},
    "protonet-tta": {"views": 2},
    "autoencoder": {"ways": 4},
    "simclr": {"ways": 4},
    "vae": {"ways": 4},
    "gmvae": {"ways": 4, "components": 3},
    "gan": {"ways": 4},
    "memory": {"ways": 4, "support_views": 2, "query_views": 2, "orders": 4},
    "rl": {"ways": 3, "support_views": 2, "query_views": 2, "players": 4},
    "psco": {"ways": 4, "queue_size": 64},
}


@pytest.fixture
def ready() -> Callable[..., Any]:
    """``ready(name, channels=1, **options)``: a learner that can adapt; meta-learners get parameters from a seed."""

    def build(name: str, channels: int = 1, **options: Any) -> Any:
        spec = learner_spec(name)
        learner: Any = make_learner(name, **QUICK.get(spec.base or name, {}) | options)
        if spec.meta:
            learner.parameters = learner.initialise(channels, torch.Generator().manual_seed(0))
            learner.trained_on = torch.arange(3)
            learner.card = {"pool": {"name": "digits"}}
        if spec.reads_pool:
            train = load_pool("digits").unlabelled("train")
            learner.given(
                replace(train, images=train.images[:60].expand(-1, channels, -1, -1), hashes=train.hashes[:60])
            )
        return learner.told(torch.arange(18) // 6) if spec.sees_labels else learner

    return build


@pytest.fixture
def trace() -> Callable[..., list[Step]]:
    """All steps of adapting, under a seed."""

    def run(learner: Any, items: Tensor, n_clusters: int, steps: int = 2, seed: int = 0) -> list[Step]:
        if learner_spec(learner.name).sees_labels and len(items) != 18:
            learner = learner.told(torch.arange(len(items)) % n_clusters)
        return list(learner.adapt(items, n_clusters, steps=steps, generator=torch.Generator().manual_seed(seed)))

    return run


@pytest.fixture(scope="session")
def task() -> Task:
    return sample_clustering_task(load_pool("digits"), 3, 6, seed=1)


@pytest.fixture(scope="session")
def unlabelled() -> Unlabelled:
    return load_pool("digits").unlabelled("train")


@pytest.fixture(scope="session")
def episode(unlabelled) -> Episode:
    """Four ways, two views each to adapt to and one held out, 16 x 16 pixels, float64."""
    small = replace(unlabelled, images=unlabelled.images[:, :, 6:22, 6:22])
    drawn = UmtraEpisodes(small).draw(4, 2, 1, torch.Generator().manual_seed(5))
    return replace(drawn, support=drawn.support.double(), query=drawn.query.double())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """UMAP lays out pool and task in half a second at best, and the contract asks for it a hundred times."""
    for item in items:
        called = getattr(item, "callspec", None)
        if called is not None and called.params.get("name") == "umap-pool":
            item.add_marker(pytest.mark.slow)
