"""Memory's practice and its traces; the assigner itself is held in ``test_slots``."""

from __future__ import annotations

import math
from functools import partial

import pytest
import torch
from sklearn.metrics import adjusted_rand_score
from slopes import seeded
from torch.nn import functional as F

from metaunsup.adaptation.reading import read, teacher_forced
from metaunsup.data.augment import augment
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.memory import unequal
from metaunsup.learners.reading import orders, renumbered
from metaunsup.learners.registry import make_learner
from metaunsup.learners.shipped import ready_learner
from metaunsup.networks.slots import ADDRESSING, OPENING, Items, initial_assigner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.umtra import UmtraEpisodes

TOLD = ["memory", "memory-online", "memory-knn"]


@pytest.fixture(scope="module")
def practised(unlabelled):
    """A Memory after a moment of practice."""
    learner = make_learner("memory", ways=8, support_views=2, query_views=3, orders=8)
    for _ in learner.meta_train(UmtraEpisodes(unlabelled, learner.strength), steps=12, generator=seeded()):
        pass
    learner.trained_on, learner.card = torch.arange(3), {"pool": {"name": "digits"}}
    return learner


def test_sizes_of_an_episode_are_equal_or_not_and_none_is_nought() -> None:
    classes = torch.arange(5).repeat_interleave(9)
    sizes = torch.stack([classes[unequal(classes, seeded(seed))].bincount(minlength=5) for seed in range(60)])
    assert sizes.min() == 1 and sizes.max() == 9
    spread = sizes.float().std(1)
    assert spread.min() < 0.5 and spread.max() > 3  # nearly all alike, and plainly not
    kept = unequal(classes, seeded())
    assert len(kept.unique()) == len(kept)


def test_what_it_has_learned_foretells_better_than_distances_alone() -> None:
    """On tasks of sizes unlike each other that it has not seen, in the same encoder, not told how many clusters."""
    learner = ready_learner("memory", trained_on="digits")
    own, fresh, losses = learner.assigner(learner.ready()), initial_assigner(seeded()), []
    assert all(float((own[name] - fresh[name]).abs().max()) > 1e-3 for name in ("join", "open", "gate", "addressing"))
    for seed in range(6):
        task = sample_clustering_task(load_pool("digits"), 6, 8, seed, imbalance=2.0, part="validation")
        with torch.no_grad():
            z, order = learner.embed(learner.ready(), task.items), orders(len(task.items), 8, seeded(seed))
            likely = [
                teacher_forced(one, Items.of(one, z, seeded()), order, task.truth.labels, order.new_zeros(8)).mean()
                for one in (own, fresh)
            ]
        losses.append([-float(one) for one in likely])
    learned, before = torch.tensor(losses).T
    assert learned.mean() < 0.97 * before.mean() and (learned < before).all()


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("n_clusters", [1, 5, 17, 30])
def test_it_comes_to_as_many_clusters_as_it_is_told(name, n_clusters, ready, trace) -> None:
    items = torch.rand(30, 1, 16, 16, generator=seeded(3))
    for step in trace(ready(name), items, n_clusters, steps=3):
        assert len(step.assignments.unique()) == n_clusters
        assert step.probability.shape == (30, n_clusters)
        assert torch.allclose(step.probability.sum(1), torch.ones(30), atol=1e-5)


def test_slots_fill_as_it_reads(ready, trace, task) -> None:
    steps = trace(ready("memory"), task.items, 3, steps=5)
    assert [int(step.shown["slots"].sum()) for step in steps] == [3, 6, 9, 12, 15, 18]
    last = steps[-1]
    assert torch.equal(last.shown["slots"], last.assignments.bincount(minlength=3).float())
    assert len(trace(ready("memory"), task.items, 3, steps=1000)) == 18  # an item a step is the most there is


