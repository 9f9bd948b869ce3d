"""The page of trainings as Streamlit runs it: form, link, refusals, starting, and watching runs of every kind."""

from __future__ import annotations

import base64
import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from opened import JUNK, opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.store import Store
from metaunsup.training.estimate import Costs, Load, Stretch
from metaunsup.training.practice_map import PracticeMap
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.validation import validation_tasks
from metaunsup.ui.common.format import duration
from metaunsup.ui.common.link import Real
from metaunsup.ui.common.run_store import all_runs
from metaunsup.ui.common.text import without_paths
from metaunsup.ui.meta_train import watch
from metaunsup.ui.meta_train.controls import as_command
from metaunsup.ui.meta_train.estimates import Estimates
from metaunsup.ui.meta_train.fields import EPISODES, as_settings, as_values, fields
from metaunsup.words import WORDS, Say

TOKEN, OTHER = "a" * 32, "b" * 32
COSTS = Costs((Stretch(0, 1, 0.25),), 600_000_000, validation=1.0)


class Told:
    """Estimates that are there at once."""

    answer: Any = COSTS

    def ask(self, settings: TrainingSettings, others: int, owner: object = None) -> Any:
        return self.answer


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of this test's own; nothing is really started, nothing measured, and a browser that has told its key."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr("metaunsup.runs.queue.start_waiting", lambda store: 0)
    monkeypatch.setattr("metaunsup.ui.meta_train.estimates.all_estimates", Told)
    monkeypatch.setattr("metaunsup.ui.meta_train.page.browser_token", lambda: TOKEN)


def page(**query: str) -> AppTest:
    return opened("pages/3_Meta_train.py", **{"lang": "en", **query})


def buttons(test: AppTest) -> dict[str, bool]:
    """Buttons of the page by name: whether they can be pressed."""
    return {str(one.key).removeprefix("meta_train."): not one.disabled for one in test.button}


def run(status: str = "queued", steps: int = 0, token: str | None = TOKEN, **more: Any) -> str:
    """A run with that many steps behind it; what no worker holds is interrupted where it says "running"."""
    settings = TrainingSettings("protonet", steps=more.pop("total", 40), options={"ways": 8}, validate_every=10)
    row = Store().submit(settings, token=token, name=more.pop("name", None))
    folder = Path(row.folder)
    lines = []
    for step in range(1, steps + 1):
        told: dict[str, Any] = {"step": step, "loss": 1 / step, "seconds": 0.2 * step, "items_seen": 24 * step}
        if step % 10 == 0:
            told["validation"] = {"accuracy": 0.8, "low": 0.75, "high": 0.85, "kmeans": 0.6, "encoder_kmeans": 0.78}
        lines.append(json.dumps(told) + "\n")
    (folder / "metrics.jsonl").write_text("".join(lines))
    if steps >= 10:
        (folder / "checkpoint.safetensors").write_bytes(b"x")
        (folder / "checkpoint.json").write_text("{}")
    if status != "queued":
        files.write_status(folder, status, **more)
    return row.id


# -- the form --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("episodes", EPISODES)
@pytest.mark.parametrize("learner", ["protonet", "maml"])
def test_the_form_opens_in_both_languages(lang: str, episodes: str, learner: str) -> None:
    test = page(lang=lang, episodes=episodes, learner=learner)
    assert test.title[0].value == Say(lang)("meta_train.title")
    written = texts(test)
    foreign = [WORDS[key][lang == "en"] for key in WORDS if key.startswith("meta_train.")]
    assert not [sentence for sentence in foreign if len(sentence) > 12 and "{" not in sentence and sentence in written]
    assert buttons(test)["start"]


def test_every_field_is_explained() -> None:
    names = [name for name in fields(()) if name != "run"]
    assert len(names) > 25
    assert all(f"meta_train.{name}" in WORDS and f"meta_train.{name}.help" in WORDS for name in names)


def test_junk_in_the_link_is_named_and_ignored() -> None:
    test = page(**dict.fromkeys((name for name in fields(()) if name != "name"), JUNK))
    warned = " ".join(str(warning.value) for warning in test.warning)
    assert all(f"`{name}=" in warned for name in fields(()) if name != "name")
    assert not test.error
    assert buttons(test)["start"]


