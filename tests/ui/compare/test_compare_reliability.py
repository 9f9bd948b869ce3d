"""How sure learners are, on the page of comparisons: the diagram, its table, and nothing where nobody says."""

from __future__ import annotations

import pytest
import torch

from metaunsup.evaluation.calibration import Reliability, calibration, reliability
from metaunsup.ui.compare.reliability import diagram, overall
from metaunsup.words import Say


@pytest.fixture
def found() -> Reliability:
    """Three of four right at 0.65, one of two right at 0.95."""
    first = torch.tensor([0.65, 0.65, 0.65, 0.35, 0.95, 0.05])
    together = reliability([calibration(torch.stack([first, 1 - first], 1), torch.zeros(6, dtype=torch.int64))])
    assert together is not None
    return together


def test_bins_are_put_together_as_they_are_counted(found) -> None:
    confidence, accuracy = overall(found.bins)
    assert confidence == pytest.approx((4 * 0.65 + 2 * 0.95) / 6) and accuracy == pytest.approx(4 / 6)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_line_a_learner_beside_the_diagonal(found, lang) -> None:
    chart = diagram({"maml": found, "viml": found}, ["kmeans", "maml", "viml"], Say(lang))
    ideal, maml, viml = chart.data
    assert (list(ideal.x), list(ideal.y)) == ([0, 1], [0, 1]) and ideal.name == Say(lang)("compare.sure.ideal")
    assert (maml.name, viml.name) == ("MAML", "VIML") and maml.line.color != viml.line.color
    assert list(maml.x) == pytest.approx([0.65, 0.95]) and list(maml.y) == pytest.approx([0.75, 0.5])
    assert maml.marker.size[0] > maml.marker.size[1]
    assert "4" in maml.text[0] and "65.0%" in maml.text[0] and "75.0%" in maml.text[0] and "MAML" in maml.text[0]
