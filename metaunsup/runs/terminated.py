"""A polite kill, told from Ctrl-C: it interrupts, where Ctrl-C pauses."""

from __future__ import annotations

import signal
import threading
from typing import NoReturn


class Terminated(KeyboardInterrupt):
    """SIGTERM, raised where the program is; who knows of Ctrl-C alone ends as for it."""


def listen() -> None:
    """Let SIGTERM raise ``Terminated`` in the main thread."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminate)


def _terminate(*_: object) -> NoReturn:
    raise Terminated
