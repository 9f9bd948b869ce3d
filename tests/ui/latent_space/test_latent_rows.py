"""What a decoder of rows draws on the page of latent spaces: numbers in cells, never pictures, and nothing breaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from opened import finished, opened, texts
from own_rows import as_this_browser, kept_rows, practised

from metaunsup.data.kept import Kept, load_kept
from metaunsup.latent.drawn import drawings, matrix, most_moved
from metaunsup.training.references import referenced_learner
from metaunsup.ui.common.requests import TaskChoice
from metaunsup.ui.common.rows import column_titles
from metaunsup.ui.latent_space.component import payload
from metaunsup.ui.latent_space.jobs import all_projections
from metaunsup.ui.latent_space.request import SpaceChoice
from metaunsup.words import Say

FILE = "pages/4_Latent_space.py"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    as_this_browser(tmp_path, monkeypatch)
    return kept_rows("height,width,depth\n" + "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(90)))


@pytest.mark.parametrize("learner", ["vae", "gan"])
def test_every_drawing_of_rows_is_numbers_in_cells(table: Kept, learner: str) -> None:
    say, run_id = Say("en" if learner == "vae" else "zh"), practised(table.name, learner, latent_size=4)
    link = {"ways": "2", "shots": "5", "items": "12", "method": "pca", "start": "1", "second": "none"}
    link |= {"pool": f"own:{table.id}", "own": run_id, "as": learner, "first": "own"}
    shown = load_kept(table.name).unlabelled("test").items(torch.arange(12))
    decoder = referenced_learner(f"run:{run_id}")
    codes = decoder.codes(decoder.ready(), shown)  # type: ignore[attr-defined]
    for kind, down in (("plane", 9), ("traverse", 4), ("between", 11), ("again", 20)):
        test = finished(opened(FILE, lang=say.lang, drawn=kind, **link))
        assert not test.exception and not test.error, kind
        assert say(f"latent_space.rows.{kind}.about") in texts(test)
        (chart,) = [one for one in test.get("plotly_chart") if "latent_space.rows" in str(one.proto.id)]
        told = json.loads(chart.proto.spec)
        assert len(told["layout"]["yaxis"]["ticktext"]) == down, kind
        if kind != "plane":
            assert told["layout"]["xaxis"]["ticktext"] == ["height", "width", "depth"]
        made = drawings(decoder, shown, codes, kind)  # type: ignore[arg-type]
        assert matrix(made, kind).shape == (24 if kind == "again" else down, 9 if kind == "plane" else 3)
        if kind == "plane":
            column = most_moved(made)
            moved = torch.stack([row.pictures for row in made])
            assert torch.equal(matrix(made, kind, column), moved[:, :, column])
            assert float(moved.std((0, 1)).max()) == pytest.approx(float(moved[:, :, column].std()), rel=1e-3)
        if kind == "traverse":
            first = decoder.traverse(codes[0], made[0].number, [-2.5, 2.5])  # type: ignore[attr-defined]
            assert torch.allclose(matrix(made, kind)[0], first[1] - first[0], atol=1e-5)


def test_of_many_columns_those_in_which_there_is_most_to_see(table: Kept) -> None:
    rows = "\n".join(",".join(str((n * (7 + c)) % (17 + c)) for c in range(50)) for n in range(90))
    wide = kept_rows(rows)
    run_id = practised(wide.name, "vae", latent_size=4)
    link = {"ways": "2", "shots": "5", "items": "12", "method": "pca", "start": "1", "second": "none"}
    link |= {"pool": f"own:{wide.id}", "own": run_id, "as": "vae", "first": "own", "drawn": "again"}
    test = finished(opened(FILE, lang="en", **link))
    assert not test.exception and Say()("rows.most", count=40, all=50) in texts(test)
    (chart,) = [one for one in test.get("plotly_chart") if "latent_space.rows" in str(one.proto.id)]
    assert len(json.loads(chart.proto.spec)["layout"]["xaxis"]["ticktext"]) == 40


def test_columns_have_a_title_each() -> None:
    say = Say()
    assert column_titles(("a", "", "a"), 3, say) == ["a", "column 2", "column 3"]
    assert column_titles((), 2, say) == ["column 1", "column 2"] == column_titles(("x",), 2, say)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_boxes_and_view_speak_of_rows(table: Kept, lang: str) -> None:
    link = {"ways": "2", "shots": "5", "method": "pca", "first": "pixels", "second": "none", "start": "1"}
    test = finished(opened(FILE, lang=lang, pool=f"own:{table.id}", **link))
    say, bare = Say(lang), Say(lang)("rows.latent_space.encoder.pixels")
    assert not test.exception and not test.error
    assert bare in test.selectbox(key="latent_space.first").options and bare in texts(test)
    choice = SpaceChoice(TaskChoice(table.name, 2, 5, 0), None, ("pixels",), "pca", None, "near")
    job = all_projections(choice.quick).join(choice, owner="x")
    assert payload(job, str, say.of_rows())["words"]["item"] == say.with_gaps("rows.latent_space.view.item")
    assert payload(job, str, say)["words"]["item"] == say.with_gaps("latent_space.view.item")
