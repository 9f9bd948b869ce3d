"""The button and what it starts run again without the form: what they hold is neither missed nor forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from opened import finished, opened
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from metaunsup.ui.common import shell
from metaunsup.ui.latent_space import page

FILE = "pages/4_Latent_space.py"


def alone(test: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on run what a press in a browser runs: the page's outer fragment, and nothing around it."""
    parents = test._fragment_storage._parent_by_id
    (fragment,) = (one for one, parent in parents.items() if parent is None)
    ask = LocalScriptRunner.request_rerun

    def request_rerun(runner: Any, asked: RerunData) -> bool:
        runner._requests = ScriptRequests()
        return ask(runner, replace(asked, fragment_id=fragment))

    def form(*_: object) -> None:
        raise AssertionError("the form was drawn again")

    monkeypatch.setattr(LocalScriptRunner, "request_rerun", request_rerun)
    monkeypatch.setattr(shell, "_to_page", lambda *_: None)  # a test knows the pages in a whole run alone
    monkeypatch.setattr(page, "space_form", form)


def choose(test: AppTest, kind: str, name: str, value: object) -> None:
    (box,) = (one for one in test.get(kind) if one.key == f"{page.PAGE}.{name}")
    box.set_value([value] if isinstance(box.value, list) else value)
    test.run()
    assert not test.exception and not test.error, (name, value)


def test_what_is_not_drawn_for_a_while_is_held_and_so_is_all_on_a_visit_elsewhere() -> None:
    link = {"first": "shipped:digits/vae", "second": "none", "method": "pca", "start": "1"}
    test = finished(opened(FILE, lang="en", **link))
    order = next(box.options for box in test.selectbox if box.key == f"{page.PAGE}.across")
    third = int(order[2].split()[-1]) - 1
    with pytest.MonkeyPatch.context() as monkeypatch:
        alone(test, monkeypatch)
        choose(test, "selectbox", "across", third)
        choose(test, "button_group", "drawn", "between")
        choose(test, "number_input", "a", 5)
        choose(test, "number_input", "b", 7)
        choose(test, "button_group", "drawn", "again")
        choose(test, "button_group", "colour", "own")
        choose(test, "button_group", "drawn", "between")
        told = {"a": "5", "b": "7", "across": str(third), "colour": "own", "drawn": "between"}
        assert told.items() <= dict(test.session_state[f"{page.PAGE}.link"]).items()
    for name, value in test.session_state[f"{page.PAGE}.link"].items():
        test.query_params[name] = value
    test.switch_page("pages/1_Tasks.py").run()
    test.switch_page(FILE).run()
    assert told.items() <= dict(test.session_state[f"{page.PAGE}.link"]).items()
    assert not test.exception and not test.error
