"""Ranges and choices by name alone, for the form of a training until it reads ``settings_of``."""

from __future__ import annotations

from typing import Any

from metaunsup.learners.registry import LEARNERS
from metaunsup.learners.settings import Setting, settings_of

_EVERY = {one.name: one for spec in reversed(LEARNERS.values()) for one in settings_of(spec.build).values()}
RANGES = {name: (one.low, one.high) for name, one in _EVERY.items() if one.low is not None and one.high is not None}
CHOICES = {name: one.choices for name, one in _EVERY.items() if one.choices}


def read_option(name: str, value: Any, default: Any) -> Any:
    """``value`` as the type of ``default``."""
    return Setting(name, default).read(value)
