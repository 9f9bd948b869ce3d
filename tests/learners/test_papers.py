"""Every learner names its source and its rule."""

from __future__ import annotations

import pytest

from metaunsup.learners.papers import PAPERS, VARIANT_PAPERS, Paper
from metaunsup.learners.registry import LEARNERS, VARIANTS
from metaunsup.words import about_learner, learner_title


def test_every_learner_and_variant_has_a_paper() -> None:
    assert LEARNERS.keys() <= PAPERS.keys()
    assert {spec.variant for spec in VARIANTS.values()} <= VARIANT_PAPERS.keys()


@pytest.mark.parametrize("paper", [*PAPERS.values(), *VARIANT_PAPERS.values()], ids=[*PAPERS, *VARIANT_PAPERS])
def test_a_paper_is_complete(paper: Paper) -> None:
    assert paper.link.startswith("https://") and paper.title and paper.cited[-4:].isdigit()
    for rule in paper.rules:
        assert rule.count("{") == rule.count("}") and rule.count(r"\bigl") == rule.count(r"\bigr")


@pytest.mark.parametrize("name", [*LEARNERS, *VARIANTS])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_learner_and_variant_is_told_in_a_paragraph(name, lang) -> None:
    assert len(about_learner(name, lang)) > (20 if lang == "zh" else 60)
    others = {learner_title(other, lang) for other in (*LEARNERS, *VARIANTS) if other != name}
    assert learner_title(name, lang) not in others
