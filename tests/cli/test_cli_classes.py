"""What the tables say of classes: what intervals are over, and learners alphabet by alphabet."""

from __future__ import annotations

import pytest

from metaunsup.cli.classes import by_group, over_words, wider
from metaunsup.words import Say

INTERVAL = {"mean": 0.5, "ci95": [0.4, 0.6], "ci95_classes": [0.25, 0.75]}


def test_a_row_for_each_group_and_a_column_for_each_learner() -> None:
    [text] = by_group({"kmeans": {"Balinese": INTERVAL}, "maml": {"Balinese": INTERVAL, "Sanskrit": INTERVAL}}, Say())
    rows = [line.split() for line in text.splitlines()[-3:]]
    assert rows[0] == ["group", "kmeans", "maml"]
    assert rows[1] == ["Balinese", *["0.500", "±", "0.100"] * 2]
    assert rows[2] == ["Sanskrit", "-", "0.500", "±", "0.100"]
    assert by_group({"kmeans": {}, "maml": {}}, Say()) == []


@pytest.mark.parametrize(("unit", "count"), [("tasks", 10), ("classes", 43), ("groups", 20), ("tasks", 0)])
def test_what_intervals_are_over_is_said_in_both_languages(unit, count) -> None:
    texts = [over_words({"unit": unit, "count": count}, Say(lang)) for lang in ("en", "zh")]
    assert all((str(count) in text) == (count > 0) for text in texts) and len(set(texts)) == 2


def test_half_the_wider_interval() -> None:
    assert wider(INTERVAL) == "± 0.250"
    assert wider({"ci95_classes": None}) == wider({"ci95_classes": [None, None]}) == "-"


def test_evaluate_says_it(command) -> None:
    line = "evaluate --shots 3 --learners kmeans,random --tasks 3 --adapt-steps 0"
    some, all_ten = command(f"{line} --ways 4").out, command(f"{line} --ways 10").out
    assert "± classes" in some and "tasks and classes" in some
    assert "± classes" not in all_ten and "the same 10 classes" in all_ten.replace("\n", " ")
