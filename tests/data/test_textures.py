"""Made-up surfaces and their defects: the same for the same names, no kind in two parts, masks that are exact."""

from __future__ import annotations

import numpy as np
import pytest

from metaunsup.data import textures
from metaunsup.data.defects import DEFECTS, spoil
from metaunsup.data.materials import SURFACES
from metaunsup.data.pool import PARTS
from metaunsup.data.registry import load_pool, part_sizes

# mean brightness and contrast of material 0, as it was when learners were first measured: a generator stays as it is
FROZEN = {
    "weave": (126.27, 26.16),
    "denim": (102.83, 25.41),
    "metal": (162.3, 25.22),
    "stone": (139.32, 31.35),
    "paper": (185.9, 16.72),
    "brick": (112.79, 25.84),
    "marble": (177.09, 16.72),
    "cork": (147.93, 23.58),
    "corrugated": (155.04, 20.4),
    "carpet": (136.09, 30.74),
    "grid": (87.6, 49.49),
    "leather": (112.22, 23.03),
    "tile": (129.74, 31.84),
    "wood": (127.44, 23.12),
}


@pytest.mark.parametrize("kind", SURFACES)
def test_a_surface_is_frozen(kind: str) -> None:
    drawn = textures.draw(kind, 0, 3)
    np.testing.assert_allclose((drawn.mean(), drawn.std()), FROZEN[kind], atol=0.02)
    np.testing.assert_array_equal(drawn[:2], textures.draw(kind, 0, 2))  # however many are drawn
    assert (textures.draw(kind, 0, 1, use="other") != drawn[0]).mean() > 0.5
    assert (drawn[0] != drawn[1]).mean() > 0.5


def test_pictures_of_a_material_are_alike_and_materials_differ() -> None:
    """Brightness, and how much pixels differ from their neighbours, tell a material again in other pictures of it."""
    drawn = np.stack([textures.draw(kind, 1, 4, side=64) for kind in SURFACES]).astype(float)
    steps = [np.abs(np.diff(drawn, axis=axis)).mean((2, 3)) for axis in (2, 3)]
    seen = np.stack([drawn.mean((2, 3)), drawn.std((2, 3)), *steps], -1)  # (kinds, 4, 4)
    known, new = seen[:, :2].mean(1), seen[:, 2:].reshape(-1, 4)
    found = ((new[:, None] - known) ** 2).sum(-1).argmin(1)
    assert (found == np.repeat(np.arange(len(SURFACES)), 2)).mean() > 0.6  # chance: 1 of 14


def test_parts_share_no_kind_and_test_has_mvtec_s_surfaces() -> None:
    pool = load_pool("textures")
    assert pool.images.shape == (3360, 1, 28, 28)
    kinds = {
        part: {pool.part(part).class_names[label].split("/")[0] for label in pool.part(part).classes} for part in PARTS
    }
    assert kinds["test"] == {"carpet", "grid", "leather", "tile", "wood"}
    assert not (kinds["train"] & kinds["test"] or kinds["train"] & kinds["validation"])
    assert len(set().union(*kinds.values())) == 14
    assert part_sizes("textures") == {part: len(pool.part(part)) for part in PARTS}
    assert len(pool.hashes.unique()) == len(pool)


@pytest.mark.parametrize("defect", DEFECTS)
@pytest.mark.parametrize("kind", SURFACES)
def test_a_mask_is_exactly_where_pixels_differ(kind: str, defect: str) -> None:
    for number, image in enumerate(textures.draw(kind, 3, 4, side=64)):
        spoiled, mask = spoil(image, defect, textures.rng(kind, defect, number))
        np.testing.assert_array_equal(mask, spoiled != image)
        assert 8 <= mask.sum() < 0.45 * mask.size
        away = np.abs(spoiled.astype(int) - image)[mask]
        assert away.max() >= 12  # of 255: to be seen
        again, _ = spoil(image, defect, textures.rng(kind, defect, number))
        np.testing.assert_array_equal(again, spoiled)


def test_defects_keep_their_size_beside_the_picture() -> None:
    shares = []
    for side in (32, 128):
        images = textures.draw("paper", 0, 12, side=side)
        shares.append(np.mean([spoil(one, "hole", textures.rng(side, n))[1].mean() for n, one in enumerate(images)]))
    assert shares[0] == pytest.approx(shares[1], rel=0.5)