def test_the_link_holds_the_form_and_nothing_that_does_not_matter() -> None:
    test = page(learner="maml", pool="glyphs", steps="77", warmup="0.25", learn_rates="yes", embedding="pca", ways="9")
    assert test.number_input(key="meta_train.warmup").value == 0.25
    assert "--learner-option warmup=0.25" in test.code[0].value
    assert "--learner-option learn_rates=True" in test.code[0].value
    test.selectbox(key="meta_train.learner").set_value("protonet").run()
    assert not test.exception
    kept = {name: value if isinstance(value, str) else value[0] for name, value in test.query_params.items()}
    assert kept == {"lang": "en", "pool": "glyphs", "steps": "77", "ways": "9"}
    assert "warmup" not in test.code[0].value
    test.number_input(key="meta_train.ways").set_value(None).run()  # as usual
    assert "ways" not in test.query_params


def test_the_command_is_the_form() -> None:
    test = page(episodes="self-training", seed="3", refresh="20", outer_lr="0.02", filters="64")
    typed = "--pool digits --steps 300 --seed 3"
    command = test.code[0].value
    assert command.startswith("python -m metaunsup train --learner protonet ")
    for part in (
        "--episodes self-training",
        "--refresh 20",
        "--learner-option outer_lr=0.02",
        "--seed 3",
        "filters=64",
    ):
        assert part in command, (part, typed)
    assert command.endswith("--out DIR")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("steps", 0, "1 to 20000"),
        ("steps", 10**9, "1 to 20000"),
        ("steps", None, "1 to 20000"),
        ("seed", -1, "0 to 2147483647"),
        ("ways", 1, "2 to 1000"),
        ("ways", 1000, "1000"),  # more than the pool has
        ("outer_lr", 0.0, "0.000001 to 1"),
        ("strength", 99.0, "0 to 3"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(field: str, value: Any, said: str) -> None:
    test = page()
    test.number_input(key=f"meta_train.{field}").set_value(value).run()
    assert not test.exception
    assert len(test.error) == 1
    assert said in str(test.error[0].value)
    assert not buttons(test)["start"]


def test_what_measuring_finds_impossible_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Told, "answer", MetaUnsupError("cactus_too_small", pool="digits", need=9, largest=4))
    test = page(episodes="cactus")
    assert "fewer clusters" in str(test.error[0].value)
    assert not buttons(test)["start"]


def test_a_training_that_the_machine_has_no_memory_for_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.ui.meta_train.estimates.memory_here", lambda: 0.5e9)
    test = page()
    assert "0.6 GB" in str(test.error[0].value)
    assert "0.5 GB" in str(test.error[0].value)
    assert not buttons(test)["start"]


def test_the_estimate_says_time_and_memory_and_who_is_before_one() -> None:
    run(), run()
    test = page(steps="100")
    assert [one.value for one in test.metric] == [duration(6 + 25 + 4.75, Say("en")), "0.6 GB", "0.25 s"]
    assert Say()("meta_train.estimate.ahead", count=2) in texts(test)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_estimate_counts_with_what_goes_first_and_says_it(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Told, "answer", replace(COSTS, load=Load(1.5, 2, 3.0)))
    test = page(steps="100", lang=lang)
    assert [one.value for one in test.metric] == [duration(3 * (6 + 25 + 4.75), Say(lang)), "0.6 GB", "0.75 s"]
    assert Say(lang)("meta_train.estimate.busy", busy="1.5", cores=2, times="3.0") in texts(test)
    monkeypatch.setattr(Told, "answer", replace(COSTS, load=Load(0.1, 2, 1.04)))
    quiet = Say(lang)("meta_train.estimate.busy", busy="0.1", cores=2, times="1.0")
    assert quiet not in texts(page(steps="100", lang=lang))


def test_while_it_is_measured_the_page_says_so_and_start_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Told, "answer", None)
    test = page()
    assert Say()("meta_train.estimate.measuring") in texts(test)
    assert buttons(test)["start"]


def test_without_a_key_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.ui.meta_train.page.browser_token", lambda: None)
    assert not buttons(page())["start"]


def test_estimates_are_measured_once_for_settings_that_cost_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def measured(settings: TrainingSettings) -> Generator[None, None, Costs]:
        asked.append(settings)
        yield
        return COSTS

    monkeypatch.setattr("metaunsup.training.estimate.measuring", measured)
    monkeypatch.setattr("metaunsup.training.load.busy_cores", lambda niced: 1.0 if niced else 0.0)
    estimates = Estimates()
    first = TrainingSettings("maml", steps=10)
    assert estimates.ask(first, 0) is None
    while estimates.ask(first, 0) is None:
        pass
    known = estimates.ask(TrainingSettings("maml", steps=999, seed=4, validate_every=7), 0)
    assert isinstance(known, Costs) and known.load is not None and known.load.busy == 1.0
    assert replace(known, load=None) == COSTS
    assert estimates.ask(TrainingSettings("maml"), 1) is None  # another training has begun: it costs more now
    assert len(asked) >= 1
    estimates.close()


