"""Numbers, names and languages on the command line, and the refusal of everything else."""

from __future__ import annotations

import pytest

from metaunsup.cli.arguments import BIGGEST_SEED, names, pairs, pool_names, real, shown, split_language, whole
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say


@pytest.mark.parametrize(("text", "value"), [("2", 2), ("50", 50), ("+7", 7), (" 7 ", 7), ("007", 7)])
def test_whole_numbers_are_read(text: str, value: int) -> None:
    assert whole(text, "--ways", 2, 50) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "number_out_of_range"),
        ("-3", "number_out_of_range"),
        ("51", "number_out_of_range"),
        ("9" * 30, "number_out_of_range"),
        ("9" * 6000, "number_out_of_range"),
        ("", "not_a_whole_number"),
        ("ten", "not_a_whole_number"),
        ("3.5", "not_a_whole_number"),
        ("1e1", "not_a_whole_number"),
        ("nan", "not_a_whole_number"),
        ("1_0", "not_a_whole_number"),
        ("十", "not_a_whole_number"),
        ("3;rm", "not_a_whole_number"),
    ],
)
def test_other_text_is_refused_with_the_range(text: str, code: str) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        whole(text, "--ways", 2, 50)
    assert caught.value.code == code
    assert "--ways" in str(caught.value)
    assert "from 2 to 50" in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(("text", "value"), [("0.5", 0.5), ("1e2", 100.0), ("3", 3.0)])
def test_real_numbers_are_read(text: str, value: float) -> None:
    assert real(text, "--imbalance", 0.01, 1000) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nan", "not_a_number"),
        ("half", "not_a_number"),
        ("", "not_a_number"),
        ("inf", "number_out_of_range"),
        ("1e400", "number_out_of_range"),
        ("-1", "number_out_of_range"),
        ("0", "number_out_of_range"),
    ],
)
def test_other_numbers_are_refused(text: str, code: str) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        real(text, "--imbalance", 0.01, 1000)
    assert caught.value.code == code


def test_language_may_stand_anywhere() -> None:
    for line in (["--lang", "zh", "data", "--get", "x"], ["data", "--lang=zh", "--get", "x"]):
        assert split_language(line) == ("zh", ["data", "--get", "x"])
    assert split_language(["data"]) == ("en", ["data"])
    for line in (["--lang"], ["--lang", "fr"], ["--lang="]):
        with pytest.raises(MetaUnsupError):
            split_language(line)


def test_names_and_pairs() -> None:
    assert names("kmeans, maml，reptile,", "--learners") == ["kmeans", "maml", "reptile"]
    assert pairs(["maml=a=b.safetensors", "x = 1"], "--checkpoint", "maml=FILE") == {
        "maml": "a=b.safetensors",
        "x": "1",
    }
    assert pairs(None, "--checkpoint", "maml=FILE") == {}
    for text in ("", " , ", "maml,maml"):
        with pytest.raises(MetaUnsupError):
            names(text, "--learners")
    for given in (["maml"], ["=x"], ["maml="], ["a=1", "a=2"]):
        with pytest.raises(MetaUnsupError):
            pairs(given, "--checkpoint", "maml=FILE")


def test_pools_with_commas_can_be_named(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Foo, Inc" / "letters").mkdir(parents=True)
    (tmp_path / "图，片.zip").write_bytes(b"")
    for given, found in (
        (None, ["digits", "mnist"]),
        (["digits"], ["digits"]),
        (["Foo, Inc/letters"], ["Foo, Inc/letters"]),
        (
            ["digits,glyphs:5", "Foo, Inc/letters", "图，片.zip"],
            ["digits", "glyphs:5", "Foo, Inc/letters", "图，片.zip"],
        ),
    ):
        assert pool_names(given, "--pools", "digits,mnist") == found
    for given in ([""], [","], ["digits", "mnist,digits"], ["Foo, Inc/letters"] * 2):
        with pytest.raises(MetaUnsupError):
            pool_names(given, "--pools", "digits")


def test_a_refused_value_is_repeated_on_one_line_and_cut() -> None:
    assert shown("a\nb\x1b[31m") == "a?b?[31m"
    assert len(shown("x" * 10_000)) < 50


def test_ranges_are_those_of_tasks_and_evaluations() -> None:
    from metaunsup.cli import evaluate
    from metaunsup.cli.main import build_parser
    from metaunsup.cli.settings import MOST_STEPS as MOST_TRAINING_STEPS
    from metaunsup.evaluation.evaluate import MOST_TASKS
    from metaunsup.learners.base import MOST_STEPS
    from metaunsup.tasks.sampler import SHOTS, WAYS
    from metaunsup.training.settings import STEPS

    assert (1, MOST_TRAINING_STEPS) == STEPS
    limits = {"ways": WAYS, "shots": SHOTS, "tasks": (1, MOST_TASKS), "adapt_steps": (0, MOST_STEPS)}
    for option, (low, high) in {**limits, "seed": (0, BIGGEST_SEED)}.items():
        for value, fits in ((low, True), (high, True), (low - 1, False), (high + 1, False)):
            chosen = build_parser(Say()).parse_args(["evaluate", f"--{option.replace('_', '-')}={value}"])
            evaluate.settle(chosen)
            if fits:
                assert evaluate.read_numbers(chosen)[option] == value
            else:
                with pytest.raises(MetaUnsupError):
                    evaluate.read_numbers(chosen)
