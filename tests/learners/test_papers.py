"""Every learner names its source and its rule."""

from __future__ import annotations

import re

import pytest

from metaunsup.learners.papers import PAPERS, VARIANT_PAPERS, Paper
from metaunsup.learners.registry import LEARNERS, VARIANTS
from metaunsup.words import about_learner, learner_title, say


def test_every_learner_and_variant_has_a_paper() -> None:
    assert LEARNERS.keys() <= PAPERS.keys()
    assert {spec.variant for spec in VARIANTS.values()} <= VARIANT_PAPERS.keys()


@pytest.mark.parametrize("paper", [*PAPERS.values(), *VARIANT_PAPERS.values()], ids=[*PAPERS, *VARIANT_PAPERS])
def test_a_paper_is_complete(paper: Paper) -> None:
    assert paper.link.startswith("https://") and paper.title and paper.cited[-4:].isdigit()
    for rule in paper.rules:
        assert rule.count("{") == rule.count("}") and rule.count(r"\bigl") == rule.count(r"\bigr")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", [*PAPERS, *VARIANT_PAPERS])
def test_the_symbols_of_a_rule_are_explained(name, lang) -> None:
    """Each letter that a formula has, and that is not among those that all share, is in the words beside it."""
    shared = set("xNzKacθφατSQfijk")
    greek = {"theta": "θ", "phi": "φ", "alpha": "α", "tau": "τ", "zeta": "ζ", "beta": "β", "pi": "π", "mu": "μ"}
    greek |= {"Sigma": "Σ", "Lambda": "Λ", "lambda": "λ", "varepsilon": "ε", "kappa": "κ", "Delta": "Δ", "sigma": "σ"}
    rules = "".join((PAPERS | VARIANT_PAPERS)[name].rules)
    letters = {greek[word] for word in re.findall(r"\\([A-Za-z]+)", rules) if word in greek}
    plain = re.sub(r"\\(?:text|mathrm|mathcal|mathbb|mathbf)\{[^}]*\}|\\[A-Za-z]+", " ", rules)
    letters |= set(re.findall(r"[A-Za-z]", plain)) - {"d", "p"}  # a dimension; a probability
    single = re.findall(r"(?<![A-Za-z])[A-Za-zΑ-ω](?![A-Za-z])", say(f"symbols.{name}", lang))
    assert letters - shared <= set(single)


@pytest.mark.parametrize("name", [*LEARNERS, *VARIANTS])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_learner_and_variant_is_told_in_a_paragraph(name, lang) -> None:
    assert len(about_learner(name, lang)) > (20 if lang == "zh" else 60)
    others = {learner_title(other, lang) for other in (*LEARNERS, *VARIANTS) if other != name}
    assert learner_title(name, lang) not in others
