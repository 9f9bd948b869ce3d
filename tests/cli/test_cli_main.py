"""The command line as a whole: help, languages, refusals, interruptions, and the real program as a process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from metaunsup.cli import data
from metaunsup.cli.main import main
from metaunsup.learners.registry import LEARNERS

ROOT = Path(__file__).parents[2]
QUICK = ("evaluate", "--learners", "kmeans", "--tasks", "1", "--ways", "2", "--shots", "3")


def chinese(text: str) -> bool:
    """Whether there is any Chinese in it."""
    return re.search("[\u4e00-\u9fff]", text) is not None


def program(*arguments: str, **settings) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "metaunsup", *arguments],
        cwd=ROOT,
        capture_output="stdout" not in settings,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **settings,
    )


def test_everything_that_there_is_to_choose_is_named(command) -> None:
    told = command("foo").err
    assert all(name in told for name in ("data", "train", "runs", "evaluate", "compare", "study", "transfer"))
    listed = command("train --help").out
    assert [name for name, spec in LEARNERS.items() if spec.trainable and name not in listed] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_help_of_evaluate_names_every_learner(command, lang) -> None:
    # as whole words: protonet would be found in protonet-adapt, and a line may be broken after a hyphen
    listed = re.findall("[a-z]+(?:-[a-z]+)*", re.sub(r"-\n\s+", "-", command("evaluate --help", "--lang", lang).out))
    assert set(LEARNERS) - set(listed) == set()


@pytest.mark.parametrize(
    "line", ["--help", "data --help", "train --help", "evaluate -h", "evaluate --ways x -h", "turn -h"]
)
def test_help_in_both_languages(command, line) -> None:
    english, translated = command(line), command(line, "--lang", "zh")
    assert english.code == translated.code == 0
    assert english.err == translated.err == ""
    assert not chinese(english.out)
    assert english.out.startswith("usage: python -m metaunsup")
    assert translated.out.startswith("用法：python -m metaunsup")
    for word in ("usage", "options", "show this help", "positional"):
        assert word not in translated.out
    assert "\n选项：\n" in translated.out
    described = [line.strip() for line in translated.out.splitlines() if line.strip()]
    assert chinese(described[-1])


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("", "train"),
        ("dance", "dance"),
        ("train", "--learner"),
        ("evaluate --ways", "--ways"),
        ("evaluate --imbalance -inf", "--imbalance"),
        ("evaluate --way 3", "--way 3"),
        ("evaluate extra", "extra"),
        ("train --learner maml --out x --resume=1", "--resume"),
        ("evaluate --tasks nan", "nan"),
        ("--lang", "--lang"),
    ],
)
def test_unreadable_lines_get_one_sentence(command, line, named) -> None:
    assert named in command(line).sentence
    if not line.endswith("--lang"):
        sentence = command(line, "--lang=zh").sentence
        assert named in sentence
        assert chinese(sentence)


def test_unknown_language(command) -> None:
    assert "en, zh" in command("data --lang fr").sentence


def test_interruption_ends_with_130_and_a_sentence(command, monkeypatch) -> None:
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(data, "describe", interrupted)
    outcome = command("data --lang zh")
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err == "已按你的要求停止。\n"


def test_a_system_error_is_a_sentence(command, monkeypatch) -> None:
    def broken(*_):
        raise PermissionError(13, "Permission denied", "pictures.zip")

    monkeypatch.setattr(data, "describe", broken)
    assert command("data").sentence == "pictures.zip could not be used: Permission denied."


def test_help_needs_no_heavy_library_and_answers_at_once() -> None:
    code = (
        "import sys; from metaunsup.cli.main import main; main(['evaluate', '--help']); "
        "assert not {'torch', 'sklearn', 'numpy', 'scipy'} & set(sys.modules), 'heavy'"
    )
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert time.perf_counter() - begun < 5  # it takes 0.1 s; the machine may be busy


@pytest.mark.slow
def test_the_program_as_a_process() -> None:
    good = program(*QUICK)
    assert (good.returncode, good.stderr) == (0, "")  # no progress bar where standard error is no terminal
    assert "kmeans" in good.stdout
    bad = program("evaluate", "--tasks", "0", "--lang", "zh", env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.strip() == "--tasks 的取值“0”超出范围，应在 1 到 100000 之间。"


def test_a_terminal_that_knows_no_chinese_still_gets_a_line() -> None:
    done = program("evaluate", "--tasks", "0", "--lang", "zh", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 2
    assert "--tasks" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a device that is always full")
@pytest.mark.slow
def test_a_full_disk_under_standard_output_is_a_sentence() -> None:
    with open("/dev/full", "w") as full:
        done = program(*QUICK, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "standard output" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently there")
@pytest.mark.slow
def test_a_reader_that_leaves_early_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        done = program(*QUICK, stdout=pipe, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (141, "")


def test_main_reads_the_process_arguments(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["metaunsup", "--help"])
    assert main() == 0
    assert "evaluate" in capsys.readouterr().out
