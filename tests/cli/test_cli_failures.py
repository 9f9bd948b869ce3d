"""A learner that breaks at a task, from the command line: a line, a sentence, exit code 0 unless nobody is left."""

from __future__ import annotations

import csv
import json

import pytest

from metaunsup.evaluation import evaluate as evaluation
from metaunsup.learners.kmeans import KMeans
from metaunsup.learners.protonet import ProtoNet
from metaunsup.learners.spectral import Spectral
from tests.broken import EVERY, break_learner

TASKS = "--tasks 3 --ways 2 --shots 3 --adapt-steps 1"
FIELD = f"{TASKS} --learners kmeans,spectral"
LINES = {"evaluate": f"evaluate {FIELD}", "compare": f"compare {FIELD} --jobs 1"}


@pytest.fixture(autouse=True)
def _nothing_logged_yet(monkeypatch) -> None:
    monkeypatch.setattr(evaluation, "_broken", set())


@pytest.mark.parametrize("name", LINES)
def test_one_failure_ends_nothing_and_is_told(command, monkeypatch, tmp_path, name) -> None:
    break_learner(monkeypatch, Spectral, {1})
    path = tmp_path / "a.json"
    done = command(LINES[name], "--json", str(path))
    assert done.code == 0
    assert done.err.startswith("spectral failed on 1 of 3 tasks") and done.err.count("\n") == 1, done.err
    assert "cannot cache umap.py" in done.err and "/home/somebody" not in done.out + done.err
    assert "spectral failed on 1 of 3 tasks" in done.out
    assert "kmeans" in done.out and "(on 2 tasks)" in done.out
    summary = json.loads(path.read_text())
    learners = summary["learners"] if name == "evaluate" else summary["all"]["learners"]
    assert learners["spectral"]["failed"]["tasks"] == 1
    assert "failed" not in learners["kmeans"]


@pytest.mark.parametrize("name", LINES)
def test_who_always_fails_has_a_line_of_dashes(command, monkeypatch, name) -> None:
    break_learner(monkeypatch, Spectral, EVERY)
    done = command(f"{LINES[name]} --lang zh")
    assert done.code == 0
    assert "spectral 在全部 3 个任务上都没能完成" in done.err
    line = next(line.split() for line in done.out.splitlines() if line.startswith("spectral "))
    assert line[1:4] == ["-", "-", "-"]


@pytest.mark.parametrize("name", LINES)
def test_where_nobody_is_left_the_sentence_ends_it(command, monkeypatch, tmp_path, name) -> None:
    for build in (KMeans, Spectral):
        break_learner(monkeypatch, build, EVERY)
    for lang in ("en", "zh"):
        sentence = command(f"{LINES[name]} --json {tmp_path / 'a.json'} --lang {lang}").sentence
        assert "kmeans" in sentence and "umap.py" in sentence
    assert not (tmp_path / "a.json").exists()


def test_the_files_of_a_comparison_tell_it(command, monkeypatch, tmp_path) -> None:
    break_learner(monkeypatch, Spectral, {0})
    files = {kind: tmp_path / kind for kind in ("csv", "latex", "lines")}
    assert command(LINES["compare"], *[f"--{kind}={path}" for kind, path in files.items()]).code == 0
    told = [row["failure"] for row in csv.DictReader(files["csv"].open()) if row["learner"] == "spectral"]
    assert ["umap.py" in text for text in told] == [True, False, False]
    assert "Spectral failed on 1 of 3 tasks" in files["latex"].read_text()
    first = json.loads(files["lines"].read_text().splitlines()[0])
    assert first["task"]["failures"]["spectral"]["code"] == "learner_broke"
    alone = command(f"{LINES['compare']} --lines -")  # without a table: the sentence stays
    assert alone.err == "" and all(map(json.loads, alone.out.splitlines()))


def test_a_matrix_tells_which_row_failed_where(command, monkeypatch) -> None:
    break_learner(monkeypatch, ProtoNet, {0})
    line = f"transfer {TASKS} --pools digits"
    done = command(line)
    assert done.code == 0
    assert done.err.startswith("digits > digits failed on 1 of 3 tasks") and done.err.count("\n") == 1
    assert "digits > digits failed on 1 of 3 tasks" in done.out and "(on 2 tasks)" in done.out
    break_learner(monkeypatch, ProtoNet, EVERY)
    done = command(line)
    assert done.code == 0  # K-Means finished
    assert done.err.count("failed on every task (3)") == 1
    break_learner(monkeypatch, KMeans, EVERY)
    assert "kmeans" in command(line).sentence
