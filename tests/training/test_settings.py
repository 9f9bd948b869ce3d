"""Settings as JSON and back, and every field refused by name where it is not what it must be."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from metaunsup.errors import MetaUnsupError
from metaunsup.training.practice_map import kept_on_map
from metaunsup.training.settings import TrainingSettings, settings_from_json
from metaunsup.training.train import train

NAMES = [field.name for field in fields(TrainingSettings)]
SHARES = {"umtra_share", "rescale", "coarsest", "interpolation"}
NUMBERS = {"steps", "seed", "validate_every", "partitions", "clusters", "refresh", *SHARES}
TEXTS = {"learner", "pool", "episodes", "embedding", "device", "precision"}


def refusal(values: object) -> MetaUnsupError:
    with pytest.raises(MetaUnsupError) as caught:
        settings_from_json(values)
    assert str(caught.value)
    return caught.value


def test_there_and_back() -> None:
    assert NUMBERS | TEXTS | {"options", "start_from"} == set(NAMES)
    chosen = TrainingSettings(
        "maml",
        "glyphs",
        7,
        3,
        {"ways": 5, "learn_rates": True, "inner_lr": 0.25},
        2,
        "self-training",
        "run:ab",
        4,
        5,
        6,
        0.75,
        0.25,
        0.5,
        0.6,
        "shipped:digits/maml",
        "auto",
        "float64",
    )
    assert not any(getattr(chosen, name) == getattr(TrainingSettings(""), name) for name in NAMES)
    assert settings_from_json(json.loads(json.dumps(chosen.as_json()))) == chosen
    assert settings_from_json({"learner": "maml"}) == TrainingSettings("maml")
    assert settings_from_json({"learner": "maml", "umtra_share": 1}).umtra_share == 1


@pytest.mark.parametrize("values", [None, [], "maml", 3, {}, {"steps": 3}, {"learner": 3}, {"learner": None}])
def test_what_is_no_settings_at_all(values) -> None:
    assert refusal(values).code == "settings_damaged"


@pytest.mark.parametrize("name", NAMES)
def test_a_value_of_a_wrong_kind_is_refused_by_name(name) -> None:
    wrong = {"number": 1, "fraction": 2.5, "text": "3", "truth": True, "nothing": None, "list": [1], "object": {"a": 1}}
    right = (
        {"number", "fraction"}
        if name in SHARES
        else {"number", "nothing"}
        if name == "validate_every"
        else {"number"}
        if name in NUMBERS
        else {"text", "nothing"}
        if name == "start_from"
        else {"object"}
        if name == "options"
        else {"text"}
    )
    for kind, value in wrong.items():
        if kind not in right:
            error = refusal({"learner": "protonet", name: value})
            assert error.code == "settings_damaged" and error.fields["name"] == name, kind


@pytest.mark.parametrize(
    ("steps", "points"),
    [
        (1, [0, 1]),
        (7, [*range(8)]),
        (25, [*range(0, 25, 2), 25]),
        (60, [*range(0, 61, 6)]),
        (520, [*range(0, 501, 50), 520]),
    ],
)
def test_ten_points_at_least_and_one_every_fifty_steps(steps, points) -> None:
    chosen = TrainingSettings("maml", steps=steps)
    assert [step for step in range(steps + 1) if step % chosen.interval == 0 or step == steps] == points
    assert replace(chosen, validate_every=40).interval == 40 and replace(chosen, validate_every=0).interval == 0
    assert [step for step in range(steps + 1) if step in points and kept_on_map(chosen, step)] == points


def test_a_map_of_very_many_points_has_some_of_them() -> None:
    chosen = TrainingSettings("maml", steps=10_030)  # 200 points, every 50 steps; every seventh is kept, and the end
    kept = [step for step in range(0, 10_001, 50) if kept_on_map(chosen, step)]
    assert kept == [*range(0, 10_001, 350)] and kept_on_map(chosen, 10_030)


def test_a_name_that_no_setting_has() -> None:
    error = refusal({"learner": "maml", "colour": "red"})
    assert error.code == "settings_damaged" and error.fields["name"] == "colour"


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("steps", 1, 1_000_000),
        ("validate_every", 0, 1_000_000),
        ("seed", 0, 2**31 - 1),
        ("partitions", 1, 100),
        ("clusters", 2, 5000),
        ("refresh", 1, 1_000_000),
        ("umtra_share", 0, 1),
        ("rescale", 0, 1),
        ("coarsest", 0.05, 1),
        ("interpolation", 0, 1),
    ],
)
def test_numbers_have_a_range(name, low, high) -> None:
    for value in (low, high):
        assert getattr(settings_from_json({"learner": "maml", name: value}), name) == value
    for value in (low - 1, high + 1, -(10**30), 10**30):
        error = refusal({"learner": "maml", name: value})
        assert error.code == "number_out_of_range" and error.fields["value"] == value
        assert name.replace("_", "-") in str(error)
    with pytest.raises(MetaUnsupError):
        TrainingSettings("maml", **{name: float("nan")}).check()
    if name in SHARES:
        assert refusal({"learner": "maml", name: float("nan")}).code == "number_out_of_range"


@pytest.mark.parametrize("name", ["episodes", "device", "precision"])
def test_names_are_those_there_are(name) -> None:
    for value in ("", "nothing", "UMTRA", "cpu "):
        error = refusal({"learner": "maml", name: value})
        assert error.code == "option_choice" and error.fields["name"] == name


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"ways": None}, "option_not_a_whole_number"),
        ({"ways": 2.5}, "option_not_a_whole_number"),
        ({"ways": True}, "option_not_a_whole_number"),
        ({"ways": [4]}, "option_not_a_whole_number"),
        ({"ways": "four"}, "option_not_a_whole_number"),
        ({"filters": [32]}, "option_not_a_whole_number"),
        ({"filters": None}, "option_not_a_whole_number"),
        ({"inner_lr": None}, "option_not_a_number"),
        ({"inner_lr": {}}, "option_not_a_number"),
        ({"inner_lr": True}, "option_not_a_number"),
        ({"learn_rates": 1}, "option_choice"),
        ({"learn_rates": None}, "option_choice"),
    ],
)
def test_options_of_a_wrong_kind_are_refused_at_once(options, code, tmp_path) -> None:
    chosen = settings_from_json({"learner": "maml", "options": options})
    with pytest.raises(MetaUnsupError) as caught:
        train(chosen, tmp_path / "run")
    assert caught.value.code == code and next(iter(options)) in str(caught.value)
    assert not (tmp_path / "run").exists()


def test_options_typed_as_text_are_kept_as_what_they_mean() -> None:
    typed = TrainingSettings("maml", options={"ways": "8", "learn_rates": "yes", "inner_lr": "0.1"})
    chosen = TrainingSettings("maml", options={"ways": 8, "learn_rates": True, "inner_lr": 0.1})
    assert typed.as_json() == chosen.as_json()
    wrong = TrainingSettings("maml", options={"ways": "many"})  # refused by whoever trains with it
    assert wrong.as_json()["options"] == {"ways": "many"}
