"""The QR code of a page's link, and when it is shown."""

from __future__ import annotations

import re
from urllib.parse import unquote

from streamlit.testing.v1 import AppTest

from metaunsup.ui.common.share import QUIET, qr_code
from metaunsup.words import Say


def test_a_code_holds_the_whole_link_in_black_on_white_with_room_around_it() -> None:
    import segno

    link = "http://192.168.1.7:8501/Race?lang=en&learners=" + "kmeans," * 40
    kind, _, svg = unquote(qr_code(link)).partition(",")
    side = len(segno.make(link, micro=False, error="m").matrix)
    assert kind.startswith("data:image/svg+xml") and "xmlns='http://www.w3.org/2000/svg'" in svg
    assert f"viewBox='0 0 {side + 2 * QUIET} {side + 2 * QUIET}'" in svg and "width=" not in svg
    assert set(re.findall("#[0-9a-f]+", svg)) == {"#000", "#fff"}


def _page(about: str) -> None:
    import streamlit as st

    from metaunsup.ui.common.share import show_link
    from metaunsup.words import Say

    st.session_state["app.page"] = "tasks"
    place = st.text_input("place", "https://school.example/Tasks?ways=3", key="place")
    show_link(place, Say("zh"), own=about == "me", about=about)


def test_the_code_is_shown_at_a_press_until_the_page_is_at_something_else() -> None:
    say = Say("zh")

    def shown(test: AppTest) -> bool:
        return any(say("app.share.about") == one.value for one in test.markdown)

    assert not AppTest.from_function(_page, args=("me",)).run().button
    test = AppTest.from_function(_page, args=("all",)).run()
    assert test.code[0].value.endswith("?ways=3") and not shown(test)
    test.button(key="tasks.code").click().run()
    assert shown(test) and not test.exception and not test.warning
    test.text_input(key="place").set_value("http://localhost:8501/Tasks?ways=4").run()
    assert not shown(test)
    test.button(key="tasks.code").click().run()
    assert shown(test) and test.warning[0].value == say("app.share.only_here")


def _dialog(own: bool) -> None:
    from metaunsup.ui.common.share import offer, share_dialog
    from metaunsup.words import Say

    offer("race", "https://school.example/Race?pool=own:1", "player.share")
    share_dialog("race", "https://school.example/Race?pool=own:1", Say("en"), words="player.share", own=own)


def test_a_moment_that_one_browser_alone_can_open_has_no_code() -> None:
    say = Say("en")
    for own, about in ((True, "uploads.share"), (False, "player.share.about")):
        test = AppTest.from_function(_dialog, args=(own,)).run()
        assert not test.exception and test.code[0].value.endswith("own:1")
        assert [one.value for one in test.markdown] == [say(about)]
        assert any("svg+xml" in one.proto.body for one in test.get("html")) != own
