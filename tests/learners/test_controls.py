"""The controls that could sink the claim: averaged views, what a pool is worth by itself, and equal practice."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.adaptation.objectives import contrastive_loss
from metaunsup.adaptation.spectral import eliminated, spectral_cut, spectral_cut_beside
from metaunsup.data.augment import augment
from metaunsup.data.pool import Pool, Unlabelled
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.evaluate import evaluate, meta_training, refuse_test_items
from metaunsup.evaluation.transfer import Matrix, prepare, summarise_transfer, transfer
from metaunsup.learners import pool_reader
from metaunsup.learners.global_centroids import merged
from metaunsup.learners.kmeans import turned
from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.umtra import UmtraEpisodes

READERS = [name for name, spec in LEARNERS.items() if spec.reads_pool]


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


# -- protonet-tta ---------------------------------------------------------------------------------------------------


def test_the_last_step_is_the_mean_of_all_views(ready, trace, task) -> None:
    learner = ready("protonet-tta", views=3)
    first, *_, last = trace(learner, task.items, 3, steps=20)
    parameters, generator = learner.ready(), seeded()
    z = learner.embed(parameters, task.items)
    assert torch.allclose(first.embedding, z, atol=1e-6)
    spectral_cut(z, 3, generator)  # step 0 draws before the first view
    views = []
    for _ in range(3):
        views.append(learner.embed(parameters, augment(task.items, generator)))
        cut = spectral_cut(F.normalize(torch.stack(views).sum(0), dim=1), 3, generator)
    assert last.index == 3
    assert torch.allclose(last.embedding, F.normalize(torch.stack(views).mean(0), dim=1), atol=1e-5)
    assert torch.equal(last.assignments, cut.assignments)
    assert torch.allclose(last.probability.sum(1), torch.ones(18))


@pytest.mark.parametrize(("steps", "seen"), [(1, 5), (2, 5), (4, 5), (5, 5), (9, 5)])
def test_fewer_steps_than_views_see_all_views(ready, trace, task, monkeypatch, steps, seen) -> None:
    drawn = []
    monkeypatch.setattr("metaunsup.learners.protonet_tta.augment", lambda *given: drawn.append(1) or augment(*given))
    told = trace(ready("protonet-tta", views=5), task.items, 3, steps=steps)
    assert len(told) == min(steps, 5) + 1 and len(drawn) == seen


# -- global ---------------------------------------------------------------------------------------------------------


def test_centroids_are_the_pools_and_found_once(ready, trace, task, monkeypatch) -> None:
    learner = ready("global", centroids=7)
    first = trace(learner, task.items, 3)[-1]
    source = learner.source()
    z = learner.embed(learner.ready(), learner.sample(task.items.shape[1:]))
    found = kmeans(z, 7, seeded())
    centres = F.normalize(torch.stack([z[found == k].mean(0) for k in range(7)]), dim=1)
    assert torch.allclose(learner.pool_centroids(3, task.items.shape[1:]), centres, atol=1e-5)
    nearest = (first.embedding @ centres.T).argmax(1)
    assert torch.equal(first.assignments, merged(nearest, centres, 3)) and len(source) == 60
    monkeypatch.setattr("metaunsup.learners.global_centroids.kmeans", None)  # nothing is searched for again
    assert torch.equal(trace(learner, task.items, 3, seed=5)[-1].assignments, first.assignments)


def test_what_few_use_is_merged_first() -> None:
    centres = torch.tensor([[0.0, 0.0], [1.0, 0.0], [5.0, 0.0], [9.0, 9.0]])
    nearest = torch.tensor([0] * 5 + [1] * 5 + [2])
    assert merged(nearest, centres, 3).tolist() == [0] * 5 + [1] * 5 + [2]  # the last is used by none
    # Ward: 25 / 10 for the first two, 5 / 6 * 16 and more with the third
    assert merged(nearest, centres, 2).tolist() == [0] * 10 + [1]
    assert merged(nearest, centres, 1).tolist() == [0] * 11
    heavy = torch.tensor([0] * 50 + [1] * 50 + [2])  # merging the heavy pair would cost 25
    assert merged(heavy, centres, 2).tolist() == [0] * 50 + [1] * 51


# -- task and pool together -----------------------------------------------------------------------------------------


def rings(turns: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Points on two rings of radius 1 and 2, at each of ``turns`` on both."""
    truth = torch.arange(2).repeat_interleave(len(turns))
    angle = 2 * math.pi * turns.repeat(2)
    return (1 + truth)[:, None] * torch.stack([angle.cos(), angle.sin()], 1), truth


