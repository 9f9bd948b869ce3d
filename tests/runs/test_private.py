"""Trainings on what a browser sent live no longer than that: deleted, expired, and while one still runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from metaunsup.data import kept
from metaunsup.data.kept import Kept, forget, keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.descent import refuse_outliving
from metaunsup.runs.ownership import owned
from metaunsup.runs.private import forget_orphans, private_runs, trainings_on
from metaunsup.runs.rows import RunRow, query
from metaunsup.runs.store import Store
from metaunsup.runs.worker import work
from metaunsup.training.settings import TrainingSettings
from metaunsup.ui.common import ownership
from metaunsup.ui.common.run_store import Reading, Runs, seen_by
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


def of_before(store: Store, pool: str, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> RunRow:
    """A run that builds on a private one, as it could be made before that was refused."""
    with monkeypatch.context() as patch:
        patch.setattr("metaunsup.runs.store.refuse_outliving", lambda _: None)
        row = store.submit(TrainingSettings("protonet", pool, 3, validate_every=0, **settings))
    files.write_status(row.place, "done")
    return store.get(row.id)


def test_public_runs_that_began_from_a_private_one_before_are_private_and_go_with_it(monkeypatch) -> None:
    store, mine = Store(), sent(A)
    private = trained(store, mine.name)
    heir = of_before(store, "digits", monkeypatch, start_from=f"run:{private.id}")
    grandchild = of_before(store, "glyphs", monkeypatch, start_from=str(heir.place / "checkpoint.safetensors"))
    clustered = of_before(store, "digits", monkeypatch, episodes="cactus", embedding=f"run:{private.id}")
    unused = of_before(store, "digits", monkeypatch, embedding=f"run:{private.id}")  # UMTRA clusters nothing
    shared = of_before(store, "digits", monkeypatch, start_from=f"run:{unused.id}")
    family = {row.id for row in (private, heir, grandchild, clustered)}
    assert private_runs(store) == dict.fromkeys(family, mine.name)
    assert {row.id for row in trainings_on(store, [mine.name])} == family
    for other, seen in ((A, family | {unused.id, shared.id}), (B, {unused.id, shared.id})):
        reading = Reading(store)
        monkeypatch.setitem(st.session_state, ownership.OWNER, other)
        reading.refresh()
        rows = store.database.read(
            lambda session, one=reading, owner=other: [
                row.id for row in session.scalars(seen_by(query(), owner, one.hidden(owner)))
            ]
        )
        assert set(rows) == seen
    monkeypatch.setitem(st.session_state, ownership.OWNER, B)
    with pytest.raises(MetaUnsupError) as caught:  # also of the first who asks a server, by a link
        Runs(store.root).get(heir.id)
    assert caught.value.code == "unknown_run"
    told = Runs(store.root)
    assert all(told.private(row) == (row.id in family) for row in store.list())
    assert forget_orphans(store) == 0
    forget(mine)
    with owned(heir.place):  # one of them still runs: none goes before it, or nothing would tell that it is private
        files.write_status(heir.place, "running")
        assert forget_orphans(store) == 0 and store.get(heir.id).request == "cancel" and private.place.is_dir()
    files.write_status(heir.place, "cancelled")
    assert forget_orphans(store) == 4
    assert {row.id for row in store.list()} == {unused.id, shared.id}


def test_the_file_of_a_private_run_is_refused_like_its_name(tmp_path: Path, monkeypatch) -> None:
    store, mine = Store(), sent(A)
    row = trained(store, mine.name)
    monkeypatch.chdir(row.place)
    for file in (row.place / "checkpoint.safetensors", row.place / "checkpoint.json", "checkpoint.safetensors"):
        settings = TrainingSettings("protonet", "digits", 3, validate_every=0, start_from=str(file))
        with pytest.raises(MetaUnsupError) as caught:
            work(settings, tmp_path / "own", store=store)
        assert caught.value.code == "upload_outlived" and not (tmp_path / "own").exists()
    (tmp_path / "saved.safetensors").write_bytes(b"")  # what its owner has taken elsewhere
    refuse_outliving(TrainingSettings("protonet", "digits", 3, start_from=str(tmp_path / "saved.safetensors")))
