"""What is typed and what is meant are the same, in both directions."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest

from metaunsup.cli.arguments import Parser
from metaunsup.cli.settings import OPTIONS, add_settings, read_settings
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.command import as_arguments
from metaunsup.training.settings import TrainingSettings, settings_from_json
from metaunsup.words import Say


def read(arguments: list[str]) -> TrainingSettings:
    parser = Parser(Say())
    add_settings(parser, Say())
    return read_settings(parser.parse_args(arguments))


def test_every_setting_can_be_typed_and_has_the_same_default() -> None:
    named = {option.replace("-", "_") for option, *_ in OPTIONS} | {"options"}
    assert named == {field.name for field in fields(TrainingSettings)}
    assert read(["--learner", "maml"]) == TrainingSettings("maml")
    wanted = [field.name for field in fields(TrainingSettings) if field.default is MISSING and field.name != "options"]
    assert wanted == ["learner"]


@pytest.mark.parametrize(
    "settings",
    [
        TrainingSettings("protonet"),
        TrainingSettings(
            "maml",
            pool="my pictures/ink.zip",
            steps=7,
            seed=3,
            options={"ways": "5", "strength": "0.25"},
            validate_every=0,
            episodes="self-training",
            partitions=2,
            clusters=30,
            refresh=9,
            umtra_share=0.125,
            rescale=0.5,
            coarsest=0.25,
            interpolation=0.75,
            start_from="run:20261122-abc",
            device="auto",
            precision="float64",
        ),
        TrainingSettings("reptile", episodes="cactus", embedding="shipped:mnist/protonet"),
        TrainingSettings("protonet", episodes="lasium", embedding="shipped:digits/gan", interpolation=0.5),
    ],
)
def test_typed_and_read_it_is_the_same(settings) -> None:
    assert read(as_arguments(settings)) == settings
    assert settings_from_json(settings.as_json()) == settings


def test_defaults_are_not_typed() -> None:
    assert as_arguments(TrainingSettings("maml")) == ["--learner", "maml"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("steps", "0"),
        ("seed", "-1"),
        ("partitions", "0"),
        ("clusters", "1"),
        ("refresh", "x"),
        ("umtra-share", "1.1"),
        ("rescale", "-0.1"),
        ("coarsest", "0"),
        ("interpolation", "2"),
    ],
)
def test_what_is_no_such_number_is_refused_by_name(option, value) -> None:
    with pytest.raises(MetaUnsupError, match=f"--{option}"):
        read(["--learner", "maml", f"--{option}", value])
