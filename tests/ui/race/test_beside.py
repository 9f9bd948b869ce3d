"""A person beside the learners of a race: first, by the person's own numbers, and in this session alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from hand_made import choice, events, hand_made_task

from metaunsup.evaluation.names import PERSON
from metaunsup.evaluation.person import Move, person_frames
from metaunsup.evaluation.race import RaceEvent, RaceFrame
from metaunsup.tasks.task import Task
from metaunsup.ui.common.palette import YOURS
from metaunsup.ui.race.frames import NO_GROUP, PackedFrame
from metaunsup.ui.race.jobs import RaceJob, Races
from metaunsup.ui.race.payload import race_data
from metaunsup.ui.race.person import beside
from metaunsup.ui.race.recording import Recorder
from metaunsup.ui.race.result import result_line
from metaunsup.ui.race.view import found_too_few, practice
from metaunsup.words import Say

# the same groups as K-Means of the hand-made race, called otherwise; the last picture in none
MOVES = [Move(float(item), item, group) for item, group in enumerate((2, 2, 0, 0, 1))]


def groups(packed: PackedFrame) -> list[int]:
    """The groups of six items as the browser reads them."""
    return np.frombuffer(packed.points[24:], "<u2").tolist()


def ran() -> tuple[Races, RaceJob]:
    """The hand-made race, over."""

    def run(_: object) -> tuple[Task, Iterator[RaceEvent]]:
        task = hand_made_task()
        return task, events(task)

    races = Races(run=run)
    race = races.join(choice())
    assert race.wait_for_frames(5, frames=10**9)
    return races, race


def person() -> list[RaceFrame]:
    """The frames of whoever made ``MOVES``."""
    return person_frames(hand_made_task(), MOVES)


def test_the_person_comes_first_and_its_numbers_are_the_learners() -> None:
    races, race = ran()
    told = beside(race, person())
    assert told.request.learners == (PERSON, "kmeans", "random") and told.settled == told.frames
    own = [frame for frame in told.frames if frame.facts["learner"] == 0]
    assert [frame.facts["scores"][0] for frame in own] == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert groups(own[0]) == [NO_GROUP] * 6 and groups(own[-1]) == [2, 2, 0, 0, 1, NO_GROUP]
    for place in (1, 2):
        theirs = [frame for frame in told.frames if frame.facts["learner"] == place]
        assert [groups(frame) for frame in theirs] == [[2, 2, 0, 0, 1, 1]] * 3
        assert all(frame.facts["match"] == [1, 2, 0] and frame.facts["scores"][0] == 1 for frame in theirs)
    data = race_data(told, races, Say(), since=0, until=len(told.frames))
    assert data["titles"] == ["You", "K-Means", "Untrained network"] and data["over"]
    assert [one["person"] for one in data["setup"]["learners"]] == [True, False, False]
    assert (data["setup"]["learners"][0]["ink"], data["setup"]["learners"][0]["mark"]) == (YOURS.ink, YOURS.mark)
    assert data["result"] == "You: 100% in 4.0 s. The best learner, K-Means: 100% in 0.50 s."


def test_the_race_that_others_watch_stays_as_it_was() -> None:
    _, race = ran()
    before = [(frame.points, dict(frame.facts)) for frame in [*race.frames, *(race.settled or ())]]
    beside(race, person())
    assert [(frame.points, dict(frame.facts)) for frame in [*race.frames, *(race.settled or ())]] == before
    assert race.request.learners == ("kmeans", "random") and beside(race, ()) is race
    assert result_line(race, Say()).startswith("Here, ")


def test_a_race_that_runs_has_the_person_s_numbers_from_its_first_frame() -> None:
    task = hand_made_task()
    race = RaceJob(choice(), status="running", recorder=Recorder(task, choice().learners))
    assert [frame.facts["learner"] for frame in beside(race, person()).frames] == [0] * 6
    for event in events(task, steps=1):
        assert isinstance(event, RaceFrame) and race.recorder is not None
        race.frames.append(race.recorder.pack(event))
    told = beside(race, person())
    assert not told.over and told.number == race.number
    assert [groups(frame) for frame in told.frames[6:]] == [[2, 2, 0, 0, 1, 1]] * 2


def test_what_a_person_has_practised_depends_on_the_pictures() -> None:
    digits, signs = choice(), replace(choice(), task=replace(choice().task, pool="glyphs"))
    assert practice(PERSON, digits, Say()) != practice(PERSON, signs, Say())
    _, race = ran()
    assert found_too_few(beside(race, person()), 0, Say()) is None
