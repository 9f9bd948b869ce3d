"""A moment of a race, shared by link and QR code, and found again by whoever opens it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from visits import Visit

from metaunsup.ui.common.requests import HOME_STEPS
from metaunsup.words import Say

SAY = Say("en")
MOMENT = "d.playing === 'false' && d.step === '3' && d.view === 'piles'"


@pytest.mark.parametrize("visit", ["desktop", pytest.param("phone", marks=pytest.mark.slow)], indirect=True)
def test_a_moment_is_shared_by_one_message_and_opens_as_it_was(visit: Visit, app: str) -> None:
    page = visit.page
    visit.open(app, "?lang=en&seed=7&start=1")  # computed before: it plays at once
    visit.wait_for_player(f"d.over === 'true' && Number(d.step) === {HOME_STEPS} && d.playing === 'false'", 60)
    visit.rest()
    page.get_by_role("radio", name=SAY("player.view_piles"), exact=True).click()
    page.get_by_role("button", name=SAY("player.truth")).click()
    page.locator(".player").press("Home")
    for _ in range(3):
        page.locator(".player").press("ArrowRight")
    visit.wait_for_player(MOMENT, 10)
    before = len(visit.sent)
    page.get_by_role("button", name=SAY("player.share")).click()
    dialog = page.get_by_role("dialog")
    code = dialog.get_by_role("img", name=SAY("app.share.code"))
    code.wait_for(timeout=60_000)
    assert code.evaluate("(one) => one.naturalWidth > 0 && one.getBoundingClientRect().width") > 200
    assert len(visit.sent) == before + 1
    link = dialog.locator("code", has_text="http").first.inner_text()  # other code may be there before it
    assert link == page.url
    asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    assert asked == {"lang": "en", "seed": "7", "start": "1", "step": "3", "view": "piles", "truth": "1"}
    assert SAY("app.share.only_here").split("`")[0].strip() in dialog.inner_text()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    visit.open(app, link.removeprefix(f"{app}/"))
    visit.wait_for_player(MOMENT, 30)
    assert page.get_by_role("button", name=SAY("player.truth")).get_attribute("aria-pressed") == "true"
    page.wait_for_timeout(1500)
    assert visit.player("step") == "3"  # it waits to be played
    assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.slow
def test_a_step_that_is_still_computed_is_waited_for_and_junk_is_told(visit: Visit, app: str) -> None:
    visit.open(app, "?lang=en&seed=1007&start=1&step=4&view=differ")
    visit.wait_for_player("d.step === '4' && d.view === 'differ' && d.playing === 'false'", 240)
    visit.wait_for_player("d.over === 'true'", 240)
    assert visit.player("step") == "4"
    visit.open(app, "?lang=en&seed=7&start=1&step=-4&view=upside&truth=yes")
    visit.wait_for_player("Number(d.frames) > 0", 60)
    told = visit.page.locator("[data-testid='stAlert']").first.inner_text()
    assert all(one in told for one in ("step=-4", "view=upside", "truth=yes"))
    assert not re.search("step=|view=|truth=", visit.page.url)
