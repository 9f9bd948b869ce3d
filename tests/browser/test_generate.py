"""The page Generate in a real browser: drawings come, steps are scrubbed without the server, a link brings them."""

from __future__ import annotations

import hashlib

import pytest
from visits import Visit

from metaunsup.words import Say

pytestmark = pytest.mark.slow
LINK = "Generate?items=2&steps=5&generators=scratch-vae,copies&seed=3"


def drawn(visit: Visit, lang: str = "en") -> None:
    """Wait until both have drawn their last step and the page has come to rest."""
    visit.page.get_by_text(Say(lang)("generate.steps.title"), exact=True).wait_for(timeout=180_000)
    visit.rest()


def ink(visit: Visit) -> str:
    """What the first board shows, as a digest, once it has been the same for half a second."""
    board, told = visit.page.locator(".boards .panel canvas").first, ""
    for _ in range(60):
        before, told = told, board.evaluate("(canvas) => canvas.toDataURL()")
        if told == before:
            break
        visit.page.wait_for_timeout(500)
    return hashlib.sha256(told.encode()).hexdigest()


def test_steps_are_scrubbed_without_the_server_and_come_back_with_the_link(visit: Visit, app: str) -> None:
    say = Say()
    visit.open(app, f"{LINK}&lang=en")
    visit.page.get_by_role("button", name=say("generate.start")).click()
    drawn(visit)
    visit.page.wait_for_url("**start=1**")
    scrub, panels = visit.page.locator(".boards input[type=range]"), visit.page.locator(".boards .panel")
    assert panels.count() == 2 and scrub.input_value() == "5"
    last, sent = ink(visit), len(visit.sent)
    scrub.focus()
    scrub.evaluate("(one) => { one.value = 1; one.dispatchEvent(new Event('input', { bubbles: true })); }")
    visit.page.get_by_text(say("generate.view.of", step=1, steps=5), exact=True).wait_for()
    first = ink(visit)
    assert first != last
    assert len(visit.sent) == sent  # nobody else was asked
    scrub.evaluate("(one) => one.dispatchEvent(new Event('change', { bubbles: true }))")
    visit.page.wait_for_url("**step=1**")
    visit.rest()
    address = visit.page.url.partition("/Generate")[2]
    visit.open(app, f"Generate{address}")
    drawn(visit)
    assert visit.page.locator(".boards input[type=range]").input_value() == "1"
    assert ink(visit) == first  # the same drawings, at the same step
    assert visit.errors == [] and visit.outside == []


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_on_a_phone_in_chinese_nothing_is_wider_than_the_screen(visit: Visit, app: str) -> None:
    say = Say("zh")
    visit.open(app, f"{LINK}&start=1&lang=zh")
    drawn(visit, "zh")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    canvas = visit.page.locator(".boards .panel canvas").first
    canvas.scroll_into_view_if_needed()
    assert canvas.bounding_box()["width"] <= 390
    play = visit.page.get_by_role("button", name=say("generate.view.play"))
    play.tap()
    visit.page.get_by_text(say("generate.view.of", step=2, steps=5), exact=True).wait_for()
    visit.page.get_by_text(say("generate.view.of", step=5, steps=5), exact=True).wait_for()
    play.wait_for()  # it has come to its end
    assert visit.errors == []
