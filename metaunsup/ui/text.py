"""What people typed, shown as they typed it."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])")
_ADDRESS = re.compile(r"(?i)(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)")


def literal(text: str) -> str:
    """A stranger's text in Markdown, as it was typed: no link, no picture, no colour is made of it."""
    # a word joiner, which nobody sees, in what would be taken for an address
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub("\u2060", text))
