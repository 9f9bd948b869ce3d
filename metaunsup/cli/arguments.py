"""Reading the command line: argparse with its sentences in two languages, and numbers with their ranges.

Every option reaches its command as text, and the command reads it with ``whole`` or ``real``: a refusal then says
the range, in the chosen language, which argparse's own types cannot.
"""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from metaunsup.cli.output import wrap
from metaunsup.errors import MetaUnsupError
from metaunsup.words import LANGUAGES, Say

PROGRAM = "python -m metaunsup"
BIGGEST_SEED = 2**31 - 1
_SHOWN = 40  # characters of a refused value that are repeated to its writer


class Parser(argparse.ArgumentParser):
    """An ``ArgumentParser`` that speaks its reader's language, and raises ``MetaUnsupError`` where others exit."""

    def __init__(self, say: Say, **settings: Any) -> None:
        super().__init__(
            **settings, add_help=False, allow_abbrev=False, formatter_class=lambda prog: Formatter(say, prog)
        )
        self._say = say
        self._optionals.title = say("cli.options")
        self._positionals.title = say("cli.positionals")
        self.add_argument("-h", "--help", action="help", help=say("cli.help"))
        # For the help alone: ``split_language`` has taken it off the line before this parser sees it.
        self.add_argument("--lang", metavar="LANG", help=say("cli.lang"))

    def format_help(self) -> str:
        """The help; headings end in the colon of their language, where argparse knows one only."""
        text = super().format_help()
        for heading in (group.title for group in self._action_groups):
            text = text.replace(f"\n{heading}:\n", f"\n{heading}{self._say('cli.colon')}\n")
        return text

    def error(self, message: str) -> NoReturn:
        """Say what argparse found wrong; its messages are English only, so each known kind gets a sentence here."""
        for pattern, code in _KINDS:
            found = re.search(pattern, message, re.DOTALL)
            if found:
                fields = {name: value.replace("'", "") for name, value in found.groupdict().items()}
                fields = {name: value if name == "known" else shown(value) for name, value in fields.items()}
                raise MetaUnsupError(code, **fields, program=PROGRAM)
        raise MetaUnsupError("cli_usage", message=message, program=PROGRAM)


_KINDS = (
    (r"argument COMMAND: invalid choice: '?(?P<command>.*?)'? \(choose from (?P<known>.*)\)", "cli_unknown_command"),
    (r"argument (?P<option>\S+): expected (one|at least one|\d+) argument", "cli_missing_value"),
    (r"argument (?P<option>\S+): ignored explicit argument (?P<value>.*)", "cli_no_value_wanted"),
    (r"the following arguments are required: (?P<options>.*)", "cli_missing_options"),
    (r"unrecognized arguments: (?P<arguments>.*)", "cli_unknown_arguments"),
)


class Formatter(argparse.HelpFormatter):
    """Help in the reader's language: the heading of the usage line, and lines broken where Chinese may be broken."""

    def __init__(self, say: Say, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)
        self._say = say

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """The usage line under a heading in the reader's language."""
        super().add_usage(usage, actions, groups, self._say("cli.usage") if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = [line for paragraph in text.splitlines() for line in wrap(paragraph, width - len(indent)) or [""]]
        return "\n".join(indent + line for line in lines)


def split_language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language asked for by ``--lang LANG`` or ``--lang=LANG``, anywhere, and the other arguments."""
    lang, rest = "en", []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--lang" or argument.startswith("--lang="):
            value = argument.partition("=")[2] if "=" in argument else next(waiting, None)
            if value is None:
                raise MetaUnsupError("cli_missing_value", option="--lang", program=PROGRAM)
            if value not in LANGUAGES:
                raise MetaUnsupError("cli_language", value=shown(value), known=LANGUAGES)
            lang = value
        else:
            rest.append(argument)
    return lang, rest


def whole(text: str, name: str, low: int, high: int) -> int:
    """``text`` as a whole number from ``low`` to ``high``; ``name`` is the option it was given to."""
    text = text.strip()
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        raise MetaUnsupError("not_a_whole_number", name=name, value=shown(text), low=low, high=high)
    # A number of thousands of digits is out of range without being read: reading it is refused by Python itself.
    if len(text) > 30 or not low <= int(text) <= high:
        raise MetaUnsupError("number_out_of_range", name=name, value=shown(text), low=low, high=high)
    return int(text)


def real(text: str, name: str, low: float, high: float) -> float:
    """``text`` as a number from ``low`` to ``high``; NaN and infinity are no numbers here."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise MetaUnsupError("not_a_number", name=name, value=shown(text), low=low, high=high)
    if not low <= value <= high:
        raise MetaUnsupError("number_out_of_range", name=name, value=shown(text), low=low, high=high)
    return value


def pairs(given: Sequence[str] | None, option: str, example: str) -> dict[str, str]:
    """``NAME=VALUE``, such as ``example``, as often as it was given; each name once."""
    found: dict[str, str] = {}
    for text in given or ():
        name, equals, value = text.partition("=")
        name, value = name.strip(), value.strip()
        if not (equals and name and value):
            raise MetaUnsupError("cli_name_value", option=option, value=shown(text), example=example)
        if name in found:
            raise MetaUnsupError("cli_twice", option=option, name=shown(name))
        found[name] = value
    return found


def names(text: str, option: str) -> list[str]:
    """Names separated by commas, each once."""
    found = [name.strip() for name in re.split("[,，]", text) if name.strip()]
    if not found:
        raise MetaUnsupError("cli_empty_list", option=option)
    for name in found:
        if found.count(name) > 1:
            raise MetaUnsupError("cli_twice", option=option, name=shown(name))
    return found


def pool_names(given: Sequence[str] | None, option: str, default: str) -> list[str]:
    """Pools, separated by commas, as often as the option was given; a path with a comma stands in an option alone.

    What is there as a whole, a folder or an archive, is one pool, so that every path can be named.
    """
    from metaunsup.data.root import GREY, own_place

    found: list[str] = []
    for text in given or (default,):
        whole_path = re.search("[,，]", text) is not None and own_place(text.removeprefix(GREY)) is not None
        found += [text] if whole_path else names(text, option)
    for name in found:
        if found.count(name) > 1:
            raise MetaUnsupError("cli_twice", option=option, name=shown(name))
    return found


def shown(value: str) -> str:
    """A value as it is repeated in a sentence: on one line, and not for pages."""
    text = "".join(character if character.isprintable() else "?" for character in value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