def test_views_are_averaged_with_the_item(ready, trace, task) -> None:
    learner, generator = ready("memory", views=2), seeded(0)
    (step, *_) = learner.adapt(task.items, 3, steps=0, generator=seeded(0))
    views = [task.items, *(augment(task.items, generator, learner.strength) for _ in range(2))]
    slow = F.normalize(sum(learner.embed(learner.ready(), view) for view in views), dim=1)
    assert torch.allclose(step.embedding, slow, atol=1e-6)
    assert (step.embedding - learner.embed(learner.ready(), task.items)).norm(dim=1).min() > 1e-3


def test_clusters_keep_their_numbers_from_step_to_step() -> None:
    previous, found = torch.tensor([0, 0, 1, 1, 2, 2]), torch.tensor([2, 2, 0, 0, 1, 0])
    chance = F.one_hot(found, 3).float()
    number, moved = renumbered(found, chance, previous)
    assert number.tolist() == [0, 0, 1, 1, 2, 1] and torch.equal(moved.argmax(1), number)


def test_the_order_of_reading_hardly_matters_where_groups_are_plain(practised) -> None:
    task = sample_clustering_task(load_pool("digits"), 2, 12, seed=4, part="validation")
    pictures = task.items[[int((task.truth.labels == one).nonzero()[0]) for one in (0, 1)]].repeat_interleave(10, 0)
    pictures = (pictures + 0.05 * torch.rand(pictures.shape, generator=seeded())).clamp(0, 1)
    truth = torch.arange(2).repeat_interleave(10)
    for seed in range(4):
        (step,) = practised.adapt(pictures, 2, steps=0, generator=seeded(seed))
        assert adjusted_rand_score(truth, step.assignments) == 1
    learner = make_learner("memory-unknown", orders=8)
    learner.parameters = practised.parameters
    (step,) = learner.adapt(pictures, 2, steps=0, generator=seeded())
    assert 2 <= int(step.assignments.max()) + 1 <= 5


def test_the_buffer_by_a_slow_loop(ready) -> None:
    learner = ready("memory-knn", neighbours=3)
    z = F.normalize(torch.randn(14, 4, generator=seeded(1)), dim=1)
    own, told = learner.assigner(learner.ready()), torch.tensor([4])
    items, order = Items.of(own, z, seeded()), torch.randperm(14, generator=seeded(2))
    (done,) = read(own, partial(learner.score, own, told), items, order[None], 4, [14])
    slot_of: dict[int, int] = {}
    for place, item in enumerate(order.tolist()):
        near = {j: math.exp(-ADDRESSING * float((z[item] - z[j]).square().sum() / items.scale)) for j in slot_of}
        votes: dict[int, float] = {}
        for j in sorted(near, key=near.__getitem__)[-3:]:
            votes[slot_of[j]] = votes.get(slot_of[j], 0.0) + near[j]
        opened = len(set(slot_of.values()))
        best = max(votes, key=votes.__getitem__, default=0)
        opens = opened == 0 or 14 - place <= 4 - opened or votes[best] < math.exp(-ADDRESSING * OPENING)
        slot_of[item] = opened if opens and opened < 4 else best
    assert [slot_of[item] for item in range(14)] == done.assignments[0].tolist()


@pytest.mark.parametrize("name", ["memory-unknown", "memory-online", "memory-knn"])
def test_what_borrows_memory_has_no_practice_of_its_own_and_loads_its_checkpoint(name, practised, tmp_path) -> None:
    practised.save(tmp_path / "a.safetensors")
    learner = make_learner(name)
    learner.load(tmp_path / "a.safetensors")
    assert torch.equal(learner.ready()["assigner.join"], practised.ready()["assigner.join"])
    assert learner.orders == practised.orders
    if name != "memory-unknown":
        with pytest.raises(MetaUnsupError) as caught:
            learner.task_gradient({}, None, seeded(), 0.0)
        assert caught.value.code == "not_trainable" and "memory" in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("n_clusters", [2, 50])
def test_five_thousand_items(n_clusters, ready) -> None:
    items = torch.rand(5000, 1, 16, 16, generator=seeded())
    (step,) = ready("memory", orders=4).adapt(items, n_clusters, steps=0, generator=seeded())
    assert len(step.assignments.unique()) == n_clusters
