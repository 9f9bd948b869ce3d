"""The page Generate: from its link to the boards and numbers, junk, what the browser is sent, what is shared."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pytest
import torch
from opened import JUNK, opened, texts
from own_rows import as_this_browser, kept_rows, practised
from PIL import Image
from sklearn.decomposition import PCA
from streamlit.testing.v1 import AppTest

from metaunsup.data.kept import Kept, keep, load_kept, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.evaluation.drawings import DrawnStep
from metaunsup.generation.registry import GENERATORS, UNPRACTISED
from metaunsup.ui.common import uploads
from metaunsup.ui.generate import figures, rows, view
from metaunsup.ui.generate.component import payload
from metaunsup.ui.generate.jobs import GenerateQueue
from metaunsup.ui.generate.request import DEFAULT, DRAWINGS, FIELDS, GenerateChoice, generators
from metaunsup.words import WORDS, Say
from tests.data.made import as_zip, classes

FILE = "pages/7_Generate.py"
CHOICE = GenerateChoice("digits", 2, ("scratch-vae", "copies"), 5, 3)
SMALL = {"items": "2", "generators": "scratch-vae,copies", "steps": "5", "seed": "3"}


def finished(test: AppTest, lang: str = "en") -> AppTest:
    """Run until the drawings are there."""
    for _ in range(60):
        if any(Say(lang)("generate.truth", name="1")[:6] in str(one.value) for one in test.markdown) or test.error:
            return test
        test.run()
    raise AssertionError("nothing came")


def test_from_the_link_to_the_numbers_and_back_to_the_link() -> None:
    test = finished(opened(FILE, lang="en", start="1", **SMALL))
    assert not test.exception and not test.error and not test.warning
    table = test.table[0].value
    task, steps = CHOICE.run()
    made = list(steps)
    assert list(table[Say()("generate.axis.mmd")]) == [f"{one.mmd:.3f}" for one in made]
    assert Say()("generate.truth", name=task.name) in texts(test)
    assert CHOICE.command() in texts(test)
    assert test.query_params["start"] in ("1", ["1"]) and test.query_params["seed"] in ("3", ["3"])
    test.segmented_control(key="generate.items").set_value("5").run()
    assert Say()("app.changed", start=Say()("generate.start")) in texts(test)
    test.button(key="generate.draw").click().run()
    assert test.query_params["seed"] not in ("3", ["3"])


def test_junk_in_the_link_is_named_and_the_page_works_on() -> None:
    test = opened(FILE, **dict.fromkeys(FIELDS, JUNK))
    assert "seed=" in str(test.warning[0].value) and not test.error
    assert list(test.multiselect(key="generate.generators").value) == list(DEFAULT)
    test.multiselect(key="generate.generators").set_value([]).run()
    assert Say()("generate.nobody") in texts(test) and test.button(key="generate.go").disabled


def test_what_the_browser_is_sent_is_what_was_drawn() -> None:
    job = GenerateQueue().join(CHOICE)
    assert job.wait(60) and job.status == "finished" and job.visible
    data = payload(job, Say("zh"))
    assert data["shown"] == 2 and data["steps"] == 5 and [len(one["steps"]) for one in data["boards"]] == [6, 1]
    assert data["words"]["play"] == "逐步播放" and data["boards"][1]["title"] == "照抄看过的"
    png = np.asarray(Image.open(io.BytesIO(base64.b64decode(data["sprite"]["png"]))))
    tile, columns = data["sprite"]["tile"], data["sprite"]["columns"]

    def picture(number: int) -> np.ndarray:
        row, column = divmod(number, columns)
        return png[row * tile :, column * tile :][:tile, :tile]

    for one in job.frames:
        sent = data["boards"][CHOICE.generators.index(one.name)]["steps"][one.index]
        for number, drawn in enumerate(one.drawings):
            wanted = (drawn[0] * 255).round().to(int).numpy()
            assert np.array_equal(picture(sent["first"] + number), wanted)
        assert sent["nearest"] == one.nearest.tolist() and len(sent["nearest"]) == DRAWINGS
    for near, number in zip(data["boards"][1]["steps"][0]["nearest"], range(DRAWINGS), strict=True):
        first = data["boards"][1]["steps"][0]["first"]
        assert np.array_equal(picture(first + number), picture(near))  # a copy is what it is nearest to


def test_who_draws_is_told_in_both_languages_and_has_a_look_of_its_own() -> None:
    assert set(DEFAULT) < set(generators()) <= set(GENERATORS)
    looks = {figures.look(name) for name in GENERATORS}
    assert len({look.ink for look in looks}) == len(looks) == len(GENERATORS)
    for name in GENERATORS:
        assert all(f"generate.{kind}.{name}" in WORDS for kind in ("name", "what", "about"))


def test_the_curve_is_of_those_that_have_a_bound() -> None:
    _, steps = CHOICE.run()
    frames: list[DrawnStep] = list(steps)
    chart = figures.against_steps(frames, Say())
    assert chart is not None and [one.name for one in chart.data] == [figures.title_of("scratch-vae", Say())]
    assert list(chart.data[0].y) == [one.bound for one in frames if one.name == "scratch-vae"]
    assert figures.against_steps([one for one in frames if one.bound is None], Say()) is None


def test_what_was_measured_is_shown_with_its_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"bound": [[-100.0, -110.0, -90.0], [-80.0, -85.0, -75.0]], "mmd": [[0.2, 0.1, 0.3], [0.1, 0.0, 0.2]]}
    told = {"sizes": [1, 10], "tasks": 100, "steps": 10, "generators": {"reptile-vae": values}}
    monkeypatch.setattr(figures, "measured", lambda: {"mnist": told})
    chart = figures.against_sizes("mnist", "bound", Say())
    (line,) = chart.data
    assert list(line.y) == [-100, -80] and list(line.error_y.array) == [10, 5]
    told["generators"]["plain-vae"] = values
    both = figures.against_sizes("mnist", "bound", Say())
    places = [x for one in both.data for x in one.x]  # side by side, each near the size that it is of
    assert len(set(places)) == 4 and [round(x) for x in places] == [0, 1, 0, 1]
    assert list(both.layout.xaxis.ticktext) == ["1", "10"]
    row = figures.rows("mnist", Say())[1]
    assert row[Say()("generate.axis.bound")] == "-80.0 ± 5.0" and row[Say()("generate.axis.share")] == "–"


def test_a_pool_that_is_not_here_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("METAUNSUP_DATA", str(tmp_path))
    test = opened(FILE, lang="en", pool="mnist")
    assert "data --get mnist" in texts(test) and test.button(key="generate.go").disabled


MINE, THEIRS = "a" * 32, "b" * 32


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_own_pictures_are_drawn_from_and_nobody_else_sees_them(tmp_path, monkeypatch, lang: str) -> None:
    say = Say(lang)
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    data = as_zip(tmp_path / "holiday.zip", classes(3, 12)).read_bytes()
    test = opened(FILE, lang=lang, **SMALL | {"items": "10"})
    test.file_uploader(key="generate.upload.files").set_value(("holiday.zip", data, "application/zip")).run()
    code = test.selectbox(key="generate.pool").value
    assert code.startswith("own:") and not test.error and not test.exception
    assert test.segmented_control(key="generate.items").value != "10"  # a kind has fewer in the part that is shown
    finished(test.button(key="generate.go").click().run(), lang)
    written = texts(test)
    assert not test.error and say("uploads.share") in written and "--pool YOUR_FILE" in written
    assert owner_of(MINE) not in written and "upload:" not in written
    assert test.query_params["pool"] in (code, [code])
    monkeypatch.setattr(uploads, "browser_token", lambda: THEIRS)
    other = opened(FILE, lang=lang, pool=code, start="1")
    assert "holiday" not in texts(other) and say("uploads.gone") in texts(other)
    assert other.button(key="generate.go").disabled


def test_unsorted_pictures_are_one_kind(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    some = {name.replace("/", "-"): data for name, data in classes(1, 40).items()}
    path = as_zip(tmp_path / "some.zip", some)
    one = keep(own_pool([Source(path, path.read_bytes())]), "some.zip", owner_of(MINE))
    test = opened(FILE, lang="en", pool=f"own:{one.id}", start="1", **SMALL)
    for _ in range(60):
        if Say()("generate.unsorted") in texts(test) or test.error:
            break
        test.run()
    assert not test.error and Say()("generate.unsorted") in texts(test)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """An upload of this browser: 150 rows of two kinds, four columns, one of which has no name."""
    as_this_browser(tmp_path, monkeypatch)
    rng = np.random.default_rng(0)
    rows = [",".join([*(f"{n % 2 * 2 + one:.4f}" for one in rng.normal(size=4)), f"k{n % 2}"]) for n in range(150)]
    text = "\n".join(["length,width,,<b>weight", *rows]).replace("weight", "weight,kind", 1)
    return kept_rows(text, "kind")


def rows_are_there(test: AppTest, say: Say) -> AppTest:
    for _ in range(60):
        if say("generate.rows.beside") in texts(test) or test.error:
            break
        test.run()
    assert not test.error and not test.exception and say("generate.rows.beside") in texts(test)
    return test


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_rows_are_shown_as_rows_by_who_needs_no_practice_and_by_who_practised_on_them(table, lang: str) -> None:
    say, run = Say(lang), practised(table.name, "plain-vae")
    trained = opened("pages/3_Meta_train.py", lang=lang, run=run)
    (led,) = [one.proto for one in trained.get("page_link") if one.proto.label == say("own.generate")]
    asked = parse_qs(led.query_string)
    assert (asked["own"], asked["pool"]) == ([run], [f"own:{table.id}"])
    assert asked["generators"] == ["plain-vae@own,augmented,copies"]
    test = opened(FILE, lang=lang, pool=f"own:{table.id}", own=run, items="5", steps="5", start="1")
    # of those that usually draw all but one have practised on pictures: who can draw rows takes their place
    who = ["plain-vae@own", *UNPRACTISED[:3]]
    assert list(test.multiselect(key="generate.generators").value) == who
    rows_are_there(test.button(key="generate.go").click().run(), say)
    written = texts(test)
    assert f"plain-vae@run:{run}" in written and "--out drawings.csv" in written and "--pool YOUR_FILE" in written
    assert say("generate.rows.practice") in written and say("generate.rows.about") in written
    assert say.of_rows()("generate.steps.title") in written and owner_of(MINE) not in written
    pictures = ("图片一", "看过的图片") if lang == "zh" else ("new pictures of the kind", "pictures shown")
    assert not any(one in " ".join(str(each.value) for each in test.caption) for one in pictures)
    slider = next(one for one in test.slider if one.label == say("generate.view.step"))
    assert slider.value == 5
    slider.set_value(0).run()
    assert test.query_params["step"] in ("0", ["0"])


def test_the_figure_has_every_row_where_the_plane_has_it_and_the_cells_stand_in_pairs(table, monkeypatch) -> None:
    choice = GenerateChoice(table.name, 5, ("copies", "scratch-gan"), 5, 3)
    assert choice.rows and "drawings.csv" in choice.command()
    task, steps = choice.run()
    made = list(steps)
    plane = rows._plane(choice)
    assert plane.axes.shape == (2, 4) and torch.allclose(plane.axes @ plane.axes.T, torch.eye(2), atol=1e-5)
    source = load_kept(table.name).unlabelled("train").images
    theirs = PCA(2).fit(source.numpy())
    assert plane.share == pytest.approx(theirs.explained_variance_ratio_.sum(), abs=1e-4)
    assert np.allclose(
        plane.place(task.support).abs().numpy(), np.abs(theirs.transform(task.support.numpy())), atol=1e-3
    )
    for one in (made[0], made[-1]):
        chart, outside = rows.plane_figure(one, task, plane, Say())
        around, new, shown, drawn = chart.data
        assert len(around.x) == len(source) and len(new.x) == len(task.held_out) and len(drawn.x) == DRAWINGS
        assert np.allclose(np.stack([shown.x, shown.y], 1), plane.place(task.support), atol=1e-5)
        (left, right), (low, high) = chart.layout.xaxis.range, chart.layout.yaxis.range
        inside = [left <= x <= right and low <= y <= high for x, y in zip(drawn.x, drawn.y, strict=True)]
        assert outside == inside.count(False) and (outside == 0 or one.name != "copies")


def test_a_training_that_was_not_picked_is_asked_for_and_one_of_pictures_is_told_of(table) -> None:
    test = opened(FILE, lang="en", pool=f"own:{table.id}", generators="figr@own,copies")
    title = figures.title_of("figr@own", Say())
    assert Say()("generate.no_own", generators=title) in texts(test) and test.button(key="generate.go").disabled
    run = practised(table.name, "plain-vae")
    test = opened(FILE, lang="en", pool="digits", own=run, generators="plain-vae@own", start="1", items="2")
    for _ in range(60):
        if test.error:
            break
        test.run()
    assert len(test.error) == 1 and "rows of 4 numbers" in str(test.error[0].value)


def test_one_button_begins_anew_where_drawing_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(choice: GenerateChoice) -> None:
        raise RuntimeError("no")

    queue = GenerateQueue(broken)
    monkeypatch.setattr(view, "all_drawings", lambda: queue)
    test = opened(FILE, lang="en", start="1", **SMALL)
    for _ in range(20):
        if test.error:
            break
        test.run()
    assert len(test.error) == 1
    named = [one for one in test.button if one.label == Say()("generate.start")]
    assert [one.key for one in named] == ["generate.go"]
    queue.run = GenerateChoice.run
    named[0].click().run()
    assert not finished(test).error
