"""Nearest patches: the same as a slow search, blind to where a normal pattern lies, and hot where a flaw is."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.neighbors import NearestNeighbors

from metaunsup.data import textures
from metaunsup.data.defects import spoil
from metaunsup.detectors.patches import CHUNK, MEMORY, Patches, features, nearest, picture_scores, pixels, thinned
from metaunsup.errors import MetaUnsupError
from metaunsup.networks.conv4 import blueprint, initial_parameters
from metaunsup.tasks.streams import stream


def pictures(count: int, side: int = 48) -> torch.Tensor:
    return torch.from_numpy(textures.draw("grid", 5, count, side=side)[:, None]).float() / 255


def test_distances_are_those_of_a_slow_search() -> None:
    generator = torch.Generator().manual_seed(0)
    known, new = (torch.randn(count, 6, 9, 7, generator=generator) for count in (5, 70))
    assert CHUNK < 70 * 9 * 7  # several of them
    rows = [one.movedim(1, -1).reshape(-1, 6).numpy() for one in (known, new)]
    slow = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(rows[0]).kneighbors(rows[1])[0][:, 0] ** 2 / 6
    np.testing.assert_allclose(nearest(known, new).flatten().numpy(), slow, rtol=1e-4, atol=1e-5)


def test_a_large_memory_is_thinned_to_rows_that_it_has() -> None:
    rows = torch.arange(3.0 * MEMORY)[:, None]
    few = thinned(rows)[:, 0]
    assert len(few) == MEMORY and len(few.unique()) == MEMORY and torch.equal(few, thinned(rows)[:, 0])
    assert torch.histc(few, 3).min() > 0.3 * MEMORY  # from everywhere
    assert torch.equal(thinned(rows[:MEMORY]), rows[:MEMORY])


def test_the_gradient_is_that_of_finite_differences() -> None:
    generator = torch.Generator().manual_seed(1)
    known = torch.randn(2, 3, 2, 2, generator=generator, dtype=torch.float64, requires_grad=True)
    new = torch.randn(2, 3, 2, 2, generator=generator, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(nearest, (known, new))


def test_patches_of_pixels_are_what_lies_around() -> None:
    items = torch.arange(2 * 8 * 8, dtype=torch.float32).view(2, 1, 8, 8)
    placed = pixels(items, 1)
    assert placed.shape == (2, 25, 4, 4)
    np.testing.assert_array_equal(placed[1, :, 1, 2].view(5, 5).numpy(), items[1, 0, 0:5, 2:7].numpy())


def test_features_follow_from_the_support_alone() -> None:
    places = features(initial_parameters(blueprint(1, 32), torch.Generator().manual_seed(0)))
    items = pictures(6)
    alone, beside = places(items[:5], 4)[4], places(torch.cat([items[:5], 1 - items[5:]]), 4)[4]
    assert alone.shape == (64, 12, 12)
    torch.testing.assert_close(alone, beside)


def test_a_flaw_is_found_where_it_is() -> None:
    drawn = textures.draw("grid", 5, 12, side=64)
    flawed, mask = spoil(drawn[11], "hole", textures.rng("patches"))
    items = torch.from_numpy(np.stack([*drawn[:11], flawed])[:, None]).float() / 255
    for places in (pixels, features(initial_parameters(blueprint(1, 32), torch.Generator().manual_seed(0)))):
        found = Patches(places=places)
        *_, judged = found.detect(items[:10], items[10:], steps=0, generator=torch.Generator())
        assert judged.scores[1] < judged.scores[0]  # lower is stranger
        heat = judged.shown["heat"][1, 0].numpy()
        assert heat.shape == mask.shape and heat[mask].mean() > 2 * heat[~mask].mean()
        assert judged.held_out.shape == (10,)


def test_a_space_is_that_of_its_encoder_and_rows_are_refused() -> None:
    from metaunsup.detectors.registry import make_detector

    items = pictures(12)
    generator = torch.Generator().manual_seed(0)
    raw, untrained, practised = (
        make_detector(name, trained_on="glyphs") for name in ("patches", "patches@untrained", "patches@protonet")
    )
    learner = practised.encoders[0]
    for detector, places in (
        (raw, pixels),
        (untrained, features(initial_parameters(blueprint(1, 32), stream(0, "untrained")))),
        (practised, features(learner.encoder(learner.ready()))),
    ):
        *_, judged = detector.detect(items[:10], items[10:], steps=0, generator=generator)
        assert torch.equal(judged.shown["heat"][:, 0].isfinite().all(), torch.tensor(True))
        torch.testing.assert_close(judged.scores, picture_scores(Patches(places=places).heat(items[:10], items[10:])))
    with pytest.raises(MetaUnsupError) as caught:
        raw.detect(torch.randn(5, 3), torch.randn(2, 3), steps=0, generator=generator)
    assert caught.value.code == "needs_images" and "rows" in str(caught.value)
