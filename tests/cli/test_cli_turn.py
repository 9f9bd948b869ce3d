"""``turn`` from the command line: the moves of a file beside learners, and what it refuses."""

from __future__ import annotations

import json

import pytest

from metaunsup.evaluation.person import Turn


def test_moves_are_scored_beside_the_learners(command, tmp_path) -> None:
    labels = Turn("digits", 3, 4, 1, ()).task().truth.labels.tolist()
    moves = [[float(item), item, labels[item]] for item in range(11)]  # all but one, and all of them right
    file = tmp_path / "moves.json"
    plain = {"pool": "digits", "ways": 3, "shots": 4, "seed": 1, "moves": moves}
    file.write_text(json.dumps(plain), encoding="utf-8")
    line = f"turn {file} --learners kmeans,protonet --adapt-steps 2 --json"
    done = command(line, str(tmp_path / "a.json"), "--lang", "zh")
    assert (done.code, done.err) == (0, "")
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert list(told["runners"]) == ["you", "kmeans", "protonet"]
    assert told["runners"]["you"]["accuracy"] == pytest.approx(11 / 12) and told["runners"]["you"]["seconds"] == 10
    assert told["moves"] == moves and "你" in done.out and "0.917" in done.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Your turn"),
        ('{"pool": "nowhere", "ways": 3, "shots": 4, "seed": 1, "moves": []}', "nowhere"),
        ('{"pool": "digits", "ways": 3, "shots": 4, "seed": 1, "moves": [[1, 99, 0]]}', "Move 1"),
    ],
)
def test_what_cannot_be_scored_is_said_in_a_sentence(command, tmp_path, text, said) -> None:
    (tmp_path / "moves.json").write_text(text, encoding="utf-8")
    assert said in command(f"turn {tmp_path / 'moves.json'}").sentence
