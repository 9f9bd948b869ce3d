"""Finance and recommendation in a real browser: clicks and the truth are in the link, nothing spills over a phone."""

from __future__ import annotations

import pytest
from visits import Visit

from metaunsup.ui.applications.films import label_of
from metaunsup.ui.applications.recommendation import OFFERED
from metaunsup.words import Say

pytestmark = pytest.mark.slow


def fits(visit: Visit) -> bool:
    found: bool = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    return found


def test_a_film_that_is_clicked_is_in_the_link_and_changes_the_lists(app: str, visit: Visit) -> None:
    say = Say("en")
    visit.open(app, "Applications?lang=en&field=recommendation")
    table = visit.page.locator("[data-testid=stTable]").first
    before = table.inner_text()
    visit.page.get_by_role("button", name=label_of(int(OFFERED[0]), say)).click()
    visit.rest()
    assert OFFERED[0] in visit.page.url and table.inner_text() != before
    assert fits(visit) and visit.outside == [] and visit.errors == []


def test_what_was_fraud_is_shown_when_asked_for(app: str, visit: Visit) -> None:
    say = Say("zh")
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(app, "Applications?lang=zh&field=finance&finance_seed=3&finance_alarms=40")
    rings = visit.page.get_by_text(say("applications.finance.mark.fraud"))
    assert rings.count() == 0
    visit.page.get_by_text(say("applications.finance.truth"), exact=True).click()
    visit.rest()
    rings.first.wait_for(timeout=30_000)
    assert "finance_truth=1" in visit.page.url and fits(visit)
    assert visit.outside == [] and visit.errors == []
