"""What a race came to, in a sentence, and the means of many tasks behind it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hand_made import choice, frame, hand_made_task

from metaunsup.evaluation.race import RaceEvent
from metaunsup.learners.base import NOISE
from metaunsup.tasks.task import Task
from metaunsup.ui.common.requests import RaceChoice, home_race
from metaunsup.ui.race.jobs import Races
from metaunsup.ui.race.looked_into import NO_RIVAL, near
from metaunsup.ui.race.result import means, result_line
from metaunsup.words import Say

RIGHT, HALF, START = (0, 0, 1, 1, 2, 2), (0, 1, 0, 1, 2, 2), (0, 0, 0, 1, 2, 2)


def told(asked: RaceChoice, last: dict[str, tuple[int, ...]]) -> str:
    """What is said of a race in which all start with four of five right, and end as ``last`` says."""

    def run(_: object) -> tuple[Task, Iterator[RaceEvent]]:
        task = hand_made_task()
        shown = [frame(task, name, 0, START, last=False) for name in last]
        return task, iter([*shown, *(frame(task, name, 1, groups, last=True) for name, groups in last.items())])

    race = Races(run=run).join(replace(asked, learners=tuple(last), steps=1))
    assert race.wait_for_frames(5, frames=10**9)
    return result_line(race, Say())


def test_the_best_is_told_against_k_means_and_against_its_own_start() -> None:
    assert told(choice(), {"kmeans": HALF, "random": RIGHT}) == (
        "Here, Untrained network: +40 points over K-Means; its own steps changed +20."
    )
    assert "100.0% right; its own steps changed +20" in told(choice(), {"random": RIGHT})
    assert told(choice(), {"kmeans": RIGHT}) == ""
    ends = told(choice(), {"kmeans": RIGHT, "random": START})
    assert ends.endswith("−20 points over K-Means; its own steps changed ±0.")


def test_the_mean_of_many_such_tasks_stands_beside_it_where_there_is_one() -> None:
    tasks, stored = means(home_race(7))
    assert tasks >= 50 and list(stored) == ["kmeans", "protonet", "maml", "reptile"]
    steps = 1
    over = round(100 * (stored["reptile"][steps] - stored["kmeans"][steps]))
    said = told(home_race(7), {"kmeans": HALF, "reptile": RIGHT})
    assert f" Over {tasks} tasks: {over:+d} points over K-Means; its own steps changed " in said
    assert means(replace(home_race(7), trained_on="omniglot-minimal")) == (0, {})
    assert means(choice()) == (0, {})


@pytest.mark.parametrize("seed", [0, 1])
def test_how_near_an_item_is_against_plain_sums(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(12, 3))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    groups = np.array([0, 0, 0, 2, 2, 2, 2, 5, 5, 5, NOISE, NOISE])
    rival, own, other = np.frombuffer(base64.b64decode(near(points, groups)), np.uint8).reshape(3, -1)
    for item, point in enumerate(points):
        ways = {k: float(np.linalg.norm(point - points[groups == k].mean(0))) for k in (0, 2, 5)}
        mine = ways.pop(groups[item], 2.55)
        assert own[item] == pytest.approx(100 * mine, abs=0.51)
        assert ways[rival[item]] == min(ways.values()) and other[item] == pytest.approx(
            100 * min(ways.values()), abs=0.51
        )
    alone = np.frombuffer(base64.b64decode(near(points, np.zeros(12, int))), np.uint8)
    assert set(alone[:12]) == {NO_RIVAL}
    nobody = np.frombuffer(base64.b64decode(near(points, np.full(12, NOISE))), np.uint8)
    assert set(nobody) == {255}
