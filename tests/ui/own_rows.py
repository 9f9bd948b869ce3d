"""A table of this browser's own and a training on it, for tests of what pages show of rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from metaunsup.data.kept import Kept, keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.runs import folder as files
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train
from metaunsup.ui.common import run_store, uploads

MINE = "a" * 32


def as_this_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages take whoever looks for ``MINE``, and no queue starts what is submitted."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr("metaunsup.runs.queue.start_waiting", lambda store: 0)
    monkeypatch.setattr(run_store, "FRESH", 0.0)
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    monkeypatch.setattr("metaunsup.ui.meta_train.page.browser_token", lambda: MINE)


def kept_rows(rows: str, label: str | None = None) -> Kept:
    """The CSV ``rows`` as this browser's own; ``label`` is the column of classes."""
    return keep(own_pool([Source(Path("t.csv"), rows.encode())], label), "t.csv", owner_of(MINE))


def practised(pool: str, learner: str, **options: Any) -> str:
    """The id of a training of four steps that is over."""
    settings = TrainingSettings(learner, pool, 4, options={"ways": 8, **options}, validate_every=0)
    row = Store().submit(settings, token=MINE)
    for _ in train(settings, row.place):
        pass
    files.write_status(row.place, "done")
    return row.id
