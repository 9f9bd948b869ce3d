"""Studies: one setting varied, the same tasks for every point, numbers that come back, refusals at once."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.learners.registry import make_learner
from metaunsup.training import estimate, study, validation
from metaunsup.training import train as training
from metaunsup.training.settings import TrainingEvent, TrainingSettings
from metaunsup.training.study import Practising, Study, Trained, Yardstick, event_as_json, event_from_json
from metaunsup.training.study import study as run
from metaunsup.training.study_summary import point_interval, summarise_study
from metaunsup.training.train import train

TINY = TrainingSettings("protonet", steps=2, options={"ways": 4}, clusters=5)


@pytest.fixture
def pool(small_pool, monkeypatch):
    for module in (study, training, estimate):
        monkeypatch.setattr(module, "resolve_pool", lambda name: small_pool)
    return small_pool


def small(vary: str = "strength", values=(0.0, 1.5), **more) -> Study:
    return Study(vary, values, more.pop("base", TINY), **{"seeds": (0, 1), "tasks": 3, **more})


def told(asked: Study) -> tuple[Yardstick, list[Trained]]:
    events = list(run(asked))
    assert isinstance(events[0], Yardstick)
    return events[0], [one for one in events if isinstance(one, Trained)]


def bare(done: list[Trained]) -> list[Trained]:
    """Without the clock."""
    return [replace(one, seconds=0.0) for one in done]


def test_every_value_under_every_seed_and_every_step_is_told(pool) -> None:
    events = list(run(small()))
    kinds = [type(one) for one in events]
    assert kinds == [Yardstick] + [Practising, Practising, Trained] * 4
    done = [(one.seed, one.value) for one in events if isinstance(one, Trained)]
    assert done == [(0, 0.0), (0, 1.5), (1, 0.0), (1, 1.5)]  # a seed's whole curve first
    assert [one.step for one in events if isinstance(one, Practising)] == [1, 2] * 4
    assert all(len(one.accuracy) == 3 for one in events if isinstance(one, Trained))


def test_a_point_is_the_training_anybody_can_do_by_hand(pool, tmp_path) -> None:
    """The oracle: train as the settings say, load, and score on tasks drawn from the validation part alone."""
    asked = small(values=(1.5,), seeds=(1,))
    yardstick, (point,) = told(asked)
    settings = replace(TINY, seed=1, validate_every=0, options={"ways": 4, "strength": 1.5})
    last = [event for event in train(settings, tmp_path) if isinstance(event, TrainingEvent)][-1]
    learner = make_learner("protonet")
    learner.load(last.checkpoint)
    assert learner.strength == 1.5
    learner.strength = 1.0
    judge = validation.Validator(pool, 0, tasks=3, steps=study.ADAPT_STEPS)
    assert list(point.accuracy) == judge.each(learner)
    assert list(yardstick.kmeans) == judge.each(make_learner("kmeans"))
    held_out = set(pool.unlabelled("validation").hashes.tolist())
    assert all(set(task.hashes.tolist()) <= held_out for task in judge.tasks)


def test_the_same_numbers_again_and_whatever_else_is_asked(pool) -> None:
    _, all_of_it = told(small())
    _, again = told(small())
    _, alone = told(small(values=(1.5,), seeds=(1,)))
    assert bare(all_of_it) == bare(again)
    assert bare(alone) == bare([one for one in all_of_it if (one.value, one.seed) == (1.5, 1)])


def test_only_the_one_setting_differs() -> None:
    for vary, values in (("strength", (0.0, 2.0)), ("partitions", (1, 7)), ("episodes", ("umtra", "self-training"))):
        asked = small(vary, values, base=replace(TINY, episodes="cactus"))
        one, other = (asked.settings(value, 3).as_json() for value in values)
        assert [name for name in one if one[name] != other[name]] == ["options" if vary == "strength" else vary]
        assert (one["seed"], one["validate_every"]) == (3, 0)


def test_strength_is_practised_with_but_not_judged_with(pool, monkeypatch) -> None:
    seen = []
    each = validation.Validator.each

    def spy(self, learner):
        seen.append(getattr(learner, "strength", None))
        return each(self, learner)

    monkeypatch.setattr(validation.Validator, "each", spy)
    list(run(small(values=(0.0, 2.5), seeds=(0,))))
    assert seen == [None, 1.0, 1.0]
    seen.clear()
    list(
        run(
            small(
                "partitions",
                (1,),
                seeds=(0,),
                base=replace(TINY, episodes="cactus", options={"ways": 4, "strength": 0.5}),
            )
        )
    )
    assert seen == [None, 0.5]


def test_the_other_two_kinds_train_too(pool) -> None:
    _, parts = told(small("partitions", (1, 3), seeds=(0,), base=replace(TINY, episodes="cactus")))
    _, kinds = told(small("episodes", ("umtra", "cactus", "self-training"), seeds=(0,)))
    assert [one.value for one in parts] == [1, 3]
    assert [one.value for one in kinds] == ["umtra", "cactus", "self-training"]


@pytest.mark.slow
def test_no_augmentation_teaches_nothing_and_some_does() -> None:
    """What the curve is about, on the digits: identical views are told apart without learning what a 3 is."""
    base = TrainingSettings("protonet", steps=60, options={"ways": 24})
    _, done = told(Study("strength", (0.0, 1.0), base, (0,), 3))
    none, some = (sum(one.accuracy) / 3 for one in done)
    assert some > none + 0.1


def test_the_interval_is_over_seeds_or_over_tasks() -> None:
    first, second = Trained(1, 0, (0.5, 0.7), 1.0, 10), Trained(1, 1, (0.9, 0.7), 3.0, 10)
    assert point_interval([first]) == mean_interval([0.5, 0.7])
    both = point_interval([first, second])
    # means 0.6 and 0.8: s = 0.1 * sqrt 2, t(0.975, 1) = 12.7062, so the margin is t * s / sqrt 2
    assert both.mean == pytest.approx(0.7)
    assert both.margin == pytest.approx(12.7062 * 0.1, abs=1e-4)


def test_the_summary_and_the_way_back_from_json(pool) -> None:
    asked = small()
    events = list(run(asked))
    assert [event_from_json(json.loads(json.dumps(event_as_json(one)))) for one in events] == events
    done = [one for one in events if isinstance(one, Trained)]
    summary = json.loads(json.dumps(summarise_study(asked, events[0], done[:3]), allow_nan=False))
    assert (summary["trainings"], summary["complete"], summary["part"]) == (3, False, "validation")
    assert [len(point["per_seed"]) for point in summary["points"]] == [2, 1]
    assert summary["points"][0]["accuracy"]["mean"] == pytest.approx(
        sum(sum(one.accuracy) for one in done if one.value == 0.0) / 6
    )
    assert summarise_study(asked, events[0], done)["complete"] is True
    assert summarise_study(asked, events[0], done[:1])["points"][0]["value"] == 0.0


def test_it_can_be_stopped_between_steps_and_leaves_nothing(pool, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    work = run(small())
    while not isinstance(next(work), Practising):
        pass
    assert list(tmp_path.iterdir())
    work.close()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"vary": "ways"}, "option_choice"),
        ({"values": ()}, "study_values"),
        ({"values": (1.0, 1.0)}, "study_values"),
        ({"seeds": ()}, "study_values"),
        ({"seeds": (3, 3)}, "study_values"),
        ({"values": (3.5,)}, "number_out_of_range"),
        ({"values": (math.nan,)}, "number_out_of_range"),
        ({"vary": "partitions", "values": (2,)}, "study_no_partitions"),
        ({"vary": "partitions", "values": (0,), "base": replace(TINY, episodes="cactus")}, "number_out_of_range"),
        ({"vary": "episodes", "values": ("school",)}, "option_choice"),
        ({"tasks": 1}, "number_out_of_range"),
        ({"seeds": tuple(range(400))}, "study_too_large"),
        ({"base": replace(TINY, learner="kmeans")}, "not_trainable"),
        ({"base": replace(TINY, learner="nobody")}, "unknown_learner"),
        ({"base": replace(TINY, options={"ways": 900})}, "episode_ways"),
    ],
)
def test_what_cannot_work_is_refused_before_the_first_step(changes, code, pool) -> None:
    asked = replace(small(), **changes)
    with pytest.raises(MetaUnsupError) as refused:
        run(asked)
    assert refused.value.code == code
    assert str(refused.value)


def test_a_pool_that_nobody_has_sorted_is_refused(small_pool, monkeypatch) -> None:
    for module in (study, training, estimate):
        monkeypatch.setattr(module, "resolve_pool", lambda name: replace(small_pool, labels=None))
    with pytest.raises(MetaUnsupError) as refused:
        run(small())
    assert refused.value.code == "pool_unlabelled"


def test_digits_judge_without_the_test_part() -> None:
    judge = validation.Validator(load_pool("digits"), 0, tasks=2)
    assert {task.part for task in judge.tasks} == {"validation"}
