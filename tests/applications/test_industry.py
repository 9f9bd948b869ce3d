"""Flaws of surfaces: tasks, practice without a flaw, a folder in MVTec-AD's layout, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from metaunsup.applications import industry
from metaunsup.applications.cut_paste import SEEN, SIDE, CropEpisodes, paste
from metaunsup.applications.practised_patches import PractisedPatches
from metaunsup.applications.surfaces import OWN_SIDE, OwnSurfaces, kinds_of, surface_task
from metaunsup.data import textures
from metaunsup.data.defects import DEFECTS
from metaunsup.data.pool import Unlabelled
from metaunsup.errors import MetaUnsupError


def unlabelled(count: int = 4) -> Unlabelled:
    drawn = textures.draw("weave", 0, count, side=2 * SIDE)[:, None]
    return Unlabelled("textures", "train", torch.from_numpy(drawn), torch.arange(count))


def test_tasks_are_of_unseen_kinds_each_of_a_material_of_its_own() -> None:
    one, again, next_ = surface_task(0, 0), surface_task(0, 0), surface_task(0, 5)
    assert torch.equal(one.queries, again.queries) and not torch.equal(one.queries, next_.queries)
    assert one.kind == next_.kind and one.seed != next_.seed
    assert {surface_task(0, index).kind for index in range(5)} == set(kinds_of("test"))
    assert not set(kinds_of("test")) & (set(kinds_of("train")) | set(kinds_of("validation")))
    truth = one.truth
    assert truth.flawed.sum() == 10 and set(truth.defects) == {"", *DEFECTS}
    assert truth.masks is not None and (truth.masks.any((1, 2)) == truth.flawed).all()
    assert torch.equal(surface_task(0, 0, shots=2).queries, one.queries)  # fewer to learn from, the same to judge


def test_pasting_changes_exactly_the_mask() -> None:
    generator = torch.Generator().manual_seed(0)
    items, pieces = torch.rand(2, 64, 1, SIDE, SIDE, generator=generator)
    changed, masks = paste(items, pieces, generator)
    assert (masks == ((changed - items).abs() > SEEN).any(1)).all()
    assert torch.equal(
        torch.where(masks[:, None], items, changed).sub(items).abs().le(SEEN), torch.ones_like(items) > 0
    )
    assert 0.01 < float(masks.float().mean()) < 0.2 and float(masks.flatten(1).any(1).float().mean()) > 0.95


def test_support_and_queries_of_practice_share_no_pixel() -> None:
    """Of a picture with a bright and a dark half: where crops are of one half, the others are of the other."""
    picture = torch.zeros(1, 1, 2 * SIDE, 2 * SIDE, dtype=torch.uint8)
    picture[..., :SIDE] = 200
    episodes = CropEpisodes(Unlabelled("made", "train", picture, torch.arange(1)))
    seen = set()
    for seed in range(40):
        one = episodes.spoiled(3, 3, torch.Generator().manual_seed(seed))
        assert one.support.shape == (3, 1, SIDE, SIDE) and one.queries.shape == (6, 1, SIDE, SIDE)
        assert not one.masks[:3].any() and one.masks[3:].any()
        crops = torch.cat([one.support, one.queries[:3]])
        if float(crops.flatten(1).std(1).max()) < 1e-3:  # not turned by a quarter
            seen.add(tuple((crops.mean((1, 2, 3)) > 0.3).tolist()))
    assert seen == {(True,) * 3 + (False,) * 3, (False,) * 3 + (True,) * 3}


def test_practice_lowers_the_loss_and_can_be_kept(tmp_path: Path) -> None:
    learner = PractisedPatches(meta_batch=1, support_views=4, query_views=4)
    losses = [p.loss for p in learner.meta_train(CropEpisodes(unlabelled()), steps=14,
                                                 generator=torch.Generator().manual_seed(0))]  # fmt: skip
    assert np.mean(losses[-4:]) < np.mean(losses[:4])
    learner.trained_on, learner.card = torch.arange(4), {"seed": 0}
    learner.save(tmp_path / "own.safetensors")
    again = PractisedPatches()
    again.load(tmp_path / "own.safetensors")
    task = surface_task(0, 1)
    assert torch.equal(*(one.detector().heat(task.support, task.queries) for one in (learner, again)))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two methods, one with heat by patches: nearest patches of pixels take seconds."""
    monkeypatch.setattr(industry, "METHODS", {name: industry.METHODS[name] for name in ("practised", "knn")})


