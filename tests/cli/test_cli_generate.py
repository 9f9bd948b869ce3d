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
        ("--out a.gif", "end in .png"),
        ("--checkpoint figr=/nowhere.safetensors", "of no use"),
        ("--generators figr --trained-on mnist-0-4", "train --learner figr"),
    ],
)
def test_bad_input_is_one_sentence(command, words, said) -> None:
    assert said in command(f"{SMALL} {words}").sentence


def test_a_colour_folder_is_refused_with_what_to_do_and_that_helps(command, tmp_path) -> None:
    """Pages turn uploads grey; ``grey:`` before a path does so here."""
    rng = np.random.default_rng(0)
    for n in range(60):
        pixels = np.zeros((28, 28, 3), dtype=np.uint8)
        pixels[n % 20 :, 5:12] = (*rng.integers(60, 250, 2), 90)
        (tmp_path / "colours").mkdir(exist_ok=True)
        Image.fromarray(pixels).save(tmp_path / "colours" / f"{n}.png")
    line = "generate --shots 2 --adapt-steps 0 --drawings 2 --generators reptile-vae,copies"
    assert "grey:" in command(f"{line} --pool {tmp_path}/colours").sentence
    done = command(f"{line} --pool grey:{tmp_path}/colours --json {tmp_path}/a.json")
    assert (done.code, done.err) == (0, "") and "folder:colours (grey)" in done.out
    assert str(tmp_path) not in (tmp_path / "a.json").read_text()
    assert "grey:nowhere" not in command(f"{line} --pool grey:nowhere").sentence
