"""What travels to the browser: positions, groups, the scores, and the pictures."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace

import numpy as np
import torch
from hand_made import TRUTH, choice, events, frame, hand_made_task
from PIL import Image

from metaunsup.data.registry import load_pool
from metaunsup.evaluation.metrics import score
from metaunsup.evaluation.race import RaceFrame
from metaunsup.learners.base import NOISE, Step
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.task import OUTLIER
from metaunsup.ui.common.palette import Look, look_of
from metaunsup.ui.player.packing import REACH, matching
from metaunsup.ui.player.sprites import NO_GROUP, sheet
from metaunsup.ui.race.jobs import RaceJob, Races
from metaunsup.ui.race.payload import race_data
from metaunsup.ui.race.recording import PackedFrame, Recorder
from metaunsup.words import Say


def groups(packed: PackedFrame) -> list[int]:
    """The groups of six items as the browser reads them."""
    return np.frombuffer(packed.points[24:], "<u2").tolist()


def test_a_packed_frame_unpacks_to_the_same_places_and_groups() -> None:
    task = hand_made_task()
    packed = Recorder(task, ("kmeans",)).pack(frame(task, "kmeans", 1, (0, 0, 1, 1, 2, 2), last=True))
    x = np.frombuffer(packed.points[:12], "<i2") / 32_767 * REACH
    y = np.frombuffer(packed.points[12:24], "<i2") / 32_767 * REACH
    np.testing.assert_allclose(x, np.arange(6) / 4, atol=1e-4)
    np.testing.assert_allclose(y, -np.arange(6) / 4, atol=1e-4)
    assert groups(packed) == [0, 0, 1, 1, 2, 2]
    assert packed.facts["scores"] == [1.0, 1.0, 1.0]
    assert packed.facts["match"] == [0, 1, 2]
    assert (packed.facts["step"], packed.facts["seconds"], packed.facts["last"]) == (1, 0.25, True)


def test_groups_get_the_numbers_of_the_first_learner_and_keep_them() -> None:
    task = hand_made_task()
    recorder = Recorder(task, ("kmeans", "random"))
    recorder.pack(frame(task, "kmeans", 0, (0, 0, 1, 1, 2, 2), last=False))
    renumbered = recorder.pack(frame(task, "random", 0, (2, 2, 0, 0, 1, 1), last=False))
    assert groups(renumbered) == [0, 0, 1, 1, 2, 2]
    later = recorder.pack(frame(task, "random", 1, (2, 0, 0, 0, 1, 1), last=True))
    assert groups(later) == [0, 1, 1, 1, 2, 2]
    assert later.facts["match"] == [0, 1, 2]
    assert later.facts["scores"][0] == 0.8  # four of the five that count


def test_codes_are_numbered_as_their_groups_and_what_stays_is_sent_once() -> None:
    task = hand_made_task()
    recorder = Recorder(task, ("kmeans", "random"))
    plain = recorder.pack(frame(task, "kmeans", 0, (0, 0, 1, 1, 2, 2), last=False))
    assert not {"codes", "code_items", "mask"} & plain.facts.keys()
    codes = torch.tensor([[0.0, 1.0], [2.0, 3.0], [4.0, 5.00001]])
    shown = {"codes": codes, "code_items": torch.arange(12.0).view(6, 2), "mask": torch.full((4, 32), 0.25)}
    for index in (0, 1):
        one = frame(task, "random", index, (2, 2, 0, 0, 1, 1), last=False)  # cluster 2 goes by number 0, and so on
        packed = recorder.pack(replace(one, step=replace(one.step, shown=shown)))
        assert packed.facts["codes"] == [[4.0, 5.0], [0.0, 1.0], [2.0, 3.0]]
        assert ("code_items" in packed.facts) == ("mask" in packed.facts) == (index == 0)
        if index == 0:
            assert packed.facts["code_items"][5] == [10.0, 11.0] and packed.facts["mask"] == [[0.25] * 32] * 4
        json.dumps(packed.facts)


def test_how_full_slots_are_is_told_by_the_number_that_their_group_goes_by() -> None:
    task = hand_made_task()
    recorder = Recorder(task, ("kmeans", "memory"))
    recorder.pack(frame(task, "kmeans", 0, (0, 0, 1, 1, 2, 2), last=False))
    for found, counts, told in (
        ((2, 2, 0, 0, 1, 1), [2, 0, 1], [1, 2, 0]),
        ((2, 2, 0, 0, 1, 3), [2, 1, 2, 1], [2, 2, 1, 1]),
    ):
        one = frame(task, "memory", 0, found, last=False)
        packed = recorder.pack(replace(one, step=replace(one.step, shown={"slots": torch.tensor(counts).float()})))
        assert packed.facts["slots"] == told


def test_how_sure_a_learner_is_of_the_group_that_it_tells() -> None:
    task = hand_made_task()
    plain = frame(task, "kmeans", 0, (0, 0, 1, 1, 2, NOISE), last=False)
    assert "sure" not in Recorder(task, ("kmeans",)).pack(plain).facts
    chance = torch.tensor(
        [[0.9, 0.06, 0.04], [0.4, 0.35, 0.25], [0.0, 1.0, 0.0], [0.3, 0.333, 0.367], *[[0.2, 0.1, 0.7]] * 2]
    )
    believed = replace(plain, step=replace(plain.step, probability=chance))
    assert Recorder(task, ("kmeans",)).pack(believed).facts["sure"] == [90, 40, 100, 33, 70, 20]


def test_pulls_weights_and_margins_travel_and_settle_with_the_plane() -> None:
    task = hand_made_task()
    recorder = Recorder(task, ("kmeans", "maml"))
    plain = recorder.pack(frame(task, "kmeans", 0, (0, 0, 1, 1, 2, 2), last=True))
    assert not {"pull", "weights", "margin"} & plain.facts.keys()
    chance = torch.tensor([[0.9, 0.06, 0.04], [0.4, 0.35, 0.25], *[[0.2, 0.1, 0.7]] * 4])
    pull = np.array([[0.5, -0.25], [0.0, 0.1], *[[0.0, 0.0]] * 4])
    packed = []
    for index in (0, 1):
        one = frame(task, "maml", index, (0, 0, 1, 1, 2, 2), last=index == 1)
        shown = {} if index else {"weights": torch.tensor([1.5, 0.004, 700.0, 1, 1, 1])}
        one = replace(one, step=replace(one.step, probability=chance, shown=shown), pull=None if index else pull)
        if index:
            one = replace(one, settled=np.zeros((2, 6, 2)), settled_pull=[4 * pull[:, ::-1], None])
        packed.append(recorder.pack(one))

    def read(frame: PackedFrame, name: str, kind: str) -> list[int]:
        return np.frombuffer(base64.b64decode(frame.facts[name]), kind).tolist()

    assert read(packed[0], "weights", "<u2") == [150, 0, 65535, 100, 100, 100]
    assert read(packed[0], "margin", "u1") == [84, 5, 50, 50, 50, 50]
    assert read(packed[0], "pull", "i1") == [127, 0, 0, 0, 0, 0, -64, 25, 0, 0, 0, 0]
    assert packed[0].facts["pull_unit"] == 0.5 and "pull" not in packed[1].facts
    settled = recorder.settle([plain, *packed])
    assert read(settled[1], "pull", "i1") == [-64, 25, 0, 0, 0, 0, 127, 0, 0, 0, 0, 0]
    assert settled[1].facts["pull_unit"] == 2.0 and "pull" not in settled[2].facts
    assert json.dumps(settled[1].facts)


def test_matching_finds_the_best_pairs() -> None:
    generator = np.random.default_rng(0)
    names = generator.permutation(5)
    reference = generator.integers(0, 5, 200)
    assert matching(names[reference], reference, 5)[names].tolist() == [0, 1, 2, 3, 4]


def test_noise_travels_as_no_group_and_is_matched_with_nothing() -> None:
    task = hand_made_task()
    recorder = Recorder(task, ("kmeans", "dbscan"))
    recorder.pack(frame(task, "kmeans", 0, (0, 0, 1, 1, 2, 2), last=True))
    found = frame(task, "dbscan", 0, (1, 1, -1, 0, -1, -1), last=True)
    packed = recorder.pack(replace(found, step=replace(found.step, chosen={"eps": 4.2071, "linkage": "ward"})))
    assert groups(packed) == [0, 0, NO_GROUP, 1, NO_GROUP, NO_GROUP]
    assert packed.facts["match"][:2] == [0, 1]
    assert packed.facts["scores"][0] == 0.6  # of the five that count, two left as noise are wrong
    assert packed.facts["chosen"] == "eps 4.21 · linkage ward"
    everything = recorder.pack(frame(task, "dbscan", 1, (-1,) * 6, last=True))
    assert groups(everything) == [NO_GROUP] * 6 and everything.facts["scores"][0] == 0


def test_more_groups_than_the_task_has_keep_apart() -> None:
    task = hand_made_task()
    recorder = Recorder(task, ("meanshift", "kmeans"))
    many = recorder.pack(frame(task, "meanshift", 0, (5, 4, 3, 2, 1, 0), last=False))
    assert sorted(groups(many)) == [0, 1, 2, 3, 4, 5] and len(many.facts["match"]) == 6
    assert many.facts["scores"][0] == 0.6
    right = [many.facts["match"][group] == kind for group, kind in zip(groups(many), TRUTH, strict=True)]
    assert sum(right[:5]) == 3  # what the browser calls right is what the score counts
    more = recorder.pack(frame(task, "meanshift", 1, (5, 4, 3, 2, 7, 6), last=True))
    assert groups(more)[:4] == groups(many)[:4] and len(set(groups(more))) == 6
    few = recorder.pack(frame(task, "kmeans", 0, (0, 0, 0, 1, 1, 2), last=True))
    assert len(set(groups(few))) == 3 and max(groups(few)) < 6


def test_three_hundred_groups_do_not_wrap_around() -> None:
    task = sample_clustering_task(load_pool("digits"), 10, 30, 0)
    step = Step(0, torch.arange(300), torch.zeros(300, 2), None, 0.0)
    scores = score(step.assignments, task.truth)
    packed = Recorder(task, ("meanshift",)).pack(RaceFrame("meanshift", step, scores, np.zeros((300, 2)), True))
    assert sorted(np.frombuffer(packed.points[1200:], "<u2").tolist()) == list(range(300))


def test_planes_beyond_reach_are_clipped_not_wrapped() -> None:
    task = hand_made_task()
    wild = frame(task, "kmeans", 0, (*TRUTH[:5], 0), last=True)
    wild.plane[0] = (100, -100)
    points = Recorder(task, ("kmeans",)).pack(wild).points
    assert (np.frombuffer(points[:2], "<i2")[0], np.frombuffer(points[12:14], "<i2")[0]) == (32_767, -32_767)


def test_every_picture_is_where_the_sheet_says() -> None:
    items = torch.rand(7, 1, 5, 5, generator=torch.Generator().manual_seed(0))
    made = sheet(items)
    board = np.asarray(Image.open(io.BytesIO(base64.b64decode(made.png))))
    for index in range(7):
        row, column = divmod(index, made.columns)
        tile = board[row * 5 : row * 5 + 5, column * 5 : column * 5 + 5]
        np.testing.assert_allclose(tile / 255, items[index, 0].numpy(), atol=0.003)


def test_colour_pictures_become_grey() -> None:
    assert Image.open(io.BytesIO(base64.b64decode(sheet(torch.ones(2, 3, 4, 4)).png))).mode == "L"


def recorded() -> tuple[RaceJob, Races]:
    """A finished race."""
    races = Races(run=lambda _: (task := hand_made_task(), events(task)))
    race = races.join(choice())
    assert race.wait_for_frames(5, frames=10**9)
    return race, races


def test_the_first_message_holds_the_setup_and_later_ones_only_what_is_new() -> None:
    race, races = recorded()
    first = race_data(race, races, Say("en"), since=0, until=4)
    later = race_data(race, races, Say("en"), since=2, until=6)
    assert first["setup"]["truth"] == list(TRUTH)
    assert [one["finds"] for one in first["setup"]["learners"]] == [False, False]
    looks = [Look(one["ink"], one["mark"], one["dash"]) for one in first["setup"]["learners"]]
    assert looks == [look_of("kmeans"), look_of("random")]
    assert first["setup"]["outliers"] == TRUTH.count(OUTLIER)
    assert not first["over"]
    assert "setup" not in later
    assert later["over"]
    assert (later["from"], later["total"], len(later["facts"])) == (2, 6, 4)
    assert len(base64.b64decode(later["points"])) == 4 * 6 * 6
    json.dumps(first)


def test_the_message_speaks_the_readers_language() -> None:
    race, races = recorded()
    english = race_data(race, races, Say("en"), since=0, until=6)
    chinese = race_data(race, races, Say("zh"), since=0, until=6)
    assert english["words"]["player.play"] == "Play"
    assert chinese["words"]["player.play"] == "播放"
    assert chinese["titles"][1] == "未训练的网络"
