"""A moment of a race in a page's link, and its QR code."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import streamlit as st

from metaunsup.ui.common.moment import NEVER, QUIET, Shared, keep_moment, moment_of, only_here, qr_code
from metaunsup.ui.common.requests import HOME_FIELDS
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


def test_a_code_holds_the_whole_link_in_black_on_white_with_room_around_it() -> None:
    import segno

    link = "http://192.168.1.7:8501/Race?lang=en&learners=" + "kmeans," * 40
    kind, _, svg = unquote(qr_code(link)).partition(",")
    side = len(segno.make(link, micro=False, error="m").matrix)
    assert kind.startswith("data:image/svg+xml") and "xmlns='http://www.w3.org/2000/svg'" in svg
    assert f"viewBox='0 0 {side + 2 * QUIET} {side + 2 * QUIET}'" in svg and "width=" not in svg
    assert set(re.findall("#[0-9a-f]+", svg)) == {"#000", "#fff"}
