"""The page Draw: what its link sets, what is drawn with nothing on the pad, one dot, forty drawings, and nonsense."""

from __future__ import annotations

from typing import Any

import pytest
from opened import opened, texts

from metaunsup.data.ready_made import ready_made
from metaunsup.data.strokes import Drawing, as_plain
from metaunsup.ui.common.requests import RaceChoice, TaskChoice
from metaunsup.ui.draw import page
from metaunsup.ui.draw.form import as_command
from metaunsup.ui.draw.request import ALONE, CLASSES, TELLERS, DrawnTask
from metaunsup.ui.draw.telling import chances
from metaunsup.ui.race.jobs import RaceJob, Races
from metaunsup.ui.race.payload import race_data
from metaunsup.words import Say

PAGE = "pages/8_Draw.py"
DOT = Drawing((((0.5, 0.5),),))


def with_drawn(monkeypatch: pytest.MonkeyPatch, drawings: Any) -> None:
    """As if the browser had told ``drawings``."""
    monkeypatch.setattr(page, "show_pads", lambda data, key: drawings)


def test_a_set_in_the_link_brings_its_number_of_groups_and_is_grouped() -> None:
    test = opened(PAGE, lang="en", set="control", start="1")
    assert test.number_input(key="draw.groups").value == 4 and not test.error
    assert test.query_params["set"] == "control" and Say()("draw.live") in texts(test)
    assert "python -m metaunsup draw control --groups 4" in texts(test)
    test.selectbox(key="draw.set").set_value("own").run()
    assert Say()("draw.empty") in texts(test) and not test.exception
    assert opened(PAGE, lang="en", set="control", groups="2").number_input(key="draw.groups").value == 2


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 drawn so far: 3 groups need at least 3 drawings"), (40, "Drawings: 40.")]
)
def test_one_dot_and_forty_drawings_are_answered(monkeypatch: pytest.MonkeyPatch, count: int, said: str) -> None:
    with_drawn(monkeypatch, as_plain([DOT] * count)["drawings"])
    test = opened(PAGE, lang="en")
    assert said in texts(test) and not test.error
    assert test.button(key="draw.go").disabled == (count == 1)


@pytest.mark.parametrize("nonsense", [3, [{"strokes": 7}], [{"name": "A", "strokes": [[["x", 1]]]}]])
def test_a_browser_that_says_nonsense_gets_a_sentence(monkeypatch: pytest.MonkeyPatch, nonsense: object) -> None:
    with_drawn(monkeypatch, nonsense)
    test = opened(PAGE, lang="zh")
    assert len(test.error) == 1 and not test.exception


def test_an_impossible_number_is_refused() -> None:
    test = opened(PAGE, lang="en", set="learning")
    test.number_input(key="draw.groups").set_value(99).run()
    assert "2 to 20" in str(test.error[0].value) and test.button(key="draw.go").disabled


def test_the_examples_of_a_set_are_of_three_kinds_and_the_question_is_none_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = page._examples(ready_made("unsure"))
    assert [one["name"] for one in begun] == [*CLASSES, ""]
    assert begun[3]["strokes"] not in [one["strokes"] for one in begun[:3]]
    told: list[dict[str, Any]] = []
    monkeypatch.setattr("metaunsup.ui.draw.one_shot.show_chances", lambda data, key: told.append(data))
    opened(PAGE, lang="en", mode="oneshot", set="digits")
    assert [len(row) for row in told[-1]["chance"]] == [3] * 4
    assert all(sum(row) == pytest.approx(1, abs=1e-5) for row in told[-1]["chance"])
    opened(PAGE, lang="en", mode="oneshot")
    assert told[-1]["chance"] == [] and "A, B, C" in told[-1]["words"]["told"]


def test_a_dot_has_chances_too_and_the_same_question_the_same() -> None:
    digits = ready_made("digits")
    first = chances(TELLERS, "digits", (digits[0], digits[2], digits[4]), DOT)
    assert first == chances(TELLERS, "digits", (digits[0], digits[2], digits[4]), DOT)
    assert all(sum(row) == pytest.approx(1, abs=1e-5) for row in first)


def test_unnamed_drawings_travel_without_scores() -> None:
    drawings = tuple(Drawing(one.strokes) for one in ready_made("learning")[:6])
    choice = RaceChoice(DrawnTask(ALONE, 3, 5, 0, None, 0, drawings, 3), ("kmeans",), None, 2)
    assert hash(choice) == hash(RaceChoice(DrawnTask(ALONE, 3, 5, 0, None, 0, drawings, 3), ("kmeans",), None, 2))
    races, job = Races(), RaceJob(choice)
    for _ in races.work(job):
        pass
    data = race_data(job, races, Say(), since=0, until=len(job.frames))
    assert data["setup"]["scored"] is False and data["facts"][0]["scores"] == [None] * 3
    assert isinstance(choice.task, TaskChoice) and " --pool " not in as_command(choice, "own")
