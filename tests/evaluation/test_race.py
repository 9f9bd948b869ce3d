"""A race: its order, its fairness, and what one learner's failure does to the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import score
from metaunsup.evaluation.race import RaceFailure, RaceFrame, race
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.task import Truth


def told(frames, learner):
    """What a learner's frames say, seconds left out."""
    return [
        (f.step.index, f.step.assignments.tolist(), f.scores, f.plane.tobytes(), f.last)
        for f in frames
        if f.learner == learner
    ]


def test_steps_come_in_turn_and_the_last_is_marked(task, guesser) -> None:
    frames = list(race(task, {"a": guesser(), "b": guesser(ends_at=1), "c": guesser(ends_at=0)}, steps=3, seed=0))
    assert [(f.learner, f.step.index, f.last) for f in frames] == [
        ("a", 0, False),
        ("b", 0, False),
        ("c", 0, True),
        ("a", 1, False),
        ("b", 1, True),
        ("a", 2, False),
        ("a", 3, True),
    ]


def test_frames_are_scored_and_drawn(task) -> None:
    frames = list(race(task, {"kmeans": make_learner("kmeans")}, steps=4, seed=0))
    for frame in frames:
        assert isinstance(frame, RaceFrame)
        assert frame.scores == score(frame.step.assignments, task.truth)
        assert frame.plane.shape == (18, 2)
        assert frame.plane.dtype == np.float32
        assert np.square(frame.plane).sum(1).mean() == pytest.approx(1, abs=1e-4)
        assert (frame.settled is not None) == frame.last
    np.testing.assert_allclose(frames[-1].settled, [frame.plane for frame in frames], atol=1e-5)  # pixels stay put


def test_one_learner_more_changes_nobodys_numbers(task, guesser, practised) -> None:
    def field():
        return {"kmeans": make_learner("kmeans"), "maml": practised("maml"), "guess": guesser()}

    together = list(race(task, field(), steps=2, seed=4))
    for name in field():
        assert told(race(task, {name: field()[name]}, steps=2, seed=4), name) == told(together, name)
    backwards = race(task, dict(reversed(field().items())), steps=2, seed=4)
    backwards = list(backwards)
    for name in field():
        assert told(backwards, name) == told(together, name)


def test_seed_task_and_name_decide_the_numbers(task, guesser) -> None:
    def run(task=task, seed=0, name="a"):
        return told(list(race(task, {name: guesser()}, steps=2, seed=seed)), name)

    assert run() == run()
    assert run() != run(seed=1)
    assert run() != run(name="b")
    assert run() != run(task=replace(task, seed=2))
    assert run() == run(name="a@own") == run(name="a@other")  # under a label only what was learned differs


def test_a_failing_learner_leaves_and_the_others_go_on(task, guesser) -> None:
    field = {"early": guesser(refuses=True), "mid": guesser(fails_at=2), "start": guesser(fails_at=0), "ok": guesser()}
    events = list(race(task, field, steps=3, seed=0))
    failures = {event.learner: event.error.code for event in events if isinstance(event, RaceFailure)}
    assert failures == {"early": "no_learners", "mid": "embedding_not_finite", "start": "embedding_not_finite"}
    assert [e.step.index for e in events if e.learner == "mid" and isinstance(e, RaceFrame)] == [0, 1]
    assert not any(e.last for e in events if e.learner == "mid" and isinstance(e, RaceFrame))
    assert [type(e) for e in events if e.learner == "mid"] == [RaceFrame, RaceFrame, RaceFailure]
    alone = race(task, {"ok": guesser()}, steps=3, seed=0)
    assert told([e for e in events if isinstance(e, RaceFrame)], "ok") == told(alone, "ok")


@pytest.mark.parametrize("at", ["begin", 0, 1])
def test_a_fault_of_one_learner_is_told_and_the_others_go_on(task, guesser, at, caplog) -> None:
    class Faulty(type(guesser())):
        def adapt(self, *told, **more):
            if at == "begin":
                raise RuntimeError("cannot cache function")
            return self.until_it_breaks(super().adapt(*told, **more))

        def until_it_breaks(self, steps):
            for step in steps:
                if step.index == at:
                    raise RuntimeError("cannot cache function")
                yield step

    events = list(race(task, {"a": Faulty(), "b": guesser()}, steps=3, seed=0))
    (failure,) = (event for event in events if isinstance(event, RaceFailure))
    assert (failure.learner, failure.error.code) == ("a", "learner_broke")
    assert failure.error.fields["kind"] == "RuntimeError" and "a broke" in caplog.text
    assert [event.step.index for event in events if event.learner == "b"] == [0, 1, 2, 3]


def test_nothing_is_computed_before_it_is_asked_for_and_closing_stops_everyone(task, guesser) -> None:
    field = {"a": guesser(), "b": guesser()}
    frames = race(task, field, steps=100, seed=0)
    assert field["a"].computed == 0
    for _ in range(4):
        next(frames)
    assert all(3 <= learner.computed <= 4 for learner in field.values())  # two shown, one or two ahead
    frames.close()
    assert all(learner.closed for learner in field.values())
    assert all(learner.computed <= 4 for learner in field.values())


def test_the_truth_reaches_no_learner(task, practised) -> None:
    destroyed = replace(task, truth=Truth(torch.zeros_like(task.truth.labels), task.truth.class_names))
    field = {"kmeans": make_learner("kmeans"), "reptile": practised("reptile")}
    for a, b in zip(race(task, field, steps=2, seed=0), race(destroyed, field, steps=2, seed=0), strict=True):
        assert torch.equal(a.step.assignments, b.step.assignments)
        assert torch.equal(a.step.embedding, b.step.embedding)
        np.testing.assert_array_equal(a.plane, b.plane)
    assert a.scores != b.scores


@pytest.mark.parametrize("steps", [-1, 1001, 10**9])
def test_steps_out_of_range_are_refused_at_once(task, guesser, steps) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        race(task, {"a": guesser()}, steps=steps, seed=0)
    assert caught.value.code == "number_out_of_range"


def test_a_race_of_nobody_is_over(task) -> None:
    assert list(race(task, {}, steps=3, seed=0)) == []
