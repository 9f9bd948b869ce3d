"""Races that were computed before: the same as live, shown at once, and left out where they no longer hold."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from hand_made import choice
from opened import opened, texts

from metaunsup.ui.common.palette import look_of
from metaunsup.ui.common.requests import RaceChoice, home_race
from metaunsup.ui.player.packing import matching, renumbered
from metaunsup.ui.race import recorded as recordings
from metaunsup.ui.race.frames import NO_GROUP, PackedFrame
from metaunsup.ui.race.jobs import RaceJob, Races
from metaunsup.ui.race.pictures import pictures
from metaunsup.ui.race.recorded import FOLDER, PICTURES, SEEDS, file_of, packed, read, recorded
from metaunsup.ui.race.recording import Recorder
from metaunsup.ui.race.result import result_line
from metaunsup.words import Say

OTHERWISE = 4  # items of 200 that another processor's rounding may put elsewhere


def tracks(frames: Sequence[PackedFrame], learners: Sequence[str]) -> dict[str, list[PackedFrame]]:
    return {name: [one for one in frames if one.facts["learner"] == place] for place, name in enumerate(learners)}


def groups(frame: PackedFrame) -> np.ndarray:
    found = np.frombuffer(frame.points, "<u2")[len(frame.points) // 3 :].astype(np.int64)
    return np.where(found == NO_GROUP, -1, found)


def live_is(asked: RaceChoice, whole: RaceChoice) -> None:
    """Computed now, the learners of ``asked`` take the steps that the recording of ``whole`` shows of them."""
    task, events = asked.run()
    recorder, frames = Recorder(task, asked.learners), []
    frames = recorder.settle([recorder.pack(event) for event in events])
    kept = recorded(whole)
    assert (
        kept is not None and kept.setup.sheet == recorder.sheet and kept.setup.truth.tolist() == recorder.truth.tolist()
    )
    before, now = tracks(kept.frames, whole.learners), tracks(frames, asked.learners)
    for name in asked.learners:
        assert [one.facts["step"] for one in now[name]] == [one.facts["step"] for one in before[name]], name
        for one, other in zip(now[name], before[name], strict=True):
            assert one.facts.keys() == other.facts.keys()
            assert np.allclose(one.facts["scores"][0], other.facts["scores"][0], atol=0.01), name
            here, there = groups(one), groups(other)
            assert (renumbered(here, matching(here, there, 10)) != there).sum() <= OTHERWISE, name


def test_a_recording_is_what_two_of_its_learners_do_now() -> None:
    whole = home_race(0)
    live_is(replace(whole, learners=("kmeans", "protonet")), whole)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 30])
def test_a_recording_is_what_is_computed_now(seed: int) -> None:
    live_is(home_race(seed), home_race(seed))


def test_every_task_of_a_class_is_recorded_in_little_room_and_as_learners_look_today() -> None:
    for seed in SEEDS:
        kept = recorded(home_race(seed))
        assert kept is not None, f"python -m benchmarks.home_recordings: task {seed} is not recorded"
        assert [one[-1].facts["last"] for one in tracks(kept.frames, kept.setup.learners).values()] == [True] * 4
        assert list(kept.setup.looks) == [asdict(look_of(name)) for name in kept.setup.learners]
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2e6
    assert recorded(home_race(31)) is None and recorded(replace(home_race(3), steps=20)) is None
    assert pictures(home_race(2)) == pictures(replace(home_race(2), steps=1))  # recorded, and sampled now


def changed(data: bytes, **head: object) -> bytes:
    line, _, rest = lzma.decompress(data).partition(b"\n")
    return lzma.compress(json.dumps({**json.loads(line), **head}).encode() + b"\n" + rest)


def test_what_no_longer_holds_or_is_damaged_is_computed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = home_race(0)
    data = (FOLDER / "home-0.xz").read_bytes()
    kept = read(data, asked)
    assert kept is not None
    places = json.loads(lzma.decompress(data).partition(b"\n")[0])["pictures"]
    assert packed(asked, kept.setup, kept.frames, places, kept.day) == data  # nothing is lost on the way
    for stale in ({"format": 0}, {"files": {}}, {"request": {}}):
        assert read(changed(data, **stale), asked) is None
    assert read(data, home_race(1)) is None
    monkeypatch.setattr(recordings, "FOLDER", tmp_path)
    for damaged in (
        b"",
        data[:1000],
        data[:-500] + bytes(500),
        changed(data, facts=[{}]),
        changed(data, pictures=[9999]),
    ):
        (tmp_path / "home-0.xz").write_bytes(damaged)
        recorded.cache_clear()
        assert file_of(asked) == tmp_path / "home-0.xz" and recorded(asked) is None
    recorded.cache_clear()
    assert PICTURES.is_file()


def test_a_recorded_race_is_over_at_once_and_can_be_had_live() -> None:
    ran: list[RaceChoice] = []

    def run(asked: RaceChoice) -> None:
        ran.append(asked)
        raise OSError

    races = Races(run=run)  # type: ignore[arg-type]
    race = races.join(home_race(4))
    assert (race.status, race.settled, ran) == ("finished", race.frames, [])
    assert races.join(home_race(4), again=True) is race
    live = races.join(home_race(4), live=True)
    assert isinstance(live, RaceJob) and live is not race and live.wait(5) and len(ran) == 1
    assert races.join(home_race(4)) is race and races.join(choice()).day is None


def test_it_says_when_it_was_computed_and_offers_to_compute_it_live() -> None:
    kept = recorded(home_race(5))
    assert kept is not None and f" Computed beforehand, on {kept.day};" in result_line(
        Races().join(home_race(5)), Say()
    )
    test = opened("app.py", lang="en", seed="5", start="1")
    assert Say()("race.table") in texts(test)
    test.button(key="home.player.compute").click().run()
    assert "home.player.compute" not in [button.key for button in test.button]
