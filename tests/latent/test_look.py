"""Items through encoders: spaces, pictures in order, one projection of all steps, groups numbered alike, exports."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from metaunsup.data.own import own_pool
from metaunsup.data.registry import load_pool
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.latent import drawn, export, layouts
from metaunsup.latent.encoders import Encoder, Found, encoder, known_encoders
from metaunsup.latent.look import Picture, Space, Wish, Working, look, renumbered
from metaunsup.latent.shown import Shown, of_pool, of_task
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.networks.mlp import Columns
from metaunsup.tasks.sampler import sample_clustering_task

POOL = load_pool("digits")
TASK = of_task(sample_clustering_task(POOL, 3, 8, 0, outliers=2))


@dataclass(frozen=True, eq=False)
class Moving(Encoder):
    """Moves item 0 alone, and numbers its groups anew at every step."""

    def look(self, shown: Shown, steps: int) -> Iterator[Found]:
        points = shown.items.flatten(1)
        labels = shown.labels.clamp(min=0)
        for step in range(4):
            moved = points.clone()
            moved[0] += 0.3 * step
            yield Found(step, moved, (labels + step) % 3)


def seen(shown: Shown, encoders: list[Encoder], wish: Wish) -> tuple[list[Space], list[Picture]]:
    events = list(look(shown, encoders, wish))
    shares = [one.share for one in events if isinstance(one, Working)]
    assert shares == sorted(shares) and shares[-1] == 1
    return [one for one in events if isinstance(one, Space)], [one for one in events if isinstance(one, Picture)]


def test_every_space_has_its_first_picture_before_any_has_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "ITERATIONS", 20)
    spaces, pictures = seen(TASK, [encoder("pixels"), encoder("random")], Wish("tsne"))
    assert [one.name for one in spaces] == ["pixels", "random"] and not spaces[0].moves
    assert [one.space for one in pictures[:2]] == [0, 1]
    assert sorted(one.near for one in pictures if one.space == 0) == [3, 5, 8]
    far = np.linalg.norm(spaces[0].points[:, None] - spaces[0].points, axis=2)
    np.testing.assert_array_equal(spaces[0].neighbours, far.argsort(1, kind="stable")[:, 1:11])


def test_all_steps_lie_in_one_projection_so_that_only_what_moves_moves() -> None:
    _, pictures = seen(TASK, [Moving("moving", None)], Wish("pca", scrub="steps"))
    assert [one.step for one in pictures] == [0, 1, 2, 3]
    ways = np.linalg.norm(pictures[3].positions - pictures[0].positions, axis=1)
    assert ways[0] > 0.5 and ways[1:].max() < 1e-5
    for one in pictures:  # numbered as at the end
        np.testing.assert_array_equal(one.groups, pictures[-1].groups)


def test_the_second_space_is_turned_towards_the_first() -> None:
    turned = Moving("moving", None)
    _, (first, second) = seen(TASK, [encoder("pixels"), turned], Wish("pca", scrub="one"))
    flat = first.positions - first.positions.mean(0), second.positions - second.positions.mean(0)
    left, _, right = np.linalg.svd(flat[1].T @ flat[0])
    np.testing.assert_allclose(left @ right, np.eye(2), atol=1e-3)


def test_groups_get_the_numbers_of_those_they_share_most_with() -> None:
    np.testing.assert_array_equal(
        renumbered(np.array([5, 5, 0, 0, 1, -1]), np.array([0, 0, 1, 1, 2, 2])), [0, 0, 1, 1, 2, -1]
    )


@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_items_of_a_pool_however_few(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "ITERATIONS", 20)
    shown = of_pool(POOL, count, 0)
    (space,), pictures = seen(shown, [encoder("shipped:digits/protonet", POOL)], Wish("umap" if count < 4 else "tsne"))
    assert len(space.points) == count and all(np.isfinite(one.positions).all() for one in pictures)
    assert pictures[0].method == ("pca" if count < 4 else "tsne")


def test_what_cannot_be_asked_for_is_refused_at_once() -> None:
    for wish in (Wish("som"), Wish(scrub="all"), Wish(steps=-1)):
        with pytest.raises(MetaUnsupError):
            look(TASK, [encoder("pixels")], wish)
    with pytest.raises(MetaUnsupError, match="One or two"):
        look(TASK, [], Wish())
    wrong = ("shipped:digits/nobody", "shipped:nowhere/protonet-adapt", "shipped:", "")
    for name in (*wrong, "run:../x", "run:../x/protonet", "run:x/kmeans"):
        with pytest.raises(MetaUnsupError):
            encoder(name)
    with pytest.raises(MetaUnsupError):
        of_pool(POOL, 5001, 0)


def test_an_encoder_that_gives_no_numbers_is_refused() -> None:
    class Broken(Encoder):
        def look(self, shown: Shown, steps: int) -> Iterator[Found]:
            yield Found(0, torch.full((len(shown), 3), torch.nan), torch.zeros(len(shown), dtype=torch.int64))

    with pytest.raises(MetaUnsupError, match="not numbers"):
        list(look(TASK, [Broken("broken", None)], Wish("pca")))


def test_an_encoder_of_rows_is_no_encoder_of_pictures_and_the_other_way_round(monkeypatch: pytest.MonkeyPatch) -> None:
    table = own_pool([Source(Path("t.csv"), "\n".join(f"{n * 7 % 31},{n * n % 29}" for n in range(60)).encode())])
    for name in ("gan", "gmvae", "protonet"):
        of_rows = make_learner(name)
        assert isinstance(of_rows, MetaLearner)
        of_rows.begin(of_rows.initialise(Columns(2), torch.Generator().manual_seed(0)))
        monkeypatch.setattr("metaunsup.latent.encoders.referenced_learner", lambda _, one=of_rows: one)
        assert encoder("rows.safetensors", table).learner is of_rows
        with pytest.raises(MetaUnsupError) as caught:
            encoder("rows.safetensors", POOL)
        assert caught.value.code == "needs_vectors"
    monkeypatch.undo()
    for name in ("shipped:digits/protonet", "shipped:digits/vae"):
        with pytest.raises(MetaUnsupError) as caught:
            encoder(name, table)
        assert caught.value.code == "needs_images"


def test_the_encoders_that_are_offered_are_there() -> None:
    assert {"pixels", "random", "shipped:digits/vae", "shipped:mnist/protonet-adapt"} <= set(known_encoders())


def test_what_a_decoder_draws() -> None:
    through = encoder("shipped:digits/vae", POOL)
    learner, codes, size = through.drawing, through.place(TASK), TASK.items.shape[-2:]
    order = drawn.active(codes)
    assert codes.std(0, correction=0)[order].diff().max() <= 0
    way = drawn.between(learner, codes[0], codes[1], size)
    torch.testing.assert_close(way[[0, -1]], learner.decode(codes[:2], size))
    first, *_, last = drawn.plane(learner, codes[0], 2, 5, size)
    corner = codes[0].clone()
    corner[2], corner[5] = drawn.REACH, drawn.REACH  # the upper right
    torch.testing.assert_close(first.pictures[-1], learner.decode(corner[None], size)[0])
    assert len(last.pictures) == drawn.ACROSS
    for kind in ("between", "again"):
        assert all(
            row.pictures.shape[1:] == TASK.items.shape[1:] for row in drawn.drawings(learner, TASK.items, codes, kind)
        )
    with pytest.raises(MetaUnsupError):
        drawn.plane(learner, codes[0], 2, 2, size)


def test_exports_hold_what_was_seen() -> None:
    spaces, pictures = seen(TASK, [encoder("pixels")], Wish("pca"))
    rows = list(csv.DictReader(io.StringIO(export.as_csv(export.rows(TASK, spaces, pictures)))))
    assert len(rows) == len(TASK) and {row["truth"] for row in rows} == {*TASK.class_names, ""}
    assert float(rows[5]["x"]) == pytest.approx(pictures[0].positions[5, 0], abs=1e-4)
    told = export.summary(TASK, spaces, pictures)
    assert told["spaces"][0]["pictures"][0]["trustworthiness"] == pictures[0].trust[0]
    drawing = export.svg(["<a>"], pictures, [pictures[0].groups], "b & c")
    assert drawing.count("<circle") == len(TASK) and "&lt;a&gt;" in drawing and "b &amp; c" in drawing


def test_the_inks_are_those_of_the_pages() -> None:
    palette = (Path(export.__file__).parents[1] / "ui" / "player" / "palette.js").read_text(encoding="utf-8")
    light = re.search(r"light: \[(.*?)\]", palette)[1]
    assert tuple(re.findall(r"#\w{6}", light)) == export.INKS
