"""``compare`` from the command line: its files, its tables, what Ctrl-C leaves, and what it refuses."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from metaunsup.evaluation import compare as evaluation
from metaunsup.evaluation.compare import finished_from_json
from metaunsup.learners.registry import make_learner
from metaunsup.learners.self_labelling import EARLIER
from metaunsup.words import Say

ROOT = Path(__file__).parents[2]
SMALL = "compare --tasks 2 --ways 2 --shots 3 --adapt-steps 1 --learners kmeans,spectral --jobs 1"


def test_files_and_tables(command, tmp_path) -> None:
    files = {kind: tmp_path / "new" / f"a.{kind}" for kind in ("json", "csv", "latex", "lines")}
    options = [word for kind, path in files.items() for word in (f"--{kind}", str(path))]
    done = command(f"{SMALL} --ways 2,3 --seeds 0,1 --imbalance equal,1", *options)
    assert (done.code, done.err) == (0, "")
    summary = json.loads(files["json"].read_text(encoding="utf-8"))
    assert (summary["tasks_finished"], summary["complete"], summary["learners"]) == (16, True, ["kmeans", "spectral"])
    assert [(one["ways"], one["imbalance"], one["draws"]) for one in summary["settings"]] == [
        (2, None, 4), (2, 1.0, 4), (3, None, 4), (3, 1.0, 4),
    ]  # fmt: skip
    rows = list(csv.DictReader(files["csv"].open(encoding="utf-8")))
    assert len(rows) == 32
    mean = sum(float(row["accuracy"]) for row in rows if row["learner"] == "kmeans") / 16
    assert summary["all"]["learners"]["kmeans"]["accuracy"]["mean"] == pytest.approx(mean)
    assert r"\bottomrule" in files["latex"].read_text(encoding="utf-8")
    lines = [finished_from_json(json.loads(line)) for line in files["lines"].read_text().splitlines()]
    assert len(lines) == 16
    assert {one.task.learners["kmeans"].accuracy[-1] for one in lines} == {
        float(row["accuracy"]) for row in rows if row["learner"] == "kmeans"
    }
    for text in (
        f"{mean:.3f} ±",
        "kmeans - spectral",
        "digits 2 x 3 (unequal, 1)",
        "at K-Means' end",
        "in gain",
        "none",
    ):
        assert text in done.out


def test_the_same_numbers_on_a_rerun_and_as_evaluate(command, tmp_path) -> None:
    paths = [tmp_path / name for name in ("a.json", "b.json", "c.json")]
    for path in paths[:2]:
        assert command(SMALL, "--json", str(path)).code == 0
    evaluate = SMALL.replace("compare", "evaluate").replace(" --jobs 1", "")
    assert command(evaluate, "--json", str(paths[2])).code == 0
    first, again, evaluated = (json.loads(path.read_text()) for path in paths)
    for name, one in first["settings"][0]["learners"].items():
        assert one["accuracy"] == again["settings"][0]["learners"][name]["accuracy"]
        assert one["accuracy"] == {key: evaluated["learners"][name]["accuracy"][key] for key in one["accuracy"]}


def test_in_chinese_and_with_one_task(command) -> None:
    done = command(f"{SMALL} --lang zh")
    assert "准确率" in done.out
    assert "accuracy" not in done.out
    single = command(f"{SMALL} --tasks 1")
    assert "One task alone" in single.out
    assert "±" not in single.out.split("One task")[0]


def test_lines_on_standard_output_come_alone(command) -> None:
    done = command(f"{SMALL} --lines -")
    assert len([finished_from_json(json.loads(line)) for line in done.out.splitlines()]) == 2


def test_a_checkpoint_of_ones_own_is_used_and_named_without_this_machines_folders(command, tmp_path) -> None:
    from metaunsup.learners.shipped import ready_learner

    path = tmp_path / "deep" / "mine.safetensors"
    ready_learner("protonet", trained_on="digits").save(path)
    out = tmp_path / "a.json"
    line = SMALL.replace("kmeans,spectral", "protonet,protonet-adapt")
    assert command(f"{line} --checkpoint protonet={path} --json {out}").code == 0
    practice = json.loads(out.read_text())["meta_training"]["digits"]
    assert {one["checkpoint"] for one in practice.values()} == {"deep/mine.safetensors"}
    assert str(tmp_path) not in out.read_text()


def test_ones_own_beside_the_shipped_one_in_every_file(command, tmp_path) -> None:
    from metaunsup.learners.shipped import shipped_checkpoint

    files = {kind: tmp_path / f"a.{kind}" for kind in ("json", "csv", "latex")}
    names = ["protonet", "protonet@own", "protonet-sinkhorn@own"]
    line = SMALL.replace("kmeans,spectral", ",".join(names))
    line += f" --checkpoint protonet@own={shipped_checkpoint('protonet', 'digits')}"
    done = command(line, *(f"--{kind}={path}" for kind, path in files.items()))
    assert done.code == 0 and "protonet - protonet@own" in done.out
    summary = json.loads(files["json"].read_text())
    assert summary["learners"] == names and summary["all"]["learners"]["protonet-sinkhorn@own"]["knows_sizes"]
    costs = [one["checkpoint"] for one in summary["meta_training"]["digits"].values()]
    assert costs == ["shipped:digits/protonet", *["digits/protonet.safetensors"] * 2]
    rows = list(csv.DictReader(files["csv"].open(encoding="utf-8")))
    assert [row["learner"] for row in rows] == 2 * names
    # the same checkpoint meets the same random numbers, whatever it is called
    assert [row["accuracy"] for row in rows[::3]] == [row["accuracy"] for row in rows[1::3]]
    latex = files["latex"].read_text()
    assert "ProtoNet & " in latex and "ProtoNet (own) & " in latex and r"balanced$^\dagger$ (own) & " in latex
    assert r"$\dagger$: told" in latex
    assert "protonet@own=" in command(line.replace("@own=", "=")).sentence


def stop_after(monkeypatch, count: int, reason: BaseException) -> None:
    real, seen = evaluation.finish_task, []

    def finish(*args):
        if len(seen) == count:
            raise reason
        seen.append(args)
        return real(*args)

    monkeypatch.setattr(evaluation, "finish_task", finish)


def test_control_c_keeps_what_is_finished(command, tmp_path, monkeypatch) -> None:
    stop_after(monkeypatch, 3, KeyboardInterrupt())
    files = [f"--{kind}={tmp_path / kind}" for kind in ("json", "csv", "latex")]
    done = command(f"{SMALL} --ways 2,3", *files)
    assert done.code == 130
    assert "3 of 4 tasks" in done.err
    assert "kmeans - spectral" in done.out
    assert json.loads((tmp_path / "json").read_text())["tasks_finished"] == 3
    assert len((tmp_path / "csv").read_text().splitlines()) == 7


def test_control_c_before_the_first_task_leaves_nothing(command, tmp_path, monkeypatch) -> None:
    stop_after(monkeypatch, 0, KeyboardInterrupt())
    done = command(SMALL, f"--json={tmp_path / 'json'}")
    assert (done.code, done.out) == (130, "")
    assert not (tmp_path / "json").exists()


def test_a_learner_that_cannot_go_on_costs_nothing_of_what_is_finished(command, tmp_path, monkeypatch) -> None:
    from metaunsup.errors import MetaUnsupError

    stop_after(monkeypatch, 1, MetaUnsupError("embedding_not_finite"))
    done = command(SMALL, f"--json={tmp_path / 'json'}", f"--lines={tmp_path / 'lines'}")
    assert done.code == 2
    assert "1 of 2 tasks" in done.err
    assert "diverged" in done.err
    assert json.loads((tmp_path / "json").read_text())["complete"] is False
    last = json.loads((tmp_path / "lines").read_text().splitlines()[-1])
    assert last == {"error": "embedding_not_finite", "fields": {}}


@pytest.mark.parametrize(
    ("jobs", "stop"),
    [
        (1, lambda process: os.killpg(process.pid, signal.SIGINT)),  # as a terminal does: to the workers, too
        pytest.param(2, lambda process: os.killpg(process.pid, signal.SIGINT), marks=pytest.mark.slow),
        pytest.param(1, lambda process: process.terminate(), marks=pytest.mark.slow),  # as a scheduler of jobs does
    ],
    ids=["ctrl-c", "ctrl-c with two workers", "kill"],
)
@pytest.mark.slow
def test_control_c_and_kill_in_a_real_process(jobs, stop, tmp_path) -> None:
    lines, out = tmp_path / "lines", tmp_path / "a.json"
    line = f"-m metaunsup compare --learners kmeans --tasks 5000 --jobs {jobs} --lines {lines} --json {out}"
    process = subprocess.Popen(
        [sys.executable, *line.split()], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # whoever runs the tests may ignore it
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 120
        while not (lines.exists() and lines.read_text().count("\n") > 4):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        stop(process)
        text, complaint = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130, complaint
    assert "Traceback" not in complaint, complaint
    assert complaint.count("\n") == 1, complaint
    summary = json.loads(out.read_text())
    assert 4 < summary["tasks_finished"] < 5000
    assert f"{summary['tasks_finished']} tasks" in text


@pytest.mark.parametrize("option", ["ways", "shots", "tasks", "adapt-steps", "seeds", "imbalance", "jobs"])
@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "nan", "many", "", "1e999", ",", "3,3"])
def test_numbers_out_of_place(command, option, value) -> None:
    assert f"--{option}" in command(SMALL, f"--{option}={value}").sentence
    assert f"--{option}" in command(SMALL, f"--{option}={value}", "--lang=zh").sentence


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("--ways 2,11", "10"),
        ("--shots 3,200", "200"),
        ("--pools digits,nowhere", "nowhere"),
        ("--pools digits,digits", "digits"),
        ("--ways 2,02", "ways"),
        ("--learners kmeans,kmeans", "kmeans"),
        ("--learners nobody", "nobody"),
        ("--learners ,", "--learners"),
        ("--trained-on nowhere", "nowhere"),
        ("--json /dev/null", "/dev/null"),
        ("--csv /", "--csv"),
        ("--latex /", "--latex"),
        ("--checkpoint maml", "--checkpoint"),
        ("--checkpoint maml=x", "maml"),
        ("--tasks 60000 --ways 2,3", "120,000"),
        ("--adapt-steps 1000 --tasks 4000", "8,008,000"),
        ("--dask nonsense", "nonsense"),
    ],
)
def test_requests_that_cannot_be_met(command, line, named, monkeypatch) -> None:
    monkeypatch.setattr("metaunsup.evaluation.spread.TIMEOUT", 0.5)
    if "--dask" in line:
        pytest.importorskip("distributed")
    for lang in ("en", "zh"):
        assert named in command(f"{SMALL} {line} --lang {lang}").sentence


def test_an_unwritable_file_is_noticed_before_the_first_task(command, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(evaluation, "finish_task", lambda *_: pytest.fail("work was begun"))
    (tmp_path / "file").write_text("x")
    for kind in ("json", "csv", "latex", "lines"):
        assert command(f"{SMALL} --{kind} {tmp_path}/file/result").sentence


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("evaluate --tasks 1 --learners kmeans,maml@own --checkpoint maml@own=", "maml@own"),
        ("compare --tasks 1 --jobs 1 --learners kmeans,maml@own --checkpoint maml@own=", "maml@own"),
        ("transfer --tasks 1 --learner maml --pools digits --checkpoint digits=", "digits"),
    ],
)
def test_who_practised_the_loop_of_before_is_told_by_every_command(line, name, lang, command, tmp_path) -> None:
    learner = make_learner("maml", **{**EARLIER, "train_steps": 2})
    learner.parameters = learner.initialise(1, torch.Generator().manual_seed(0))
    learner.trained_on = torch.arange(3)
    learner.save(tmp_path / "a.safetensors")
    files = f"--json {tmp_path / 'a.json'} " + (f"--latex {tmp_path / 'a.tex'}" if "compare" in line else "")
    done = command(f"{line}{tmp_path / 'a.safetensors'} --ways 2 --shots 3 --adapt-steps 1 --lang {lang} {files}")
    assert done.code == 0
    say = Say(lang)
    told = say("learners.earlier_loop", learners=say.learner_title(name))
    assert "".join(told.split()) in "".join(done.out.split())
    if "compare" in line:
        assert "practised with the adapting steps of before" in (tmp_path / "a.tex").read_text()
    plain = command("compare --tasks 1 --jobs 1 --ways 2 --shots 3 --adapt-steps 1 --learners kmeans,protonet-adapt")
    assert "of before" not in plain.out
