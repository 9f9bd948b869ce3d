"""``train`` from the command line: its checkpoint is one that ``evaluate`` takes, and bad input is refused early."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from metaunsup.cli.main import main
from metaunsup.runs import folder as files
from metaunsup.runs.command import QUEUED_RUN
from metaunsup.runs.identity import identity
from metaunsup.runs.ownership import owned
from metaunsup.runs.store import Store
from metaunsup.runs.terminated import Terminated
from metaunsup.training import train as training
from metaunsup.training.settings import TrainingSettings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def runs(tmp_path, monkeypatch):
    """Every training is a run: here of a list of the test's own."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setenv("METAUNSUP_TRAININGS", "1")
    return tmp_path / "runs"


OPTIONS = ["--learner-option", "ways=4", "--learner-option", "query_views=1"]


def test_a_checkpoint_that_evaluate_takes(command, tmp_path) -> None:
    out = tmp_path / "new" / "run"
    done = command("train --learner protonet --steps 3 --validate-every 3 --seed 5 --out", str(out), *OPTIONS)
    assert (done.code, done.err) == (0, "")
    checkpoint = out / "checkpoint.safetensors"
    assert str(checkpoint) in done.out
    card = json.loads(checkpoint.with_suffix(".json").read_text(encoding="utf-8"))
    assert (card["learner"], card["steps"], card["seed"], card["pool"]["name"]) == ("protonet", 3, 5, "digits")
    assert card["options"]["ways"] == 4
    path = tmp_path / "result.json"
    small = "evaluate --tasks 1 --ways 2 --shots 3 --learners protonet,protonet-adapt --adapt-steps 1"
    assert command(small, "--checkpoint", f"protonet={checkpoint}", "--json", str(path)).code == 0
    cost = json.loads(path.read_text())["learners"]["protonet"]["meta_training"]
    assert (cost["pool"], cost["labels"], cost["steps"], cost["checkpoint"]) == (
        "digits",
        False,
        3,
        "run/checkpoint.safetensors",
    )
    assert cost["items_seen"] == 3 * 4 * 2  # steps x pseudo-classes x views


def test_a_resumed_run_says_what_is_left(command, tmp_path) -> None:
    line = f"train --learner protonet --steps 2 --out {tmp_path}"
    assert command(line, *OPTIONS).code == 0
    done = command(f"{line} --resume", *OPTIONS, "--lang", "zh")
    assert (done.code, done.err) == (0, "")
    assert "早已全部完成" in done.out
    assert "--resume" in command(line, *OPTIONS).sentence
    assert "seed" in command(f"{line} --seed 1 --resume", *OPTIONS).sentence
    assert str(tmp_path / "other") in command(f"train --learner protonet --resume --out {tmp_path}/other").sentence


def test_a_training_is_a_run(command, runs) -> None:
    done = command("train --learner protonet --steps 2 --validate-every 0", *OPTIONS)
    assert (done.code, done.err) == (0, "")
    (row,) = Store().list()
    assert f"runs show {row.id}" in done.out and str(runs / row.id / "checkpoint.safetensors") in done.out
    assert (row.status, row.step, row.settings["options"]) == ("done", 2, {"ways": 4, "query_views": 1})
    assert "--out" in command("train --learner protonet --resume").sentence
    assert "--out" in command("train --learner protonet --resume --lang zh").sentence


def test_a_run_in_use_is_refused_in_one_sentence(command, tmp_path) -> None:
    line = f"train --learner protonet --steps 2 --out {tmp_path}/mine"
    assert command(line, *OPTIONS).code == 0
    with owned(tmp_path / "mine"):
        for lang in ("en", "zh"):
            assert str(tmp_path / "mine") in command(f"{line} --resume --lang {lang}", *OPTIONS).sentence
    assert command(f"{line} --resume", *OPTIONS).code == 0


def test_without_validation(command, tmp_path) -> None:
    done = command(f"train --learner protonet --steps 1 --validate-every 0 --out {tmp_path}", *OPTIONS)
    assert done.code == 0
    assert "validation tasks: -" in done.out


@pytest.mark.parametrize("value", ["0", "-0"])
def test_no_steps_are_no_training(command, tmp_path, value) -> None:
    assert "from 1 to" in command(f"train --learner protonet --steps {value} --out {tmp_path}").sentence


def test_interrupting_says_how_to_go_on(command, tmp_path, monkeypatch) -> None:
    def interrupted(*_, **__):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(training, "train", interrupted)
    for kept in (False, True):
        if kept:
            (tmp_path / "state.safetensors").touch()
        done = command("train --learner protonet --out", str(tmp_path))
        assert (done.code, done.out) == (130, "")
        assert ("--resume" in done.err) == kept


