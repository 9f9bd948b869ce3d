"""Pseudo-classes are clusters of one partition, their members different items; embeddings and partitions are right."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.stats import chisquare
from sklearn.metrics import adjusted_rand_score
from torch import Tensor

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.data.pool import Unlabelled, make_pool
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks import cactus
from metaunsup.tasks.cactus import CactusEpisodes, cluster_numbers, encoder_embedding, make_partitions, pca_embedding


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def which(images: Tensor) -> Tensor:
    """Which items of a made pool these are: their first two pixels count them."""
    pixels = (images[:, 0, 0] * 255).round().long()
    return pixels[:, 0] + 256 * pixels[:, 1]


@pytest.fixture
def source(make) -> Unlabelled:
    return make([300], part=0).unlabelled("train")


def clusters_of(sizes: list[int], seed: int) -> Tensor:
    """A partition with clusters of these sizes, in no order."""
    return torch.arange(len(sizes)).repeat_interleave(torch.tensor(sizes))[
        torch.randperm(sum(sizes), generator=seeded(seed))
    ]


def test_members_are_different_items_of_one_cluster(source) -> None:
    partitions = torch.stack([clusters_of([30] * 10, seed) for seed in range(3)])
    episodes, used = CactusEpisodes(source, partitions, strength=0), [0, 0, 0]
    for seed in range(90):
        episode = episodes.draw(6, 3, 4, seeded(seed))
        assert episode.n_classes == 6
        assert episode.support.shape == (18, 1, 4, 4) and episode.query.shape == (24, 1, 4, 4)
        assert episode.support_labels.tolist() == [way for way in range(6) for _ in range(3)]
        assert episode.query_labels.tolist() == [way for way in range(6) for _ in range(4)]
        images = torch.cat([episode.support, episode.query])
        items, labels = which(images), torch.cat([episode.support_labels, episode.query_labels])
        assert len(items.unique()) == 42 and torch.equal(episode.unaltered, images)
        fits = [
            all(len(partition[items[labels == way]].unique()) == 1 for way in range(6))
            and len(partition[items].unique()) == 6
            for partition in partitions
        ]
        assert sum(fits) == 1  # all of one partition
        used[fits.index(True)] += 1
    assert chisquare(used).pvalue > 1e-3


def test_every_cluster_and_every_member_comes_up_equally_often(source) -> None:
    partition = clusters_of([50] * 6, 0)
    episodes = CactusEpisodes(source, partition[None], strength=0)
    support, query = torch.zeros(300), torch.zeros(300)
    for seed in range(400):
        episode = episodes.draw(3, 2, 2, seeded(seed))
        support += torch.bincount(which(episode.support), minlength=300)
        query += torch.bincount(which(episode.query), minlength=300)
    assert support.sum() == query.sum() == 400 * 6
    for drawn in (support, query):
        # within a cluster items are drawn without replacement, which makes counts only more even
        assert chisquare(drawn).pvalue > 1e-3
        assert chisquare([int(drawn[partition == cluster].sum()) // 2 for cluster in range(6)]).pvalue > 1e-3


def test_small_clusters_are_left_out_and_fewer_ways_come(source) -> None:
    sizes = [4, 5, 90, 100, 1, 100]
    partition = clusters_of(sizes, 1)
    for seed in range(20):
        episode = CactusEpisodes(source, partition[None], strength=0).draw(50, 2, 3, seeded(seed))
        assert episode.n_classes == 4 and episode.support.shape[0] == 8 and episode.query.shape[0] == 12
        assert set(partition[which(episode.support)].tolist()) == {1, 2, 3, 5}  # one of just the size needed
        assert episode.query_labels.max() == 3


def test_fewer_than_two_large_enough_clusters_are_refused(source) -> None:
    partition = clusters_of([4, 292, 4], 1)
    assert CactusEpisodes(source, partition[None]).draw(2, 2, 2, seeded()).n_classes == 2
    with pytest.raises(MetaUnsupError) as caught:
        CactusEpisodes(source, partition[None]).draw(2, 2, 3, seeded())
    assert caught.value.code == "cactus_too_small" and caught.value.fields["need"] == 5
    assert "292" in str(caught.value) and "made" in str(caught.value)


def test_every_member_is_seen_in_a_view(source) -> None:
    partitions = clusters_of([30] * 10, 0)[None]
    plain, viewed = (CactusEpisodes(source, partitions, strength=s).draw(5, 2, 2, seeded(3)) for s in (0.0, 1.0))
    assert viewed.support.shape == plain.support.shape
    changed = (viewed.support != plain.support).flatten(1).any(1) | (plain.support.flatten(1).sum(1) == 0)
    assert bool(changed.all())


def test_a_draw_follows_its_generator(source) -> None:
    episodes = CactusEpisodes(source, torch.stack([clusters_of([30] * 10, seed) for seed in range(3)]))
    one, again, other = (episodes.draw(4, 2, 2, seeded(seed)) for seed in (5, 5, 6))
    assert torch.equal(one.support, again.support) and torch.equal(one.query, again.query)
    assert not torch.equal(one.support, other.support)


def test_clearly_separated_blobs_are_the_clusters() -> None:
    """Apart in every direction, so that no rescaling can hide it."""
    truth = torch.arange(5).repeat_interleave(12)[torch.randperm(60, generator=seeded())]
    embedding = 100.0 * truth[:, None] + 0.01 * torch.randn(60, 3, generator=seeded(1))
    found = make_partitions(embedding, 8, 5, seeded(2))
    assert found.shape == (8, 60) and found.dtype == torch.int64
    assert all(adjusted_rand_score(truth, partition) == 1 for partition in found)


def test_rescaled_dimensions_make_partitions_differ() -> None:
    """Two directions that tell the items apart equally well: which of them counts is a matter of its factor."""
    left, up = torch.arange(80) % 2, torch.arange(80) // 2 % 2
    embedding = torch.stack([left, up], 1) + 0.01 * torch.randn(80, 2, generator=seeded())
    found = make_partitions(embedding, 60, 2, seeded(1))
    by = [sum(adjusted_rand_score(side, partition) == 1 for partition in found) for side in (left, up)]
    assert min(by) > 12 and sum(by) > 40
    again, other = (make_partitions(embedding, 60, 2, seeded(seed)) for seed in (1, 2))
    assert torch.equal(found, again) and not torch.equal(found, other)
    # as the paper has it, factors from 0 to 1: without them every partition of such data were alike
    noise = torch.randn(200, 20, generator=seeded(3))
    many = make_partitions(noise, 4, 10, seeded(4))
    agreement = [adjusted_rand_score(many[i], many[j]) for i in range(4) for j in range(i)]
    assert max(agreement) < 0.8


def test_rescaled_less_partitions_differ_less() -> None:
    """At 0 nothing is rescaled, and k-means decides alone; at 1 the factors are the generator's own numbers."""
    embedding = torch.randn(200, 20, generator=seeded(3))
    by_hand = seeded(4)
    torch.rand(20, generator=by_hand)
    assert torch.equal(make_partitions(embedding, 1, 10, seeded(4), 0.0)[0], kmeans(embedding, 10, by_hand, starts=1))
    by_hand = seeded(4)
    half = 0.5 + 0.5 * torch.rand(20, generator=by_hand)
    assert torch.equal(
        make_partitions(embedding, 1, 10, seeded(4), 0.5)[0], kmeans(embedding * half, 10, by_hand, starts=1)
    )
    # one direction is twice as long as the other: it takes factors below a half to make the other one count more
    left, up = torch.arange(80) % 2, torch.arange(80) // 2 % 2
    corners = torch.stack([2.1 * left, 1.0 * up], 1) + 0.01 * torch.randn(80, 2, generator=seeded())
    by_up = [
        sum(
            adjusted_rand_score(up, partition) == 1 for partition in make_partitions(corners, 60, 2, seeded(1), rescale)
        )
        for rescale in (0.5, 1.0)
    ]
    assert by_up[0] + 8 < by_up[1]


