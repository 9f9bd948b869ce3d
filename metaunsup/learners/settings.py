"""A learner's settings: each is declared once, in the learner, with all that the form and the command line ask of it.

A learner is a dataclass of them::

    @dataclass(eq=False, repr=False)
    class Reptile(MetaLearner):
        train_steps: int = setting(3, low=1, high=50, group="inner")

so that scikit-learn's ``clone``, ``get_params`` and ``repr`` read them from the generated ``__init__``. A subclass that
declares one again changes what it says and keeps the rest: ``train_steps: int = setting(5)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from numbers import Integral, Real
from typing import Any, TypedDict, Unpack

from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.papers import Paper

# Groups on the form of a training, in its order; a setting of no group is not asked for there.
GROUPS = ("episode", "inner", "latent", "penalties", "moves", "outer")
_DECLARED = "setting"


class Declaration(TypedDict, total=False):
    """What can be said of a setting beside its default; see ``Setting``."""

    low: float
    high: float
    choices: tuple[str | int, ...]
    group: str
    words: str
    paper: Paper
    fixed: bool


@dataclass(frozen=True)
class Setting:
    """A setting as a learner has it.

    A number lies from ``low`` to ``high``, ends included (outside it could only fail later, and less clearly); a word,
    or one of few numbers, is one of ``choices``. ``group``: its place on the form; ``words``: the key of its title
    there (``KEY.help`` says more); ``paper``: where it comes from, if not from the learner's own. ``fixed``: at another
    value the learner would be the one that it is a preset of.
    """

    name: str
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str | int, ...] = ()
    group: str = ""
    words: str = ""
    paper: Paper | None = None
    fixed: bool = False

    def read(self, value: Any) -> Any:
        """``value`` as the type of the default; refuses text that is no such thing."""
        kind = type(self.default)
        if kind is str:
            return value
        if not isinstance(value, str):
            # settings may come from a file that somebody edited
            alike = {bool: bool, int: Integral, float: Real}[kind]
            if not isinstance(value, alike) or (isinstance(value, bool) and kind is not bool):
                raise self._not_a(value)
            return value
        if kind is bool:
            words: Mapping[str, bool] = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
            if value.lower() not in words:
                raise self._not_a(value)
            return words[value.lower()]
        try:
            return kind(value)
        except ValueError as error:
            raise self._not_a(value) from error

    def check(self, value: Any) -> None:
        """Refuse a number out of range, and a value that is none of the choices."""
        self.check_choice(value)
        if self.low is not None and self.high is not None:
            check_range(self.name, value, self.low, self.high)

    def check_choice(self, value: Any) -> None:
        """Refuse a value that is none of the choices."""
        if self.choices and value not in self.choices:
            raise MetaUnsupError("option_choice", name=self.name, value=value, choices=tuple(map(str, self.choices)))

    def _not_a(self, value: Any) -> MetaUnsupError:
        if isinstance(self.default, bool):
            return MetaUnsupError("option_choice", name=self.name, value=value, choices=("true", "false"))
        code = "option_not_a_whole_number" if isinstance(self.default, int) else "option_not_a_number"
        return MetaUnsupError(code, name=self.name, value=value)


def setting(default: Any, **declared: Unpack[Declaration]) -> Any:
    """Declare a setting as a keyword of the learner; see ``Setting`` for what can be said of it."""
    return field(default=default, kw_only=True, metadata={_DECLARED: declared})


def settings_of(build: type) -> dict[str, Setting]:
    """The settings of a class of learners, by name, in the order of their declarations, base classes first."""
    declared: dict[str, Declaration] = {}
    for cls in reversed(build.__mro__):
        for one in vars(cls).get("__dataclass_fields__", {}).values():
            if _DECLARED in one.metadata:
                declared[one.name] = {
                    **declared.get(one.name, {"words": f"meta_train.{one.name}"}),
                    **one.metadata[_DECLARED],
                }
    return {
        one.name: Setting(one.name, one.default, **declared[one.name]) for one in fields(build) if one.name in declared
    }


def check_fixed(build: type, options: Mapping[str, Any], name: str) -> None:
    """Refuse an option at another value than the one that makes the learner ``name`` what it is called."""
    for one in settings_of(build).values():
        if one.fixed and options.get(one.name, one.default) != one.default:
            general: Any = next(base for base in build.__mro__ if not settings_of(base)[one.name].fixed)
            told = {"value": _typed(options[one.name]), "fixed": _typed(one.default)}
            raise MetaUnsupError("option_fixed", learner=name, name=one.name, general=general.name, **told)


def read_settings(build: type, options: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Options of what is called ``name`` as ``build`` takes them; refuses those that it has not, and bad values."""
    known = settings_of(build)
    for key in options:
        if key not in known:
            raise MetaUnsupError("unknown_option", option=key, learner=name, known=tuple(known) or "-")
    read = {key: known[key].read(value) for key, value in options.items()}
    for key, value in read.items():
        known[key].check(value)
    check_fixed(build, read, name)
    return read


def _typed(value: Any) -> str:
    """A value as one types it on the command line."""
    return str(value).lower() if isinstance(value, bool) else str(value)
