"""What people typed, shown as they typed it."""

from __future__ import annotations

import re

from metaunsup.data.files import without_paths
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])")
_ADDRESS = re.compile(r"(?i)(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)")


def literal(text: str) -> str:
    """A stranger's text in Markdown, as it was typed: no link, no picture, no colour is made of it."""
    # a word joiner, which nobody sees, in what would be taken for an address
    return _MARKDOWN.sub(r"\\\1", _ADDRESS.sub("\u2060", text))


# nothing to escape, and some stand between backticks: a name such as omniglot-minimal; a number with its unit
_CODE = re.compile(r"[A-Za-z0-9]+([-_/][A-Za-z0-9]+)*|[0-9]+\.[0-9]+(\s[A-Za-z]+)?")


def explain_publicly(error: MetaUnsupError, say: Say, *, markdown: bool = True) -> str:
    """What a page says of ``error``: no path of the server, and what strangers wrote is text, not Markdown."""
    told = without_paths(error)
    if not markdown:
        return say.explain(told)

    def plain(value: object) -> object:
        if isinstance(value, list | tuple) and value and all(isinstance(one, str) for one in value):
            return [plain(one) for one in value]  # names, one after the other; of another list its own text is told
        if value is None or isinstance(value, int | float) or _CODE.fullmatch(str(value)):
            return value
        return literal(str(value))

    # the name of a part is looked up, and translated
    fields = {name: value if name == "part" else plain(value) for name, value in told.fields.items()}
    return say.explain(MetaUnsupError(told.code, **fields))
