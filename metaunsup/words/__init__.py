"""Every sentence a person reads, in English and Chinese, side by side so that they are written together.

Each file holds ``WORDS``: key -> (English, Chinese). Keys are dotted, and gaps are ``str.format`` fields:
``Say("zh")("race.shown.practice", pool="MNIST")``. A gap with a bar chooses by a number: ``{tasks} {tasks:task|tasks}``
is "1 task" or "2 tasks", and ``{low}{high:>{low}| to {high}}`` is "32", or "32 to 64" where the second is the larger.
The player's ``fill`` (palette.js) knows the first of the two. A key's first part names its file or folder:

- ``PAGE.*``: ``pages/PAGE.py`` or ``pages/PAGE/``; there, too, what pages share (``app``, ``form``, ``variants``, ``own``, ``player``, ``rows``)
- ``cli.COMMAND.*``: ``cli/COMMAND.py``; every other ``cli.*``: ``cli/common.py``
- ``error.CODE``: the file of its kind in ``errors/``
- ``learner.*``, ``learners.*``: ``learners.py``; ``detector.*``: ``detectors.py``; ``symbols.*``: ``symbols.py``; ``metric.*``: ``metrics.py``
- ``pool.*``, ``part.*`` and ``class.*``: ``pools.py``; ``report.*``: ``report.py``

In a folder a key whose second part is the name of a file lies in that file. A new file is found by itself.
"""

from __future__ import annotations

import importlib
import os
import string
from collections.abc import Iterable
from functools import cache

from metaunsup import errors as _errors
from metaunsup.data.text import printable

TYPE_CHECKING = False  # true to mypy, and spares ``import metaunsup`` the import of typing
if TYPE_CHECKING:
    from typing import Any

LANGUAGES = ("en", "zh")
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}

WORDS: dict[str, tuple[str, str]]
"""Every sentence; the files are read when it, or a sentence, is first asked for."""


@cache
def _sentences() -> dict[str, tuple[str, str]]:
    from pathlib import Path

    folder = Path(__file__).parent
    sentences: dict[str, tuple[str, str]] = {}
    for path in sorted(set(folder.rglob("*.py")) - set(folder.rglob("__init__.py"))):
        name = ".".join(path.relative_to(folder).with_suffix("").parts)
        words = importlib.import_module(f"{__name__}.{name}").WORDS
        duplicates = sentences.keys() & words.keys()
        if duplicates:
            raise RuntimeError(f"sentences defined twice: {sorted(duplicates)}")
        sentences |= words
    return sentences