def test_every_method_judges_the_same_task() -> None:
    (task,) = industry.INDUSTRY.run(tasks=1)
    assert set(task.scores) == set(industry.METHODS) and task.unit == kinds_of("test")[0]
    assert all(0 <= one["image_auroc"] <= 1 for one in task.scores.values())
    assert np.isnan(task.scores["acr"]["pixel_auroc"])  # shows no place
    assert all(0 <= one["pixel_auroc"] <= 1 for name, one in task.scores.items() if name != "acr")


def test_what_has_practised_finds_flaws_on_kinds_that_it_never_saw(few: None) -> None:
    results = list(industry.INDUSTRY.run(tasks=5, seed=1))
    assert [one.unit for one in results] == list(kinds_of("test"))
    for metric in ("image_auroc", "pixel_auroc"):
        assert np.mean([one.scores["practised"][metric] for one in results]) > 0.7  # chance: 0.5


def _mvtec(root: Path, *, masks: bool = True, train: int = 11) -> Path:
    drawn = textures.draw("tile", 1, train + 7, side=40)
    good = [("train/good", one) for one in drawn[:train]] + [("test/good", one) for one in drawn[train : train + 4]]
    for number, (folder, picture) in enumerate(good):
        (root / folder).mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(root / folder / f"{number:03d}.png")
    for number, picture in enumerate(drawn[train + 4 :]):
        flawed, mask = picture.copy(), np.zeros(picture.shape, dtype=np.uint8)
        flawed[10:18, 20:30], mask[10:18, 20:30] = 0, 255
        for folder in ("test/cut", "ground_truth/cut"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.stack([flawed] * 3, -1)).save(root / "test/cut" / f"{number:03d}.png")
        if masks:
            Image.fromarray(mask).save(root / "ground_truth/cut" / f"{number:03d}_mask.png")
    return root


def test_a_folder_in_mvtec_s_layout(tmp_path: Path, few: None) -> None:
    _mvtec(tmp_path / "bottle")
    for root in (tmp_path, tmp_path / "bottle"):
        task = OwnSurfaces(root).task(0, 0)
        assert task.kind == "bottle" and task.support.shape == (10, 1, OWN_SIDE, OWN_SIDE)
        assert len(task.queries) == 6 and task.truth.flawed.sum() == 3
        assert task.truth.masks is not None
        shares = task.truth.masks.mean((1, 2))
        assert ((shares > 0) == task.truth.flawed).all() and shares.max() == pytest.approx(80 / 1600, rel=0.35)
    (judged,) = industry.INDUSTRY.run(data=tmp_path, tasks=1)
    assert judged.unit == "bottle" and judged.scores["practised"]["image_auroc"] == 1.0


def test_without_masks_only_pictures_are_scored(tmp_path: Path, few: None) -> None:
    (judged,) = industry.INDUSTRY.run(data=_mvtec(tmp_path, masks=False), tasks=1)
    assert np.isnan(judged.scores["practised"]["pixel_auroc"]) and judged.scores["practised"]["image_auroc"] == 1.0


def test_folders_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        OwnSurfaces(tmp_path)
    assert caught.value.code == "surfaces_layout" and str(caught.value)
    few = OwnSurfaces(_mvtec(tmp_path / "few", train=4))
    with pytest.raises(MetaUnsupError) as caught:
        few.task(0, 0)
    assert caught.value.code == "surfaces_few" and str(caught.value)
    broken = _mvtec(tmp_path / "broken")
    for one in (broken / "train" / "good").glob("*"):
        one.write_bytes(b"no picture")
    with pytest.raises(MetaUnsupError) as caught:
        OwnSurfaces(broken).task(0, 0)
    assert caught.value.code == "surfaces_picture" and str(caught.value)
