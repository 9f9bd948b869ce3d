"""Deleting what was handed over: trainings on it are told of before, and go with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import opened, texts

from metaunsup.data import kept
from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.runs import folder as files
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.ui.common import run_store, uploads
from metaunsup.words import Say

MINE, THEIRS = "a" * 32, "b" * 32
RACE = "pages/2_Race.py"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_trainings_are_named_before_and_gone_after(tmp_path: Path, monkeypatch, lang: str) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr("metaunsup.runs.queue.start_waiting", lambda store: 0)
    monkeypatch.setattr(run_store, "FRESH", 0.0)
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    say, rows = Say(lang), "\n".join(f"{n * 7 % 17},{n * n % 13}" for n in range(60))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())]), "t.csv", owner_of(MINE))
    store, settings = Store(), TrainingSettings("protonet", one.name, 3, validate_every=0)
    row = store.submit(settings, name="my first", token=MINE)
    files.write_status(row.place, "done")
    other = store.submit(TrainingSettings("protonet", "digits", 3), name="digits", token=MINE)
    key = f"race.upload.{one.id}"
    test = opened(RACE, lang=lang, pool=f"own:{one.id}")
    test.button(key=key).click().run()
    asked = [str(one.value) for one in test.warning if "my first" in str(one.value)]
    assert asked == [say("uploads.delete.trainings", title="t\\.csv", count=1, names="**my first**")]
    test.button(key=f"{key}.no").click().run()
    assert not [one for one in test.warning if "my first" in str(one.value)] and kept.kept(owner_of(MINE))
    test.button(key=key).click().run()
    test.button(key=f"{key}.yes").click().run()
    assert not test.exception and kept.kept(owner_of(MINE)) == [] and not row.place.exists()
    assert [left.id for left in store.list()] == [other.id] and "my first" not in texts(test)
    watched = opened("pages/3_Meta_train.py", lang=lang, run=row.id)
    assert len(watched.error) == 1 and "my first" not in texts(watched)


def test_without_trainings_nothing_is_asked(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    rows = "\n".join(f"{n * 7 % 17},{n * n % 13}" for n in range(60))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())]), "t.csv", owner_of(MINE))
    test = opened(RACE, lang="en")
    test.button(key=f"race.upload.{one.id}").click().run()
    assert kept.kept(owner_of(MINE)) == [] and not test.warning
