"""The page Generate: from its link to the boards and numbers, junk, what the browser is sent, what is shared."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from opened import JUNK, opened, texts
from PIL import Image
from streamlit.testing.v1 import AppTest

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.evaluation.drawings import DrawnStep
from metaunsup.generation.registry import GENERATORS
from metaunsup.ui.common import uploads
from metaunsup.ui.generate import figures, view
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
    assert data["words"]["play"] == "逐步播放" and data["boards"][1]["title"] == "照抄看过的图片"
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


def test_unsorted_pictures_are_one_kind_and_rows_are_refused(tmp_path, monkeypatch) -> None:
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
    rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(90))
    table = keep(own_pool([Source(Path("t.csv"), rows.encode())]), "t.csv", owner_of(MINE))
    refused = opened(FILE, lang="en", pool=f"own:{table.id}")
    assert len(refused.error) == 1 and refused.button(key="generate.go").disabled


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
