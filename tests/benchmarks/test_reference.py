"""The columns of the reference experiment: measured one learner at a time, and yet one command's."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from benchmarks import reference
from metaunsup.cli.evaluate import prepare
from metaunsup.cli.main import main
from metaunsup.data.registry import POOLS
from metaunsup.learners.registry import LEARNERS, without_label


@pytest.mark.parametrize("table", reference.TABLES)
def test_a_column_can_be_measured(table: str) -> None:
    pool, trained_on, ways, steps, title, left_out = reference.TABLES[table]
    assert {pool, trained_on} <= set(POOLS) and set(left_out) <= set(reference.LEARNERS)
    assert {without_label(name) for name in reference.LEARNERS} <= set(LEARNERS)
    assert reference.numbers(table)["ways"] == ways and reference.numbers(table)["adapt_steps"] == steps
    assert (reference.numbers(table)["imbalance"] == 1.0) == ("unequal" in title)


def without_seconds(summary: Any) -> Any:
    if isinstance(summary, dict):
        return {key: without_seconds(one) for key, one in summary.items() if "seconds" not in key}
    return [without_seconds(one) for one in summary] if isinstance(summary, list) else summary


@pytest.mark.slow
def test_learners_measured_one_by_one_are_one_evaluation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "TASKS", dict.fromkeys(reference.TABLES, 2))
    monkeypatch.setattr(reference, "KEPT", tmp_path)
    names = ["kmeans", "protonet"]
    for name in reversed(names):
        one = prepare([name], {}, "digits")[name]
        reference.measure("digits", name, one)
        path = tmp_path / "digits" / f"{name}.jsonl"
        lines = path.read_text().splitlines()
        path.write_text("".join(f"{line}\n" for line in lines[:1]))  # cut off after the first task
        reference.measure("digits", name, one)
        again = path.read_text().splitlines()
        assert again[:1] == lines[:1] and len(again) == 2
    command = "evaluate --pool digits --ways 10 --shots 20 --tasks 2 --adapt-steps 20 --seed 0 --learners"
    assert main([*shlex.split(command), ",".join(names), "--json", str(tmp_path / "out.json")]) == 0
    expected = json.loads((tmp_path / "out.json").read_text())
    found = json.loads(json.dumps(reference.summarised("digits", names)))
    assert without_seconds(found) == without_seconds(expected)
    assert not reference.finished("digits", "spectral") and reference.finished("digits", "kmeans")


def test_held_out_digits_are_practised_on_nowhere() -> None:
    for table in ("held-out-digits", "held-out-digits-reverse"):
        pool, trained_on, ways, *_ = reference.TABLES[table]
        assert pool == trained_on and ways == 5
