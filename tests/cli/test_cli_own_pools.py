"""Own pools on the command line: names with commas, dots and bytes that are no text, and notes with numbers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

KMEANS = "--ways 2 --shots 2 --learners kmeans"


def letters(at: str | Path) -> str:
    """Three classes of eight noisy strokes."""
    rng = np.random.default_rng(0)
    for place, letter in ((4, "a"), (14, "b"), (24, "c")):
        folder = Path(os.fsdecode(at)) / letter
        folder.mkdir(parents=True)
        for n in range(12):
            pixels = rng.integers(0, 60, (28, 28), dtype=np.uint8)
            pixels[:, place : place + 3] = 255
            Image.fromarray(pixels).save(folder / f"{n}.png")
    return os.fsdecode(at)


def test_pools_with_commas_and_dots_are_compared(command, tmp_path) -> None:
    paths = [letters(tmp_path / name) for name in ("OneDrive - Foo, Inc/letters", "2024.05.01", "2024.06.01")]
    target = tmp_path / "found.json"
    options = [word for path in paths for word in ("--pools", path)]
    done = command(f"compare {KMEANS} --tasks 2 --jobs 1 --json {target}", *options)
    assert (done.code, done.err) == (0, "")
    for name in ("folder:letters", "folder:2024.05.01", "folder:2024.06.01"):
        assert name in done.out
    told = json.loads(target.read_text(encoding="utf-8"))
    assert set(told["notes"]) == {"folder:letters", "folder:2024.05.01", "folder:2024.06.01"}


def test_folders_called_alike_have_different_names_in_a_comparison(command, tmp_path) -> None:
    for name in ("x/2024/letters", "y/2024/letters", "z"):
        letters(tmp_path / name)
    (tmp_path / "link").symlink_to(tmp_path / "z")
    options = [word for name in ("x/2024/letters", "y/2024/letters", "z") for word in ("--pools", str(tmp_path / name))]
    done = command(f"compare {KMEANS} --tasks 1 --jobs 1", *options)
    for name in ("folder:x/2024/letters", "folder:y/2024/letters", "folder:z"):
        assert name in done.out
    assert str(tmp_path) not in done.out
    again = ["--pools", str(tmp_path / "z"), "--pools", str(tmp_path / "link")]
    assert "folder:z" in command(f"compare {KMEANS} --tasks 1", *again).sentence


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_says_the_notes_with_their_numbers(command, tmp_path, lang) -> None:
    path = letters(tmp_path / "m")
    (tmp_path / "m" / "a" / "broken.png").write_bytes(b"?")
    (tmp_path / "m" / "a" / "photo.heic").write_bytes(b"?")
    target = tmp_path / "found.json"
    for line in (f"evaluate --pool {path} --tasks 1", f"compare --pools {path} --tasks 1 --jobs 1"):
        done = command(f"{line} {KMEANS} --json {target} --lang {lang}")
        assert done.code == 0
        told = "".join(done.out.split())
        for part in ("1ofthefiles", "1ofthepictures") if lang == "en" else ("1个文件", "1张图片"):
            assert part in told
        assert "1 of the files" in target.read_text(encoding="utf-8")


def test_the_command_of_a_matrix_can_be_typed_again() -> None:
    import shlex

    from metaunsup.cli.main import build_parser
    from metaunsup.cli.transfer import command as typed
    from metaunsup.cli.transfer import read_matrix
    from metaunsup.evaluation.transfer import Matrix
    from metaunsup.words import Say

    for pools in (("digits", "mnist"), ("Foo, Inc/it's", "digits")):
        line = typed(Matrix("maml", pools), {"digits": "my file.safetensors"})
        words = shlex.split(line)[3:]
        # a path that is not here is taken for names: what was typed is compared, and the folder need not be made
        chosen = build_parser(Say()).parse_args(words)
        assert chosen.pools == (["digits,mnist"] if pools[1] == "mnist" else list(pools))
        assert chosen.checkpoint == ["digits=my file.safetensors"]
        if pools[1] == "mnist":
            assert read_matrix(chosen) == Matrix("maml", pools)


@pytest.mark.skipif(os.sep != "/", reason="names are text on this system")
def test_names_that_are_no_text_go_through_every_command(command, tmp_path) -> None:
    path = letters(os.fsencode(tmp_path) + b"/lettr\xe9s")
    files = {kind: tmp_path / f"found.{kind}" for kind in ("json", "csv")}
    for line in (
        f"evaluate --tasks 1 --pool {path}",
        f"compare --tasks 1 --jobs 1 --csv {files['csv']} --pools {path}",
    ):
        done = command(f"{line} {KMEANS} --json {files['json']}")
        assert (done.code, done.err) == (0, "") and "\\udce9" not in done.out
        json.loads(files["json"].read_text(encoding="utf-8"))
    assert "folder:lettr\\xe9s" in files["csv"].read_text(encoding="utf-8")
    practice = "--learner protonet --steps 1 --validate-every 0 --learner-option ways=3 --learner-option filters=32"
    done = command(f"train --pool {path} {practice} --out {path}/out")
    assert done.code == 0 and "lettr?s" in done.out
    listed = command("runs").out
    assert "lettr" in listed and "\udce9" not in listed and "done" in listed
    assert command(f"runs show {done.out.split()[-1]}").code == 0
    assert "lettr?s/nowhere" in command(f"evaluate --pool {path}/nowhere").sentence


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_own_data_are_shown_with_what_was_left_out(command, tmp_path, lang) -> None:
    rows = "\n".join(f"{n},{n * n % 13},{'ab'[n % 2]}, note {n}" for n in range(30))
    (tmp_path / "mine.csv").write_text(f"x,y,kind,remark\n{rows}\n", encoding="utf-8")
    target = tmp_path / "told.json"
    done = command(f"data {tmp_path / 'mine.csv'}#kind --lang {lang} --json {target}")
    assert (done.code, done.err) == (0, "") and "remark (2: note 0)" in done.out
    told = json.loads(target.read_text(encoding="utf-8"))
    assert told["classes"] == {"a": 15, "b": 15} and told["shape"] == [2] and sum(told["parts"].values()) == 30
    pictures = command(f"data {letters(tmp_path / 'm')} --lang {lang}")
    assert pictures.code == 0 and "@" in pictures.out and "c (12)" in pictures.out
    assert "kid" in command(f"data {tmp_path / 'mine.csv'}#kid --lang {lang}").sentence
    done = command(f"evaluate --pool {tmp_path / 'mine.csv'}#kind --tasks 1 --lang {lang} {KMEANS}")
    assert (done.code, done.err) == (0, "") and "folder:mine.csv" in done.out
