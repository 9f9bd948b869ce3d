"""Everything a page shows is in its link: typed query parameters, read with care and written back short.

Values in a link are stable ASCII codes, never translated labels. What cannot be understood falls back to the default
and is named, so that the page can say in one sentence what it ignored.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

_WHOLE = re.compile(r"-?[0-9]{1,12}")
_REAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,20})?")
_SHOWN = 24  # characters of a parameter that are repeated to the reader


@dataclass(frozen=True)
class Whole:
    """A whole number from ``low`` to ``high``."""

    default: int
    low: int
    high: int

    def parse(self, text: str) -> int:
        """The number, or ``ValueError``."""
        return int(_inside(self, int(text) if _WHOLE.fullmatch(text) else math.nan))

    def format(self, value: Any) -> str:
        """As it stands in a link."""
        return str(int(value))


@dataclass(frozen=True)
class Real:
    """A number from ``low`` to ``high``, or None where the link leaves it out."""

    default: float | None
    low: float
    high: float

    def parse(self, text: str) -> float:
        """The number, or ``ValueError``."""
        return _inside(self, float(text) if _REAL.fullmatch(text) else math.nan)

    def format(self, value: Any) -> str:
        """As it stands in a link: every digit, because another number is another task."""
        return plain(value)


Options = tuple[str, ...] | Callable[[], tuple[str, ...]]  # a function where there may be more later: asked each time


@dataclass(frozen=True)
class Choice:
    """One of a few codes."""

    default: str
    options: Options

    def parse(self, text: str) -> str:
        """The code, or ``ValueError``."""
        if text not in _listed(self.options):
            raise ValueError(text)
        return text

    def format(self, value: Any) -> str:
        """As it stands in a link."""
        return str(value)


@dataclass(frozen=True)
class Several:
    """Up to ``most`` different codes, written with commas between them."""

    default: tuple[str, ...]
    options: Options
    most: int

    def parse(self, text: str) -> tuple[str, ...]:
        """The codes, or ``ValueError``."""
        codes = tuple(text.split(","))
        if not set(codes) <= set(_listed(self.options)) or len(set(codes)) != len(codes) or len(codes) > self.most:
            raise ValueError(text)
        return codes

    def format(self, value: Any) -> str:
        """As it stands in a link."""
        return ",".join(value)


@dataclass(frozen=True)
class Text:
    """Words on one line, up to ``most`` characters; any, or those that match ``pattern``."""

    default: str
    most: int
    pattern: str = ".*"

    def parse(self, text: str) -> str:
        """The words, or ``ValueError``."""
        if len(text) > self.most or not text.isprintable() or not re.fullmatch(self.pattern, text):
            raise ValueError(text)
        return text

    def format(self, value: Any) -> str:
        """As it stands in a link."""
        return str(value)


@dataclass(frozen=True)
class Codes:
    """Up to ``most`` different codes that each match ``pattern``, written with commas between them."""

    default: tuple[str, ...]
    pattern: str
    most: int

    def parse(self, text: str) -> tuple[str, ...]:
        """The codes, or ``ValueError``."""
        codes = tuple(text.split(","))
        if len(set(codes)) != len(codes) or len(codes) > self.most:
            raise ValueError(text)
        if not all(re.fullmatch(self.pattern, code) for code in codes):
            raise ValueError(text)
        return codes

    def format(self, value: Any) -> str:
        """As it stands in a link."""
        return ",".join(value)


Field = Whole | Real | Choice | Several | Text | Codes


def _listed(options: Options) -> tuple[str, ...]:
    return options() if callable(options) else options


def _inside(field: Whole | Real, value: float) -> float:
    if not field.low <= value <= field.high:  # also refuses NaN
        raise ValueError(value)
    return value


def read(query: Mapping[str, str], fields: Mapping[str, Field]) -> tuple[dict[str, Any], list[str]]:
    """Values of ``fields`` found in ``query``, and what was ignored, each as ``name=text`` fit to be shown."""
    values: dict[str, Any] = {}
    ignored: list[str] = []
    for name, field in fields.items():
        values[name] = field.default
        if name not in query:
            continue
        text = query[name].strip()
        try:
            values[name] = field.parse(text)
        except ValueError:
            ignored.append(f"{name}={shown(text)}")
    return values, ignored


def write(values: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, str]:
    """Parameters that make ``read`` return ``values``; those at their default are left out."""
    return {
        name: field.format(values[name])
        for name, field in fields.items()
        if values.get(name) is not None and values[name] != field.default
    }


def plain(value: float) -> str:
    """``value`` without an exponent, as short as reads back the same."""
    return np.format_float_positional(value, trim="-")


def as_typed(value: float) -> str:
    """``value`` as a refusal repeats it: as it was typed, but not three hundred digits."""
    return plain(value) if abs(value) < 1e15 else f"{value:g}"


def shown(text: str) -> str:
    """A stranger's text, short and without anything that Markdown would act on."""
    plain = "".join(letter if letter.isprintable() and letter != "`" else " " for letter in text)
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
