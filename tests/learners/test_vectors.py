"""Rows of a table instead of pictures: the MLP, its augmentation, and every learner that practises on them."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.datasets import load_wine
from torch.func import functional_call

from metaunsup.data.augment import augment
from metaunsup.data.augment_vectors import MASK
from metaunsup.data.own import own_pool
from metaunsup.data.pool import Pool
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import score
from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.networks.conv4 import blueprint, initial_parameters
from metaunsup.networks.mlp import Columns, encoder, size_of
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.umtra import UmtraEpisodes
from tests.learners.conftest import QUICK

PRACTISE = [name for name, spec in LEARNERS.items() if spec.trainable and not spec.variant]


@pytest.fixture(scope="module")
def pool() -> Pool:
    """400 rows of 12 columns: four classes of different means in four columns, eight of wide noise."""
    rng = np.random.default_rng(0)
    labels = np.arange(400) % 4
    values = rng.normal(size=(400, 12)) * ([0.3] * 4 + [3] * 8)
    values[:, :4] += 4 * np.eye(4)[labels]
    rows = [",".join(map(str, [*row, f"c{label}"])) for row, label in zip(values, labels, strict=True)]
    return own_pool([Source(Path("made.csv"), "\n".join(rows).encode())], "13")


def test_an_mlp_computes_what_its_equation_says() -> None:
    network = encoder(Columns(5), 32)
    parameters = initial_parameters(network, torch.Generator().manual_seed(0))
    assert size_of(parameters) == (32, 5) and isinstance(size_of(parameters)[1], Columns)
    assert size_of(initial_parameters(blueprint(3, 64), torch.Generator())) == (64, 3)
    items = torch.randn(9, 5, generator=torch.Generator().manual_seed(1))
    hidden = items.double().numpy()
    for block in range(4):
        hidden = hidden @ parameters[f"blocks.{block}.linear.weight"].double().numpy().T
        hidden = (hidden - hidden.mean(0)) / np.sqrt(hidden.var(0) + 1e-5)
        hidden = hidden if block == 3 else np.maximum(hidden, 0)
    assert np.allclose(functional_call(network, parameters, (items,)).numpy(), hidden, atol=1e-3)
    assert bool(torch.isfinite(functional_call(network, parameters, (items[:1],))).all())


def test_views_of_vectors_keep_to_their_columns() -> None:
    generator = torch.Generator().manual_seed(0)
    skewed = torch.rand(2000, 3, generator=generator).log().neg() * torch.tensor([1.0, 10.0, 100.0]) + 5
    assert augment(skewed, generator, 0.0) is skewed
    views = augment(skewed, generator)
    masked = views == 0
    assert abs(float(masked.float().mean()) - MASK) < 0.02
    moved = (views - skewed)[~masked]
    assert float(moved.abs().min()) > 0
    rank = skewed.argsort(0).argsort(0).float()
    for column in range(3):  # within its column a value stays about where it was, whatever the column's scale
        near = ~masked[:, column]
        both = torch.stack([rank[near, column], views[near, column].argsort().argsort().float()])
        assert float(torch.corrcoef(both)[0, 1]) > 0.7
        assert float(views[near, column].max()) < float(skewed[:, column].max()) + 2  # noise alone goes beyond
    alike = augment(torch.zeros(6, 4), generator, alike=True)
    assert torch.equal(alike, alike[:1].expand(6, -1))


@pytest.mark.parametrize("name", PRACTISE)
def test_who_practises_on_rows_clusters_rows(name: str, pool: Pool, tmp_path: Path) -> None:
    episodes, task = UmtraEpisodes(pool.unlabelled("train")), sample_clustering_task(pool, 3, 6, seed=1)
    learner = make_learner(name, **QUICK.get(name, {}))
    deque(learner.meta_train(episodes, steps=2, generator=torch.Generator().manual_seed(0)), maxlen=0)
    learner.trained_on = pool.hashes[:3]
    learner.save(tmp_path / "kept.safetensors")
    again = make_learner(name)
    again.load(tmp_path / "kept.safetensors")
    ends = [
        deque(one.adapt(task.items, 3, steps=2, generator=torch.Generator().manual_seed(0)), maxlen=1).pop()
        for one in (learner, again)
    ]
    assert ends[0].assignments.shape == (18,) and torch.equal(ends[0].assignments, ends[1].assignments)
    for items, code in ((torch.rand(6, 11), "items_columns"), (torch.rand(6, 1, 28, 28), "needs_vectors")):
        with pytest.raises(MetaUnsupError) as caught:
            learner.adapt(items, 2, steps=1, generator=torch.Generator())
        assert caught.value.code == code and str(caught.value)


def test_practice_on_rows_beats_k_means_on_a_real_table() -> None:
    """Wine (178 x 13, three cultivars): K-Means finds .91, an untrained network .81, ProtoNet .98."""
    wine = load_wine()
    rows = [",".join(map(str, [*row, f"c{label}"])) for row, label in zip(wine.data, wine.target, strict=True)]
    pool = own_pool([Source(Path("wine.csv"), "\n".join(rows).encode())], "14")
    learner = make_learner("protonet", ways=64)
    episodes = UmtraEpisodes(pool.unlabelled("train"))
    deque(learner.meta_train(episodes, steps=30, generator=torch.Generator().manual_seed(0)), maxlen=0)
    found: dict[str, list[float]] = {}
    for one in (learner, make_learner("kmeans"), make_learner("random")):
        for seed in range(6):
            task = sample_clustering_task(pool, 3, 10, seed=seed)
            end = deque(one.adapt(task.items, 3, steps=10, generator=torch.Generator().manual_seed(seed)), maxlen=1)
            found.setdefault(one.name, []).append(score(end.pop().assignments, task.truth).accuracy)
    mean = {name: float(np.mean(values)) for name, values in found.items()}
    assert mean["protonet"] > 0.95 > mean["kmeans"] > mean["random"], mean