if not TYPE_CHECKING:  # mypy would take every name for one of this module

    def __getattr__(name: str) -> dict[str, tuple[str, str]]:
        if name == "WORDS":
            return _sentences()
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Say:
    """Every sentence in one language: ``say = Say("zh")``, then ``say("player.clock", step=3, steps=20)``.

    A language that is not spoken here is answered in English.
    """

    def __init__(self, lang: str = "en") -> None:
        self.lang = lang if lang in LANGUAGES else "en"
        self._before = ""  # of a key, where another sentence takes its place

    def of_rows(self) -> Say:
        """The same language, of rows of a table: ``rows.KEY`` in the place of ``KEY``, where there is such a sentence."""
        say = Say(self.lang)
        say._before = "rows."
        return say

    def __call__(self, key: str, /, **fields: object) -> str:
        """The sentence named ``key``, its gaps filled; what fills them brings no control character along."""
        told = {name: _printable(field) for name, field in fields.items()}
        sentence = self.with_gaps(key)
        plain = "|" not in sentence and ":+" not in sentence
        return sentence.format(**told) if plain else _GAPS.vformat(sentence, (), told)

    def with_gaps(self, key: str) -> str:
        """The sentence named ``key`` with its gaps still open, for a browser to fill."""
        if self._before and f"{self._before}{key}" in _sentences():
            key = f"{self._before}{key}"
        return _sentences()[key][LANGUAGES.index(self.lang)]

    def explain(self, error: _errors.MetaUnsupError) -> str:
        """What went wrong and what to do, as one sentence; parts of pools and lists are put as the language has them."""
        return self(
            f"error.{error.code}", **{name: self._field_text(name, field) for name, field in error.fields.items()}
        )

    def note(self, note: str | None) -> str | None:
        """What must be said of a pool, from its ``note``: keys with their numbers, ``KEY:NAME=NUMBER``, and spaces between.

        None where there is nothing to say, or where somebody else's file holds what is no note.
        """
        try:
            said = [self(key, **dict(map(_number, fields))) for key, *fields in map(_split, (note or "").split())]
        except (KeyError, ValueError):
            return None
        return ("" if self.lang == "zh" else " ").join(said) or None

    def learner_title(self, name: str) -> str:
        """What a learner is called, or a variant of one (``kmeans-umap``: the learner, and what is different).

        Behind it stands its label, if it has one (``protonet@own``). What has no sentence here, somebody's own
        learner, is called by its name.
        """
        name, labelled, label = name.partition("@")
        if labelled:
            key = "learner.label.own" if label == "own" else "learner.label"
            return self(key, learner=self.learner_title(name), label=label)
        if f"learner.{name}.title" in _sentences():
            return self(f"learner.{name}.title")
        base, _, variant = name.rpartition("-")
        if not base or f"learner.variant.{variant}" not in _sentences():
            return printable(name)
        return self(f"learner.variant.{variant}", learner=self.learner_title(base))

    def about_learner(self, name: str) -> str:
        """What a learner, or a variant of one, does, in a few sentences, if there are any; its label changes nothing."""
        name = name.partition("@")[0]
        if f"learner.{name}.about" in _sentences():
            return self(f"learner.{name}.about")
        base, _, variant = name.rpartition("-")
        if not base or f"learner.variant.{variant}.about" not in _sentences():
            return ""
        return f"{self.about_learner(base)} {self(f'learner.variant.{variant}.about')}".lstrip()

    def detector_title(self, name: str) -> str:
        """What a detector is called, and behind it the space that it judges in, if that is not the items themselves.

        Somebody's own label, which has no sentence here, stands as it is.
        """
        base, at, space = name.partition("@")
        title = self(f"detector.{base}.title") if f"detector.{base}.title" in _sentences() else printable(base)
        return self("detector.in", detector=title, space=self.space_title(space)) if at else title

    def space_title(self, space: str) -> str:
        """What stands behind a detector's @: who practised to see it so, and how it is looked through."""
        for ending in ("tta", "alone"):
            if space.endswith(f"-{ending}"):
                return self(f"detector.space.{ending}", space=self.space_title(space.removesuffix(f"-{ending}")))
        if space in ("untrained", "own") or space.startswith("run:"):
            return self("detector.space.untrained" if space == "untrained" else "detector.space.run")
        return self.learner_title(space)

    def listed(self, names: Iterable[str]) -> str:
        """Several names, one after the other."""
        return ("、" if self.lang == "zh" else ", ").join(names)

    def _field_text(self, name: str, field: object) -> object:
        if name == "part" and f"part.{field}" in _sentences():
            return self(f"part.{field}")
        if name == "pool" and isinstance(field, str):
            return field.removeprefix("folder:")  # what somebody's own was called
        if isinstance(field, list | tuple) and field and all(isinstance(one, str) for one in field):
            return self.listed(field)
        return field


def signed(number: float, spec: str) -> str:
    """A difference as people read it, by a format such as ``+.1f``: with a true minus, and none before a zero."""
    text = format(number, spec)
    if any(digit in text for digit in "123456789"):
        return text.replace("-", "−")
    return text.replace("-", "+" if spec.startswith("+") else "")


class _Gaps(string.Formatter):
    """Fills gaps as ``str.format`` does; signs, and decimals, are written as ``signed`` does, and gaps with a bar choose."""

    def format_field(self, value: Any, spec: str) -> str:
        """``ONE|MORE``: the first where ``value`` is 1; ``>BOUND|TEXT``: the text where it is above the bound."""
        first, bar, second = spec.partition("|")
        if not bar:
            return signed(value, spec) if spec.startswith("+") or spec.endswith(("f", "%")) else format(value, spec)
        if first.startswith(">"):
            return second if float(str(value)) > float(first[1:]) else ""
        return first if str(value) in ("1", "1.0") else second


_GAPS = _Gaps()


def _printable(field: object) -> object:
    """A number keeps its kind, for the sentence says how it is written."""
    return printable(str(field)) if isinstance(field, str | os.PathLike | BaseException) else field


def _split(note: str) -> list[str]:
    if not note.startswith("pool.note."):
        raise ValueError(note)
    return note.split(":")


def _number(field: str) -> tuple[str, float]:
    name, _, value = field.partition("=")
    return name, float(value) if "." in value or "e" in value else int(value)


def titled_learners() -> tuple[str, ...]:
    """Names of all learners that have a title: what a help can list without loading any of them."""
    return tuple(key.split(".")[1] for key in _sentences() if key.startswith("learner.") and key.endswith(".title"))


_errors.render_with(Say("en").explain)
