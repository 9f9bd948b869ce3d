"""One's own files of a field: measured in the background, to be stopped, and seen by whoever sent them alone."""

from __future__ import annotations

import io
import shlex
import threading
from collections.abc import Iterator

import numpy as np
import pytest
from opened import opened, texts, until_over
from PIL import Image
from streamlit.testing.v1 import AppTest

from metaunsup.applications import own
from metaunsup.applications.field import FieldTask
from metaunsup.data import textures
from metaunsup.data.defects import spoil
from metaunsup.ui.applications.jobs import TASKS, Handed, OwnRequest, all_own_files
from metaunsup.words import Say

PAGE = "pages/9_Applications.py"
FILE = ("ratings.csv", b"1,2,5\n", "text/csv")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A measurement of three steps, then one task after each time that the event is set."""
    go = threading.Event()

    def run_on(field: str, *_: object, **__: object) -> Iterator[FieldTask | None]:
        yield from (None, None, None)
        for index in range(20):
            while not go.wait(0.02):
                yield None
            go.clear()
            yield FieldTask(index, 0, "", {"ease": {"ndcg": 0.5 + index / 100, "hit_rate": 1.0}})

    monkeypatch.setattr(own, "run_on", run_on)
    all_own_files.clear()
    yield go
    all_own_files().close()
    all_own_files.clear()


def asked(data: bytes = b"x") -> AppTest:
    test = opened(PAGE, field="recommendation", lang="en")
    test.file_uploader(key="recommendation.own").set_value(("ratings.csv", data, "text/csv")).run()
    return test.button(key="recommendation.own.go").click().run()


def test_the_page_does_not_wait_shows_what_is_done_and_can_stop(slow: threading.Event) -> None:
    test, say = asked(), Say("en")
    job = test.session_state["recommendation.own.job"]
    assert job.status == "running" and not job.results  # and yet the page is here
    shown = len(test.table)
    slow.set()
    assert job.wait(20, lambda: bool(job.results)) or job.results
    test.run()
    assert len(test.table) == shown + 1 and "0.500" in str(test.table[-1].value.to_numpy())
    test.button(key="applications.own.cancel").click().run()
    assert job.wait(20) and job.status == "cancelled"
    test.run()
    assert say("applications.own.cancelled") in texts(test)
    assert len(test.table) == shown + 1  # what was finished by then
    assert job.request.files["file"]  # to begin anew
    test.button(key="recommendation.own.go").click().run()
    assert test.session_state["recommendation.own.job"] is not job


def test_equal_files_of_two_browsers_are_two_jobs_and_neither_sees_the_other_s(slow: threading.Event) -> None:
    one, other = asked(), opened(PAGE, field="recommendation", lang="en")
    assert "recommendation.own.job" not in other.session_state
    files = {"file": [Handed("ratings.csv", b"x", "1")]}
    first, second = (OwnRequest.of("recommendation", "5", files, owner) for owner in ("a", "b"))
    assert first != second and first == OwnRequest.of("recommendation", "5", files, "a")
    assert first != OwnRequest.of("recommendation", "5", {"file": [Handed("ratings.csv", b"x", "2")]}, "a")
    assert b"x" not in repr(first).encode()
    job = one.session_state["recommendation.own.job"]
    one.file_uploader(key="recommendation.own").set_value(FILE).run()  # another file: nobody wants the first
    assert "recommendation.own.job" not in one.session_state
    assert job.wait(20) and job.status == "stopped"


def test_the_command_of_a_file_is_one_command_whatever_it_is_called() -> None:
    test = opened(PAGE, field="recommendation", lang="en")
    test.file_uploader(key="recommendation.own").set_value(("my ratings; touch x.csv", b"x", "text/csv")).run()
    (command,) = (one.value for one in test.code if "--data" in str(one.value) and "ratings;" in str(one.value))
    assert shlex.split(command)[3:7] == ["apply", "recommendation", "--data", "my ratings; touch x.csv"]


def test_the_command_of_a_table_of_cases_names_the_file_its_column_and_as_many_tasks_as_the_page() -> None:
    test = opened(PAGE, field="medical", lang="en")
    assert any("--data FILE.csv#COLUMN --tasks 20" in str(one.value) for one in test.code)
    test.file_uploader(key="medical.own.file").set_value(("my cases; touch x.csv", b"a,b", "text/csv"))
    test.text_input(key="medical.own.label").set_value("what's it").run()
    (command,) = (one.value for one in test.code if "--data" in str(one.value) and "my cases" in str(one.value))
    assert shlex.split(command)[3:] == [
        "apply",
        "medical",
        "--data",
        "my cases; touch x.csv#what's it",
        "--tasks",
        "20",
    ]


def png(picture: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, format="PNG")
    return file.getvalue()


def test_pictures_are_judged_and_their_files_let_go() -> None:
    drawn = textures.draw("tile", 3, 6, side=96)
    flawed, _ = spoil(drawn[5], "hole", textures.rng("browser"))
    test = opened(PAGE, field="industry", lang="en", industry_method="knn")
    good = [(f"good{n}.png", png(drawn[n]), "image/png") for n in range(4)]
    others = [("plain.png", png(drawn[4]), "image/png"), ("torn.png", png(flawed), "image/png")]
    test.file_uploader(key="industry.own.good").set_value(good[:1]).run()
    test.file_uploader(key="industry.own.others").set_value([*others, ("text.png", b"no", "image/png")]).run()
    test.button(key="industry.own.go").click().run()
    until_over(test, "industry")
    assert Say()("error.surfaces_own_few", good=1, others=2, bad=1) in texts(test)
    test.file_uploader(key="industry.own.good").set_value(good).run()
    test.button(key="industry.own.go").click().run()
    until_over(test, "industry")
    job = test.session_state["industry.own.job"]
    (found,) = job.results
    assert found.names == ("plain.png", "torn.png") and found.bad == ("text.png",)
    assert found.verdict.suspicion[1] > found.verdict.suspicion[0] and not job.request.files
    assert any("cannot be read as a picture" in str(one.value) for one in test.warning)


def test_a_table_is_measured_with_its_ceiling_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.applications.medical.STEPS", {"protonet": 2, "acr": 2})
    monkeypatch.setitem(TASKS, "medical", 2)
    rng = np.random.default_rng(0)
    values = np.concatenate([rng.normal(0, 1, (150, 3)), rng.normal(3, 1, (60, 3))])
    rows = "\n".join(
        ",".join(f"{x:.3f}" for x in row) + f",{'ok' if n < 150 else 'odd'}" for n, row in enumerate(values)
    )
    test = opened(PAGE, field="medical", lang="en", medical_method="knn")
    test.file_uploader(key="medical.own.file").set_value(("mine.csv", f"a,b,c,kind\n{rows}".encode(), "text/csv")).run()
    test.text_input(key="medical.own.label").set_value("kind").run()
    test.button(key="medical.own.go").click().run()
    until_over(test, "medical")
    assert not test.error and "logistic regression *" in str(test.table[-1].value.to_numpy())
    assert test.session_state["medical.own.job"].status == "finished"
    test.text_input(key="medical.own.label").set_value("nothing").run()
    test.button(key="medical.own.go").click().run()
    until_over(test, "medical")
    assert "nothing" in "".join(str(one.value) for one in test.error)
