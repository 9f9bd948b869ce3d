"""What leaves this machine: no place on it, nothing that a link leads to, and no order to a terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile

import pytest
import torch
from small_training import settings

from metaunsup.cli.main import main
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.export import as_csv, as_json, checkpoint_zip, map_csv
from metaunsup.training.practice_map import PracticeMap
from metaunsup.words import Say

ESCAPE = "\x1b[31mred\x9b2J\x07"


def control(text: str) -> list[str]:
    return [one for one in text if (ord(one) < 32 and one not in "\n\t") or 127 <= ord(one) < 160]


def edit(folder, file: str, **changes) -> None:
    told = json.loads((folder / file).read_text())
    (folder / file).write_text(json.dumps(told | changes))


def test_a_map_is_a_table_or_a_sentence(written, store) -> None:
    folder = written("a")
    with pytest.raises(MetaUnsupError) as caught:
        map_csv(store.get("a"))
    assert caught.value.code == "run_no_map" and "a" in str(caught.value)
    places = torch.tensor([[[0.0, 0.0], [1.0, 0.0]], [[0.0, 0.0], [3.0, 0.0]]])
    groups = torch.tensor([[0, 1], [0, -1]], dtype=torch.int16)
    PracticeMap(torch.tensor([0, 6]), places.half(), groups, torch.tensor([1, 2])).write(folder / "map.safetensors")
    rows = list(csv.DictReader(io.StringIO(map_csv(store.get("a")))))
    assert [(row["step"], row["item"], row["group"]) for row in rows] == [
        *(("0", "0", "0"), ("0", "1", "1"), ("6", "0", "0"), ("6", "1", "-1"))
    ]
    x = [float(row["x"]) for row in rows]
    assert abs(x[3] - x[2]) == pytest.approx(3 * abs(x[1] - x[0]), rel=1e-3)  # one scale for all points


def test_no_file_tells_a_place_on_this_machine(written, store) -> None:
    far = "/home/ada/secret/run/checkpoint.safetensors"
    chosen = settings(pool="/home/ada/secret/pictures/a", start_from=far, options={"x": {far: [far]}})
    folder = written("a", settings=chosen)
    written("b", settings=settings(start_from="C:\\Users\\ada\\secret\\run\\c.safetensors"))
    card = {"format": 1, "builds_on": {far: {"steps": 3, "pool": {"name": far}}}, "learner": "protonet"}
    (folder / "checkpoint.json").write_text(json.dumps(card))
    row = store.get("a")
    with zipfile.ZipFile(io.BytesIO(checkpoint_zip(row))) as archive:
        texts = [archive.read("checkpoint.json").decode()]
    texts += [as_json(row, store.metrics("a")), as_csv(store.list())]
    for text in texts:
        assert "ada" not in text and "secret" not in text
        assert "run/checkpoint.safetensors" in text


@pytest.mark.parametrize("name", ["checkpoint.safetensors", "checkpoint.json"])
@pytest.mark.parametrize("kind", ["link", "link within", "pipe", "folder"])
def test_a_checkpoint_is_a_file_of_the_folder_s_own(written, store, tmp_path, name, kind) -> None:
    folder = written("a")
    (tmp_path / "secret").write_text('{"format": 1, "password": "x"}')
    (folder / name).unlink()
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "folder":
        (folder / name).mkdir()
    else:
        (folder / name).symlink_to(tmp_path / "secret" if kind == "link" else folder / "state.json")
    with pytest.raises(MetaUnsupError) as caught:
        checkpoint_zip(store.get("a"))
    assert caught.value.code == "cannot_read" and str(tmp_path) not in str(caught.value)


@pytest.fixture
def hostile(written, store):
    """A run with an escape in everything that a person or a hand can write into it."""
    chosen = settings(options={ESCAPE: ESCAPE, "=cmd()": 1})
    folder = written("a", settings=chosen, branch_of=ESCAPE)
    written("b", name="b")
    edit(folder, "run.json", name=ESCAPE, note=f"two\nlines {ESCAPE}", settings=chosen.as_json() | {"learner": ESCAPE})
    edit(
        folder,
        "status.json",
        status="failed",
        error={"code": "pool_missing", "fields": {"pool": ESCAPE, "path": ESCAPE, "reason": ESCAPE, "command": ESCAPE}},
    )
    return folder


def test_no_order_to_a_terminal_is_printed(hostile, store, capsys, tmp_path) -> None:
    for line in ("runs", "runs show a", "runs export --csv F.csv --json F.json", "runs export a --json a.json"):
        words = [str(tmp_path / word) if "." in word else word for word in line.split()]
        assert main(words) == 0
    told = capsys.readouterr()
    assert "red" in told.out and control(told.out + told.err) == []
    for file in tmp_path.glob("*.*"):
        assert control(file.read_text(encoding="utf-8")) == []
    assert main(["runs", "show", ESCAPE]) == 2
    assert control(capsys.readouterr().err) == []


def test_no_order_to_a_terminal_is_in_a_row(hostile, store) -> None:
    row = store.get("a")
    assert control(f"{row.name}{row.note}{row.learner}{row.branch_of}{row.settings}") == []
    assert "\n" in row.note and "\n" not in row.name
    for lang in ("en", "zh"):
        assert control(Say(lang).explain(row.problem)) == []
    store.note("b", f"why {ESCAPE}"), store.rename("b", ESCAPE)
    told = json.loads((store.root / "b" / "run.json").read_text())
    assert control(told["note"] + told["name"]) == []


def test_no_head_of_a_table_is_a_formula(written, store) -> None:
    written("a", settings=settings(options={"=cmd()": 1, "@x": [f"={ESCAPE}"]}))
    written("b")
    rows = list(csv.reader(io.StringIO(as_csv(store.list()))))
    assert all(cell[:1] not in ("=", "@", "+") and control(cell) == [] for row in rows for cell in row)
    assert "options.=cmd()" in rows[0]
