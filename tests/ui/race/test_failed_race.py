"""A race that broke off, on the page that has no other button to start it with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from metaunsup.evaluation.race import RaceEvent
from metaunsup.tasks.task import Task
from metaunsup.ui.common.requests import RaceChoice, home_race
from metaunsup.ui.race.jobs import Races
from metaunsup.words import Say

PAGE = """
from metaunsup.ui.common.requests import home_race
from metaunsup.ui.race.view import race_view
from metaunsup.words import Say

race_view(home_race(1000), Say(), key="home.player")
"""


def test_it_can_be_started_again_where_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def run(request: RaceChoice) -> tuple[Task, Iterator[RaceEvent]]:
        tries.append(request)
        raise ZeroDivisionError

    races = Races(run=run)
    monkeypatch.setattr("metaunsup.ui.race.view.all_races", lambda: races)
    first = races.join(home_race(1000))
    assert first.wait_for_frames(60, frames=10**9)
    test = AppTest.from_string(PAGE, default_timeout=60).run()
    assert "ZeroDivisionError" in test.error[0].value
    test.button(key="home.player.again").click().run()
    again = races.join(home_race(1000))
    assert again.wait_for_frames(60, frames=10**9)
    assert again is not first
    assert tries == [home_race(1000)] * 2
    assert test.button(key="home.player.again").label == Say()("race.start")
