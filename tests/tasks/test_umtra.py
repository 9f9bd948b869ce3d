"""Pseudo-tasks: views of the right items, under pseudo-labels that fit, and no label read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from metaunsup.data.pool import Unlabelled
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.umtra import UmtraEpisodes


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def source() -> Unlabelled:
    return load_pool("digits").unlabelled("train")


def test_without_augmentation_views_are_the_items_themselves(source) -> None:
    episode = UmtraEpisodes(source, strength=0).draw(6, 2, 3, seeded())
    assert episode.support.shape == (12, 1, 28, 28) and episode.query.shape == (18, 1, 28, 28)
    assert episode.support.dtype == torch.float32 and episode.n_classes == 6
    assert episode.support_labels.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert episode.query_labels.bincount().tolist() == [3] * 6 and episode.query_labels.dtype == torch.int64
    pool = source.items(torch.arange(len(source))).flatten(1)
    chosen = []
    for way in range(6):
        views = torch.cat([episode.support[episode.support_labels == way], episode.query[episode.query_labels == way]])
        assert torch.equal(views, views[:1].expand_as(views))  # all of one item
        (which,) = (pool == views[0].flatten()).all(1).nonzero()[:, 0].tolist()
        chosen.append(which)
    assert len(set(chosen)) == 6


def test_views_differ_and_stay_closest_to_their_own_item(source) -> None:
    plain = UmtraEpisodes(source, strength=0).draw(8, 1, 1, seeded(3)).support.flatten(1)
    episode = UmtraEpisodes(source, strength=0.3).draw(8, 1, 4, seeded(3))
    views = episode.query.flatten(1)
    assert len(views.unique(dim=0)) == 32
    assert float((views - plain[episode.query_labels]).abs().mean()) > 0.01
    nearest = torch.cdist(views, plain).argmin(1)
    assert float((nearest == episode.query_labels).float().mean()) > 0.9  # chance: 1 / 8


def test_strength_moves_views_farther(source) -> None:
    plain = UmtraEpisodes(source, strength=0).draw(40, 1, 1, seeded(3)).query
    away = [
        float((UmtraEpisodes(source, strength=s).draw(40, 1, 1, seeded(3)).query - plain).abs().mean())
        for s in (0.1, 0.5, 1.0)
    ]
    assert away == sorted(away) and away[2] > 1.5 * away[0]


def test_a_seed_decides_the_episode(source) -> None:
    one, again, other = (UmtraEpisodes(source).draw(4, 1, 2, seeded(seed)) for seed in (1, 1, 2))
    assert torch.equal(one.support, again.support) and torch.equal(one.query, again.query)
    assert not torch.equal(one.query, other.query)


@pytest.mark.parametrize("ways", [-1, 0, 1, 899, 10**9])
def test_impossible_numbers_of_pseudo_classes(source, ways) -> None:
    small = Unlabelled("digits", "train", source.images[:898], source.hashes[:898])
    with pytest.raises(MetaUnsupError) as caught:
        UmtraEpisodes(small).draw(ways, 1, 1, seeded())
    assert caught.value.code == "episode_ways" and "2 to 898" in str(caught.value)


def test_every_item_once_is_possible(make: Callable) -> None:
    episode = UmtraEpisodes(make([1] * 7, part=0).unlabelled("train"), strength=0).draw(7, 1, 1, seeded())
    assert len(episode.support.flatten(1).unique(dim=0)) == 7


def test_a_pool_of_one_item_is_refused(make: Callable) -> None:
    with pytest.raises(MetaUnsupError):
        UmtraEpisodes(make([1], part=0).unlabelled("train")).draw(2, 1, 1, seeded())


def test_what_practice_sees_holds_no_label() -> None:
    assert set(Unlabelled.__dataclass_fields__) == {"pool", "part", "images", "hashes"}
