"""Races in the background: shared, queued, stopped when nobody looks, and bounded in number."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hand_made import choice, events, hand_made_task

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.race import RaceEvent, RaceFailure
from metaunsup.tasks.task import Task
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.race.jobs import RaceJob, Races


def finish(race: RaceJob) -> RaceJob:
    """Wait until ``race`` is over (at most 5 s)."""
    assert race.wait_for_frames(5, frames=10**9)
    return race


def started(race: RaceJob) -> RaceJob:
    """Wait for the first frame."""
    assert race.wait_for_frames(5)
    return race


def test_a_race_runs_to_its_end_and_keeps_every_frame() -> None:
    race = finish(Races(run=lambda _: (task := hand_made_task(), events(task))).join(choice()))
    assert race.status == "finished"
    order = [(frame.facts["learner"], frame.facts["step"]) for frame in race.frames]
    assert order == [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2)]


def test_two_viewers_share_one_race_and_another_seed_is_another() -> None:
    runs: list[RaceChoice] = []

    def run(asked: RaceChoice) -> tuple[Task, Iterator[RaceEvent]]:
        runs.append(asked)
        task = hand_made_task()
        return task, events(task)

    races = Races(run=run)
    first, second = races.join(choice()), races.join(choice())
    assert first is second
    finish(races.join(choice(seed=1)))
    finish(first)
    assert sorted(r.task.seed for r in runs) == [0, 1]


def test_only_two_run_at_a_time_and_the_third_waits_its_turn() -> None:
    gate = threading.Event()
    races = Races(run=lambda _: (task := hand_made_task(), events(task, gate=gate)))
    first, second = started(races.join(choice(1))), started(races.join(choice(2)))
    third, fourth = races.join(choice(3)), races.join(choice(4))
    assert (first.status, second.status, third.status) == ("running", "running", "waiting")
    assert (races.ahead_of(third), races.ahead_of(fourth)) == (2, 3)
    gate.set()
    assert finish(third).status == "finished"
    assert finish(fourth).status == "finished"


def test_a_race_that_nobody_looks_at_is_stopped_and_can_be_had_again() -> None:
    closed = threading.Event()

    def endless(task: Task) -> Iterator[RaceEvent]:
        try:
            while True:
                time.sleep(0.01)
                yield from events(task, steps=1)
        finally:
            closed.set()

    races = Races(run=lambda _: (task := hand_made_task(), endless(task)), patience=0.2)
    race = races.join(choice())
    for _ in range(5):  # as long as somebody looks it goes on
        time.sleep(0.1)
        race.look()
    assert race.status == "running"
    finish(race)
    assert race.status == "stopped"
    assert closed.wait(1)
    again = races.join(choice())
    assert again is not race
    assert again.number != race.number


def test_a_refused_race_says_why_and_can_be_tried_again() -> None:
    def run(_: RaceChoice) -> tuple[Task, Iterator[RaceEvent]]:
        raise MetaUnsupError("unknown_pool", name="x", known="digits")

    races = Races(run=run)
    race = finish(races.join(choice()))
    assert race.status == "failed"
    assert race.error is not None
    assert race.error.code == "unknown_pool"
    assert races.join(choice()) is race
    assert races.join(choice(), again=True) is not race


def test_a_fault_of_ours_does_not_leave_the_page_waiting(caplog: pytest.LogCaptureFixture) -> None:
    def run(_: RaceChoice) -> tuple[Task, Iterator[RaceEvent]]:
        raise ZeroDivisionError

    races = Races(run=run)
    race = finish(races.join(choice()))
    assert race.error is not None
    assert "ZeroDivisionError" in str(race.error)
    assert "race broke" in caplog.text


def test_a_learner_that_fails_does_not_stop_the_others() -> None:
    def mixed(task: Task) -> Iterator[RaceEvent]:
        yield RaceFailure("random", MetaUnsupError("unknown_pool", name="x", known="digits"))
        yield from (event for event in events(task) if event.learner == "kmeans")

    race = finish(Races(run=lambda _: (task := hand_made_task(), mixed(task))).join(choice()))
    assert race.status == "finished"
    assert set(race.failures) == {"random"}
    assert len(race.frames) == 3


def test_only_the_last_few_finished_races_are_remembered() -> None:
    races = Races(run=lambda _: (task := hand_made_task(), events(task)), keep=3)
    done = [finish(races.join(choice(seed))) for seed in range(6)]
    assert races.join(choice(5)) is done[5]
    assert races.join(choice(0)) is not done[0]


@pytest.mark.slow
def test_a_server_that_stops_in_the_middle_of_a_race_ends_quietly() -> None:
    script = (
        "from metaunsup.ui.common.requests import home_race\n"
        "from metaunsup.ui.race.jobs import Races\n"
        "race = Races(patience=600).join(home_race(1000))\n"
        "race.wait_for_frames(100, frames=2)\n"
        "print(race.status, len(race.frames))\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("running")


@pytest.mark.slow
def test_a_server_that_races_computes_with_one_thread_each() -> None:
    """In a process of its own: what another test has limited already would hide it."""
    program = """
import numpy, scipy.linalg, torch
from threadpoolctl import threadpool_info, threadpool_limits
from metaunsup.ui.race.jobs import Races
threadpool_limits(2, user_api="blas")
torch.set_num_threads(2)
Races().prepare_thread()
blas = [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]
assert blas and set(blas) == {1}, blas
assert torch.get_num_threads() == 1
"""
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[3], check=True, timeout=120)


def test_streamlit_does_not_sweep_all_of_torch_after_every_look_at_a_race() -> None:
    settings = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False
