"""A piece of background work as a page sees it: what has become of it, and when somebody last looked."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

FAREWELL = 5.0  # seconds that the end of the server waits for a step in the middle
Status = Literal["waiting", "running", "finished", "failed", "cancelled", "stopped"]
K = TypeVar("K")
L = TypeVar("L", bound="Live")


def server_is_going() -> bool:
    """Whether the program is ending: nothing new can be computed from here on."""
    return not threading.main_thread().is_alive()


@dataclass(eq=False, kw_only=True)
class Live:
    """Work in the background that pages look in on: what has become of it, and when somebody last looked."""

    status: Status = "waiting"
    looked_at: float = field(default_factory=time.monotonic)
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def over(self) -> bool:
        """Nothing more will come."""
        return self.status not in ("waiting", "running")

    def look(self) -> None:
        """Somebody is watching."""
        self.looked_at = time.monotonic()

    def became(self, status: Status) -> None:
        """Change the status and tell whoever waits."""
        with self.changed:
            self.status = status
            self.changed.notify_all()


def forget_over(known: MutableMapping[K, L], keep: int) -> None:
    """Drop the oldest of those that are over, so that ``keep`` of them remain; the oldest come first in ``known``."""
    over = [choice for choice, one in known.items() if one.over]
    for choice in over[: max(0, len(over) - keep)]:
        del known[choice]


class Asked(Protocol):
    """What the page can have computed by a process of its own: hashable, so that equal requests share one."""

    @property
    def total(self) -> int:
        """Lines of results in all."""
        ...

    def plan(self) -> Any:
        """What was asked, checked; refuses what cannot be run."""
        ...

    def process(self, jobs: int) -> list[str]:
        """The words after ``python -m metaunsup`` that write each result as a line, on up to ``jobs`` processes."""
        ...

    def read(self, content: Mapping[str, Any]) -> Any:
        """A result from its line of JSON."""
        ...
