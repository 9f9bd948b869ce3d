"""Procedural characters: the same for a seed, different between classes, and a real problem to tell apart."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from metaunsup.data import glyphs
from metaunsup.data.pool import PARTS
from metaunsup.data.registry import load_pool, pool_info
from metaunsup.errors import MetaUnsupError


def test_a_drawing_depends_on_its_class_and_number_alone() -> None:
    all_of_them = glyphs.draw(range(30), 6)
    assert all_of_them.shape == (30, 6, 28, 28) and all_of_them.dtype == np.uint8
    assert np.array_equal(glyphs.draw([17, 3], 6), all_of_them[[17, 3]])
    assert np.array_equal(glyphs.draw([17], 2)[0], all_of_them[17, :2])


@pytest.mark.slow
def test_a_larger_pool_begins_with_the_smaller_one() -> None:
    small, usual = load_pool("glyphs:50"), load_pool("glyphs")
    assert small.name == "glyphs:50" and len(small) == 1000 and len(usual) == 8000
    assert torch.equal(usual.images[:1000], small.images) and torch.equal(usual.parts[:1000], small.parts)


def test_parts_are_whole_classes_half_tenth_and_two_fifths() -> None:
    pool = load_pool("glyphs")
    assert pool.labels is not None and torch.bincount(pool.labels).tolist() == [20] * 400
    held = [set(pool.part(part).classes.tolist()) for part in PARTS]
    assert held == [{seed for seed in range(400) if glyphs.part_of_class(seed) == part} for part in range(3)]
    decided = np.bincount([glyphs.part_of_class(seed) for seed in range(10_000)]) / 10_000
    for share, wanted in zip(decided, (0.5, 0.1, 0.4), strict=True):
        assert abs(share - wanted) < 4 * (wanted * (1 - wanted) / 10_000) ** 0.5


def test_strokes_stay_inside_are_drawn_bright_and_smooth() -> None:
    images = load_pool("glyphs").images[:, 0].float() / 255
    edge = torch.cat([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]], 1)
    assert float((edge > 0).float().mean()) < 0.05
    assert 0.08 < float(images.mean()) < 0.2 and float(images.flatten(1).amax(1).min()) > 0.99
    grey = ((images > 0) & (images < 1)).float().sum() / (images > 0).float().sum()
    assert 0.25 < float(grey) < 0.75  # anti-aliased edges around full ink


def test_ink_falls_off_with_the_distance_to_the_stroke() -> None:
    """A straight horizontal stroke has an exact answer: 3 pixels wide at height 14, full ink within one pixel of it."""
    line = torch.tensor([[4.0, 14.0], [10.0, 14.0], [16.0, 14.0], [22.0, 14.0]])
    picture = glyphs._render(line.expand(1, 4, 4, 2), torch.tensor([3.0]))[0]
    # A stroke is a row of points, so a pixel between two of them is a hair further away.
    assert picture[:, 13].tolist() == pytest.approx([0] * 12 + [0, 255, 255, 255, 0] + [0] * 11, abs=4)
    soft = glyphs._render(line.expand(1, 4, 4, 2), torch.tensor([2.5]))[0]
    assert soft[13:16, 13].tolist() == pytest.approx(
        [191, 255, 191], abs=4
    )  # a quarter of the next pixel is not covered


def test_neighbours_in_pixels_are_often_but_not_always_of_the_same_class() -> None:
    part = load_pool("glyphs").part("test")
    items = part.data.images.flatten(1).float()
    distances = torch.cdist(items, items).fill_diagonal_(float("inf"))
    accuracy = float((part.labels[distances.argmin(1)] == part.labels).float().mean())
    assert 0.6 < accuracy < 0.97  # chance: below 0.01; 1 would be no problem at all
    same = part.labels[:, None] == part.labels
    assert not (distances[same] == 0).any()  # no drawing twice


@pytest.mark.parametrize("count", ["0", "1", "-5", "1e3", "ten", "10001", "99999999999999999999", " 12", "٣٣"])
def test_impossible_numbers_of_classes_are_refused(count: str) -> None:
    for ask in (pool_info, load_pool):
        with pytest.raises(MetaUnsupError) as caught:
            ask(f"glyphs:{count}")
        assert caught.value.code == "number_out_of_range" and "10000" in str(caught.value)