@pytest.mark.parametrize(
    ("stop", "code", "status"), [(Terminated, 143, "interrupted"), (KeyboardInterrupt, 130, "paused")]
)
@pytest.mark.parametrize("where", ["resolve_pool", "train"])
def test_stopped_before_the_first_step(command, runs, monkeypatch, stop, code, status, where) -> None:
    """While a queued run's pool is loaded: nothing says any more that it is running."""
    folder = runs / "abc"
    folder.mkdir(parents=True)
    told = identity(TrainingSettings("protonet").as_json())
    files.write(folder / "run.json", {"id": "abc", **told})
    files.write_status(folder, "queued")
    monkeypatch.setenv(QUEUED_RUN, "abc")
    monkeypatch.setattr(os, "nice", lambda by: by)

    def stopped(*_, **__):
        raise stop

    monkeypatch.setattr(training, where, stopped)
    done = command("train --learner protonet --out", str(folder))
    assert (done.code, done.out) == (code, "") and done.err.count("\n") == 1
    assert files.read(folder / "status.json")["status"] == status == Store().get("abc").status
    monkeypatch.undo()
    monkeypatch.setenv("METAUNSUP_RUNS", str(runs))
    again = "train --learner protonet --steps 2 --validate-every 0 --resume --out"
    assert command(again, str(folder), *OPTIONS).code == 0


@pytest.mark.slow
def test_a_polite_kill_while_the_pool_is_loaded(tmp_path) -> None:
    code = """
import sys, time
from metaunsup.cli.main import main
from metaunsup.training import train
train.resolve_pool = lambda name: (print("ready", flush=True), time.sleep(60))
sys.exit(main(["train", "--learner", "protonet", "--out", sys.argv[1]], own_process=True))
"""
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "run")], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 143
    process.stdout.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
@pytest.mark.slow
def test_without_any_stream_it_trains_to_the_end(tmp_path) -> None:
    line = f"{sys.executable} -m metaunsup train --learner protonet --steps 1 --validate-every 0 --out {tmp_path}/run"
    done = subprocess.run(["sh", "-c", f"{line} {' '.join(OPTIONS)} >&- 2>&- <&-"], cwd=ROOT, check=False)
    assert done.returncode == 0
    assert files.read(tmp_path / "run" / "status.json")["status"] == "done"
    (step,) = (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()
    assert json.loads(step)["step"] == 1


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_is_not_there_is_no_fault(monkeypatch, stream) -> None:
    monkeypatch.setattr(sys, stream, None)
    assert main(["data", "--help"]) == 0
    assert main(["dance"]) == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_a_list_nothing_is_said_of_one(command, tmp_path, monkeypatch, lang) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "file" / "runs"))
    line = f"train --learner protonet --steps 1 --validate-every 0 --lang {lang} --out {tmp_path}/mine"
    done = command(line, *OPTIONS)
    assert (done.code, done.err) == (0, "")
    assert "runs show" not in done.out and str(tmp_path / "file" / "runs") in done.out
    assert (tmp_path / "mine" / "checkpoint.safetensors").exists()


@pytest.mark.parametrize("value", ["-5", "1e3", "nan", "lots", "9" * 50, ""])
@pytest.mark.parametrize("option", ["steps", "validate-every"])
def test_numbers_out_of_place(command, tmp_path, option, value) -> None:
    for lang in ("en", "zh"):
        line = f"train --learner protonet --lang {lang} --out {tmp_path}/run"
        assert f"--{option}" in command(line, f"--{option}={value}").sentence
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("--learner nobody", "nobody"),
        ("--learner kmeans", "kmeans"),
        ("--learner protonet-adapt", "protonet"),
        ("--learner protonet --learner-option colour=red", "colour"),
        ("--learner protonet --learner-option filters=many", "many"),
        ("--learner protonet --learner-option filters=33", "33"),
        ("--learner protonet --learner-option outer_lr=-1", "outer_lr"),
        ("--learner protonet --learner-option outer_lr=nan", "outer_lr"),
        ("--learner protonet --learner-option ways=950", "911"),
        ("--learner protonet --learner-option ways=100000", "100000"),
        ("--learner protonet --learner-option filters", "filters"),
        ("--learner protonet --pool nowhere", "nowhere"),
        ("--learner protonet --seed -1", "--seed"),
    ],
)
def test_requests_that_cannot_be_met(command, tmp_path, line, named) -> None:
    for lang in ("en", "zh"):
        assert named in command(f"train {line} --steps 2 --lang {lang} --out {tmp_path}/run").sentence


def test_a_folder_that_cannot_be_written_is_noticed_first(command, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "run"):
        assert str(tmp_path / "file") in command("train --learner protonet --out", str(out)).sentence