# -- starting --------------------------------------------------------------------------------------------------------


def test_start_queues_the_training_and_shows_it() -> None:
    before = run()
    test = page(steps="55", ways="8", name="Añ😀 *b*")
    test.button(key="meta_train.start").click().run()
    assert not test.exception
    (row,) = [one for one in Store().list() if one.id != before]
    assert (row.status, row.steps, row.name, row.settings["options"]) == ("queued", 55, "Añ😀 *b*", {"ways": 8})
    assert test.query_params["run"] in (row.id, [row.id])
    assert "steps" not in test.query_params
    assert Say()("meta_train.status.queued", count=1) in texts(test)
    assert r"\*b\*" in str(test.subheader[0].value)
    assert TOKEN not in (Path(row.folder) / "run.json").read_text()


def test_a_full_queue_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.runs.queue.WAITING", 1)
    run()
    test = page()
    test.button(key="meta_train.start").click().run()
    assert not test.exception
    assert len(test.error) == 1
    assert len(Store().list()) == 1


# -- watching --------------------------------------------------------------------------------------------------------


def test_a_finished_run_shows_its_figures_and_can_be_taken_home() -> None:
    test = page(run=run("done", 40))
    assert Say()("meta_train.status.done") in texts(test)
    assert [one.value for one in test.metric] == ["80.0%", duration(8, Say("en"))]
    assert [one.key for one in test.get("download_button")] == ["meta_train.download"]
    assert buttons(test) == {"branch": True, "new": True}
    assert "--learner-option ways=8" in texts(test)


def test_a_map_is_played_as_far_as_practice_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two points of five: the second is twice as far apart, and its clusters have changed their numbers."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr("metaunsup.ui.meta_train.practice_map.race_player", lambda **sent: told.append(sent["data"]))
    run_id = run("paused", 12)
    folder = Path(Store().get(run_id).folder)
    (folder / "state.safetensors").write_bytes(b"x")
    (task,) = validation_tasks(load_pool("digits"), 0, [0])
    corners = torch.eye(10)[task.truth.labels]
    groups = torch.stack([task.truth.labels, (task.truth.labels + 1) % 10]).to(torch.int16)
    places = torch.stack([corners, 2 * corners]).half()
    PracticeMap(torch.tensor([0, 10]), places, groups, task.hashes).write(folder / "map.safetensors")
    test = page(run=run_id)
    assert not test.exception and not test.error
    assert Say()("meta_train.map.about", count=len(task.items)) in texts(test)
    data = told[-1]
    assert (data["over"], data["from"], data["total"]) == (True, 0, 2)
    assert data["setup"]["ticks"] == [0, 10, 20, 30, 40] and data["setup"]["steps"] == 4
    assert [(one["step"], one["last"], one["scores"][0]) for one in data["facts"]] == [(0, False, 1.0), (1, False, 1.0)]
    assert data["facts"][1]["seconds"] == 2.0  # of practice, by the metrics
    frames = np.frombuffer(base64.b64decode(data["points"]), "<u2").reshape(2, 3, -1)
    assert (frames[0, 2] == frames[1, 2]).all() and (frames[0, 2] == task.truth.labels.numpy()).all()
    near, far = (np.abs(frames[point, :2].astype("<i2").astype(int)).sum() for point in (0, 1))
    assert far == pytest.approx(2 * near, rel=0.01)
    test.run()
    assert (told[-1]["facts"], told[-1]["from"]) == ([], 2)  # the browser has it
    PracticeMap(torch.tensor([0]), places[:1], groups[:1], task.hashes + 1).write(folder / "map.safetensors")
    assert page(run=run_id).info and told[-1]["total"] == 2  # of other pictures than the pool has: nothing is sent


