"""Reading the metrics of a run that is under way: only what was added, and never half a line."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from metaunsup.data.foreign import LONGEST, open_regular
from metaunsup.runs.folder import parse

_FILES = 8  # whose lines are kept in memory


@dataclass
class _Read:
    """What was read of a file: up to which byte, and of which file (a resumed training makes another)."""

    inode: int = -1
    offset: int = 0
    lines: list[dict[str, Any]] = field(default_factory=list)
    skipping: bool = False


class Reader:
    """Remembers how far each file was read; may be shared by threads."""

    def __init__(self) -> None:
        self._files: OrderedDict[Path, _Read] = OrderedDict()
        self._lock = threading.Lock()

    def lines(self, path: Path, after_step: int = -1) -> list[dict[str, Any]]:
        """The lines of ``path`` with a step after ``after_step``, in order; lines that are none are left out."""
        with self._lock:
            known = self._files.setdefault(path, _Read())
            self._files.move_to_end(path)
            while len(self._files) > _FILES:
                self._files.popitem(last=False)
            try:
                with open_regular(path) as file:
                    self._catch_up(known, file)
            except OSError:
                self._files[path] = known = _Read()  # deleted
            first = len(known.lines)
            while first and known.lines[first - 1]["step"] > after_step:
                first -= 1
            return known.lines[first:]

    @staticmethod
    def _catch_up(known: _Read, file: Any) -> None:
        status = os.fstat(file.fileno())
        if status.st_ino != known.inode or status.st_size < known.offset:
            known.inode, known.offset, known.lines, known.skipping = status.st_ino, 0, [], False
        file.seek(known.offset)
        while line := file.readline(LONGEST):
            whole = line.endswith(b"\n")
            if not whole and len(line) < LONGEST:
                break  # half a line: read again when it is whole
            known.offset += len(line)
            found = parse(line) if whole and not known.skipping else None
            known.skipping = not whole  # inside a line that is too long to be one
            if found is None:
                continue
            while known.lines and known.lines[-1]["step"] >= found["step"]:
                known.lines.pop()  # made again
            known.lines.append(found)
