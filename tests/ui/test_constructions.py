"""The constructions side by side: the same pictures in front, and how often made-up kinds are right."""

from __future__ import annotations

import math

import pytest
import torch
from opened import opened, texts

from metaunsup.ui.clustering import shared_class
from metaunsup.words import WORDS, say


def test_shares_by_hand() -> None:
    # clusters {a, a, b}, {b, b}: of 4 pairs inside 2 are alike (aa, bb); of 6 between 2 (b with b, b); of all 10, 4
    assignments, labels = torch.tensor([0, 0, 0, 1, 1]), torch.tensor([7, 7, 3, 3, 3])
    assert shared_class(assignments, labels) == pytest.approx((2 / 4, 2 / 6, 4 / 10))


def test_single_pictures_have_no_pairs_within_and_chance_between() -> None:
    labels = torch.tensor([0, 0, 1, 2])
    within, between, chance = shared_class(torch.arange(4), labels)
    assert math.isnan(within)
    assert between == chance == pytest.approx(1 / 6)
    assert math.isnan(shared_class(torch.zeros(3, dtype=torch.int64), labels[:3])[1])


def test_shares_against_counting_every_pair() -> None:
    generator = torch.Generator().manual_seed(0)
    assignments, labels = (torch.randint(5, (60,), generator=generator) for _ in range(2))
    one, other = torch.triu_indices(60, 60, 1)
    same, alike = assignments[one] == assignments[other], labels[one] == labels[other]
    expected = (alike[same].double().mean(), alike[~same].double().mean(), alike.double().mean())
    assert shared_class(assignments, labels) == pytest.approx([float(x) for x in expected])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_view_in_both_languages_and_the_truth_only_on_request(lang) -> None:
    test = opened("pages/1_Tasks.py", lang=lang, practice="side", ways="3", shots="4")
    written = texts(test)
    assert say("tasks.side.about", lang, count=5) in written
    for strength in ("0.5", "1", "2"):
        assert say("tasks.side.umtra", lang, strength=strength) in written
    assert say("tasks.side.pca", lang) in written
    assert say("tasks.side.reading", lang) not in written
    assert not test.table
    test.toggle(key="tasks.truth").set_value(True).run()
    assert not test.exception
    written = texts(test)
    assert say("tasks.side.reading", lang) in written
    foreign = [pair[lang == "en"] for key, pair in WORDS.items() if key.startswith("tasks.side.")]
    assert not any(sentence in written for sentence in foreign if len(sentence) > 12 and "{" not in sentence)
    table = test.table[0].value
    within = [float(str(cell).rstrip("%")) for cell in table.iloc[:, 1]]
    between = [float(str(cell).rstrip("%")) for cell in table.iloc[:, 2]]
    chance = within[-1]
    assert within[:3] == [100.0] * 3  # UMTRA: one picture, many views
    assert between[:3] == [chance] * 3
    assert all(chance + 30 < one < 100 for one in within[3:-1])  # CACTUs: mostly right
    assert all(one < chance for one in between[3:-1])
