"""A piece of background work as a page sees it: what has become of it, and when somebody last looked."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from metaunsup.errors import MetaUnsupError

SHUTDOWN_SECONDS = 5.0  # that the end of the server waits for a step in the middle
Status = Literal["waiting", "running", "finished", "failed", "cancelled", "stopped"]
R = TypeVar("R", bound=Hashable)
_numbers = itertools.count(1)


def server_is_going() -> bool:
    """Whether the program is ending: nothing new can be computed from here on."""
    return not threading.main_thread().is_alive()


@dataclass(eq=False)
class Job(Generic[R]):
    """One request in the background; equal requests share one job. Only the thread that works on it adds to it.

    ``owner`` is the browser session that asked first, ``looked_at`` when somebody last did, ``begun``
    when its turn came; ``error``: why it failed.
    """

    request: R
    owner: Hashable = None
    status: Status = "waiting"
    error: MetaUnsupError | None = None
    cancelling: bool = False
    number: int = field(default_factory=lambda: next(_numbers))
    looked_at: float = field(default_factory=time.monotonic)
    begun: float | None = None
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def over(self) -> bool:
        """Nothing more will come."""
        return self.status not in ("waiting", "running")

    @property
    def complete(self) -> bool:
        """Whether all that was asked for is there, once the work has come to its end."""
        return True

    def look(self) -> None:
        """Somebody is watching."""
        self.looked_at = time.monotonic()

    def became(self, status: Status) -> None:
        """Change the status and tell whoever waits."""
        with self.changed:
            self.status = status
            self.changed.notify_all()

    def failed(self, error: MetaUnsupError) -> None:
        """Nothing more will come, because of ``error``."""
        self.error = error
        self.became("failed")

    def wait(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Wait until it is over, or ``until`` is true at a change; False when time was up first."""
        with self.changed:
            return self.changed.wait_for(lambda: self.over or until(), seconds)
