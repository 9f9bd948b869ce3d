"""What a form holds stands in the address from the first moment, also while it asks for what cannot be had."""

from __future__ import annotations

import pytest
from opened import opened
from streamlit.testing.v1 import AppTest

PAGES = {
    "race": "pages/2_Race.py",
    "tasks": "pages/1_Tasks.py",
    "latent_space": "pages/4_Latent_space.py",
    "anomalies": "pages/6_Anomalies.py",
    "compare": "pages/5_Compare.py",
    "draw": "pages/8_Draw.py",
}


def query(test: AppTest, name: str) -> str | None:
    value = test.query_params.get(name)
    return value[0] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["race", "tasks", "latent_space"])
def test_a_task_that_cannot_be_drawn_is_in_the_link_and_one_that_no_link_holds_is_not(name: str) -> None:
    test = opened(PAGES[name], lang="en", ways="3")
    test.number_input(key=f"{name}.ways").set_value(40).run()  # digits have ten classes
    assert test.error and query(test, "ways") == "40" and query(test, "lang") == "en"
    again = opened(PAGES[name], lang="en", ways="40")
    assert again.number_input(key=f"{name}.ways").value == 40
    test.number_input(key=f"{name}.ways").set_value(51).run()
    assert test.error and query(test, "ways") == "40"
    test.number_input(key=f"{name}.ways").set_value(None).run()
    assert query(test, "ways") == "40"
    test.number_input(key=f"{name}.ways").set_value(5).run()
    assert not test.error and query(test, "ways") == "5"


def test_so_are_anomalies_a_comparison_and_drawings() -> None:
    test = opened(PAGES["anomalies"], lang="en")
    test.number_input(key="anomalies.shots").set_value(100).run()
    assert test.error and query(test, "shots") == "100" and query(test, "start") is None
    test = opened(PAGES["compare"], lang="en", section="design")
    test.segmented_control(key="compare.section").set_value("tasks").run()
    assert query(test, "section") is None
    test.multiselect(key="compare.ways").set_value(["40"]).run()
    assert test.button(key="compare.go").disabled and query(test, "ways") == "40"
    test.multiselect(key="compare.ways").set_value([]).run()
    assert query(test, "ways") == "40"
    test = opened(PAGES["draw"], lang="en")
    test.number_input(key="draw.groups").set_value(7).run()
    assert test.button(key="draw.go").disabled and query(test, "groups") == "7"
