"""Every sentence a person reads, in English and Chinese, side by side so that they are written together.

Each module of this package holds ``WORDS``: key -> (English, Chinese). Keys are dotted, and gaps are
``str.format`` fields: ``say("race.step", "zh", step=3)``.
"""

from __future__ import annotations

from collections.abc import Iterable

from metaunsup import errors as _errors
from metaunsup.words import (
    app,
    calibration,
    cli,
    compare,
    data,
    errors,
    home,
    learners,
    own,
    race,
    runs,
    studies,
    symbols,
    tasks,
    training,
)

LANGUAGES = ("en", "zh")
LANGUAGE_NAMES = {"en": "English", "zh": "中文"}

WORDS: dict[str, tuple[str, str]] = {}
for _module in (
    *(app, calibration, cli, compare, data, errors, home, learners, own, race, runs, studies, symbols, tasks, training),
):
    _twice = WORDS.keys() & _module.WORDS.keys()
    if _twice:
        raise RuntimeError(f"sentences defined twice: {sorted(_twice)}")
    WORDS.update(_module.WORDS)


class Say:
    """Every sentence in one language: ``say = Say("zh")``, then ``say("race.step", step=3)``.

    A language that is not spoken here is answered in English.
    """

    def __init__(self, lang: str = "en") -> None:
        self.lang = lang if lang in LANGUAGES else "en"

    def __call__(self, key: str, /, **fields: object) -> str:
        """The sentence named ``key``, its gaps filled."""
        return WORDS[key][LANGUAGES.index(self.lang)].format(**fields)

    def explain(self, error: _errors.MetaUnsupError) -> str:
        """What went wrong and what to do, as one sentence; parts of pools and lists are put as the language has them."""
        return self(f"error.{error.code}", **{name: self._put(name, field) for name, field in error.fields.items()})

    def learner_title(self, name: str) -> str:
        """What a learner is called, or a variant of one (``kmeans-umap``: the learner, and what is different)."""
        if f"learner.{name}.title" in WORDS:
            return self(f"learner.{name}.title")
        base, _, variant = name.rpartition("-")
        return self(f"learner.variant.{variant}", learner=self.learner_title(base))

    def about_learner(self, name: str) -> str:
        """What a learner, or a variant of one, does, in a few sentences."""
        if f"learner.{name}.about" in WORDS:
            return self(f"learner.{name}.about")
        base, _, variant = name.rpartition("-")
        return f"{self.about_learner(base)} {self(f'learner.variant.{variant}.about')}"

    def listed(self, names: Iterable[str]) -> str:
        """Several names, one after the other."""
        return ("、" if self.lang == "zh" else ", ").join(names)

    def _put(self, name: str, field: object) -> object:
        if name == "part" and f"part.{field}" in WORDS:
            return self(f"part.{field}")
        if isinstance(field, list | tuple) and field and all(isinstance(one, str) for one in field):
            return self.listed(field)
        return field


def say(key: str, lang: str = "en", **fields: object) -> str:
    """The sentence named ``key`` in ``lang`` (English where the language is not spoken here), its gaps filled."""
    return Say(lang)(key, **fields)


def explain(error: _errors.MetaUnsupError, lang: str = "en") -> str:
    """See ``Say.explain``."""
    return Say(lang).explain(error)


def learner_title(name: str, lang: str = "en") -> str:
    """See ``Say.learner_title``."""
    return Say(lang).learner_title(name)


def about_learner(name: str, lang: str = "en") -> str:
    """See ``Say.about_learner``."""
    return Say(lang).about_learner(name)


def listed(names: Iterable[str], lang: str = "en") -> str:
    """See ``Say.listed``."""
    return Say(lang).listed(names)


_errors.render_with(Say("en").explain)
