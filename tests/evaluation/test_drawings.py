"""Drawings to look at: who takes turns, what stands beside each, and that noise stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.drawings import HELD_OUT, drawn_steps, one_task
from metaunsup.evaluation.judge import shipped_judge
from metaunsup.generation.augmented import CopiesGenerator
from metaunsup.generation.vae import ReptileVaeGenerator, ScratchVaeGenerator
from metaunsup.learners.registry import make_learner

POOL, JUDGE = load_pool("digits"), shipped_judge("digits")


def test_all_take_their_steps_in_turn_and_the_nearest_is_the_nearest() -> None:
    task = one_task(POOL, 4, 1)
    made = {"scratch-vae": ScratchVaeGenerator(), "copies": CopiesGenerator()}
    found = list(drawn_steps(POOL, task, made, JUDGE, steps=3, seed=1, drawings=5))
    told = [(one.name, one.index, one.last) for one in found]
    assert told == [
        ("scratch-vae", 0, False),
        ("copies", 0, True),
        ("scratch-vae", 1, False),
        ("scratch-vae", 2, False),
        ("scratch-vae", 3, True),
    ]
    for one in found:
        assert one.drawings.shape == (5, 1, 28, 28) and (one.bound is None) == (one.name == "copies")
        for drawn, place, distance in zip(one.drawings, one.nearest, one.distance, strict=True):
            each = [float((drawn - shown).square().mean().sqrt()) for shown in task.support]
            assert float(distance) == pytest.approx(min(each), abs=1e-6)
            assert each[int(place)] == pytest.approx(min(each), abs=1e-6)
    assert found[1].novelty == pytest.approx(0, abs=1e-4) and found[0].novelty > 0.5
    assert len(task.held_out) == HELD_OUT and len(task.support) == 4
    again = list(drawn_steps(POOL, task, {"scratch-vae": ScratchVaeGenerator()}, JUDGE, steps=3, seed=1, drawings=5))
    assert torch.equal(again[-1].drawings, found[-1].drawings)  # whoever else takes part
    assert found[-1].bound > found[0].bound  # three steps on the class make new items of it likelier


def test_of_a_few_unsorted_pictures_all_are_one_kind_and_fewer_are_held_out() -> None:
    """Thirty pictures, nobody knows of what: the test part has about twelve."""
    unsorted = replace(POOL, labels=None)
    few = replace(unsorted, images=POOL.images[:30], parts=POOL.parts[:30], hashes=POOL.hashes[:30])
    able = len(few.unlabelled("test"))
    task = one_task(few, able - 3, 1)
    assert task.name == "" and len(task.held_out) == 3 and len(set(task.hashes.tolist())) == able
    assert len(one_task(unsorted, 5, 1).held_out) == HELD_OUT
    for pool, size in ((few, able - 1), (POOL, 200)):
        with pytest.raises(MetaUnsupError) as caught:
            one_task(pool, size, 1)
        assert caught.value.code == "generation_items"
    assert caught.value.fields["possible"] == int(POOL.part("test").sizes.max())


def test_the_impossible_is_refused_at_once() -> None:
    task = one_task(POOL, 2, 1)
    learner = make_learner("reptile-vae")
    learner.parameters = learner.initialise(1, torch.Generator())
    learner.trained_on = POOL.unlabelled("test").hashes[:2]
    seen = {"reptile-vae": ReptileVaeGenerator(learner=learner)}
    for made, numbers, code in (
        (seen, {}, "trained_on_test_items"),
        ({"copies": CopiesGenerator()}, {"drawings": 0}, "number_out_of_range"),
        ({"copies": CopiesGenerator()}, {"steps": 101}, "number_out_of_range"),
    ):
        with pytest.raises(MetaUnsupError) as caught:
            drawn_steps(POOL, task, made, JUDGE, **{"steps": 1, "seed": 0, "drawings": 4, **numbers})
        assert caught.value.code == code
