"""``draw`` from the command line: groups, one example each, its files, and what it refuses."""

from __future__ import annotations

import json

import pytest

from metaunsup.data.ready_made import ready_made
from metaunsup.data.registry import load_folder
from metaunsup.data.strokes import as_plain


def test_drawings_are_grouped_and_saved(command, tmp_path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(as_plain(ready_made("learning"))), encoding="utf-8")
    line = "--learners kmeans,protonet --adapt-steps 2 --pool digits --ways 2 --shots 3 --json"
    done = command(f"draw {file} {line}", str(tmp_path / "a.json"), "--out", str(tmp_path / "a.zip"))
    assert (done.code, done.err) == (0, "")
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert told["groups"] == 5  # three kinds drawn, two of the pool
    for one in told["learners"].values():
        assert sorted(place for group in one["groups"] for place in group) == list(range(1, 13))
        assert 0.5 < one["accuracy"] <= 1
    assert "18 pictures, 5 groups" in done.out and "of the pool" in done.out
    assert len(load_folder(tmp_path / "a.zip")) == 12
    kinds = ready_made("learning")
    apart = command("draw learning --learners protonet --json", str(tmp_path / "b.json"), "--lang", "zh")
    assert apart.code == 0 and "准确率 100.0%" in apart.out
    groups = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["learners"]["protonet"]["groups"]
    assert [len({kinds[place - 1].name for place in group}) for group in groups] == [1, 1, 1]


def test_one_example_each_tells_the_others(command, tmp_path) -> None:
    done = command("draw digits --one-shot --learners protonet --json", str(tmp_path / "a.json"))
    assert (done.code, done.err) == (0, "")
    told = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    names = [one.name for one in ready_made("digits")]
    assert told["classes"] == ["0", "2", "4", "1"] and len(told["drawings"]) == 8
    for one in told["drawings"]:
        for chance in one["chance"].values():
            assert sum(chance) == pytest.approx(1, abs=1e-5)
        chance = one["chance"]["protonet"]
        assert told["classes"][chance.index(max(chance))] == names[one["drawing"] - 1]
    assert "had no labels" in done.out and "pixels" in done.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("draw", "DRAWINGS"),
        ("draw nothing", "learning"),
        ("draw {bad}", "JSON"),
        ("draw {empty}", "Nothing has been drawn"),
        ("draw learning --groups 13", "1 to 12"),
        ("draw learning --groups 0", "1 to 50"),
        ("draw learning --out a.png", "a.png"),
        ("draw {one} --one-shot", "two classes"),
        ("draw learning --one-shot --learners kmeans", "protonet"),
        ("draw learning --trained-on nothing", "nothing"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(command, tmp_path, line, said) -> None:
    files = {"bad": "{", "empty": '{"drawings": [{"name": "", "strokes": []}]}', "one": "[]"}
    files["one"] = json.dumps([{"name": "A", "strokes": [[[0.1, 0.1], [0.5, 0.5]]]}] * 2)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert said in command(line.format(**{name: tmp_path / name for name in files})).sentence
