"""Thousands of damaged files of a run: each is a row with a sentence, or still a run; none is an exception."""

from __future__ import annotations

import json
import random

import pytest
from damage import HOSTILE, damaged
from fuzzed import inputs
from small_training import settings

from metaunsup.cli.main import main
from metaunsup.data.foreign import parse_json
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import command, export
from metaunsup.runs import folder as files
from metaunsup.runs.metrics import Reader
from metaunsup.runs.rows import RunRow
from metaunsup.training.settings import settings_from_json
from metaunsup.words import Say

SAY = {lang: Say(lang) for lang in ("en", "zh")}


def row_of(folder, found) -> RunRow:
    """What the list would tell of it, and everything that leaves the program of that."""
    told = {**files.BLANK, **found}
    row = RunRow(
        id="a",
        has_token=told["token"] is not None,
        request=None,
        silent=None,
        **{name: told[name] for name in RunRow.__dataclass_fields__ if name in told},
    )
    assert row.status in files.STATUSES
    json.dumps(row.settings, allow_nan=False).encode("utf-8")
    for text in (export.as_csv([row]), export.as_json(row, [])):
        assert "\x1b" not in text and str(folder) not in text
        text.encode("utf-8")
    if row.problem is not None:
        for say in SAY.values():
            assert say.explain(row.problem).isprintable() or "\n" in say.explain(row.problem)
    return row


@pytest.mark.parametrize(
    ("kind", "name"),
    [("run files", "run.json"), ("status files", "status.json"), ("metrics files", "metrics.jsonl")],
)
@pytest.mark.slow
def test_a_damaged_file_of_a_run_is_a_row(written, kind, name) -> None:
    folder = written("a", status="failed", step=3)
    rng = random.Random(f"7 {name}")
    files.write_status(folder, "failed", error={"code": "training_diverged", "fields": {"step": 5}}, started=1.0)
    whole = (folder / name).read_bytes()
    content = json.loads(whole.splitlines()[-1] if name == "metrics.jsonl" else whole)
    codes = set()
    for _ in inputs(kind):
        data = damaged(content, rng)
        (folder / name).write_bytes(whole + data + b"\n" if name == "metrics.jsonl" else data)
        row = row_of(folder, files.facts(folder, "a"))
        codes.add((row.error or {}).get("code"))
        for line in Reader().lines(folder / "metrics.jsonl"):
            assert line["step"] >= 0 <= line["seconds"] < files.LONGEST
        if name == "metrics.jsonl":
            assert row.step >= 0 and row.status == "failed" and row.problem.code == "training_diverged"
    assert name == "metrics.jsonl" or "run_damaged" in codes


@pytest.mark.slow
def test_settings_are_refused_or_can_be_typed() -> None:
    rng, taken = random.Random(3), 0
    content = settings(start_from="run:abc", options={"filters": 32}).as_json()
    for _ in inputs("training settings"):
        try:
            found = parse_json(damaged(content, rng))
        except ValueError:  # as whoever reads the file takes it
            continue
        try:
            chosen = settings_from_json(found)
        except MetaUnsupError as problem:
            assert SAY["en"].explain(problem)
            continue
        taken += 1
        assert all(isinstance(word, str) for word in command.as_arguments(chosen))
    assert taken > 100


def test_the_whole_program_over_damaged_runs(written, store, root, started, capsys) -> None:
    """The list, one run, and what the queue makes of them, while their neighbour stays as it is."""
    rng = random.Random(11)
    neighbour = written("whole")
    before = store.get("whole")
    folder = written("a", status="queued", step=2)
    contents = {name: json.loads((folder / name).read_bytes()) for name in ("run.json", "status.json")}
    for number in range(12):
        for name, content in contents.items():
            (folder / name).write_bytes(damaged(content, rng) if rng.random() < 0.7 else json.dumps(content).encode())
        assert {row.id for row in store.list()} == {"a", "whole"} and store.get("whole") == before
        for line in (["runs"], ["runs", "show", "a"], ["runs", "resume", "a"], ["runs", "star", "a"]):
            assert main([*line, "--lang", "zh" if number % 2 else "en"]) in (0, 2)
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err and "Traceback" not in told.err
    assert neighbour.exists()


@pytest.mark.parametrize("field", ["path", "fields", "code"])
def test_whatever_stands_in_an_error_is_a_sentence(field) -> None:
    for value in HOSTILE:
        error = {"code": "cannot_write", "fields": {"path": "x", "reason": "y"}}
        if field == "path":
            error["fields"]["path"] = value
        else:
            error[field] = value
        problem = files.from_error(error)
        for say in SAY.values():
            assert "\x1b" not in say.explain(problem)
