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


def say(key: str, lang: str = "en", **fields: object) -> str:
    """The sentence named ``key`` in ``lang`` (English where the language is not spoken here), its gaps filled."""
    pair = WORDS[key]
    return pair[LANGUAGES.index(lang) if lang in LANGUAGES else 0].format(**fields)


def explain(error: _errors.MetaUnsupError, lang: str = "en") -> str:
    """What went wrong and what to do, as one sentence; parts of pools and lists are put as the language has them."""
    return say(f"error.{error.code}", lang, **{name: _put(name, field, lang) for name, field in error.fields.items()})


def learner_title(name: str, lang: str = "en") -> str:
    """What a learner is called, or a variant of one (``kmeans-umap``: the learner, and what is different about it)."""
    return _of_learner(name, "title", lang)


def about_learner(name: str, lang: str = "en") -> str:
    """What a learner, or a variant of one, does, in a few sentences."""
    return _of_learner(name, "about", lang)


def _of_learner(name: str, what: str, lang: str) -> str:
    if f"learner.{name}.{what}" in WORDS:
        return say(f"learner.{name}.{what}", lang)
    base, _, variant = name.rpartition("-")
    if what == "title":
        return say(f"learner.variant.{variant}", lang, learner=learner_title(base, lang))
    return " ".join([about_learner(base, lang), say(f"learner.variant.{variant}.about", lang)])


def listed(names: Iterable[str], lang: str = "en") -> str:
    """Several names, one after the other."""
    return ("、" if lang == "zh" else ", ").join(names)


def _put(name: str, field: object, lang: str) -> object:
    if name == "part" and f"part.{field}" in WORDS:
        return say(f"part.{field}", lang)
    if isinstance(field, list | tuple) and field and all(isinstance(one, str) for one in field):
        return listed(field, lang)
    return field


_errors.render_with(explain)