@pytest.mark.parametrize("seed", range(3))
def test_paths_through_the_pool_tie_what_is_far_apart(seed) -> None:
    own, truth = rings(torch.rand(6, generator=seeded(seed)))
    pool, _ = rings(torch.linspace(0, 1, 101)[:100])
    far = pool + 50  # in a piece of its own, that no path leads to
    alone = spectral_cut(own, 2, seeded(), 3).assignments
    beside = spectral_cut_beside(torch.cat([own, pool, far]), len(own), 2, seeded(), 4)
    assert adjusted_rand_score(truth, alone) < 0.9
    assert adjusted_rand_score(truth, beside.assignments) == 1 and beside.embedding.shape == (12, 2)


def test_a_path_through_others_is_a_tie_of_its_conductance() -> None:
    """a - p - b and b - c are tied by 1 each, q and r by themselves: a and b are left with 1/2, two ties in a row."""
    a, b, c, p, q, r = range(6)
    ties = np.zeros((6, 6))
    for one, other in ((a, p), (p, b), (b, c), (q, r)):
        ties[one, other] = ties[other, one] = 1
    assert np.allclose(eliminated(csr_matrix(ties), 3), [[0, 0.5, 0], [0.5, 0, 1], [0, 1, 0]])


# -- readers of a pool ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["spectral-pool", "umap-pool"])
def test_without_a_pool_it_says_so(name, task) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        make_learner(name).fit(task.items)
    assert caught.value.code == "needs_pool" and "--trained-on" in str(caught.value) and name in str(caught.value)


@pytest.mark.parametrize("name", READERS)
def test_no_label_and_no_part_but_train_can_be_handed_over(name, ready, trace, task, monkeypatch) -> None:
    pool = load_pool("digits")
    for part in ("validation", "test"):
        with pytest.raises(MetaUnsupError) as caught:
            ready(name).given(pool.unlabelled(part))
        assert caught.value.code == "source_not_train"
    assert not hasattr(ready(name).source(), "labels") and type(ready(name).source()) is Unlabelled

    def read(pool: Pool) -> torch.Tensor:
        monkeypatch.setattr(pool_reader, "resolve_pool", lambda name: pool)
        learner = ready(name).set_params(pool="digits", most=40)
        return trace(learner, task.items, 3)[-1].assignments

    assert torch.equal(read(pool), read(replace(pool, labels=None)))


@pytest.mark.parametrize("name", READERS)
def test_reading_test_items_is_refused(name, ready) -> None:
    pool, learner = load_pool("digits"), ready(name)
    refuse_test_items(pool, {name: learner})
    stolen = pool.unlabelled("test")
    learner.given(replace(stolen, part="train"))
    with pytest.raises(MetaUnsupError) as caught:
        refuse_test_items(pool, {name: learner})
    assert caught.value.code == "trained_on_test_items" and caught.value.fields["count"] == len(stolen)


def test_vectors_and_channels_unlike_the_pools_are_refused(ready) -> None:
    for items, code in ((torch.rand(6, 10), "items_unlike_pool"), (torch.rand(6, 3, 28, 28), "items_channels")):
        with pytest.raises(MetaUnsupError) as caught:
            ready("spectral-pool").adapt(items, 2, steps=0, generator=seeded())
        assert caught.value.code == code and str(caught.value)
    empty = replace(load_pool("digits").unlabelled("train"), images=torch.zeros(0, 1, 28, 28, dtype=torch.uint8))
    with pytest.raises(MetaUnsupError) as caught:
        ready("spectral-pool").given(replace(empty, hashes=empty.hashes[:0])).fit(torch.rand(20, 1, 28, 28))
    assert caught.value.code == "pool_part_empty"


@pytest.mark.parametrize("name", READERS)
def test_it_is_evaluated_with_the_pool_that_it_is_told(name) -> None:
    learner = ready_learner(name, trained_on="digits").set_params(most=100)
    (done,) = evaluate(load_pool("digits"), {name: learner}, ways=3, shots=5, tasks=1, seed=0, adapt_steps=20)
    assert done.learners[name].accuracy[-1] > 0.5
    cost = meta_training(learner)
    assert cost is not None and cost["pool"] == "digits" and not cost["labels"]
    assert name == "global" or (cost["steps"], cost["items_seen"]) == (0, 100)


