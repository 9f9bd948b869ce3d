"""Trainings on what a browser sent: they are as private as that, and live no longer.

Whether the upload was deleted or has expired, whoever looks next takes away all that practised on it: one that still
runs is asked to stop, and goes once it has.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from sqlalchemy import select

from metaunsup.data.kept import is_kept, sweep
from metaunsup.data.root import UPLOAD
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.folder import RUNNING
from metaunsup.runs.rows import RunRow, as_row
from metaunsup.runs.store import Store
from metaunsup.runs.table import Run


def trainings_on(store: Store, pools: Sequence[str] | None = None) -> list[RunRow]:
    """All runs on the uploads ``pools``, by their names; None: on any upload."""
    found = select(Run).where(Run.pool.startswith(UPLOAD, autoescape=True))
    if pools is not None:
        found = found.where(Run.pool.in_(pools))
    store.sync()
    return store.database.read(lambda session: [as_row(run) for run in session.scalars(found)])


def forget_orphans(store: Store) -> int:
    """Delete uploads that have expired, and every run whose upload is gone; returns how many runs went."""
    sweep()
    gone = 0
    for row in trainings_on(store):
        if is_kept(row.pool):
            continue
        with contextlib.suppress(MetaUnsupError):  # its worker is quicker, or slower: the next who looks tries again
            if row.status == RUNNING:
                store.request_cancel(row.id)
            else:
                store.delete(row.id)
                gone += 1
    return gone