def test_partitions_from_coarse_to_fine() -> None:
    assert cluster_numbers(5, 160, 1 / 16) == [10, 20, 40, 80, 160]
    assert cluster_numbers(3, 7, 1.0) == [7, 7, 7]
    assert cluster_numbers(1, 7, 0.1) == [7]
    assert cluster_numbers(2, 3, 0.05) == [2, 3]  # a partition into one cluster would be none
    embedding = torch.randn(200, 6, generator=seeded(3))
    found = make_partitions(embedding, 3, 16, seeded(4), 0.0, 0.25)
    assert [len(one.unique()) for one in found] == [4, 8, 16]
    by_hand = seeded(4)
    for number, one in zip((4, 8, 16), found, strict=True):
        torch.rand(6, generator=by_hand)
        assert torch.equal(one, kmeans(embedding, number, by_hand, starts=1))


@pytest.mark.parametrize("clusters", [-1, 0, 1, 31, 5000])
def test_numbers_of_clusters_that_cannot_be_are_refused(clusters) -> None:
    embedding = torch.randn(30, 4, generator=seeded())
    with pytest.raises(MetaUnsupError) as caught:
        make_partitions(embedding, 2, clusters, seeded())
    assert caught.value.code == "cactus_clusters" and "2 to 30" in str(caught.value)
    assert make_partitions(embedding, 1, 30, seeded()).sort().values.tolist() == [list(range(30))]