@pytest.mark.parametrize("status", ["paused", "interrupted", "cancelled", "failed"])
def test_who_started_a_stopped_run_can_resume_it_and_nobody_else(status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = run("running" if status == "interrupted" else status, 15)
    test = page(run=run_id)
    assert buttons(test)["resume"]
    if status != "failed":
        assert Say()(f"meta_train.status.{status}", step=15) in texts(test)
    monkeypatch.setattr("metaunsup.ui.meta_train.page.browser_token", lambda: OTHER)
    other = page(run=run_id)
    assert buttons(other) == {"branch": True, "new": True}
    assert Say()("meta_train.watching") in texts(other)
    test.button(key="meta_train.resume").click().run()
    assert not test.exception
    assert Store().get(run_id).status == "queued"
    assert "resume" not in buttons(test)


def test_a_waiting_run_can_be_cancelled_and_taken_up_again() -> None:
    run_id = run()
    test = page(run=run_id)
    assert buttons(test) == {"cancel": True, "branch": False, "new": True}
    test.button(key="meta_train.cancel").click().run()
    assert Store().get(run_id).status == "cancelled"
    test.button(key="meta_train.resume").click().run()
    assert Store().get(run_id).status == "queued"


def test_two_browsers_that_press_resume_get_one_training_and_a_sentence() -> None:
    run_id = run("paused", 15)
    first, second = page(run=run_id), page(run=run_id)
    first.button(key="meta_train.resume").click().run()
    second.button(key="meta_train.resume").click().run()
    assert not first.exception
    assert not second.exception
    assert len(second.error) == 1
    assert Store().get(run_id).status == "queued"


@pytest.mark.parametrize("changes", [{"pool": "/home/me/pictures"}, {"embedding": "/x/enc.safetensors"}])
def test_what_the_form_cannot_ask_for_is_not_branched_into_something_else(changes: dict[str, str]) -> None:
    run_id = run("done", 40)
    path = Path(Store().get(run_id).folder) / "run.json"
    told = json.loads(path.read_text())
    told["settings"] |= {"episodes": "cactus", **changes}
    path.write_text(json.dumps(told))
    test = page(run=run_id)
    assert not test.exception
    assert not buttons(test)["branch"]
    assert f"run:{run_id}" in str(test.button(key="meta_train.branch").help)
    assert not any(value in texts(test) for value in changes.values())  # nor does the page tell places


@pytest.mark.parametrize("changes", [{"validate_every": "x"}, {"partitions": [1]}, {"options": {"ways": {}}}])
def test_edited_settings_do_not_break_the_form(changes: dict[str, Any]) -> None:
    run_id = run("done", 40)
    path = Path(Store().get(run_id).folder) / "run.json"
    told = json.loads(path.read_text())
    told["settings"] |= changes
    path.write_text(json.dumps(told))
    test = page(run=run_id)
    test.button(key="meta_train.branch").click().run()
    assert not test.exception
    assert test.button(key="meta_train.start")


def test_a_strangers_token_and_name_are_text() -> None:
    run_id = run("done", 40, name="![x](http://example.com/a.png) :red[hi] $x^2$")
    path = Path(Store().get(run_id).folder) / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"token": "é"}))
    assert not page(run=run_id).exception
    label = str(page().button(key=f"meta_train.open.{run_id}").label)
    assert "\\!\\[x\\]" in label and "\\:red\\[hi" in label and "\\$x" in label


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_worse_than_kmeans_is_no_green_arrow(lang: str) -> None:
    told = Say(lang)("meta_train.figure.against", points="-16.0")
    assert told.startswith("-16.0")  # the sign that Streamlit looks for, to colour it


