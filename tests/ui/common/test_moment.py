"""A moment of a race in a page's link."""

from __future__ import annotations

import pytest
import streamlit as st

from metaunsup.ui.common.moment import NEVER, Shared, keep_moment, moment_of
from metaunsup.ui.common.requests import HOME_FIELDS
from metaunsup.ui.common.share import only_here
from metaunsup.words import Say


@pytest.fixture(autouse=True)
def no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"step": 5, "view": "piles", "truth": 1}, {"step": 5, "view": "piles", "truth": 1}),
        ({"step": 0, "view": "map"}, {"step": 0, "view": "map", "truth": 0}),
        ({"step": "<b>", "view": "upside", "truth": 7, "seed": 3}, NEVER),
        ({"step": 1e99, "view": ["map"], "truth": None}, NEVER),
        (None, NEVER),
        ("step", NEVER),
    ],
)
def test_what_a_browser_says_is_read_as_a_strangers_link(told: object, kept: dict[str, object]) -> None:
    keep_moment("home", {"step": 9, "view": "differ", "truth": 1})
    keep_moment("home", told)
    assert moment_of("home") == kept and "home.seed" not in st.session_state


def test_the_link_holds_the_race_and_the_moment() -> None:
    shared = Shared("home", HOME_FIELDS, {"seed": 4, "start": 1})
    assert shared.address(Say("zh")) == "http://localhost:8501/?lang=zh&seed=4&start=1"
    keep_moment("home", {"step": 0, "view": "differ", "truth": 1})
    address = shared.address(Say())
    assert address == "http://localhost:8501/?lang=en&seed=4&start=1&step=0&view=differ&truth=1"
    assert only_here(address) and only_here("http://127.0.0.1:1/") and not only_here("http://192.168.1.7:8501/Race")