def test_pca_equals_a_singular_value_decomposition() -> None:
    """Few small pictures: all components, each up to its sign."""
    images = np.random.default_rng(0).integers(0, 256, (40, 1, 4, 4), dtype=np.uint8)
    images[:, :, 0] //= 4  # singular values apart from each other
    source = make_pool("noise", images, None, parts=np.zeros(40)).unlabelled("train")
    found = pca_embedding(source, seed=0)
    pixels = images.reshape(40, 16) / 255
    left, size, _ = np.linalg.svd(pixels - pixels.mean(0), full_matrices=False)
    expected = left * size
    assert found.shape == (40, 16) and found.dtype == torch.float32
    for column, wanted in zip(found.numpy().T, expected.T, strict=True):
        assert min(abs(column - wanted).max(), abs(column + wanted).max()) < 1e-4


def test_pca_of_many_pixels_keeps_the_fifty_largest() -> None:
    """Inner products between items do not depend on signs: those of the best approximation of rank 50."""
    whole = load_pool("digits").unlabelled("train")
    source = Unlabelled(whole.pool, whole.part, whole.images[:200], whole.hashes[:200])
    found = pca_embedding(source, seed=1).double().numpy()
    assert found.shape == (200, 50)
    pixels = source.images.flatten(1).double().numpy() / 255
    left, size, _ = np.linalg.svd(pixels - pixels.mean(0), full_matrices=False)
    best = left[:, :50] * size[:50]
    error = np.linalg.norm(found @ found.T - best @ best.T) / np.linalg.norm(best @ best.T)
    assert error < 1e-3
    assert np.allclose(np.linalg.norm(found, axis=0)[:10], size[:10], rtol=1e-4)  # as large as their variance
    assert torch.equal(pca_embedding(source, 1), pca_embedding(source, 1))


@pytest.mark.parametrize(("batch", "sizes"), [(512, [300]), (100, [100] * 3), (70, [75] * 4), (90, [100] * 3)])
def test_embeddings_lie_at_their_items_place(batch, sizes, source, monkeypatch) -> None:
    monkeypatch.setattr(cactus, "BATCH", batch)
    batches: list[Tensor] = []

    def embed(items: Tensor) -> Tensor:
        batches.append(which(items))
        return torch.stack([batches[-1], -batches[-1]], 1).double().requires_grad_()

    found = encoder_embedding(source, embed, seeded())
    assert found.dtype == torch.float32 and not found.requires_grad
    assert torch.equal(found[:, 0], torch.arange(300.0)) and torch.equal(found[:, 1], -torch.arange(300.0))
    assert [len(one) for one in batches] == sizes  # none so small that its batch statistics were its own
    order = torch.cat(batches)
    assert sorted(order.tolist()) == list(range(300)) and order.tolist() != list(range(300))
    encoder_embedding(source, embed, seeded(1))
    assert not torch.equal(torch.cat(batches[len(sizes) :]), order)
