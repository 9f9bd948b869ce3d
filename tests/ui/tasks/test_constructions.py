"""The constructions side by side: the same pictures in front, and how often made-up kinds are right."""

from __future__ import annotations

import math

import pytest
from opened import opened, texts

from metaunsup.words import WORDS, Say


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_view_in_both_languages_and_the_truth_only_on_request(lang) -> None:
    test = opened("pages/1_Tasks.py", lang=lang, practice="side", ways="3", shots="4")
    written = texts(test)
    assert Say(lang)("tasks.side.about", count=5) in written
    for strength in ("0.5", "1", "2"):
        assert Say(lang)("tasks.side.umtra", strength=strength) in written
    assert Say(lang)("tasks.side.pca") in written
    for learner in ("gan", "vae"):
        assert Say(lang)("tasks.side.lasium", learner=Say(lang).learner_title(learner)) in written
    assert Say(lang)("tasks.side.reading") not in written
    assert not test.table
    test.toggle(key="tasks.truth").set_value(True).run()
    assert not test.exception
    written = texts(test)
    assert Say(lang)("tasks.side.reading") in written
    foreign = [pair[lang == "en"] for key, pair in WORDS.items() if key.startswith("tasks.side.")]
    assert not any(sentence in written for sentence in foreign if len(sentence) > 12 and "{" not in sentence)
    table = test.table[0].value
    within = [math.nan if cell == "–" else float(str(cell).rstrip("%")) for cell in table.iloc[:, 1]]
    between = [float(str(cell).rstrip("%")) for cell in table.iloc[:, 2]]
    chance = within.pop()
    drawn = [within.pop(), within.pop()]
    assert all(math.isnan(one) for one in drawn)  # LASIUM: what is drawn nobody has sorted
    assert between[-3:] == [chance] * 3
    assert within[:3] == [100.0] * 3  # UMTRA: one picture, many views
    assert between[:3] == [chance] * 3
    assert all(chance + 30 < one < 100 for one in within[3:])  # CACTUs: mostly right
    assert all(one < chance for one in between[3:-3])
