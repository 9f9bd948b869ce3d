"""What a page says of an error: no path of the server, and what strangers wrote is text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common.text import explain_publicly, literal, without_paths
from metaunsup.words import Say

ROOT = Path(__file__).parents[3]


def test_every_page_explains_by_the_one_function() -> None:
    plain = [
        str(path.relative_to(ROOT))
        for path in [ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("metaunsup/ui/**/*.py")]
        if path.name != "text.py" and re.search(r"\.explain\(", path.read_text(encoding="utf-8"))
    ]
    assert plain == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("No such file: '/srv/runs/secret/a.json'", "No such file: 'a.json'"),
        ("cannot open /srv/runs/a.json: full", "cannot open a.json: full"),
        (r"cannot open C:\runs\secret\a.json", "cannot open a.json"),
        (OSError(2, "gone", "/srv/runs/a.json"), "[Errno 2] gone: 'a.json'"),
        (Path("/srv/runs/a.json"), "a.json"),
        ("3/4 of https://example.org/a/b and digits/protonet", "3/4 of https://example.org/a/b and digits/protonet"),
        (7, 7),
        (["a", "b"], ["a", "b"]),
    ],
)
def test_a_path_in_what_another_program_said_becomes_a_name(said: object, told: object) -> None:
    assert without_paths(MetaUnsupError("compare_broke", kind=1, said=said)).fields["said"] == told


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "hostile", ["[press](http://evil.example)", {"a": "**b** ![](x)"}, ["$x$", "<b>"], [0, "[a](b)"], [["<b>"]]]
)
def test_fields_of_strangers_are_text(lang: str, hostile: object) -> None:
    error = MetaUnsupError("compare_broke", kind=1, said=hostile)
    told = explain_publicly(error, Say(lang))
    assert not re.search(r"(?<!\\)[$<\[*!]|://", told), told
    sent = explain_publicly(MetaUnsupError("compare_broke", kind=1, said="a*b /srv/x/y"), Say(lang), markdown=False)
    assert "a*b y" in sent and literal("a*b") not in sent


def test_a_part_is_still_named_in_the_readers_language() -> None:
    error = MetaUnsupError("too_many_ways", pool="digits", part="test", ways=9, possible=5, shots=3)
    assert explain_publicly(error, Say("zh")) == Say("zh").explain(error)
    assert explain_publicly(error, Say("en")) == Say("en").explain(error)


def test_a_name_between_backticks_stays_as_it_is() -> None:
    error = MetaUnsupError("pool_missing", pool="omniglot-minimal", where="/srv/data", files="a.zip")
    assert "--get omniglot-minimal`" in explain_publicly(error, Say()) and "/srv" not in explain_publicly(error, Say())
