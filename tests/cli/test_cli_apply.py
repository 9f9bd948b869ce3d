"""``apply``: what is asked for, the files it writes, and one sentence with exit code 2 for whatever goes wrong."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from metaunsup.applications import FIELDS
from metaunsup.applications import medical as module
from metaunsup.applications.field import Field, FieldTask
from metaunsup.applications.industry import METHODS
from metaunsup.applications.surfaces import OWN_SIDE, items_of
from metaunsup.cli.main import main
from metaunsup.data import textures
from metaunsup.data.defects import spoil


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """A field that computes nothing stands in for medicine; what it was asked for."""
    asked: list[tuple] = []

    def evaluate(data: Path | None, variant: str, tasks: int, seed: int) -> Iterator[FieldTask]:
        asked.append((data, variant, tasks, seed))
        for index in range(tasks):
            scores = {"protonet": {"auroc": 0.9 + index / 100}, "knn": {"auroc": 0.8}, "logistic": {"auroc": 1.0}}
            yield FieldTask(index, index, "", scores, {"knn": 0.5})

    field = Field("medical", ("anomaly", "clustering"), ("auroc",), ("knn",), evaluate, ("logistic",))
    monkeypatch.setattr(module, "MEDICAL", field)
    return asked


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_and_the_paired_differences(told, capsys, lang: str) -> None:
    assert main(["apply", "medical", "--tasks", "3", "--seed", "7", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert told == [(None, "anomaly", 3, 7)]
    assert "0.910 ±" in out and "+0.110 ±" in out  # the mean, and less knn
    assert ("nearest cases" if lang == "en" else "最近的病例") in out and "*" in out


def test_files_hold_what_was_printed(told, tmp_path: Path, capsys) -> None:
    line = ["apply", "medical", "--tasks", "2", "--variant", "clustering", "--data", "x.csv#y"]
    assert main([*line, "--json", str(tmp_path / "a.json"), "--csv", str(tmp_path / "a.csv")]) == 0
    assert told == [(Path("x.csv#y"), "clustering", 2, 0)]
    summary = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert summary["methods"]["protonet"]["auroc"]["mean"] == pytest.approx(0.905)
    assert summary["methods"]["logistic"]["sees_labels"] and summary["tasks"] == 2
    with (tmp_path / "a.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6 and rows[0]["method"] == "protonet"


@pytest.mark.parametrize(
    "line",
    [
        ["apply", "alchemy"],
        ["apply", "medical", "--tasks", "0"],
        ["apply", "medical", "--variant", "none"],
        ["apply"],
        ["apply", "industry", "--data", "no/such/folder"],
        ["apply", "medical", "--data", "no/such/file.csv"],
        ["apply", "medical", "--alarms", "a.csv"],
        ["apply", "finance", "--alarms", "a.csv", "--data", "b.csv"],
        ["apply", "finance", "--alarms", "a.csv", "--csv", "b.csv"],
        ["apply", "finance", "--alarms", "a.csv", "--tasks", "5"],
        ["apply", "finance", "--alarms", "a.csv", "--svg", "b.png"],
        ["apply", "finance", "--alarms", "a.csv", "--calls", "0"],
        ["apply", "finance", "--alarms", "a.csv", "--method", "nobody"],
        ["apply", "industry", "--good", "no/such/folder", "--others", "no/such/folder"],
        ["apply", "industry", "--good", "."],
        ["apply", "medical", "--good", ".", "--others", "."],
        ["apply", "industry", "--good", ".", "--others", ".", "--tasks", "3"],
        ["apply", "industry", "--good", ".", "--others", ".", "--method", "iforest"],
        ["apply", "finance", "--calls", "3"],
        ["apply", "finance", "--svg", "b.svg"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_said_in_a_sentence(line: list[str], capsys) -> None:
    assert main(line) == 2
    said = capsys.readouterr().err.strip()
    assert said and "\n" not in said and "Traceback" not in said


def test_the_help_lists_the_fields(capsys) -> None:
    assert main(["apply", "--help"]) == 0
    out = capsys.readouterr().out
    assert "industry" in out and "medical" in out and set(FIELDS) >= {"industry", "medical"}


def test_a_desk_s_alarms_are_those_of_the_page(tmp_path: Path, capsys) -> None:
    from metaunsup.applications.alarms import alarms_of, day_of, judged_month

    file, drawing = tmp_path / "alarms.csv", tmp_path / "alarms.svg"
    line = [
        "apply",
        "finance",
        "--alarms",
        str(file),
        "--svg",
        str(drawing),
        "--method",
        "amount",
        "--calls",
        "4",
        "--day",
        "20",
    ]
    assert main([*line, "--seed", "2"]) == 0
    task, suspicion, before = judged_month("amount", 2)
    found = alarms_of(task, suspicion, before, 4)
    seen = found.over & (day_of(task) < 20)
    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    assert [float(row["amount"]) for row in rows] == sorted(task.amount[seen].round(2), reverse=True)
    called = int((found.called & seen).sum())
    assert sum(row["called"] == "True" for row in rows) == called
    assert f"{called} alarm" in capsys.readouterr().out
    marks = [one.get("class") for one in ElementTree.fromstring(drawing.read_text(encoding="utf-8")).iter()]
    shown = day_of(task) < 20
    legend = 1
    assert marks.count("alarm") == called + legend
    assert marks.count("quiet") == int((~found.over & shown).sum()) + legend
    assert marks.count("fraud") == int(((task.truth > 0) & shown).sum()) + legend


def test_own_pictures_are_put_into_the_order_of_suspicion_as_on_the_page(tmp_path: Path, capsys) -> None:
    drawn = textures.draw("tile", 3, 6, side=OWN_SIDE)  # so that nothing is made larger or smaller
    flawed, _ = spoil(drawn[5], "hole", textures.rng("browser"))
    for folder, some in (("good", list(drawn[:4])), ("others", [drawn[4], flawed])):
        (tmp_path / folder).mkdir()
        for n, picture in enumerate(some):
            Image.fromarray(picture).save(tmp_path / folder / f"{folder}{n}.png")
    (tmp_path / "others" / "=torn.png").write_bytes(b"no picture")
    line = ["apply", "industry", "--good", str(tmp_path / "good"), "--others", str(tmp_path / "others")]
    assert main([*line, "--method", "pixels", "--csv", str(tmp_path / "a.csv"), "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "=torn.png" in out and "1 张无法读取" in out
    with (tmp_path / "a.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["picture"] for row in rows] == ["others1.png", "others0.png"]
    verdict = METHODS["pixels"](items_of(drawn[:4]), items_of(np.stack([drawn[4], flawed])))
    told = [float(row["suspicion"]) for row in rows]
    assert told == pytest.approx(sorted(verdict.suspicion.tolist(), reverse=True), rel=1e-3)
