"""The page of runs: found, compared, changed by their owner alone, and shown whatever somebody did to the files."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from opened import opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.runs.identity import digest
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.ui.common import run_store
from metaunsup.ui.runs import detail, table
from metaunsup.words import WORDS, Say

MINE, OTHERS = "a" * 32, "b" * 32
JUNK = "<img src=x onerror=alert(1)>`;DROP TABLE" + "x" * 400
NAMES = ['say "hi"', "emoji 🧪🦊", "../../etc/passwd", "![x](http://example.com/a.png)", "<b>bold</b> $x^2$ :red[no]"]


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of our own, seen from a browser whose key is ``MINE``; nothing is ever started."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path))
    monkeypatch.setattr("metaunsup.ui.runs.page.browser_token", lambda: MINE)
    monkeypatch.setattr("metaunsup.runs.queue.start_waiting", lambda store: 0)
    monkeypatch.setattr(run_store, "FRESH", 0.0)
    return tmp_path


def make(root: Path, run_id: str, **more: Any) -> Path:
    """A run's folder as training leaves it."""
    folder = root / run_id
    folder.mkdir(parents=True)
    told = {"name": run_id, "status": "done", "token": MINE, "steps": 4, "learner": "protonet", "pool": "digits"} | more
    settings = TrainingSettings(
        told["learner"], told["pool"], told["steps"], told.get("seed", 0), options=told.get("options", {})
    ).as_json()
    run = {"note": told.get("note", ""), "starred": told.get("starred", False), "branch_of": None, "cwd": ""}
    run |= {"format": 1, "id": run_id, "name": told["name"], "settings": settings}
    run |= {"created": told.get("created", 1.7e9), "token": told["token"] and digest(told["token"])}
    (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")
    (folder / "status.json").write_text(json.dumps({"format": 1, "status": told["status"]}), encoding="utf-8")
    lines = []
    for step in range(1, told["steps"] + 1):
        line: dict[str, Any] = {"step": step, "loss": 1 / step, "seconds": step * 0.5, "items_seen": step * 100}
        if step % 2 == 0:
            accuracy = told.get("accuracy", 0.8)
            line["validation"] = {"accuracy": accuracy, "low": accuracy - 0.1, "high": accuracy + 0.05, "kmeans": 0.6}
        lines.append(json.dumps(line))
    (folder / "metrics.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name in ("checkpoint.safetensors", "checkpoint.json", "state.safetensors"):
        (folder / name).write_bytes(b"{}")
    return folder


def page(**query: str) -> AppTest:
    """The page, opened by its link."""
    return opened("pages/10_Runs.py", **{"lang": "en", **query})


def listed(test: AppTest) -> list[str]:
    """Names in the table, in its order."""
    return [str(name) for name in test.dataframe[0].value["name"]]


def keys(test: AppTest) -> set[str]:
    """Which buttons there are."""
    return {str(button.key) for button in test.button}


# -- looking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_list_says_how_to_make_the_first_run(lang: str) -> None:
    test = page(lang=lang)
    assert test.title[0].value == Say(lang)("runs.title")
    assert Say(lang)("runs.empty") in texts(test)
    assert "python -m metaunsup train --learner protonet --pool digits" in texts(test)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_written_in_the_readers_language_alone(root: Path, lang: str) -> None:
    make(root, "a1", status="paused")
    make(root, "b2", seed=3, token=OTHERS)
    make(root, "c3", token=None, status="failed")
    written = texts(page(lang=lang, runs="a1,b2,c3"))
    assert Say(lang)("runs.compare") in written
    foreign = [pair[lang == "en"] for key, pair in WORDS.items() if key.startswith("runs.")]
    assert not any(sentence in written for sentence in foreign if len(sentence) > 12 and "{" not in sentence)


def test_junk_in_every_parameter_is_named_and_the_page_works_on(root: Path) -> None:
    make(root, "a1")
    test = page(**dict.fromkeys(table.FIELDS, JUNK))
    warned = " ".join(str(warning.value) for warning in test.warning)
    assert all(f"{name}=" in warned for name in table.FIELDS)
    assert not test.error
    assert listed(test) == ["a1"]


@pytest.mark.slow
def test_three_hundred_runs_are_paged_filtered_and_sorted(root: Path) -> None:
    for number in range(300):
        make(
            root,
            f"{number:03}",
            created=1.7e9 + number,
            steps=2,
            accuracy=number / 300,
            learner="maml" if number % 3 == 0 else "protonet",
            status="paused" if number % 10 == 0 else "done",
            starred=number % 50 == 0,
            name=f"run number {number}",
        )
    test = page()
    assert listed(test) == [f"run number {number}" for number in range(299, 99, -1)]
    test.number_input(key="runs.page").set_value(2).run()
    assert listed(test) == [f"run number {number}" for number in range(99, -1, -1)]
    assert test.query_params["page"] in ("2", ["2"])
    begun = time.perf_counter()
    test.text_input(key="runs.text").set_value("NUMBER 29").run()
    assert time.perf_counter() - begun < 5  # far above what it takes: this machine may be busy
    assert listed(test) == [f"run number {number}" for number in [*range(299, 289, -1), 29]]
    test.text_input(key="runs.text").set_value("")
    test.multiselect(key="runs.status").set_value(["paused"])
    test.selectbox(key="runs.learner").set_value("maml")
    test.selectbox(key="runs.sort").set_value("best").run()
    assert listed(test) == [f"run number {number}" for number in range(270, -1, -30)]
    test.toggle(key="runs.starred").set_value(True).run()
    assert listed(test) == ["run number 150", "run number 0"]
    again = page(**{key: value if isinstance(value, str) else value[0] for key, value in test.query_params.items()})
    assert listed(again) == listed(test)


def test_mine_are_those_of_this_browser(root: Path) -> None:
    make(root, "a1")
    make(root, "b2", token=OTHERS)
    make(root, "c3", token=None)
    assert listed(page(mine="1")) == ["a1"]


def test_filters_that_nothing_fits_say_so(root: Path) -> None:
    make(root, "a1")
    assert Say()("runs.none_fit") in texts(page(text="nobody is called that"))
    assert Say()("runs.none_fit") in texts(page(pool="../../etc"))


def test_a_strangers_name_is_text_and_nothing_else(root: Path) -> None:
    for number, name in enumerate(NAMES):
        make(root, f"n{number}", name=name)
    test = page(sort="oldest")
    assert sorted(listed(test)) == sorted(NAMES)
    for number, name in enumerate(NAMES):
        heading = next(part.value for part in page(runs=f"n{number}").markdown if part.value.startswith("#### "))
        told = heading.removeprefix("#### ").replace("\u2060", "")
        assert told != name or not set(name) & set("[<$:")  # whatever Markdown acts on is escaped
        unescaped = "".join(part if not part.startswith("\\") else part[1:] for part in _pieces(told))
        assert unescaped == name


def _pieces(text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        length = 2 if text[at] == "\\" else 1
        found.append(text[at : at + length])
        at += length
    return found


def test_only_settings_that_differ_are_shown(root: Path) -> None:
    make(root, "a1", options={"inner_lr": 0.1}, seed=1)
    make(root, "b2", options={"inner_lr": 0.4}, seed=1)
    table = page(runs="a1,b2").dataframe[1].value
    assert table.to_dict("list") == {"setting": ["inner_lr"], "a1": ["0.1"], "b2": ["0.4"]}
    make(root, "c3", options={"inner_lr": 0.1}, seed=1)
    assert Say()("runs.same_settings") in texts(page(runs="a1,c3"))


@pytest.mark.parametrize(("curve", "at"), [("steps", [2, 4]), ("seconds", [1.0, 2.0])])
def test_the_curves_are_the_metrics(root: Path, curve: str, at: list[float]) -> None:
    make(root, "a1", accuracy=0.7, name="<i>sly</i>")
    make(root, "b2", accuracy=0.9)
    figure = json.loads(page(runs="a1,b2", curve=curve).get("plotly_chart")[0].proto.spec)
    accuracy = [line for line in figure["data"] if line.get("mode") == "lines+markers"]
    assert [_numbers(line["y"]) for line in accuracy] == [[0.7, 0.7], [0.9, 0.9]]
    assert _numbers(accuracy[0]["x"]) == at
    assert _numbers(accuracy[0]["error_y"]["array"]) == pytest.approx([0.05, 0.05])
    assert _numbers(accuracy[0]["error_y"]["arrayminus"]) == pytest.approx([0.1, 0.1])
    assert accuracy[0]["name"] == "&lt;i&gt;sly&lt;/i&gt;"
    loss = [line for line in figure["data"] if line["yaxis"] == "y2"]
    assert _numbers(loss[0]["y"]) == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4])
    assert any(_numbers(line["y"]) == [0.6, 0.6] for line in figure["data"])  # K-Means


def _numbers(found: Any) -> list[float]:
    if isinstance(found, dict):  # plotly packs them
        import base64

        return np.frombuffer(base64.b64decode(found["bdata"]), dtype=found["dtype"]).tolist()
    return list(found)


def test_a_run_that_is_gone_is_named_and_left_out(root: Path) -> None:
    make(root, "a1")
    test = page(runs="a1,0000dead")
    assert "0000dead" in " ".join(str(warning.value) for warning in test.warning)
    assert test.multiselect(key="runs.runs").value == ["a1"]
    assert test.query_params["runs"] in ("a1", ["a1"])


def test_ticked_lines_are_chosen_those_of_other_pages_stay_and_six_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {"runs.runs": ["other", "b"], "t": {"selection": {"rows": [2, 0, 99]}}}
    monkeypatch.setattr(table, "st", SimpleNamespace(session_state=state))
    table._pick("t", ["a", "b", "c"])
    assert state["runs.runs"] == ["other", "c", "a"]
    assert "runs.too_many" not in state
    state["t"] = {"selection": {"rows": list(range(8))}}
    table._pick("t", list("abcdefgh"))
    assert state["runs.runs"] == ["other", "c", "a", "b", "d", "e"]
    assert state["runs.too_many"]
    assert state["runs.round"] == 1  # the table is drawn anew, with what is really chosen


# -- what went wrong -------------------------------------------------------------------------------------------------


def test_an_interrupted_and_a_damaged_run_are_shown_with_their_sentences(root: Path) -> None:
    make(root, "a1", status="running")  # and nobody works in it
    (make(root, "b2") / "run.json").write_text("{half")
    (make(root, "c3") / "run.json").write_text(json.dumps({"format": 99}))
    broken = json.loads((make(root, "d4") / "run.json").read_text())
    broken |= {"created": 1e18, "name": "when?"}
    (root / "d4" / "run.json").write_text(json.dumps(broken))
    assert Say()("runs.interrupted") in texts(page(runs="a1"))
    for run_id, sentence in (("b2", "run_damaged"), ("c3", "run_newer")):
        test = page(runs=run_id)
        assert len(test.error) == 1
        start = WORDS[f"error.{sentence}"][0].partition("{")[0]
        assert detail.literal(start) in str(test.error[0].value)
        assert not {"runs.resume", "runs.pause"} & keys(test)
    assert "when?" in listed(page())
    assert not page(runs="d4").error


def test_a_list_that_cannot_be_had_is_explained(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "file").write_text("no folder")
    monkeypatch.setenv("METAUNSUP_RUNS", str(root / "file"))
    test = page()
    assert len(test.error) == 1
    assert str(root) not in str(test.error[0].value)  # who watches from elsewhere has no use for it


def test_without_a_step_there_is_no_curve_but_a_sentence(root: Path) -> None:
    (make(root, "a1", status="paused") / "metrics.jsonl").unlink()
    test = page(runs="a1")
    assert Say()("runs.no_curve") in texts(test)
    assert not test.get("plotly_chart")


# -- changing --------------------------------------------------------------------------------------------------------


def test_the_owner_renames_notes_and_stars(root: Path) -> None:
    make(root, "a1")
    test = page(runs="a1")
    test.text_input(key="runs.name.a1").set_value('  ../🧪 "new"\tname ')
    test.text_area(key="runs.note.a1").set_value("first line\nsecond line")
    next(button for button in test.button if str(button.key).startswith("FormSubmitter")).click().run()
    test.button(key="runs.star").click().run()
    assert not test.exception
    assert not test.error
    row = Store(root).get("a1")
    assert (row.name, row.note, row.starred) == ('../🧪 "new" name', "first line\nsecond line", True)
    assert (root / "a1").is_dir()


@pytest.mark.parametrize(("token", "said"), [(OTHERS, "runs.other_browser"), (None, "runs.command_line")])
def test_others_may_only_look(root: Path, token: str | None, said: str) -> None:
    make(root, "a1", token=token, status="paused", note="mine, *all* mine")
    test = page(runs="a1")
    assert Say()(said) in texts(test)
    assert not {"runs.resume", "runs.cancel", "runs.star", "runs.delete"} & keys(test)
    assert not test.text_area
    assert ("python -m metaunsup runs resume a1" in texts(test)) == (token is None)


@pytest.mark.parametrize("token", [None, "", MINE])
@pytest.mark.parametrize("owner", [None, OTHERS])
def test_no_page_ever_acts_as_the_person_at_the_machine(root: Path, token: str | None, owner: str | None) -> None:
    make(root, "a1", token=owner)
    problems = run_store.attempt(Store(root), ["a1"], "delete", token=token)
    assert [problem.code for problem in problems] == ["not_your_run"]
    assert (root / "a1").is_dir()


def test_a_browser_without_a_key_has_no_runs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.ui.runs.page.browser_token", lambda: None)
    make(root, "a1", token="")
    test = page(runs="a1")
    assert "runs.delete" not in keys(test)
    assert listed(test) == ["a1"]


def test_nothing_is_deleted_before_it_is_asked_twice(root: Path) -> None:
    for run_id in ("a1", "b2"):
        make(root, run_id)
    test = page(runs="a1,b2")
    test.selectbox(key="runs.which").set_value("b2").run()
    test.button(key="runs.delete").click().run()
    assert Say()("runs.delete.about", count=1) in texts(test)
    test.button(key="runs.delete.no").click().run()
    assert (root / "b2").is_dir()
    test.button(key="runs.delete").click().run()
    test.button(key="runs.delete.yes").click().run()
    assert not test.exception
    assert not (root / "b2").exists()
    assert (root / "a1").is_dir()
    test.run()
    assert listed(test) == ["a1"]
    assert test.multiselect(key="runs.runs").value == ["a1"]
    assert not test.warning


def test_several_are_deleted_at_once_and_only_the_owners(root: Path) -> None:
    for run_id, token in (("a1", MINE), ("b2", MINE), ("c3", OTHERS)):
        make(root, run_id, token=token)
    test = page(runs="a1,b2,c3")
    test.button(key="runs.delete_several").click().run()
    test.button(key="runs.delete.yes").click().run()
    assert not test.exception
    assert [folder.name for folder in root.iterdir() if folder.is_dir()] == ["c3"]


def test_a_paused_run_is_resumed_and_cancelled_by_its_owner(root: Path) -> None:
    make(root, "a1", status="paused")
    test = page(runs="a1")
    assert {"runs.resume", "runs.cancel"} <= keys(test)
    test.button(key="runs.resume").click().run()
    assert not test.exception
    assert Store(root).get("a1").status == "queued"
    test.button(key="runs.cancel").click().run()
    assert Store(root).get("a1").status == "cancelled"


def test_two_browsers_pressing_resume_the_second_is_told(root: Path) -> None:
    make(root, "a1", status="paused")
    first, second = page(runs="a1"), page(runs="a1")
    first.button(key="runs.resume").click().run()
    second.button(key="runs.resume").click().run()
    assert not second.exception
    assert Say()("error.run_going", id="a1") in str(second.error[0].value)


def test_a_running_run_cannot_be_deleted(root: Path) -> None:
    from metaunsup.runs.ownership import Ownership

    folder = make(root, "a1", status="running")
    ownership = Ownership(folder)
    try:
        test = page(runs="a1")
        assert "runs.delete" not in keys(test)
        assert "runs.pause" in keys(test)
        test.button(key="runs.pause").click().run()
        assert Say()("runs.request.pause") in texts(test)
    finally:
        ownership.release()


# -- taking home -----------------------------------------------------------------------------------------------------


def test_the_exported_list_is_what_the_filters_show(root: Path) -> None:
    make(root, "a1", name="=1+1")
    make(root, "b2", learner="maml")
    reading = run_store.Reading(Store(root))
    rows = reading.everything({"learner": "protonet"}, token=MINE)
    assert [row.id for row in rows] == ["a1"]
    make(root, "c3", token=OTHERS)
    reading.refresh()
    assert {row.id for row in reading.everything({}, token=MINE, only_mine=True)} == {"a1", "b2"}


def test_without_a_checkpoint_there_is_none_to_download(root: Path) -> None:
    make(root, "a1")
    test = page(runs="a1")
    assert not next(
        one for one in test.get("download_button") if one.proto.label == Say()("runs.checkpoint")
    ).proto.disabled
    (root / "a1" / "checkpoint.json").unlink()
    test.run()
    assert next(
        one for one in test.get("download_button") if one.proto.label == Say()("runs.checkpoint")
    ).proto.disabled


def test_the_command_shown_makes_the_same_run(root: Path) -> None:
    make(root, "a1", steps=4, seed=9, options={"inner_lr": 0.25})
    assert "python -m metaunsup train --learner protonet --steps 4 --seed 9 --learner-option inner_lr=0.25" in [
        str(code.value) for code in page(runs="a1").code
    ]
