"""What a form holds stands in the address from the first moment, also while it asks for what cannot be had."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.runs import folder as files
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train
from metaunsup.ui.common import uploads
from metaunsup.words import Say

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


def test_nothing_that_a_link_asks_for_is_given_up_before_the_browser_has_told_its_key(tmp_path, monkeypatch) -> None:
    """Else a reload of what is one's own would start nothing, and forget the training."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr("metaunsup.runs.queue.start_waiting", lambda store: 0)
    rows = "a,b,k\n" + "\n".join(f"{n * 7 % 17},{n * n % 13},{'xy'[n % 2]}" for n in range(160))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())], "k"), "t.csv", owner_of("a" * 32))
    settings = TrainingSettings("protonet", one.name, 2, options={"ways": 4}, validate_every=0)
    row = Store().submit(settings)
    for _ in train(settings, row.place):
        pass
    files.write_status(row.place, "done")
    monkeypatch.setattr(uploads, "browser_token", lambda: None)
    for link in ({"pool": f"own:{one.id}", "start": "1"}, {"own": row.id, "learners": "kmeans"}):
        test = opened(PAGES["race"], lang="en", **link)
        assert Say()("uploads.waiting") in texts(test) and not test.button
        assert {name: query(test, name) for name in link} == link
    monkeypatch.setattr(uploads, "browser_token", lambda: "a" * 32)
    test.run()
    assert query(test, "own") == row.id and test.selectbox(key="race.own").value == row.id
    link = {"pool": f"own:{one.id}", "start": "1", "ways": "2", "shots": "5", "learners": "kmeans"}
    monkeypatch.setattr(uploads, "browser_token", lambda: None)
    test = opened(PAGES["race"], lang="en", **link)
    monkeypatch.setattr(uploads, "browser_token", lambda: "a" * 32)
    test.run()
    assert query(test, "start") == "1" and not test.error
