"""``project``: a table, three files that agree with it, and one sentence for whatever cannot be done."""

from __future__ import annotations

import csv
import json

import pytest
from PIL import Image

SMALL = "project --ways 2 --shots 6 --method pca"


def test_the_table_and_the_files_say_the_same(command, tmp_path) -> None:
    files = {kind: tmp_path / f"out.{kind}" for kind in ("csv", "json", "svg", "png")}
    given = [word for kind, file in files.items() for word in (f"--{kind}", str(file))]
    done = command(f"{SMALL} --encoders pixels,shipped:digits/vae --drawn between --of 3,1", *given)
    assert done.code == 0 and "0.0" in done.out and "PCA" in done.out
    told = json.loads(files["json"].read_text(encoding="utf-8"))
    assert [one["encoder"] for one in told["spaces"]] == ["pixels", "shipped:digits/vae"]
    first = told["spaces"][0]["pictures"][0]
    assert f"{first['trustworthiness']:.3f}" in done.out
    rows = list(csv.DictReader(files["csv"].open(encoding="utf-8")))
    assert len(rows) == 24 and float(rows[0]["x"]) == pytest.approx(first["positions"][0][0], abs=1e-4)
    assert files["svg"].read_text(encoding="utf-8").count("<circle") == 24
    assert Image.open(files["png"]).size == (9 * 28, 3 * 28)


def test_so_many_items_of_a_pool(command) -> None:
    done = command("project --items 3 --method umap --lang zh")
    assert done.code == 0 and "PCA" in done.out and "3 张图片" in done.out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("--method isomap", "pca, tsne, umap"),
        ("--method tsne --near 50", "2 to 3"),
        ("--near 1", "2 to 5000"),
        ("--encoders nobody.safetensors", "nobody.safetensors"),
        ("--encoders pixels,random,shipped:digits/vae", "One or two"),
        ("--encoders shipped:digits/kmeans", "shipped:digits/kmeans"),
        ("--items 5001", "1 to 5000"),
        ("--scrub all", "near, steps, one"),
        ("--colour blue", "truth, group"),
        ("--of 1", "two numbers"),
        ("--png out.png", "decoder"),
        ("--encoders shipped:digits/vae --png out.png --of 1,99", "1 to 12"),
        ("--ways 11", "10"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(command, tmp_path, monkeypatch, asked: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in command(f"{SMALL} {asked}").sentence
    assert not list(tmp_path.iterdir())
