"""Augmented views: in range, repeatable, one of each image, and nothing at strength nought."""

from __future__ import annotations

import pytest
import torch

from metaunsup.data.augment import augment
from metaunsup.data.registry import load_pool


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def images() -> torch.Tensor:
    return load_pool("digits").unlabelled("train").items(torch.arange(40))


def test_strength_nought_gives_the_images_back(images) -> None:
    assert torch.equal(augment(images, seeded(), 0.0), images)


@pytest.mark.parametrize("strength", [0.1, 1.0, 3.0])
@pytest.mark.parametrize("shape", [(3, 1, 28, 28), (1, 1, 28, 28), (2, 3, 20, 31), (1, 4, 16, 16), (5, 1, 2, 2)])
def test_shape_and_range_are_kept(shape, strength) -> None:
    pictures = torch.rand(shape, generator=seeded(1))
    before = pictures.clone()
    view = augment(pictures, seeded(2), strength)
    assert view.shape == shape and view.dtype == torch.float32
    assert float(view.min()) >= 0 and float(view.max()) <= 1 + 1e-6
    assert torch.equal(pictures, before) and not torch.equal(view, pictures)


def test_no_images_are_no_images() -> None:
    assert augment(torch.zeros(0, 1, 28, 28), seeded()).shape == (0, 1, 28, 28)


def test_a_seed_decides_the_views(images) -> None:
    torch.manual_seed(0)
    one = augment(images, seeded(1))
    torch.manual_seed(1)
    assert torch.equal(augment(images, seeded(1)), one)
    assert not torch.equal(augment(images, seeded(2)), one)


def test_every_image_is_drawn_for_anew(images) -> None:
    views = augment(images[:1].expand(30, -1, -1, -1), seeded())
    assert len(views.flatten(1).unique(dim=0)) == 30


def test_views_keep_what_is_shown(images) -> None:
    """The ink stays about as much, in about the same place; black stays black."""
    views = augment(images.repeat(20, 1, 1, 1), seeded())
    share = float(views.mean() / images.mean())
    assert 0.6 < share < 1.6
    rows = torch.arange(28.0)
    centre = float((views.sum((0, 1, 3)) @ rows) / views.sum())
    assert abs(centre - float((images.sum((0, 1, 3)) @ rows) / images.sum())) < 1.5
    assert augment(torch.zeros(4, 1, 28, 28), seeded()).eq(0).all()


def test_more_strength_moves_farther(images) -> None:
    away = [float((augment(images, seeded(), strength) - images).abs().mean()) for strength in (0.05, 0.3, 1.0)]
    assert away == sorted(away) and away[2] > 2 * away[0]


def test_channels_move_together(images) -> None:
    views = augment(images.expand(-1, 3, -1, -1), seeded())
    assert torch.equal(views[:, 0], views[:, 1]) and torch.equal(views[:, 0], views[:, 2])
    assert torch.allclose(views[:, :1], augment(images, seeded()), atol=1e-6)


def test_double_precision_draws_as_its_own(images) -> None:
    assert augment(images.double(), seeded()).dtype == torch.float64


def test_alike_means_that_each_is_altered_as_if_it_were_alone(images) -> None:
    together = augment(images, seeded(), 2.0, alike=True)
    for place in (0, 7):
        alone = augment(images[place : place + 1], seeded(), 2.0)
        assert torch.allclose(together[place : place + 1], alone, atol=1e-6)
    assert not torch.allclose(together, images, atol=0.1)
