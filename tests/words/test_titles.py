"""Titles of learners that have none here: they are called by their names, and nothing runs without end."""

from __future__ import annotations

import pytest

from metaunsup.words import Say


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["mine", "my-own", "-", "", "kmeans-mine", "-soft", "mine@own", "two\nlines"])
def test_an_unknown_learner_is_called_by_its_name(lang, name) -> None:
    title = Say(lang).learner_title(name)
    assert name.partition("@")[0] in title
    assert Say(lang).about_learner(name) == ""


def test_a_variant_of_ones_own_learner_says_what_is_different() -> None:
    say = Say()
    assert say.learner_title("mine-umap") == say("learner.variant.umap", learner="mine")
    assert say.about_learner("mine-umap") == say("learner.variant.umap.about")
