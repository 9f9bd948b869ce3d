"""Trainings on what a browser sent live no longer than that: deleted, expired, and while one still runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from metaunsup.data import kept
from metaunsup.data.kept import Kept, forget, keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.ownership import owned
from metaunsup.runs.private import forget_orphans, trainings_on
from metaunsup.runs.rows import RunRow
from metaunsup.runs.store import Store
from metaunsup.runs.worker import work
from metaunsup.training.settings import TrainingSettings
from metaunsup.words import Say

A, B = owner_of("a" * 32), owner_of("b" * 32)


@pytest.fixture(autouse=True)
def nothing_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr("metaunsup.runs.queue.start_waiting", lambda store: 0)
    kept._loaded.cache_clear()


def sent(owner: str, step: int = 7) -> Kept:
    rows = "\n".join(f"{n * step % 17},{n * n % 13}" for n in range(60))
    return keep(own_pool([Source(Path("mine.csv"), rows.encode())]), "mine.csv", owner)


def trained(store: Store, pool: str, status: str = "done") -> RunRow:
    row = store.submit(TrainingSettings("protonet", pool, 3, validate_every=0))
    files.write_status(row.place, status)
    (row.place / "checkpoint.safetensors").write_bytes(b"what was learned")
    return store.get(row.id)


def test_with_an_upload_go_its_runs_and_no_others() -> None:
    store, mine, theirs = Store(), sent(A), sent(B)
    assert mine.id == theirs.id  # the same content, of two owners
    gone, queued = trained(store, mine.name), trained(store, mine.name, "queued")
    stay = [trained(store, theirs.name), trained(store, "digits")]
    assert {row.id for row in trainings_on(store, [mine.name])} == {gone.id, queued.id}
    assert forget_orphans(store) == 0 and len(store.list()) == 4
    forget(Kept(B, "0" * 16, "", 0, 0))  # not theirs, and not there
    forget(mine)
    assert forget_orphans(store) == 2
    assert {row.id for row in store.list()} == {row.id for row in stay}
    assert not gone.place.exists() and not queued.place.exists() and all(row.place.is_dir() for row in stay)
    assert not [path for path in store.root.rglob("*") if path.is_file() and mine.name.encode() in path.read_bytes()]


def test_what_expires_takes_its_runs_along() -> None:
    store, mine = Store(), sent(A)
    row = trained(store, mine.name)
    os.utime(kept.root() / A / f"{mine.id}.json", (1_000_000, 1_000_000))
    assert forget_orphans(store) == 1 and store.list() == [] and not row.place.exists()
    assert not (kept.root() / A).exists()  # the data, too, though nobody sent anything since


def test_one_that_runs_is_stopped_first_and_then_goes() -> None:
    store, mine = Store(), sent(A)
    row = trained(store, mine.name)
    with owned(row.place):  # its worker is alive
        files.write_status(row.place, "running")
        forget(mine)
        assert forget_orphans(store) == 0
        assert store.get(row.id).request == "cancel" and row.place.is_dir()
    files.write_status(row.place, "cancelled")
    assert forget_orphans(store) == 1 and not row.place.exists()


def test_nothing_builds_on_an_upload_that_would_outlive_it(tmp_path: Path) -> None:
    store, mine, theirs = Store(), sent(A), sent(B)
    before, public = trained(store, mine.name), trained(store, "digits")
    cactus: dict[str, Any] = {"episodes": "cactus", "embedding": f"run:{before.id}"}
    for pool in ("digits", theirs.name, sent(A, 5).name):
        for more in ({"start_from": f"run:{before.id}"}, cactus):
            settings = TrainingSettings("protonet", pool, 3, validate_every=0, **more)
            for begin in (lambda one: store.submit(one), lambda one: work(one, tmp_path / "own", store=store)):
                with pytest.raises(MetaUnsupError) as caught:
                    begin(settings)
                assert caught.value.code == "upload_outlived" and before.id in Say().explain(caught.value)
    assert len(store.list()) == 2 and not (tmp_path / "own").exists()
    again = store.submit(TrainingSettings("protonet", mine.name, 3, start_from=f"run:{before.id}"))
    store.submit(TrainingSettings("protonet", mine.name, 3, start_from=f"run:{public.id}"))
    store.submit(TrainingSettings("protonet", "digits", 3, start_from=f"run:{public.id}"))
    unused = TrainingSettings("protonet", "digits", 3, embedding=f"run:{before.id}")  # of UMTRA, which clusters nothing
    assert store.submit(unused).pool == "digits" and store.get(again.id).pool == mine.name


def test_a_disk_that_does_not_answer_deletes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    store, mine = Store(), sent(A)
    row = trained(store, mine.name)

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("metaunsup.data.kept._expired", broken)
        assert kept.is_kept(mine.name) and not kept.is_kept("upload:x")
        patch.setattr("metaunsup.runs.private.sweep", lambda: None)
        assert forget_orphans(store) == 0
    assert store.get(row.id).place.is_dir()
