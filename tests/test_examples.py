"""``python -m metaunsup.examples``: every script runs, and the list names them all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from metaunsup import examples
from metaunsup.cli.main import main
from metaunsup.examples.__main__ import EXAMPLES, build_parser
from metaunsup.learners.registry import LEARNERS, unregister
from metaunsup.words import Say


@pytest.fixture(autouse=True)
def _none_registered_for_others() -> Iterator[None]:
    yield
    if "kmedoids" in LEARNERS:
        unregister("kmedoids")


def program(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments, build=build_parser)
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_they_are_listed(capsys, lang) -> None:
    code, told, _ = program(capsys, "--lang", lang)
    assert code == 0
    assert all(name in told and Say(lang)(f"examples.{name}.about") in told for name in EXAMPLES)


def test_the_list_holds_every_script() -> None:
    from pathlib import Path

    files = {path.stem for path in Path(examples.__path__[0]).glob("*.py")}
    assert files - {"__init__", "__main__"} == set(EXAMPLES)


def test_the_help_is_in_both_languages(capsys) -> None:
    assert program(capsys, "--help")[1].startswith("usage: python -m metaunsup.examples")
    told = program(capsys, "--help", "--lang", "zh")[1]
    assert told.startswith("用法：python -m metaunsup.examples") and "positional" not in told and "要运行什么：" in told


def test_a_wrong_name_is_refused_in_a_sentence(capsys) -> None:
    code, told, complaint = program(capsys, "dance", "--lang", "zh")
    assert (code, told) == (2, "") and "“dance”" in complaint and all(name in complaint for name in EXAMPLES)
    assert program(capsys, "first_task", "dance")[0] == 2


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.slow
def test_each_runs(capsys, name) -> None:
    code, told, complaint = program(capsys, name)
    assert (code, complaint) == (0, "")
    numbers = [float(found) for found in re.findall(r"\b[01]\.\d{3}\b", told)]
    assert len(numbers) >= 4 and all(0 <= number <= 1 for number in numbers)
    assert "K-Medoids" in told if name == "own_learner" else "K-Means" in told