def test_the_pool_it_reads_is_the_row_of_a_transfer() -> None:
    plan = prepare(Matrix("spectral-pool", ("digits",), ways=3, shots=5, tasks=1))
    assert list(plan.rows) == ["kmeans", "digits"] and not plan.left_out
    plan.rows["digits"].set_params(most=100)
    summary = summarise_transfer(list(transfer(plan)), plan)
    assert summary["meta_training"]["digits"]["pool"] == "digits" and summary["cells"]["digits"]["digits"]["mean"] > 0.5


# -- equal practice -------------------------------------------------------------------------------------------------


def test_the_contrastive_loss_by_a_loop() -> None:
    z = F.normalize(torch.randn(6, 4, generator=seeded(), dtype=torch.float64), dim=1)
    image_of = torch.tensor([0, 1, 2, 2, 0, 1])
    total = 0.0
    for i in range(6):
        (j,) = (j for j in range(6) if j != i and image_of[j] == image_of[i])
        others = sum(math.exp(float(z[i] @ z[k]) / 0.3) for k in range(6) if k != i)
        total -= math.log(math.exp(float(z[i] @ z[j]) / 0.3) / others)
    assert float(contrastive_loss(z, image_of, 0.3)) == pytest.approx(total / 6)


@pytest.mark.parametrize("shape", [(1, 16, 16), (3, 28, 28), (1, 33, 47)])
def test_an_autoencoder_draws_pictures_of_any_size(ready, shape) -> None:
    learner = ready("autoencoder", channels=shape[0])
    images = torch.rand(5, *shape, generator=seeded())
    assert learner.reconstruct(learner.ready(), images).shape == images.shape


def test_an_autoencoder_may_draw_the_picture_that_a_view_is_of(ready, unlabelled) -> None:
    learner, episodes = ready("autoencoder", ways=3), UmtraEpisodes(unlabelled)
    parameters = {name: value.requires_grad_() for name, value in learner.ready().items()}
    episode = episodes.draw(3, 1, 2, seeded())
    items = unlabelled.items(torch.randperm(len(unlabelled), generator=seeded())[:3])
    views = torch.cat([episode.support, episode.query])
    drawn = learner.reconstruct(parameters, views)
    for denoising, target in ((True, torch.cat([items, items.repeat_interleave(2, 0)])), (False, views)):
        _, loss, _ = learner.set_params(denoising=denoising).task_gradient(parameters, episodes, seeded(), 0.0)
        assert loss == pytest.approx(float(F.binary_cross_entropy_with_logits(drawn, target)), rel=1e-5)


@pytest.mark.parametrize(("name", "share"), [("autoencoder", 0.8), ("simclr", 0.92)])
def test_practice_lowers_the_loss(name, share, unlabelled) -> None:
    learner = make_learner(name, ways=16)
    practice = learner.meta_train(UmtraEpisodes(unlabelled), steps=20, generator=seeded())
    told = [progress.loss for progress in practice]
    assert sum(told[-5:]) < share * sum(told[:5])


def test_all_four_see_as_many_images_a_step() -> None:
    seen = {name: make_learner(name) for name in ("protonet", "autoencoder", "simclr", "vae", "gmvae")}
    assert {one.ways * one.episode_size(0.0).views for one in seen.values()} == {384}


# -- K-Means --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 3])
def test_k_means_ends_where_scikit_learns_best_of_a_hundred_starts_does(seed) -> None:
    """Ten plain starts end 1.2 and 2.3 % above it."""
    items = sample_clustering_task(load_pool("digits"), 10, 20, seed).items
    points, pixels = turned(items.flatten(1)), items.flatten(1).double()
    assert torch.allclose(torch.cdist(points.double(), points.double()), torch.cdist(pixels, pixels), atol=1e-4)
    step = deque(make_learner("kmeans").adapt(items, 10, steps=50, generator=seeded(seed)), maxlen=1).pop()
    theirs = KMeans(10, n_init=100, random_state=seed).fit(points.numpy()).inertia_
    print(step.loss / theirs)
    assert step.loss is not None and step.loss < 1.005 * theirs
