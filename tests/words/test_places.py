"""A sentence lies where its key says, so that nobody has to search for it and nobody writes it twice."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from metaunsup import words
from metaunsup.words import WORDS
from metaunsup.words.pages import app, home

# Where a key's first part is not itself the name of its file or folder.
HOME_OF = {
    "error": "errors",
    "learner": "learners",  # one learner; "learners" is what is said of all
    "metric": "metrics",
    "detector": "detectors",
    "pool": "pools",
    "part": "pools",
    "class": "pools",
}


def sentences_by_place() -> dict[tuple[str, ...], dict[str, tuple[str, str]]]:
    """The sentences of each file, by its folder and name: ("cli", "train"), ("tasks", "page"), ("home",)."""
    found = [one.name for one in pkgutil.walk_packages(words.__path__, f"{words.__name__}.") if not one.ispkg]
    return {
        tuple(name.removeprefix(f"{words.__name__}.").removeprefix("pages.").split(".")): vars(
            importlib.import_module(name)
        )["WORDS"]
        for name in found
    }


PLACES = sentences_by_place()


@pytest.mark.parametrize("place", PLACES, ids=".".join)
def test_a_key_names_its_file(place: tuple[str, ...]) -> None:
    for key in PLACES[place]:
        first, _, rest = key.partition(".")
        second = re.split(r"[._]", rest)[0]  # of error.cli_usage: cli
        assert place[0] == HOME_OF.get(first, first), key
        if (place[0], second) in PLACES:
            assert place[1] == second, f"{key} belongs into {place[0]}/{second}.py"
        elif first == "cli":
            assert place[1] == "common", f"{key} is no command's, so it belongs into cli/common.py"


def test_a_file_of_the_command_line_is_a_command_s() -> None:
    commands = [place[1] for place in PLACES if place[0] == "cli" and place[1] != "common"]
    assert "train" in commands
    assert [command for command in commands if f"cli.{command}.about" not in WORDS] == []


def test_all_files_are_read() -> None:
    assert sum(map(len, PLACES.values())) == len(WORDS) > 1000


def test_a_sentence_defined_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(home.WORDS, "app.language", app.WORDS["app.language"])
    with pytest.raises(RuntimeError, match=r"defined twice.*app\.language"):
        words._sentences.__wrapped__()


def test_sentences_are_read_when_first_asked_for() -> None:
    """``import metaunsup`` has to be quick, and one who never asks for a sentence need not wait for forty files."""
    code = (
        "import sys, metaunsup\n"
        "read = lambda: [name for name in sys.modules if name.startswith('metaunsup.words.')]\n"
        "assert read() == []\n"
        "str(metaunsup.MetaUnsupError('no_learners'))\n"
        "assert len(read()) > 20\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=Path(words.__file__).parents[2])


def test_a_name_that_words_does_not_have_is_an_error() -> None:
    with pytest.raises(AttributeError, match="SENTENCES"):
        _ = words.SENTENCES
