"""Every learner names its source and its rule."""

from __future__ import annotations

import re

import pytest

from metaunsup.learners.papers import Paper
from metaunsup.learners.registry import LEARNERS, VARIANTS, learner_spec
from metaunsup.learners.settings import settings_of
from metaunsup.words import Say

PAPERS = {part: paper for name in (*LEARNERS, *VARIANTS) for part, paper in learner_spec(name).papers.items()}
BORROWED = [
    one.paper for spec in LEARNERS.values() for one in settings_of(spec.build).values() if one.paper is not None
]  # of settings that come from elsewhere


def test_every_learner_and_variant_has_a_paper() -> None:
    assert PAPERS.keys() == {*LEARNERS, *(spec.variant for spec in VARIANTS.values())}
    assert all(paper.rules for paper in PAPERS.values())
    assert len({paper.rules for paper in PAPERS.values()}) == len(PAPERS)  # nobody's is inherited
    assert list(learner_spec("gmm-umap").papers) == ["gmm", "umap"]


@pytest.mark.parametrize("paper", {paper.title: paper for paper in (*PAPERS.values(), *BORROWED)}.values())
def test_a_paper_is_complete(paper: Paper) -> None:
    assert paper.link.startswith("https://") and paper.title and paper.cited[-4:].isdigit()
    for rule in paper.rules:
        assert rule.count("{") == rule.count("}") and rule.count(r"\bigl") == rule.count(r"\bigr")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", PAPERS)
def test_the_symbols_of_a_rule_are_explained(name, lang) -> None:
    """Each letter that a formula has, and that is not among those that all share, is in the words beside it."""
    shared = set("xNzKacθφατSQfijk")
    greek = {"theta": "θ", "phi": "φ", "alpha": "α", "tau": "τ", "zeta": "ζ", "beta": "β", "pi": "π", "mu": "μ"}
    greek |= {"Sigma": "Σ", "Lambda": "Λ", "lambda": "λ", "varepsilon": "ε", "kappa": "κ", "Delta": "Δ", "sigma": "σ"}
    rules = "".join(PAPERS[name].rules)
    letters = {greek[word] for word in re.findall(r"\\([A-Za-z]+)", rules) if word in greek}
    plain = re.sub(r"\\(?:text|mathrm|mathcal|mathbb|mathbf)\{[^}]*\}|\\[A-Za-z]+", " ", rules)
    letters |= set(re.findall(r"[A-Za-z]", plain)) - {"d", "p"}  # a dimension; a probability
    single = re.findall(r"(?<![A-Za-z])[A-Za-zΑ-ω](?![A-Za-z])", Say(lang)(f"symbols.{name}"))
    assert letters - shared <= set(single)


@pytest.mark.parametrize("name", [*LEARNERS, *VARIANTS])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_learner_and_variant_is_told_in_a_paragraph(name, lang) -> None:
    assert len(Say(lang).about_learner(name)) > (20 if lang == "zh" else 60)
    others = {Say(lang).learner_title(other) for other in (*LEARNERS, *VARIANTS) if other != name}
    assert Say(lang).learner_title(name) not in others
