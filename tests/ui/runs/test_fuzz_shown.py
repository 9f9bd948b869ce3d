"""What pages show of a run that somebody damaged: text throughout, no order to a terminal or browser, no path."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from damage import HOSTILE, damaged
from fuzzed import inputs

from metaunsup.runs import folder as files
from metaunsup.runs.export import as_csv, as_json, public_settings
from metaunsup.runs.metrics import Reader
from metaunsup.runs.rows import RunRow, differing
from metaunsup.training.settings import TrainingSettings
from metaunsup.ui.common.palette import look_of
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.ui.meta_train.charts import validates_every
from metaunsup.ui.meta_train.figures import losses
from metaunsup.ui.meta_train.pace import practice_seconds
from metaunsup.ui.meta_train.watch import _described, _tasks_a_step
from metaunsup.ui.runs import chart, detail, table
from metaunsup.words import Say

SAY = {lang: Say(lang) for lang in ("en", "zh")}
MARKUP = re.compile(r"(?<!\\)[\[<$!]")
NAMES = ("name", "note", "token", "branch_of")
TEXTS = ("<script>alert(1)</script>", "[a](http://b.c)", "![](http://b.c)", ":red[x]", "$x$", "\x1b[31m", "| a\n|", "​")


def a_run(rng: random.Random) -> dict[str, Any]:
    """What stands in the files of a run: whole, but for what people call it."""
    settings = TrainingSettings("maml", options={"meta_batch": 2}, validate_every=2).as_json()
    run = {"id": "a", "name": "run", "note": "", "starred": False, "created": 1.0, "token": None, "branch_of": None}
    for name in NAMES:
        if rng.random() < 0.3:
            run[name] = rng.choice((*TEXTS, *map(str, HOSTILE)))
    if rng.random() < 0.2:
        settings["options"][rng.choice(("meta_batch", "ways", rng.choice(TEXTS)))] = rng.choice((*HOSTILE, *TEXTS))
    if rng.random() < 0.2:
        settings[rng.choice(("learner", "pool", "episodes"))] = rng.choice(TEXTS)
    return {"format": 1, **run, "settings": settings}


def written(folder: Path, rng: random.Random) -> RunRow:
    """A run's folder, damaged here and there, and the line that the list has of it."""
    line = {"step": 2, "loss": 1.0, "seconds": 2.0, "items_seen": 9, "validation": {"accuracy": 0.5, "kmeans": 0.4}}
    error = {"code": "compare_broke", "fields": {"kind": 1, "said": rng.choice((*TEXTS, *HOSTILE))}}
    told = {"format": 1, "status": rng.choice(files.STATUSES), "error": error, "started": 1.0}
    for name, content in (("run.json", a_run(rng)), ("status.json", told), ("metrics.jsonl", line)):
        data = damaged(content, rng) if rng.random() < 0.2 else json.dumps(content).encode()
        (folder / name).write_bytes(data + b"\n")
    found = {**files.BLANK, **files.facts(folder, "a")}
    known = {name: found[name] for name in RunRow.__dataclass_fields__ if name in found}
    return RunRow(id="a", has_token=found["token"] is not None, request=None, silent=None, **known)


def shown(row: RunRow, lines: list[dict[str, Any]], say: Say) -> tuple[list[str], list[str]]:
    """What the pages write of it: as Markdown, and as plain text."""
    markdown = [detail.facts(row, say), literal(row.name), _described(row, say), *detail.commands(row)]
    if row.problem is not None:
        markdown.append(explain_publicly(row.problem, say))
    plain = [str(table.cell(row, name, say)) for name in table._columns(say)]
    plain += [chart.setting_text(value, say) for value in public_settings(row).values()]
    plain += [
        as_csv([row]),
        as_json(row, lines),
        table.state(row, say),
        *map(chart.plain, differing([row, replace(row, settings={})])),
    ]
    return markdown, plain


@pytest.mark.parametrize(
    ("asked", "shown"),
    [(3, 3), ("5", 5), (100, 100), (0, 1), (-4, 1), (101, 1), (10**400, 1), (float("inf"), 1), (float("nan"), 1),
     (None, 1), ([], 1), ("many", 1)],
)  # fmt: skip
def test_tasks_a_step_are_as_many_as_the_setting_allows(asked, shown) -> None:
    row = SimpleNamespace(settings={"options": {"meta_batch": asked}})
    assert _tasks_a_step(row) == shown and _tasks_a_step(SimpleNamespace(settings={})) == 1


@pytest.mark.slow
def test_what_is_shown_is_text(tmp_path: Path) -> None:
    problems = 0
    for name in ("checkpoint.safetensors", "state.safetensors"):
        (tmp_path / name).write_bytes(b"not read")
    for seed in inputs("shown fields"):
        row = written(tmp_path, random.Random(f"shown {seed}"))
        lines = Reader().lines(tmp_path / "metrics.jsonl")
        markdown, plain = shown(row, lines, SAY["zh" if seed % 2 else "en"])
        for text in (*markdown, *plain):
            text.encode()
            assert "\x1b" not in text and str(tmp_path) not in text, (seed, text)
        assert not any(MARKUP.search(text) for text in markdown), (seed, markdown)
        assert look_of(row.learner).ink and validates_every(row) is not None
        problems += row.problem is not None
        if lines:
            assert _tasks_a_step(row) / practice_seconds(lines) >= 0 and len(losses(lines).steps) > 0
            assert chart.band([line for line in lines if line.get("validation")]) is not None
    assert problems > 20