def test_how_long_still_is_told_from_the_second_step_on(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(watch, "_card", lambda name, *_, **__: told.append(name))
    runs = all_runs()
    row = replace(runs.store.get(run("running", 2)), status="running")
    lines = list(runs.store.metrics(row.id))
    watch._figures(runs, row, lines[:1], Say())  # of a first step that loads and warms up
    watch._figures(runs, row, lines, Say())
    assert told == ["cost", "tasks", "left", "cost"]


def test_a_run_deleted_while_it_is_watched_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from metaunsup.ui.meta_train import charts as training_charts

    def gone(*_: Any) -> None:
        raise MetaUnsupError("unknown_run", id="x")

    run_id = run("done", 40)
    runs = type("Gone", (), {"look": gone})()
    monkeypatch.setattr(training_charts, "_draw", lambda *_: pytest.fail("nothing is there to draw"))
    training_charts.charts(runs, Store().get(run_id), Say("en"), over=True)


def test_branch_fills_the_form_with_the_run() -> None:
    run_id = run("done", 40, token=None, name="mother")
    test = page(run=run_id)
    test.button(key="meta_train.branch").click().run()
    assert not test.exception
    assert test.selectbox(key="meta_train.start_from").value == f"run:{run_id}"
    assert test.number_input(key="meta_train.ways").value == 8
    assert test.text_input(key="meta_train.name").value == Say()("meta_train.branch.name", name="mother")
    assert test.query_params["start_from"] in (f"run:{run_id}", [f"run:{run_id}"])
    assert test.error  # its checkpoint is none: refused where it is chosen
    assert "run" not in test.query_params


def test_a_run_that_failed_says_why_without_a_path_of_the_machine(tmp_path: Path) -> None:
    error = files.as_error(MetaUnsupError("cannot_write", path=tmp_path / "deep" / "metrics.jsonl", reason="full"))
    test = page(run=run("failed", 5, error=error))
    assert "full" in str(test.error[0].value)
    assert str(tmp_path) not in texts(test)


def test_paths_become_names() -> None:
    error = without_paths(MetaUnsupError("run_never_started", log="/home/someone/runs/ab/log.txt"))
    assert error.fields == {"log": "log.txt"}


@pytest.mark.parametrize("run_id", ["nowhere", "0" * 40])
def test_a_run_that_is_not_there_is_a_sentence(run_id: str) -> None:
    test = page(run=run_id)
    assert len(test.error) == 1
    assert run_id in str(test.error[0].value)


@pytest.mark.parametrize(
    "edit",
    [
        {"settings": {"learner": "?", "pool": "/etc", "seed": 1, "steps": 3, "options": 7, "validate_every": "x"}},
        {"settings": None},
        {"format": 99},
    ],
)
def test_a_run_folder_edited_by_hand_is_shown_without_a_traceback(edit: dict[str, Any]) -> None:
    run_id = run("done", 12)
    path = Path(Store().get(run_id).folder) / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **edit}))
    test = page(run=run_id)
    assert "/etc" not in texts(test)
    test.button(key="meta_train.branch").click().run() if buttons(test).get("branch") else None
    assert not test.exception


def test_half_a_line_of_metrics_is_no_line() -> None:
    run_id = run("paused", 12)
    with (Path(Store().get(run_id).folder) / "metrics.jsonl").open("a") as file:
        file.write('{"step": 13, "lo')
    assert Say()("meta_train.figure.step", step="12", steps="40") in str(page(run=run_id).get("progress")[0].proto)


def test_runs_of_this_machine_are_listed_and_open() -> None:
    run_id = run("done", 40, name="one to watch")
    test = page()
    assert Say()("meta_train.recent") in texts(test)
    test.button(key=f"meta_train.open.{run_id}").click().run()
    assert not test.exception
    assert "one to watch" in str(test.subheader[0].value)
    test.button(key="meta_train.new").click().run()
    assert buttons(test)["start"]
    assert "run" not in test.query_params


# -- fields and settings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "settings",
    [
        TrainingSettings("protonet"),
        TrainingSettings(
            "maml", "glyphs", 40, 7, {"learn_rates": True, "warmup": 0.1, "filters": 64}, precision="float64"
        ),
        TrainingSettings("reptile", episodes="cactus", embedding="shipped:mnist/maml", clusters=40, partitions=3),
        TrainingSettings("protonet", episodes="lasium", embedding="shipped:digits/gan", interpolation=0.5),
        TrainingSettings("fomaml", episodes="self-training", umtra_share=0.2, refresh=9, start_from="run:ab12"),
    ],
)
def test_form_and_settings_are_two_ways_to_say_the_same(settings: TrainingSettings) -> None:
    values = as_values(settings.as_json())
    assert as_settings({**values, "name": ""}) == settings


def test_options_typed_as_text_come_back_as_numbers() -> None:
    typed = TrainingSettings("maml", options={"ways": "7", "warmup": "0.5", "learn_rates": "true"})
    assert as_settings(as_values(typed.as_json())).options == {"ways": 7, "warmup": 0.5, "learn_rates": True}


def test_every_option_has_a_range() -> None:
    known = fields(())
    numbers = [known[name] for name in ("ways", "outer_lr", "train_lr", "multi_step_loss", "strength")]
    assert all(isinstance(field, Real) and field.default is None and field.low < field.high for field in numbers)


def test_the_command_quotes_what_a_shell_would_take_apart() -> None:
    assert "'a b;c'" in as_command(TrainingSettings("protonet", pool="a b;c"))
