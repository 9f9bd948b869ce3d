"""The page Your turn: its link, the desk's set-up without any label, what the browser tells, and the race after it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from opened import JUNK, opened, texts

from benchmarks.turns import TASKS
from metaunsup.evaluation.person import Turn
from metaunsup.evaluation.race import RaceFrame
from metaunsup.ui.common.requests import HOME_LEARNERS
from metaunsup.ui.race.result import means
from metaunsup.ui.turn import page
from metaunsup.ui.turn.request import CHOICES, FIELDS, PICTURES, POOLS, as_command, race_of, turn_on
from metaunsup.words import Say

PAGE = "pages/12_Your_turn.py"
VALUES = {"pool": "digits", "ways": "5", "seconds": "60", "seed": 4}


def with_desk(monkeypatch: pytest.MonkeyPatch, moves: Any) -> list[dict[str, Any]]:
    """As if the browser had told ``moves``; what the desk was given."""
    given: list[dict[str, Any]] = []

    def desk(data: dict[str, Any], *, key: str) -> Any:
        given.append(data)
        return moves

    monkeypatch.setattr(page, "show_desk", desk)
    return given


@pytest.fixture
def raced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[RaceFrame, ...]]:
    """In place of a race: the person's frames that it would show."""
    shown: list[tuple[RaceFrame, ...]] = []
    monkeypatch.setattr("metaunsup.ui.race.view.race_view", lambda *_, person, **__: shown.append(person))
    return shown


def test_the_desk_gets_the_pictures_of_the_link_and_no_label(monkeypatch: pytest.MonkeyPatch) -> None:
    given = with_desk(monkeypatch, None)
    test = opened(PAGE, lang="zh", ways="10", seconds="30", seed="7", pool="glyphs")
    assert Say("zh")("turn.reload") in texts(test)
    (data,) = given
    assert (data["groups"], data["seconds"], data["sprite"]["count"]) == (10, 30, PICTURES)
    assert set(data) == {"place", "fresh", "sprite", "groups", "seconds", "words", "lang"}
    assert data["words"]["go"] == "开始计时"
    test.button(key="turn.draw").click().run()
    assert test.query_params["seed"] in ("8", ["8"]) and given[-1]["place"] != data["place"]


def test_what_was_sorted_is_scored_and_may_be_sorted_again(
    monkeypatch: pytest.MonkeyPatch, raced: list[tuple[RaceFrame, ...]]
) -> None:
    labels = Turn("digits", 5, 4, 4, ()).task().truth.labels.tolist()
    given = with_desk(monkeypatch, [[item, item, labels[item]] for item in range(PICTURES)])
    test = opened(PAGE, lang="en", seed="4")
    assert [frame.scores.accuracy for frame in raced[-1]] == pytest.approx([item / 20 for item in range(21)])
    assert Say()("turn.fair.digits") in texts(test) and "turn turn-digits-5x4-seed4.json --learners" in texts(test)
    with_desk(monkeypatch, None)
    test.button(key="turn.anew").click().run()
    assert Say()("turn.reload") in texts(test) and len(raced) == 1 and given[-1]["fresh"] == 0
    test.run()
    assert not test.exception and Say()("turn.reload") in texts(test)


@pytest.mark.parametrize("moves", [3, "x", {}, [[1, 2]], [[2, 0, 0], [1, 0, 0]], [[1, 20, 0]], [[1, 0, 5]]])
def test_a_browser_that_says_nonsense_gets_a_sentence(monkeypatch: pytest.MonkeyPatch, moves: Any) -> None:
    with_desk(monkeypatch, moves)
    test = opened(PAGE, lang="en")
    assert len(test.error) == 1 and test.button(key="turn.anew") and not test.exception


def test_junk_in_the_link_is_named_and_a_pool_that_is_away_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    with_desk(monkeypatch, None)
    test = opened(PAGE, **dict.fromkeys(FIELDS, JUNK))
    warned = " ".join(str(one.value) for one in test.warning)
    assert all(f"{name}=" in warned for name in FIELDS) and not test.error
    monkeypatch.setenv("METAUNSUP_DATA", str(tmp_path))
    assert "python -m metaunsup data --get mnist" in texts(opened(PAGE, lang="en", pool="mnist"))


def test_the_command_line_scores_the_same(tmp_path: Any) -> None:
    choice = race_of(VALUES)
    turn = turn_on(choice.task, [[1.25, 3, 2]])
    assert turn.as_json() == json.loads(json.dumps(turn.as_json())) and choice.learners == HOME_LEARNERS
    assert as_command(turn, choice).endswith("--trained-on digits --adapt-steps 12")
    assert all(means(race_of({**VALUES, "pool": pool}))[0] == TASKS for pool in POOLS)  # behind each curve
    assert all(PICTURES % int(ways) == 0 for ways in CHOICES["ways"]) and FIELDS["pool"].default in POOLS
