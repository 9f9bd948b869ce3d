"""``study`` and ``transfer`` from the command line: their tables and files, what Ctrl-C leaves, what they refuse."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import shlex
from collections.abc import Container, Iterator
from typing import Any

import pytest

from metaunsup.cli.main import build_parser
from metaunsup.cli.settings import OPTIONS
from metaunsup.cli.study import FIXED, read_study
from metaunsup.cli.transfer import read_matrix
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation import transfer
from metaunsup.training import study
from metaunsup.training.settings import EPISODES
from metaunsup.training.settings import PARTITIONS as PARTITION_RANGE
from metaunsup.words import Say

STUDY = "study --values 0,1.5 --steps 2 --seeds 0,1 --tasks 2 --learner-option ways=4"
MATRIX = "transfer --pools digits,glyphs --ways 3 --shots 3 --tasks 2 --adapt-steps 1"


@pytest.fixture(autouse=True)
def without_glyphs(monkeypatch) -> None:
    """As if no checkpoint of glyphs came with the program."""
    real = transfer.shipped_checkpoint
    monkeypatch.setattr(
        transfer, "shipped_checkpoint", lambda name, pool: None if pool == "glyphs" else real(name, pool)
    )


def test_a_study_s_table_and_file(command, tmp_path) -> None:
    done = command(STUDY, "--json", str(tmp_path / "a.json"))
    assert (done.code, done.err) == (0, "")
    summary = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [point["value"] for point in summary["points"]] == [0.0, 1.5]
    assert (summary["trainings"], summary["complete"], summary["part"]) == (4, True, "validation")
    for point in summary["points"]:
        assert f"{point['accuracy']['mean']:.3f} ±" in done.out
    for text in ("strength", "K-Means", "test part was not touched", "over the seeds"):
        assert text in done.out
    # the command in the file makes the file
    again = tmp_path / "b.json"
    assert command("", *shlex.split(summary["command"])[3:], "--json", str(again)).code == 0
    other = json.loads(again.read_text(encoding="utf-8"))
    for one in (summary, other):
        for point in one["points"]:
            del point["seconds"]
            for each in point["per_seed"]:
                del each["seconds"]
    assert other == summary


@pytest.mark.slow
def test_a_matrix_s_table_and_file(command, tmp_path) -> None:
    done = command(MATRIX, "--json", str(tmp_path / "a.json"))
    assert (done.code, done.err) == (0, "")
    summary = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (summary["rows"], summary["left_out"]) == (["kmeans", "digits"], ["glyphs"])
    assert f"{summary['cells']['digits']['glyphs']['mean']:.3f} ±" in done.out
    assert "Nothing that was trained on glyphs" in done.out
    assert summary["command"].startswith("python -m metaunsup transfer --learner protonet --pools digits,glyphs ")
    assert command("", *shlex.split(summary["command"])[3:], "--json", str(tmp_path / "b.json")).code == 0
    other = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert {k: v["glyphs"]["mean"] for k, v in other["cells"].items()} == {
        k: v["glyphs"]["mean"] for k, v in summary["cells"].items()
    }


def test_in_chinese(command) -> None:
    done = command(f"{MATRIX} --lang zh")
    assert "主场" in done.out
    assert "trained" not in done.out
    done = command(f"{STUDY} --seeds 0 --lang zh")
    assert "变形强度" in done.out
    assert "只有一个种子" in done.out
    assert "accuracy" not in done.out


def test_lines_come_alone_and_can_be_read(command) -> None:
    lines = command(f"{STUDY} --lines").out.splitlines()
    events = [study.event_from_json(json.loads(line)) for line in lines]
    assert len(events) == 1 + 4 * (2 + 1)
    lines = command(f"{MATRIX} --lines").out.splitlines()
    assert [transfer.transferred_from_json(json.loads(line)).pool for line in lines] == ["digits", "glyphs"] * 2


def test_a_file_of_ones_own_is_named_without_this_machines_folders(command, tmp_path) -> None:
    from metaunsup.learners.shipped import ready_learner

    path = tmp_path / "deep" / "mine.safetensors"
    ready_learner("protonet", trained_on="omniglot-minimal").save(path)
    done = command(f"{MATRIX} --checkpoint glyphs={path} --json {tmp_path / 'a.json'}")
    assert done.code == 0
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert "deep/mine.safetensors" in text
    assert Say()("cli.transfer.given", row="glyphs", file="deep/mine.safetensors") in " ".join(done.out.split())
    assert "Row digits" not in done.out and "--checkpoint" not in command(MATRIX).out
    assert str(tmp_path) not in text
    assert json.loads(text)["cells"]["digits"]["glyphs"]["against_home"] is not None


def stop_after(monkeypatch, module, name: str, count: int, reason: BaseException) -> None:
    real, seen = getattr(module, name), []

    def once(*args, **more):
        if len(seen) == count:
            raise reason
        seen.append(args)
        return real(*args, **more)

    monkeypatch.setattr(module, name, once)


def test_control_c_keeps_what_is_finished(command, tmp_path, monkeypatch) -> None:
    stop_after(monkeypatch, study, "train", 3, KeyboardInterrupt())
    done = command(STUDY, f"--json={tmp_path / 'a.json'}")
    assert done.code == 130
    assert "3 of 4 trainings" in done.err
    summary = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (summary["trainings"], summary["complete"]) == (3, False)
    stop_after(monkeypatch, transfer, "draw_task", 2 + 3, KeyboardInterrupt())  # two are drawn to see whether one can
    done = command(MATRIX, f"--json={tmp_path / 'b.json'}")
    assert done.code == 130
    assert "3 of 4 tasks" in done.err
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["complete"] is False


def broken_trainings(monkeypatch, which: Container[int]) -> None:
    """Those trainings of a study, counted from 0, diverge after a step."""
    real, number = study.train, itertools.count()

    def some(*asked: Any) -> Iterator[Any]:
        breaks = next(number) in which
        with contextlib.closing(real(*asked)) as work:
            for event in work:
                yield event
                if breaks and hasattr(event, "progress"):
                    raise MetaUnsupError("training_diverged", step=1)

    monkeypatch.setattr(study, "train", some)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_others_go_on_where_a_training_fails_and_its_row_says_why(command, tmp_path, monkeypatch, lang) -> None:
    broken_trainings(monkeypatch, {1, 2, 3})  # strength 1.5 under both seeds, and strength 0 under the second
    done, say = command(f"{STUDY} --json {tmp_path / 'a.json'} --lang {lang}"), Say(lang)
    assert done.code == 0
    reason = say.explain(MetaUnsupError("training_diverged", step=1))
    vary = say("cli.study.column.strength")
    told = [
        say("study.broken.some", value=f"{vary} 0", count=1, total=2, reason=reason),
        say("study.broken.all", value=f"{vary} 1.5", count=2, total=2, reason=reason),
    ]
    assert [" ".join(line.split()) for line in done.err.splitlines()] == [" ".join(one.split()) for one in told]
    assert all("".join(one.split()) in "".join(done.out.split()) for one in told)
    summary = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (summary["trainings"], summary["complete"]) == (1, True)
    assert [point["value"] for point in summary["points"]] == [0.0]
    assert [(one["value"], one["trainings"]) for one in summary["failed"]] == [(0.0, 1), (1.5, 2)]
    assert summary["failed"][1]["first"]["code"] == "training_diverged"
    assert re.search(r"^1\.5 +- +- +-$", done.out, re.MULTILINE)


def test_a_training_that_fails_is_a_line_that_can_be_read(command, monkeypatch) -> None:
    broken_trainings(monkeypatch, {1})
    done = command(f"{STUDY} --lines")
    events = [study.event_from_json(json.loads(line)) for line in done.out.splitlines()]
    (failed,) = (event for event in events if isinstance(event, study.Untrained))
    assert done.code == 0 and (failed.value, failed.seed, failed.failure.code) == (1.5, 0, "training_diverged")
    assert study.event_from_json(study.event_as_json(failed)) == failed
    assert sum(isinstance(event, study.Trained) for event in events) == 3


def test_where_every_training_fails_the_first_reason_ends_it(command, monkeypatch) -> None:
    broken_trainings(monkeypatch, range(100))
    assert "step 1" in command(STUDY).sentence


@pytest.mark.parametrize("option", ["values", "seeds", "tasks", "steps", "clusters", "refresh"])
@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "nan", "many", "", "1e999", ","])
def test_numbers_of_a_study_out_of_place(command, option, value) -> None:
    for lang in ("en", "zh"):
        assert f"--{option}" in command(STUDY, f"--{option}={value}", f"--lang={lang}").sentence


@pytest.mark.parametrize("option", ["ways", "shots", "tasks", "adapt-steps", "seed"])
@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "nan", "many", "", "1e999"])
def test_numbers_of_a_matrix_out_of_place(command, option, value) -> None:
    for lang in ("en", "zh"):
        assert f"--{option}" in command(MATRIX, f"--{option}={value}", f"--lang={lang}").sentence


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (f"{STUDY} --vary ways", "ways"),
        (f"{STUDY} --values 1,1", "1"),
        (f"{STUDY} --values 1,1.0", "1.0"),
        (f"{STUDY} --vary episodes --values school", "school"),
        (f"{STUDY} --vary partitions --values 1.5", "1.5"),
        (f"{STUDY} --vary partitions --values 2 --episodes umtra", "UMTRA"),
        (f"{STUDY} --learner kmeans", "kmeans"),
        (f"{STUDY} --pool nowhere", "nowhere"),
        (f"{STUDY} --json /dev/null", "/dev/null"),
        (f"{STUDY} --learner-option depth=3", "depth"),
        (f"{MATRIX} --learner kmeans", "kmeans"),
        (f"{MATRIX} --learner nobody", "nobody"),
        (MATRIX.replace("digits,glyphs", "digits,nowhere"), "nowhere"),
        (MATRIX.replace("digits,glyphs", "glyphs"), "glyphs"),
        (f"{MATRIX} --pools digits", "digits"),
        (f"{MATRIX} --checkpoint mnist=x", "mnist"),
        (f"{MATRIX} --checkpoint glyphs", "--checkpoint"),
        (f"{MATRIX} --checkpoint glyphs=/nowhere/x.safetensors", "x.safetensors"),
        (f"{MATRIX} --ways 11", "10"),
        (f"{MATRIX} --json /", "--json"),
    ],
)
def test_requests_that_cannot_be_met(command, line, named) -> None:
    for lang in ("en", "zh"):
        assert named in command(f"{line} --lang {lang}").sentence


def test_the_way_back_from_a_study_and_a_matrix_to_their_commands() -> None:
    parser = build_parser(Say())
    for line in (
        "study --vary partitions --values 1,4 --learner reptile --pool glyphs --steps 7 --seeds 4,2 --tasks 9",
        "study --vary episodes --values umtra,lasium --embedding shipped:digits/gan --interpolation 0.5",
        "study --vary episodes --clusters 20 --refresh 5 --umtra-share 0.25 --learner-option filters=64",
        "study --vary strength --values 0.25 --episodes cactus --embedding shipped:digits/protonet",
    ):
        asked = read_study(parser.parse_args(line.split()))
        assert read_study(parser.parse_args(asked.arguments())) == asked
    asked = read_matrix(
        parser.parse_args(["transfer", "--learner=maml", "--pools=mnist,glyphs", "--ways=4", "--seed=3"])
    )
    assert read_matrix(parser.parse_args(asked.arguments())) == asked


def test_the_command_knows_what_the_package_knows() -> None:
    from metaunsup.cli import study as cli
    from metaunsup.learners.protonet import ProtoNet
    from metaunsup.learners.settings import settings_of

    assert cli.VARIED == study.VARY
    strength = settings_of(ProtoNet)["strength"]
    assert (strength.low, strength.high) == (0, cli.MOST_STRENGTH)
    assert PARTITION_RANGE == (1, cli.MOST_PARTITIONS)
    assert {*study.USUAL["episodes"], "lasium"} == set(EPISODES)
    offered = {option.replace("-", "_") for option, *_ in OPTIONS} - set(FIXED)
    assert offered == set(study.SETTINGS)
