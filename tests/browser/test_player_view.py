"""Where the player stands on the screen: in sight once it is started, its bar never under the page's own header."""

from __future__ import annotations

from typing import Any

import pytest
from visits import Visit

from metaunsup.words import Say

RACE = "Race?lang=en&ways=3&shots=8&learners=kmeans,random,agglomerative,spectral&steps=2"
SCREENS = {"laptop": (1280, 720), "magnified": (640, 360), "phone": (390, 844), "small phone": (320, 640)}


def box(visit: Visit, selector: str) -> dict[str, float]:
    """Where something stands in the window."""
    found = visit.page.locator(selector).first.bounding_box()
    assert found is not None
    return {**found, "bottom": found["y"] + found["height"]}


def still(visit: Visit, selector: str = ".bar") -> None:
    """Wait until a smooth scroll is over."""
    last: Any = None
    while (now := box(visit, selector)) != last:
        last = now
        visit.page.wait_for_timeout(150)


@pytest.mark.slow
def test_start_brings_what_is_watched_its_bar_and_its_curve_on_the_screen(visit: Visit, app: str) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 720})
    visit.open(app, RACE)
    visit.page.get_by_role("button", name=Say()("race.start"), exact=True).click()
    visit.wait_for_player("Number(d.frames) > 4", 120)
    still(visit)
    assert box(visit, ".bar")["y"] >= 0
    for selector in (".bar", ".panel:last-child canvas.stage", ".chart:last-child svg"):
        assert box(visit, selector)["y"] >= 0 and box(visit, selector)["bottom"] <= 720, selector
    assert visit.errors == []


@pytest.mark.slow
def test_whoever_starts_by_keys_goes_on_by_keys(visit: Visit, app: str) -> None:
    page = visit.page
    visit.open(app, "?lang=en&seed=5")
    page.get_by_role("button", name=Say()("home.start"), exact=True).focus()
    page.keyboard.press("Enter")
    visit.wait_for_player("d.over === 'true' && d.playing === 'false'", 120)
    for key, step in (("Home", "0"), ("ArrowRight", "1")):
        page.keyboard.press(key)  # to whatever has the focus
        visit.wait_for_player(f"d.step === '{step}'", 10)
    assert visit.errors == []


@pytest.mark.parametrize(
    "screen", ["laptop", "phone", *(pytest.param(one, marks=pytest.mark.slow) for one in ("magnified", "small phone"))]
)
@pytest.mark.slow
def test_the_bar_can_be_pressed_wherever_one_has_scrolled_to(visit: Visit, app: str, screen: str) -> None:
    width, height = SCREENS[screen]
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.open(app, f"{RACE}&start=1")
    visit.wait_for_player("d.over === 'true' && d.playing === 'false'", 120)
    visit.rest()
    if screen == "laptop":
        visit.page.get_by_test_id("stSidebar").hover()
        visit.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        visit.page.wait_for_timeout(500)
    still(visit)
    visit.page.locator(".panel").nth(1).evaluate("(panel) => panel.scrollIntoView({block: 'center'})")
    still(visit)
    covered = visit.page.get_by_test_id("stHeader").bounding_box()
    assert covered is not None
    assert box(visit, ".bar")["y"] >= covered["y"] + covered["height"]
    assert visit.page.locator(".bar").evaluate("(bar) => bar.scrollWidth <= bar.clientWidth")  # all of it is in sight
    visit.page.locator(".player").press("Home")
    play = box(visit, "[data-do=play]")
    visit.page.mouse.click(play["x"] + play["width"] / 2, play["y"] + play["height"] / 2)
    visit.wait_for_player("d.playing === 'true' || Number(d.step) > 0", 5)
