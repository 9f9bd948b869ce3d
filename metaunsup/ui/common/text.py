"""What people typed, shown as they typed it."""

from __future__ import annotations

import re
from pathlib import Path

from metaunsup.errors import MetaUnsupError

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])")
_ADDRESS = re.compile(r"(?i)(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)")


def literal(text: str) -> str:
    """A stranger's text in Markdown, as it was typed: no link, no picture, no colour is made of it."""
    # a word joiner, which nobody sees, in what would be taken for an address
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub("\u2060", text))


_PATHS = ("path", "folder", "log", "out", "file", "where")


def without_paths(error: MetaUnsupError) -> MetaUnsupError:
    """The same problem with names of files for whole paths: who watches from elsewhere has no use for them."""
    fields = {name: Path(str(value)).name if name in _PATHS else value for name, value in error.fields.items()}
    return MetaUnsupError(error.code, **fields)
