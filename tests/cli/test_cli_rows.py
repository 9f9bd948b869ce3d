"""Tables on the command line: who draws practises on their rows, evaluates, judges and shows what it draws."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest
from PIL import Image


@pytest.fixture(params=["csv", "parquet"])
def table(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Two classes of 100 rows; the pool as one types it."""
    rng = np.random.default_rng(0)
    kind = np.arange(200) % 2
    columns = {f"c{n}": rng.normal(size=200) + 3 * kind * (n < 2) for n in range(5)}
    path = tmp_path / f"mine.{request.param}"
    if request.param == "parquet":
        pyarrow.parquet.write_table(pyarrow.table({**columns, "kind": [f"k{one}" for one in kind]}), path)
    else:
        rows = [",".join([*(f"{columns[name][at]:.6f}" for name in columns), f"k{kind[at]}"]) for at in range(200)]
        path.write_text(",".join([*columns, "kind"]) + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return f"{path}#kind"


@pytest.mark.parametrize("learner", ["autoencoder", "vae", "gmvae", "gan"])
def test_who_draws_practises_on_a_table_and_is_evaluated_on_it(
    command, table: str, tmp_path: Path, learner: str
) -> None:
    practice = (
        f"train --learner {learner} --steps 2 --validate-every 0 --learner-option ways=8 --out {tmp_path / 'out'}"
    )
    done = command(practice, "--pool", table)
    assert done.code == 0
    file, target = tmp_path / "out" / "checkpoint.safetensors", tmp_path / "found.json"
    sizes = "--ways 2 --shots 5 --tasks 2 --adapt-steps 2"
    line = f"evaluate {sizes} --learners kmeans,{learner} --checkpoint {learner}={file} --json {target}"
    done = command(line, "--pool", table)
    assert (done.code, done.err) == (0, "")
    told = json.loads(target.read_text(encoding="utf-8"))
    assert len(told["learners"][learner]["accuracy"]["per_task"]) == 2
    refused = command(f"evaluate {sizes} --learners {learner} --checkpoint {learner}={file}")  # on pictures
    assert "rows of 5 numbers" in refused.sentence


def test_a_vae_of_rows_judges_them_and_is_shown(command, table: str, tmp_path: Path) -> None:
    practice = f"train --learner vae --steps 3 --validate-every 0 --learner-option ways=8 --out {tmp_path / 'out'}"
    assert command(practice, "--pool", table).code == 0
    file = tmp_path / "out" / "checkpoint.safetensors"
    heat, plane = tmp_path / "heat.png", tmp_path / "plane.png"
    small = "evaluate --task anomaly --tasks 1 --shots 5 --queries 6 --adapt-steps 1"
    done = command(f"{small} --detectors knn,vae --checkpoint vae={file} --heat {heat}", "--pool", table)
    assert (done.code, done.err) == (0, "")
    with Image.open(heat) as picture:
        assert len(np.unique(np.asarray(picture).reshape(-1, 3), axis=0)) > 3
    for drawn in ("plane", "traverse", "between", "again"):
        line = f"project --ways 2 --shots 5 --encoders {file} --method pca --drawn {drawn} --png {plane}"
        assert command(line, "--pool", table).code == 0
        with Image.open(plane) as picture:
            assert len(np.unique(np.asarray(picture))) > 3, drawn


def test_one_class_learners_practise_and_judge(command, table: str, tmp_path: Path) -> None:
    options = "--learner-option ways=4 --learner-option support_views=3 --learner-option query_views=3"
    line = f"train --learner oc-fomaml --steps 2 --validate-every 0 {options} --out {tmp_path / 'out'}"
    assert command(line, "--pool", table).code == 0
    small = "evaluate --task anomaly --tasks 1 --shots 5 --queries 6 --adapt-steps 1 --detectors knn,fomaml"
    file = tmp_path / "out" / "checkpoint.safetensors"
    assert command(f"{small} --checkpoint fomaml={file}", "--pool", table).code == 0


def test_drawings_are_mixed_with_pictures_and_not_with_rows(command, table: str) -> None:
    refused = command("draw learning --learners kmeans --ways 2 --shots 3", "--pool", table)
    assert (
        "rows of numbers" in refused.sentence
        and "图片" in command("draw learning --learners kmeans --ways 2 --shots 3 --lang zh", "--pool", table).sentence
    )


def test_who_practised_on_a_table_draws_more_of_its_rows(command, table: str, tmp_path: Path) -> None:
    practice = "train --learner plain-vae --steps 2 --validate-every 0 --learner-option ways=8"
    assert command(f"{practice} --out {tmp_path / 'out'}", "--pool", table).code == 0
    given, files = (
        f"--checkpoint plain-vae={tmp_path / 'out' / 'checkpoint.safetensors'}",
        (tmp_path / "a.csv", tmp_path / "a.json"),
    )
    line = f"generate --shots 3 --adapt-steps 2 --drawings 4 {given} --out {files[0]} --json {files[1]}"
    done = command(line, "--pool", table)
    assert (done.code, done.err) == (0, "") and "3 unlabelled items were shown" in done.out
    rows = list(csv.DictReader(files[0].read_text(encoding="utf-8").splitlines()))
    who = dict.fromkeys(row["who"] for row in rows)
    assert list(who) == ["shown", "plain-vae", "scratch-vae", "scratch-gan", "augmented", "copies"]
    shown = {row["number"]: row for row in rows if row["who"] == "shown"}
    for row in (one for one in rows if one["who"] == "copies"):
        assert float(row["distance"]) == 0 and {**row, **dict.fromkeys(["who", "number"])} == {
            **shown[row["nearest shown"]],
            **dict.fromkeys(["who", "number"]),
            "nearest shown": row["nearest shown"],
            "distance": row["distance"],
        }
    told = json.loads(files[1].read_text(encoding="utf-8"))["generators"]
    assert told["plain-vae"]["steps"][0]["bound"] is not None and told["plain-vae"]["meta_training"]["steps"] == 2
    sizes = "evaluate --task generation --tasks 2 --shots 1,3 --held-out 5 --adapt-steps 2"
    done = command(f"{sizes} {given} --json {files[1]}", "--pool", table)
    assert (done.code, done.err) == (0, "") and "logistic regression" in done.out
    summary = json.loads(files[1].read_text(encoding="utf-8"))
    assert summary["judge"]["columns"] and summary["learners"]["copies"]["share"]["3"]["mean"] > 0.5
    assert "逻辑回归" in command(f"{sizes} --generators copies --lang zh", "--pool", table).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("generate --generators reptile-vae", "train --learner reptile-vae"),
        ("generate --out a.png", ".csv"),
        ("generate --shots 200", "at most"),
        ("evaluate --task generation --tasks 1 --shots 1 --judge digits", "leave --judge out"),
        ("evaluate --task generation --tasks 1 --shots 1 --generators figr", "train --learner figr"),
    ],
)
def test_what_cannot_be_drawn_of_a_table_is_one_sentence(command, table: str, words: str, said: str) -> None:
    assert said in command(words, "--pool", table).sentence
