"""The address holds a page's state: it survives the sidebar, and what is started says so at once."""

from __future__ import annotations

import re
import socket
import threading
import tomllib
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
from opened import ROOT, opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data.limits import MOST_UPLOAD
from metaunsup.ui.common import shell
from metaunsup.words import Say

SMALL = {"ways": "2", "shots": "5", "learners": "kmeans", "steps": "1"}
FAULT = shell.fault


def go(test: AppTest, **query: str) -> None:
    """Another address."""
    test.query_params.clear()
    test.query_params.update(query)


def follow(test: AppTest, page: str) -> AppTest:
    """Click the sidebar's link to ``page``."""
    file, _ = shell.PAGES[page]
    label = Say()(f"app.page.{page}")
    (link,) = [one.proto for one in test.sidebar.get("page_link") if one.proto.label == label]
    go(test, **dict(parse_qsl(link.query_string)))
    test.switch_page(file).run()
    assert not test.exception
    assert test.title[0].value == Say()(f"{page}.title")
    return test


def parameters(test: AppTest) -> dict[str, str]:
    """The address."""
    return {name: text if isinstance(text, str) else text[0] for name, text in test.query_params.items()}


@pytest.mark.parametrize(
    ("page", "name", "value"),
    [("tasks", "ways", 7), ("race", "shots", 3), ("compare", "tasks", 33), ("meta_train", "steps", 77)],
)
def test_what_was_typed_is_still_there_after_a_visit_elsewhere(page, name, value, monkeypatch) -> None:
    monkeypatch.setattr(shell, "_ECHO_SECONDS", 0.0)  # as if one had been away for long
    test = opened(shell.PAGES[page][0], lang="en")
    test.number_input(key=f"{page}.{name}").set_value(value).run()
    assert parameters(test)[name] == str(value)
    follow(test, "home")
    follow(test, page)
    assert test.number_input(key=f"{page}.{name}").value == value
    assert parameters(test)[name] == str(value)


def test_the_sidebars_link_to_the_page_itself_is_the_page_as_it_is() -> None:
    test = opened("pages/2_Race.py", lang="en", **SMALL)
    test.number_input(key="race.ways").set_value(3).run()
    follow(test, "race")
    assert test.number_input(key="race.ways").value == 3


def test_a_started_race_is_in_the_address_until_the_form_is_changed(monkeypatch) -> None:
    test = opened("pages/2_Race.py", lang="en", **SMALL)
    assert "start" not in parameters(test) and test.session_state["race.shown"] is None
    test.button(key="race.go").click().run()
    assert parameters(test)["start"] == "1"
    race = test.session_state["race.shown"]
    assert race.task.ways == 2
    follow(test, "home")
    follow(test, "race")
    assert test.session_state["race.shown"] == race and parameters(test)["start"] == "1"
    test.number_input(key="race.ways").set_value(3).run()
    assert "start" not in parameters(test)  # a reload starts nothing that nobody asked for
    assert test.session_state["race.shown"] == race
    assert Say()("app.changed", start=Say()("race.start")) in texts(test)
    test.number_input(key="race.ways").set_value(2).run()
    assert parameters(test)["start"] == "1"
    assert Say()("app.changed", start=Say()("race.start")) not in texts(test)
    del test.query_params["start"]
    test.run()
    assert parameters(test)["start"] == "1"  # the echo of a busy browser
    del test.query_params["start"]
    back = SimpleNamespace(is_history_navigation=True)
    monkeypatch.setattr(shell, "get_script_run_ctx", lambda **_: back)
    test.run()
    assert "start" not in parameters(test) and test.session_state["race.shown"] is None
    test.query_params["start"] = "1"  # forward
    test.run()
    assert parameters(test)["start"] == "1" and test.session_state["race.shown"] == race


def test_the_home_race_is_still_there_after_a_visit_to_tasks_and_new_digits_end_it() -> None:
    test = opened("app.py", lang="en", seed="3")
    test.button(key="home.go").click().run()
    assert parameters(test)["start"] == "1"
    follow(follow(test, "tasks"), "home")
    assert (parameters(test)["seed"], parameters(test)["start"]) == ("3", "1")
    assert "home.go" not in [button.key for button in test.button]


def test_the_link_of_a_training_leaves_the_form_as_it_was() -> None:
    test = opened("pages/3_Meta_train.py", lang="en")
    test.number_input(key="meta_train.steps").set_value(77).run()
    go(test, lang="en", run="20260101-000000-abcdef")  # of the page of runs, say
    test.run()
    assert not test.number_input
    test.session_state["meta_train.run"] = []  # as its button does
    test.run()
    assert test.number_input(key="meta_train.steps").value == 77
    assert parameters(test) == {"lang": "en", "steps": "77"}


