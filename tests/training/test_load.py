"""What else runs, read from Linux's own counters, and what it makes of a training that goes last."""

from __future__ import annotations

from pathlib import Path

import pytest

from metaunsup.training import load
from metaunsup.training.estimate import Costs, Load, Stretch
from metaunsup.training.settings import TrainingSettings

STAT = "cpu  {user} {niced} 50 {idle} 7 0 3 0 0 0\ncpu0 1 2 3 4 5 6 7 0 0 0\n"


@pytest.mark.parametrize(("niced", "busy"), [(True, 3.0), (False, 1.0)])
def test_busy_cores_are_counted(niced: bool, busy: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stat = tmp_path / "stat"
    stat.write_text(STAT.format(user=100, niced=40, idle=1000))
    monkeypatch.setattr(load, "STAT", stat)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    # of 200 ticks 50 are a user's, 100 of a low priority, and 50 idle
    monkeypatch.setattr("time.sleep", lambda _: stat.write_text(STAT.format(user=150, niced=140, idle=1050)))
    assert load.busy_cores(niced=niced) == pytest.approx(busy)


@pytest.mark.parametrize("content", [None, "", "cpu one two", "cpu 1 2 3"])
def test_where_the_system_does_not_tell_nothing_else_runs(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "STAT", tmp_path / "stat")
    monkeypatch.setattr("time.sleep", lambda _: None)
    if content is not None:
        (tmp_path / "stat").write_text(content)
    assert load.busy_cores() == 0.0


@pytest.mark.parametrize(
    ("busy", "cores", "threads", "times"),
    [
        (0, 2, 2, 1),
        (1, 2, 1, 1),  # a core is free
        (1, 2, 2, 4 / 3),  # measured on 4/3 of two cores, later on one
        (1.5, 2, 2, (8 / 7) / 0.5),
        (2, 2, 2, 1 / 0.1),
        (4, 2, 2, (2 / 3) / 0.1),  # it had little when it was measured
        (12, 16, 2, 1),
    ],
)
def test_what_goes_last_has_what_the_others_leave(busy: float, cores: int, threads: int, times: float) -> None:
    assert load.slowdown(busy, cores, threads) == pytest.approx(times)


def test_an_estimate_counts_with_it() -> None:
    settings = TrainingSettings("maml", steps=100, validate_every=50)
    alone = Costs((Stretch(0, 1, 0.1),), 7, validation=2.0, baseline=1.0)
    beside = Costs((Stretch(0, 1, 0.1),), 7, validation=2.0, baseline=1.0, load=Load(1.5, 2, 3.0))
    for name in ("seconds", "seconds_per_step", "validation_seconds"):
        assert getattr(beside.estimate(settings), name) == pytest.approx(3 * getattr(alone.estimate(settings), name))
    assert beside.estimate(settings).memory_bytes == 7
