"""Trainings on what a browser sent: they are as private as that, and live no longer.

Whether the upload was deleted or has expired, whoever looks next takes away all that practised on it: one that still
runs is asked to stop, and goes once it has.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from sqlalchemy import func, select

from metaunsup.data.kept import is_kept, sweep
from metaunsup.data.root import UPLOAD
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.descent import private_pools
from metaunsup.runs.folder import RUNNING
from metaunsup.runs.rows import RunRow, as_row
from metaunsup.runs.store import Store
from metaunsup.runs.table import Run


def private_runs(store: Store) -> dict[str, str]:
    """The upload that each private run has learned from, by its id; ``descent.private_pools`` says which those are."""
    store.sync()
    begun = func.json_extract(Run.settings, "$.start_from").is_not(None)
    made = func.json_extract(Run.settings, "$.embedding") != "pca"
    wanted = select(Run.id, Run.pool, Run.folder, Run.settings)
    wanted = wanted.where(begun | made | Run.pool.startswith(UPLOAD, autoescape=True))
    found = store.database.read(lambda session: session.execute(wanted).all())
    return private_pools((one.id, one.pool, one.folder, one.settings) for one in found)


def trainings_on(store: Store, pools: Sequence[str] | None = None) -> list[RunRow]:
    """All runs that have learned from the uploads ``pools``, by their names; None: from any upload."""
    private = private_runs(store)
    chosen = [run_id for run_id, pool in private.items() if pools is None or pool in pools]
    found = select(Run).where(Run.id.in_(chosen))
    return store.database.read(lambda session: [as_row(run) for run in session.scalars(found)])


def forget_orphans(store: Store) -> int:
    """Delete uploads that have expired, and every run whose upload is gone; returns how many runs went."""
    sweep()
    gone, private = 0, private_runs(store)
    rows = trainings_on(store)
    for pool in {one for one in private.values() if not is_kept(one)}:
        of_it = [row for row in rows if private.get(row.id) == pool]
        heirs = [row for row in of_it if row.pool != pool]
        # once their ancestor is away, nothing tells that they are private: so all of them go before it, or none
        waiting = any(row.status == RUNNING for row in heirs)
        for row in [*heirs, *(one for one in of_it if one.pool == pool)]:
            if waiting and row.status != RUNNING:
                continue
            # its worker is quicker, or slower: the next who looks tries again
            with contextlib.suppress(MetaUnsupError):
                if row.status == RUNNING:
                    store.request_cancel(row.id)
                else:
                    store.delete(row.id)
                    gone += 1
    return gone
