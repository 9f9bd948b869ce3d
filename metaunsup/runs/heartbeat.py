"""The worker's heartbeat: a thread that tells the list how far training is and hears what it is asked to do.

Training itself never waits for the database: a slow or broken one costs it nothing.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.ownership import Ownership
from metaunsup.runs.scan import adopt
from metaunsup.runs.table import Database, Run

EVERY = 1.0  # seconds


class Heartbeat(threading.Thread):
    """Beats until it is stopped; ``request`` is "pause" or "cancel" once somebody asked."""

    request: str | None = None

    def __init__(self, database: Database, run_id: str, ownership: Ownership) -> None:
        super().__init__(name=f"heartbeat of run {run_id}", daemon=True)
        self._database, self._run_id, self._ownership = database, run_id, ownership
        self._news: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._wake, self._over = threading.Event(), False

    def update(self, *, at_once: bool = False, **columns: Any) -> None:
        """Columns to write with the next beat, or ``at_once``."""
        with self._lock:
            self._news.update(columns)
        if at_once:
            self._wake.set()

    def run(self) -> None:
        """Beat about once a second."""
        while not self._over:
            self.beat()
            if self._ownership.lost:
                self.request = self.request or "gone"
            self._wake.wait(EVERY)
            self._wake.clear()

    def beat(self) -> None:
        """Write what is new; kept for the next beat where the database cannot be written."""
        with self._lock:
            news, self._news = self._news, {}
        try:
            request = self._database.write(lambda session: self._write(session, news))
            self.request = self.request or request
        except MetaUnsupError:
            with self._lock:
                self._news = news | self._news

    def _write(self, session: Session, news: dict[str, Any]) -> str | None:
        if session.get(Run, self._run_id) is None:  # the list is a new one
            adopt(session, self._run_id, self._ownership.folder)
        session.execute(update(Run).where(Run.id == self._run_id).values(beat=time.monotonic(), **news))
        return session.scalar(select(Run.request).where(Run.id == self._run_id))

    def stop(self) -> None:
        """Let the thread end."""
        self._over = True
        self._wake.set()
        if self.is_alive():
            self.join()
