"""``runs``: everything that can be done with a run, from the command line, in both languages."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from metaunsup.cli.output import display_width
from metaunsup.cli.runs import ACTIONS
from metaunsup.runs import command as starting
from metaunsup.runs import folder as files
from metaunsup.runs import queue
from metaunsup.runs.identity import identity
from metaunsup.runs.ownership import owned
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.words import Say


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.delenv("METAUNSUP_TRAININGS", raising=False)
    monkeypatch.setattr(queue, "_started", {})
    return tmp_path / "runs"


@pytest.fixture
def make(root):
    """A run as its folder alone."""

    def write(run_id: str, status: str = "done", *, seed: int = 0, step: int = 4, **more) -> Path:
        folder = root / run_id
        folder.mkdir(parents=True)
        settings = TrainingSettings("protonet", steps=4, seed=seed, options={"ways": 4 + seed})
        files.write(folder / "run.json", {"id": run_id, **identity(settings.as_json()), **more})
        files.write_status(folder, status)
        line = {"loss": 1.25, "seconds": 2.0, "items_seen": 8}
        line["validation"] = {"accuracy": 0.625, "low": 0.5, "high": 0.75, "kmeans": 0.5}
        (folder / "metrics.jsonl").write_text("".join(json.dumps({"step": n + 1, **line}) + "\n" for n in range(step)))
        (folder / "checkpoint.safetensors").write_bytes(b"tensors")
        (folder / "checkpoint.json").write_text("{}")
        (folder / "state.safetensors").write_bytes(b"state")
        return folder

    return write


def test_an_empty_list_says_how_to_begin(command) -> None:
    assert "train --learner" in command("runs").out
    assert "没有" in command("runs --lang zh").out


def test_the_table_fits_and_says_it_all(command, make) -> None:
    make("aaaa1111", name="很长的名字" * 18, created=time.time(), starred=True)
    make("bbbb2222", "paused", name="short", step=2)
    for lang in ("en", "zh"):
        done = command("runs list --lang", lang)
        assert (done.code, done.err) == (0, "")
        lines = done.out.splitlines()
        assert len(lines) == 3 and max(map(display_width, lines)) <= 100
        assert "0.625" in done.out and "2/4" in done.out and "★" in done.out and "…" in done.out
    assert "已暂停" in done.out and "paused" in command("runs").out


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("runs --status paused", "b"),
        ("runs --starred", "a"),
        ("runs --starred list", "a"),
        ("runs list --text APPLE", "a"),
        ("runs --learner maml", ""),
        ("runs --pool digits --sort step --ascending", "ba"),
        ("runs --sort name", "ba"),
        ("runs --limit 1 --sort name --ascending", "a"),
    ],
)
def test_filters(command, make, line, found) -> None:
    make("a", name="apple", starred=True), make("b", "paused", name="berry", step=2)
    listed = [text.split()[0] for text in command(line).out.splitlines()[1:] if "/4" in text]
    assert "".join(listed) == found


def test_show_tells_everything(command, make, root) -> None:
    make("a", name="mine", note="two\nlines", branch_of="b")
    out = command("runs show a").out
    for text in ("mine", "4/4", "0.625", "1.250", "steps=4", "ways=4", str(root / "a"), "two lines", "b"):
        assert text in out
    (root / "a" / "run.json").write_text("{half")
    for lang in ("en", "zh"):
        assert "run.json" in command("runs show a --lang", lang).out


def test_show_also_writes_where_asked(command, make, tmp_path) -> None:
    make("a", name="mine")
    out = command(f"runs show a --json {tmp_path}/a.json").out
    assert "mine" in out and str(tmp_path / "a.json") in out
    assert json.loads((tmp_path / "a.json").read_text())["name"] == "mine"


def test_no_file_holds_what_is_no_json(command, make, root, tmp_path) -> None:
    make("a")
    with (root / "a" / "metrics.jsonl").open("a") as lines:
        lines.write('{"step": 5, "loss": NaN, "seconds": Infinity, "items_seen": 1}\n')
    command(f"runs export a --json {tmp_path}/a.json"), command(f"runs --json {tmp_path}/all.json")

    def refuse(word: str) -> None:
        raise AssertionError(word)

    for name in ("a", "all"):
        assert json.loads((tmp_path / f"{name}.json").read_text(), parse_constant=refuse)


def test_changing(command, make) -> None:
    make("a", "paused", step=2)
    assert "new name" in command("runs rename a new name").out
    command("runs note a because I can"), command("runs star a")
    row = Store().get("a")
    assert (row.name, row.note, row.starred) == ("new name", "because I can", True)
    command("runs unstar a")
    assert not Store().get("a").starred
    assert command("runs cancel a").code == 0 and Store().get("a").status == "cancelled"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_deleting_says_what_goes_and_what_stays(command, make, root, lang) -> None:
    folder, say = make("a", name="mine"), Say(lang)
    asked = command(f"runs delete a --lang {lang}").sentence
    assert "--yes" in asked and str(folder) in asked and Store().get("a")
    assert all(word in asked for word in ("checkpoint", "exported stays")) or lang == "zh"
    done = command(f"runs delete a --yes --lang {lang}")
    assert (done.code, done.out.strip()) == (0, say("cli.runs.deleted", id="a", folder=folder))
    assert Store().list() == [] and not folder.exists()
    gone = make("b", name="gone")
    assert Store().get("b").status == "done"
    gone.rename(root.parent / "elsewhere")  # the files were taken away: nothing is left to be deleted
    assert "no file" in command("runs delete b").sentence
    assert command(f"runs delete b --yes --lang {lang}").out.strip() == say("cli.runs.deleted_gone", id="b")
    assert Store().list() == [] and (root.parent / "elsewhere" / "run.json").exists()


def test_resume_starts_a_process_and_a_second_time_says_so(command, make, monkeypatch) -> None:
    make("a", "paused", step=2)
    started = []

    def process(*given):
        started.append(given)
        return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])

    monkeypatch.setattr(starting, "process", process)
    assert "a" in command("runs resume a").out
    assert "nothing to resume" in command("runs resume a").sentence
    assert command("runs pause a").code == 0 and Store().get("a").request == "pause"
    assert "pausing" in command("runs").out
    assert len(started) == 1
    for worker in queue._started.values():
        worker.kill()


def test_writing_lists_and_runs(command, make, tmp_path) -> None:
    make("a", name="=SUM(1;2) 名", created=0.0), make("b", seed=3)
    assert command(f"runs --sort id --ascending --csv {tmp_path}/list.csv --json {tmp_path}/list.json").code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text(encoding="utf-8"))))
    assert [(row["id"], row["seed"], row["accuracy"], row["options.ways"]) for row in rows] == [
        ("a", "0", "0.625", "4"),
        ("b", "3", "0.625", "7"),
    ]
    assert rows[0]["name"] == "'=SUM(1;2) 名" and rows[0]["created"] == "1970-01-01T00:00:00Z"
    told = json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))["runs"]
    assert [run["settings"]["options"] for run in told] == [{"ways": 4}, {"ways": 7}]
    assert command(f"runs export b --json {tmp_path}/b.json --checkpoint {tmp_path}/b.zip").code == 0
    run = json.loads((tmp_path / "b.json").read_text())
    assert run["settings"]["seed"] == 3 and [line["step"] for line in run["metrics"]] == [1, 2, 3, 4]
    assert str(tmp_path) not in (tmp_path / "b.json").read_text()
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.read("checkpoint.safetensors") == b"tensors" and archive.read("checkpoint.json") == b"{}"
    assert command(f"runs export --csv {tmp_path}/again.csv --sort id --ascending").code == 0
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "list.csv").read_bytes()


def test_a_run_without_a_checkpoint_has_none_to_write(command, make, tmp_path) -> None:
    (make("a", "paused") / "checkpoint.safetensors").unlink()
    assert "checkpoint" in command(f"runs export a --checkpoint {tmp_path}/x.zip").sentence
    assert not (tmp_path / "x.zip").exists()


def test_rescan(command, make, root) -> None:
    make("a"), make("b")
    command("runs")
    (root / "runs.sqlite").write_bytes(b"junk")
    assert "2 runs" in command("runs rescan").out


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("runs dance", "dance"),
        ("runs show", "show ID"),
        ("runs show abcd", "abcx"),
        ("runs show ../../etc", "../../etc"),
        ("runs delete nobody --yes", "nobody"),
        ("runs show abcx extra", "extra"),
        ("runs list abcx", "abcx"),
        ("runs rescan now", "now"),
        ("runs --status dancing", "dancing"),
        ("runs --sort secret", "secret"),
        ("runs --limit 0", "--limit"),
        ("runs --limit many", "--limit"),
        ("runs resume abcx", "abcx"),
        ("runs pause abcx", "abcx"),
        ("runs export", "--csv"),
        ("runs export abcx", "--checkpoint"),
        ("runs export abcx --csv x", "--csv"),
        ("runs export --checkpoint x", "--checkpoint"),
        ("runs export --csv /", "--csv"),
        ("runs pause abcx --json x", "--json"),
        ("runs show abcx --csv x", "--csv"),
        ("runs rename abcx " + "x" * 10_000, "10,000"),
        ("runs note abcx " + "x" * 10_000, "10,000"),
        ("runs --colour red", "--colour"),
    ],
)
def test_bad_input_is_one_sentence(command, make, line, named) -> None:
    make("abcx")
    for lang in ("en", "zh"):
        assert named in command(f"{line} --lang {lang}").sentence
    assert [row.name for row in Store().list()] == ["protonet digits"]


def test_a_run_that_is_at_work_is_not_deleted(command, make) -> None:
    folder = make("a", "running")
    with owned(folder):
        assert "pause or cancel" in command("runs delete a --yes").sentence
    assert folder.exists()


def test_slots_that_are_none_are_a_sentence(command, make, monkeypatch) -> None:
    make("a")
    monkeypatch.setenv("METAUNSUP_TRAININGS", "lots")
    assert "METAUNSUP_TRAININGS" in command("runs").sentence


def test_every_action_is_told_in_the_help(command) -> None:
    for lang in ("en", "zh"):
        out = command("runs --help --lang", lang).out
        assert all(action in out for action in ACTIONS)


def test_looking_needs_no_torch(root) -> None:
    code = (
        "import sys; from metaunsup.cli.main import main; assert main(['runs']) == 0; "
        "assert not {'torch', 'sklearn', 'numpy'} & set(sys.modules), 'heavy'"
    )
    where = Path(files.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=where)
    assert done.returncode == 0, done.stderr
