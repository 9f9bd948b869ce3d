"""LASIUM's classes are items, and what the very decoder that is given draws so far from their latents as it is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from metaunsup.data.pool import Unlabelled
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import DECODER
from metaunsup.learners.registry import make_learner
from metaunsup.learners.vae import Vae
from metaunsup.networks.conv4 import part
from metaunsup.tasks.lasium import LasiumEpisodes, decoder_of


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module", params=[0, 9])
def vae(request) -> Vae:
    learner = make_learner("vae", latent_size=5, hidden=request.param)
    assert isinstance(learner, Vae)
    learner.parameters = learner.initialise(1, seeded())
    return learner


@pytest.fixture
def episodes(vae: Vae) -> LasiumEpisodes:
    whole = load_pool("digits").unlabelled("train")
    source = Unlabelled(whole.pool, whole.part, whole.images[:20], whole.hashes[:20])
    latents = torch.randn(20, 5, generator=seeded(1))
    return LasiumEpisodes(source, latents, part(vae.ready(), DECODER), 0.25, strength=0)


def test_members_lie_a_share_of_the_way_to_another_latent(vae, episodes) -> None:
    by_hand, share = seeded(3), 0.25
    chosen = torch.randperm(20, generator=by_hand)[:4]
    others = torch.randint(20, (4, 4), generator=by_hand)
    episode = episodes.draw(4, 2, 3, seeded(3))
    assert episode.n_classes == 4 and episode.support.shape == (8, 1, 28, 28) and episode.query.shape == (12, 1, 28, 28)
    assert episode.support_labels.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    for row in range(4):
        start = episodes.latents[chosen[row]]
        latents = torch.stack([(1 - share) * start + share * episodes.latents[other] for other in others[row]])
        members = torch.cat([episode.support[2 * row : 2 * row + 2], episode.query[3 * row : 3 * row + 3]])
        assert torch.equal(members[0], episodes.source.items(chosen[row]))
        assert torch.allclose(members[1:], vae.decode(latents), atol=1e-5)


def test_at_the_ends_a_class_is_one_drawing_or_any(vae, episodes) -> None:
    everything = vae.decode(episodes.latents).flatten(1)
    same, far = (replace(episodes, interpolation=one).draw(6, 1, 3, seeded()).query.flatten(1) for one in (0.0, 1.0))
    own = torch.randperm(20, generator=seeded())[:6].repeat_interleave(3)
    assert torch.allclose(same, everything[own], atol=1e-5)
    found = torch.cdist(far, everything)
    assert float(found.min(1).values.max()) < 1e-3 and found.argmin(1).tolist() != own.tolist()


def test_members_are_altered_and_a_draw_follows_its_generator(episodes) -> None:
    altered = replace(episodes, strength=1.0)
    one, again, other = (altered.draw(5, 1, 2, seeded(seed)) for seed in (5, 5, 6))
    assert torch.equal(one.support, again.support) and torch.equal(one.query, again.query)
    assert not torch.equal(one.support, other.support)
    assert bool((one.support != episodes.draw(5, 1, 2, seeded(5)).support).flatten(1).any(1).all())


def test_more_classes_than_items_are_refused(episodes) -> None:
    assert episodes.draw(20, 1, 1, seeded()).n_classes == 20
    with pytest.raises(MetaUnsupError) as caught:
        episodes.draw(21, 1, 1, seeded())
    assert caught.value.code == "episode_ways"


def test_what_is_no_decoder_is_known_for_it(episodes) -> None:
    whole = dict(episodes.decoder)
    assert decoder_of(whole) is not None
    for name, value in whole.items():
        assert decoder_of({key: one for key, one in whole.items() if key != name}) is None
        assert decoder_of(whole | {name: value[:-1]}) is None
    assert decoder_of({}) is None and decoder_of(whole | {"more": torch.zeros(1)}) is None
    assert decoder_of(dict.fromkeys(whole, torch.zeros(()))) is None
