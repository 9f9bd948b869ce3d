"""The one exception of the package: a code and the fields that its sentence needs.

``metaunsup.words`` holds the sentences, in English and Chinese, and hands this module a function that
renders them, so that ``str(error)`` reads well in a notebook while this module still imports nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Integral, Real

LONGEST = 4000  # characters of a field that is kept: a library may say a whole array
_render: Callable[[MetaUnsupError], str] | None = None


class MetaUnsupError(ValueError):
    """Something a person can put right: bad input, a missing file, a damaged checkpoint.

    ``code`` names the sentence (``error.CODE`` in ``metaunsup.words``); ``fields`` fill its gaps.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def __reduce__(self) -> tuple[Callable[..., MetaUnsupError], tuple[str, dict[str, object]]]:
        """Survive the trip between processes with the fields intact."""
        return _rebuild, (self.code, self.fields)

    def plain_fields(self) -> dict[str, object]:
        """``fields`` as JSON holds them and gives them back: text, finite numbers, lists, and all else as text."""
        return {name: _plain(value) for name, value in self.fields.items()}

    def __str__(self) -> str:
        return _render(self) if _render is not None else f"{self.code} {self.fields}"


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Refuse ``value``, the number called ``name``, that is not from ``low`` to ``high`` (NaN is nowhere)."""
    if not low <= value <= high:
        raise MetaUnsupError("number_out_of_range", name=name, value=value, low=low, high=high)


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real) and math.isfinite(value):
        return float(value)
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else str(value)[:LONGEST]


def _rebuild(code: str, fields: dict[str, object]) -> MetaUnsupError:
    return MetaUnsupError(code, **fields)


def render_with(render: Callable[[MetaUnsupError], str]) -> None:
    """Let ``render`` turn errors into sentences (``metaunsup.words`` calls this once, on import)."""
    global _render
    _render = render
