"""Long work on the command line: what is finished is told line by line, and kept where the rest is stopped."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sized
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from metaunsup.errors import MetaUnsupError

STANDARD_OUTPUT = "-"
INTERRUPTED = 130  # the exit code of a program that Ctrl-C ended
Write = Callable[[dict[str, Any]], None]


@contextlib.contextmanager
def json_lines(file: Path | str | None) -> Iterator[Write]:
    """A function that writes one line of JSON and sees it out, so that nothing is lost with the program.

    ``file``: a path, ``STANDARD_OUTPUT``, or None for nowhere.
    """
    if file is None:
        yield lambda _: None
        return
    with contextlib.ExitStack() as stack:
        out = sys.stdout if file == STANDARD_OUTPUT else stack.enter_context(open(file, "w", encoding="utf-8"))

        def write(content: dict[str, Any]) -> None:
            out.write(json.dumps(content, allow_nan=False) + "\n")
            out.flush()

        yield write


class Stoppable:
    """Work that fills ``finished``: inside ``with``, Ctrl-C or a refusal ends it, and is raised if nothing is finished.

    A refusal is written as a line, too.
    """

    reason: KeyboardInterrupt | MetaUnsupError | None = None

    def __init__(self, finished: Sized, write: Write) -> None:
        self._finished, self._write = finished, write

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, reason: BaseException | None, __: TracebackType | None) -> bool:
        if isinstance(reason, MetaUnsupError):
            self._write({"error": reason.code, "fields": reason.plain_fields()})
        if not isinstance(reason, KeyboardInterrupt | MetaUnsupError):
            return False
        self.reason = reason
        return len(self._finished) > 0

    def exit_code(self, kept: str) -> int:
        """0 where it ran to its end; else says ``kept``, what there is, and raises the refusal that ended it."""
        if self.reason is None:
            return 0
        print(kept, file=sys.stderr)
        if isinstance(self.reason, MetaUnsupError):
            raise self.reason
        return INTERRUPTED
