"""Text that others wrote, on its way to a terminal, a page or a file: no control character goes along."""

from __future__ import annotations

# all of Unicode's Cc but tab and line feed; an escape among them is an order to a terminal
CONTROL = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "?")
# bytes of a file's name that are no text, as ``os.fsdecode`` has them: no stream takes them
_NO_TEXT = dict.fromkeys(range(0xD800, 0xE000), "?")

_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # embeddings, overrides and isolates


def printable(text: str) -> str:
    """``text`` with a question mark for each control character but tabs and line feeds, and for what is no text."""
    return text if text.isprintable() else text.replace("\r\n", "\n").translate(CONTROL | _NO_TEXT)


def readable(name: str) -> str:
    """The name of a file in characters that can be written anywhere, the others as escapes: names stay different.

    Bytes that are no text stand in ``name`` as lone surrogates, as ``os.fsdecode`` has them.
    """
    return name if name.isprintable() else "".join(one if one.isprintable() else _escaped(one) for one in name)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else character.encode("unicode_escape").decode()


def one_line(text: str) -> str:
    """``text`` on one line, as a table's cell must be: a space for each control character and line end.

    And for each that turns the direction of what follows, by which a name could be made to look like another.
    """
    return text if text.isprintable() else "".join(" " if _breaks(one) else one for one in text)


def _breaks(character: str) -> bool:
    return ord(character) in CONTROL or character in "\t\n\u2028\u2029" or character in _TURNING
