"""A learner that finds the number of groups itself, and finds too few: the page says what that costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hand_made import choice, frame, hand_made_task

from metaunsup.evaluation.race import RaceEvent
from metaunsup.tasks.task import Task
from metaunsup.ui.race.jobs import Races
from metaunsup.ui.race.view import found_too_few
from metaunsup.words import Say


def told(learner: str, groups: tuple[int, ...]) -> str | None:
    """What is said of ``groups`` at the end of a race: two, two and one item count, the last is an outlier."""

    def run(_: object) -> tuple[Task, Iterator[RaceEvent]]:
        task = hand_made_task()
        return task, iter([frame(task, learner, 0, groups, last=True)])

    race = Races(run=run).join(replace(choice(), learners=(learner,)))
    assert race.wait_for_frames(5, frames=10**9)
    return found_too_few(race, 0, Say())


@pytest.mark.parametrize(
    ("groups", "found", "noise", "most"),
    [((0,) * 6, 1, 0, "40%"), ((-1,) * 6, 0, 6, "0%"), ((0, 0, 1, 1, -1, -1), 2, 2, "80%")],
)
def test_the_most_that_so_few_groups_can_be_right_for(
    groups: tuple[int, ...], found: int, noise: int, most: str
) -> None:
    sentence = told("dbscan", groups)
    assert sentence is not None and sentence.startswith("DBSCAN")
    assert f"found {found} where there are 3, and left {noise} items" in sentence and f"beyond {most}." in sentence


def test_nothing_is_said_where_there_are_enough_or_the_number_is_told() -> None:
    assert told("dbscan", (0, 0, 1, 1, 2, -1)) is None
    assert told("kmeans", (0,) * 6) is None