def test_an_address_changes_in_one_go(monkeypatch) -> None:
    test = opened("app.py", lang="en", seed="3", start="1", utm="mail")
    from streamlit.runtime.state.query_params import QueryParams

    sent = []
    send = QueryParams._send_query_param_msg
    monkeypatch.setattr(QueryParams, "_send_query_param_msg", lambda self: (sent.append(dict(self)), send(self))[1])
    test.button(key="home.draw").click().run()
    assert [{name: one[name] for name in one} for one in sent] == [{"lang": "en", "utm": "mail", "seed": "4"}]


def test_what_was_ignored_of_a_link_is_told_until_something_is_chosen() -> None:
    test = opened("pages/1_Tasks.py", lang="en", ways="abc")
    told = Say()("app.link_ignored", what="`ways=abc`")
    assert told in texts(test)
    test.run()  # as when the browser tells its key
    assert told in texts(test)
    assert "ways" not in parameters(test)
    test.number_input(key="tasks.shots").set_value(7).run()
    assert told not in texts(test)


def test_a_section_keeps_what_was_typed_when_a_link_speaks_of_another(monkeypatch) -> None:
    test = opened("pages/5_Compare.py", lang="en")
    test.number_input(key="compare.tasks").set_value(33).run()
    go(test, lang="en", section="design")
    test.run()
    assert test.segmented_control(key="compare.section").value == "design"
    test.segmented_control(key="compare.section").set_value("tasks").run()
    assert test.number_input(key="compare.tasks").value == 33
    assert parameters(test)["tasks"] == "33"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_fault_is_told_with_a_number_that_the_log_has_and_no_path(lang, monkeypatch, caplog) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/srv/secret/place")

    monkeypatch.setattr(shell, "fault", FAULT)
    monkeypatch.setattr("metaunsup.ui.tasks.page.show_task", broken)
    test = opened("pages/1_Tasks.py", lang=lang)
    (told,) = [str(one.value) for one in test.error]
    number = re.search("[0-9a-f]{8}", told)[0]
    assert told == Say(lang)("app.fault", number=number)
    assert "/srv/secret" not in texts(test) and "Traceback" not in texts(test)
    assert number in caplog.text and "/srv/secret/place" in caplog.text
    test.run()
    assert caplog.text.count(f"fault {number}") == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_breaks_in_a_callback_is_told_with_its_number_and_the_page_goes_on(lang, monkeypatch, caplog) -> None:
    def broken() -> None:
        raise RuntimeError("/srv/secret/place")

    monkeypatch.setattr(shell, "fault", FAULT)
    monkeypatch.setattr("metaunsup.ui.home.page._draw", broken)
    test = opened("app.py", lang=lang)
    test.button(key="home.draw").click().run()
    assert not test.exception
    (told,) = [str(one.value) for one in test.error]
    number = re.search("[0-9a-f]{8}", told)[0]
    assert told == Say(lang)("app.fault.callback", number=number)
    assert "/srv/secret" not in texts(test)
    assert f"fault {number}" in caplog.text and "/srv/secret/place" in caplog.text
    assert test.button(key="home.go")
    assert not test.run().error


def test_a_callback_that_breaks_inside_a_fragment_is_told_in_it(monkeypatch) -> None:
    def part() -> None:
        import streamlit as st

        from metaunsup.ui.common import shell
        from metaunsup.words import Say

        st.session_state["app.broken_callback"] = RuntimeError()
        shell.fragment(lambda: None, Say(), run_every=None)

    monkeypatch.setattr(shell, "fault", FAULT)
    (told,) = [str(one.value) for one in AppTest.from_function(part).run().error]
    assert told.startswith(Say()("app.fault.callback", number="")[:40])


def test_while_libraries_are_loaded_for_the_first_time_the_page_says_so(monkeypatch) -> None:
    told: list[str] = []
    place = SimpleNamespace(info=lambda text, **_: told.append(text), empty=lambda: told.append(""))
    monkeypatch.setattr(shell, "st", SimpleNamespace(empty=lambda: place))
    monkeypatch.setattr(shell, "_loaded", threading.Event())
    with pytest.raises(ImportError), shell.loading(Say("zh")):
        raise ImportError
    assert told == [Say("zh")("app.libraries"), ""]
    for _ in range(2):
        with shell.loading(Say()):
            told.append("imported")
    assert told[2:] == [Say()("app.libraries"), "imported", "", "imported", ""]
    for page in (ROOT / "pages").glob("*.py"):
        assert "with shell.loading(say):\n        from" in page.read_text(encoding="utf-8")


def test_the_server_is_this_machines_alone_and_asks_nobody_who_it_is(monkeypatch) -> None:
    from streamlit.web.server.server_util import is_url_from_allowed_origins

    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1" and settings["server"]["maxUploadSize"] << 20 == MOST_UPLOAD
    assert set(settings["server"]["allowedHosts"]) == {"127.0.0.1", "localhost"}
    assert settings["client"]["showErrorDetails"] == "none"

    asked: list[object] = []

    def nobody(*where: object) -> None:
        asked.append(where)
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", nobody)
    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert not is_url_from_allowed_origins("http://elsewhere.example")
    assert is_url_from_allowed_origins("http://localhost:8501")
    assert not asked
