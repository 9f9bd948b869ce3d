"""Every sentence that the code asks for exists, and every refusal fills all of its sentence's gaps."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from metaunsup.words import WORDS

PACKAGE = Path(__file__).parents[2] / "metaunsup"


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of ``name`` with a literal first argument, and where they stand."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", None)) == name
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_refusal_has_its_sentence_and_fills_it() -> None:
    problems = []
    for where, call in calls("MetaUnsupError"):
        key = f"error.{call.args[0].value}"
        if key not in WORDS:
            problems.append(f"{where}: no sentence {key}")
        elif None not in (given := {keyword.arg for keyword in call.keywords}):
            problems += [f"{where}: {key} lacks {gaps(text) - given}" for text in WORDS[key] if gaps(text) - given]
    assert not problems, "\n".join(problems)


def test_every_sentence_asked_for_exists_and_is_filled() -> None:
    problems = []
    for where, call in calls("say"):
        key = call.args[0].value
        if key not in WORDS:
            problems.append(f"{where}: no sentence {key}")
        elif None not in (given := {keyword.arg for keyword in call.keywords}):
            problems += [f"{where}: {key} lacks {gaps(text) - given}" for text in WORDS[key] if gaps(text) - given]
    assert not problems, "\n".join(problems)


def test_both_languages_have_the_same_gaps() -> None:
    for key, (english, chinese) in WORDS.items():
        assert english.strip(), key
        assert chinese.strip(), key
        assert gaps(english) == gaps(chinese), key
