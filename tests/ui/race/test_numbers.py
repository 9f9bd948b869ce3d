"""The numbers that groups go by: alike from step to step and from learner to learner, and never by the truth."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import torch
from hand_made import hand_made_task

from metaunsup.evaluation.metrics import score
from metaunsup.evaluation.race import RaceFrame
from metaunsup.learners.base import Step
from metaunsup.tasks.task import Task, Truth
from metaunsup.ui.race.recording import PackedFrame, Recorder

N, K, STEPS = 40, 4, 5
NAMES = ("kmeans", "random", "maml")
EVERY = [np.array(order) for order in permutations(range(K))]


def made_task() -> Task:
    """Forty pictures of four kinds."""
    task = hand_made_task()
    return replace(
        task,
        items=torch.rand(N, 1, 4, 4, generator=torch.Generator().manual_seed(0)),
        n_clusters=K,
        truth=Truth(torch.arange(N) % K, ("a", "b", "c", "d")),
    )


def made_race() -> dict[str, list[np.ndarray]]:
    """Groups step by step: each step a few items change sides, and all clusters are numbered anew."""
    rng = np.random.default_rng(0)
    tracks: dict[str, list[np.ndarray]] = {}
    for name in NAMES:
        groups, track = rng.integers(0, K, N) if name == "random" else np.arange(N) % K, []
        for _ in range(STEPS):
            groups = np.where(rng.random(N) < 0.2, rng.integers(0, K, N), groups)
            track.append(rng.permutation(K)[groups])
        tracks[name] = track
    return tracks


def recorded(task: Task) -> tuple[Recorder, list[PackedFrame]]:
    """The race, packed in turn."""
    recorder, packed = Recorder(task, NAMES), []
    for index in range(STEPS):
        for name, track in made_race().items():
            step = Step(index, torch.from_numpy(track[index]), torch.zeros(N, 2), None, 0.0)
            last = index == STEPS - 1
            settled = np.full((STEPS, N, 2), 0.5) if last and name == "maml" else None
            scores = score(step.assignments, task.truth)
            packed.append(recorder.pack(RaceFrame(name, step, scores, np.zeros((N, 2)), last, settled)))
    return recorder, packed


def test_from_step_to_step_as_few_pictures_change_their_number_as_can_be() -> None:
    recorder, packed = recorded(made_task())
    for place, name in enumerate(NAMES):
        told = [recorder.groups_of(frame) for frame in packed if frame.facts["learner"] == place]
        for index, raw in enumerate(made_race()[name][1:], 1):
            fewest = min(int((order[raw] != told[index - 1]).sum()) for order in EVERY)
            assert int((told[index] != told[index - 1]).sum()) == fewest < N


def test_in_the_end_learners_are_numbered_by_their_last_groups_and_steps_stay_together() -> None:
    recorder, packed = recorded(made_task())
    settled = recorder.settle(packed)
    before, after = ([recorder.groups_of(frame) for frame in frames] for frames in (packed, settled))
    ends = after[-len(NAMES) :]

    def best(one: np.ndarray, other: np.ndarray) -> int:
        return max(int((order[one] == other).sum()) for order in EVERY)

    middle = max(ends, key=lambda end: sum(best(other, end) for other in ends))
    assert middle is not ends[NAMES.index("random")]
    assert [int((end == middle).sum()) for end in ends] == [best(end, middle) for end in ends]
    for frame, old, new in zip(settled, before, after, strict=True):
        assert len(set(zip(old.tolist(), new.tolist(), strict=True))) == len(set(old.tolist()))  # a change of names
        right = np.array(frame.facts["match"])[new] == np.arange(N) % K
        assert right.mean() == frame.facts["scores"][0]
    places = np.frombuffer(settled[2].points[: 4 * N], "<i2")
    assert len(set(places.tolist())) == 1 and places[0] > 0  # on the settled plane, where there is one
    assert not np.frombuffer(settled[0].points[: 4 * N], "<i2").any()


def test_the_truth_decides_no_number() -> None:
    task = made_task()
    other = replace(task, truth=Truth(torch.zeros(N, dtype=torch.int64), task.truth.class_names))
    for one, two in zip(*(recorder.settle(packed) for recorder, packed in map(recorded, (task, other))), strict=True):
        assert one.points == two.points
