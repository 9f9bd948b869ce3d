"""``generate``: the picture, the numbers, both languages, and what is refused."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

SMALL = "generate --shots 3 --adapt-steps 2 --drawings 4 --generators scratch-vae,copies"


def test_the_picture_shows_what_was_shown_and_what_was_drawn(command, tmp_path) -> None:
    files = tmp_path / "a.png", tmp_path / "a.json"
    done = command(f"{SMALL} --seed 3 --out {files[0]} --json {files[1]}")
    assert (done.code, done.err) == (0, "") and "copies" in done.out
    told = json.loads(files[1].read_text())
    assert told["shots"] == 3 and [one["step"] for one in told["generators"]["scratch-vae"]["steps"]] == [0, 1, 2]
    (copies,) = told["generators"]["copies"]["steps"]
    assert copies["distance"] == pytest.approx(0, abs=1e-3) and copies["bound"] is None
    page = np.asarray(Image.open(files[0]))
    side = (page.shape[1] + 1) // 4 - 1
    rows = [page[number * (side + 8) :][:side] for number in range(3)]
    tiles = [[row[:, place * (side + 1) :][:, :side] for place in range(4)] for row in rows]
    for place, shown in enumerate(copies["nearest"]):  # a copy is the very item that is nearest to it
        assert np.array_equal(tiles[2][place], tiles[0][shown])
    assert command(f"{SMALL} --lang zh").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--shots 0", "--shots"),
        ("--shots 90", "at most"),
        ("--adapt-steps 101", "--adapt-steps"),
        ("--drawings 0", "--drawings"),
        ("--generators nobody", "reptile-vae"),
        ("--pool nowhere", "nowhere"),
        ("--out a.gif", "a.gif"),
        ("--checkpoint figr=/nowhere.safetensors", "of no use"),
        ("--generators figr --trained-on mnist-0-4", "train --learner figr"),
    ],
)
def test_bad_input_is_one_sentence(command, words, said) -> None:
    assert said in command(f"{SMALL} {words}").sentence
