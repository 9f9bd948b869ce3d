"""Sorting in a real browser: by keys, with the mouse and a finger, against the clock, through a reload."""

from __future__ import annotations

from typing import Any

import pytest
from visits import Visit

from metaunsup.evaluation.person import Turn
from metaunsup.words import Say


def desk(visit: Visit, name: str) -> str:
    """What the desk says of itself (``state``, ``sorted``, ``moves``)."""
    value: str = visit.page.locator(".sorting").get_attribute(f"data-{name}")
    return value


def begin(visit: Visit, app: str, query: str) -> None:
    """Open the page and start the clock."""
    visit.open(app, f"Your_turn?{query}")
    visit.page.locator(".sorting[data-ready=true]").wait_for()
    visit.page.locator("[data-do=go]").click()


def middle(place: Any) -> tuple[float, float]:
    """The middle of a tile or a group, in the window's pixels."""
    edge = place.bounding_box()
    assert edge is not None
    return edge["x"] + edge["width"] / 2, edge["y"] + edge["height"] / 2


def test_a_person_sorts_by_keys_and_mouse_and_becomes_a_runner(visit: Visit, app: str) -> None:
    page, say = visit.page, Say()
    begin(visit, app, "lang=en&seed=3")
    labels = Turn("digits", 5, 4, 3, ()).task().truth.labels.tolist()
    told = len(visit.sent)
    for item in range(18):  # the keys go on by themselves
        assert page.evaluate("document.activeElement.shadowRoot?.activeElement?.dataset.item") == str(item)
        page.keyboard.press(str(labels[item] + 1))
    page.keyboard.press("u")  # the last of them is taken back
    assert (desk(visit, "sorted"), desk(visit, "moves")) == ("17", "19")
    page.mouse.move(*middle(page.locator(".tile[data-item='17']")))
    page.mouse.down()
    page.mouse.move(*middle(page.locator(f".bin[data-group='{labels[17]}']")), steps=5)
    page.mouse.up()
    page.locator(".tile[data-item='18']").click()
    page.locator(f".bin[data-group='{labels[18]}'] .bin-head").click()
    page.locator(".tile[data-item='19']").click()
    page.locator(f".bin[data-group='{labels[19]}'] .tile").first.click()  # whatever lies in the group will do
    assert (desk(visit, "sorted"), desk(visit, "moves")) == ("20", "22")
    assert len(visit.sent) == told  # nothing is told while one sorts
    page.locator("[data-do=done]").click()
    visit.wait_for_player("d.tracks.startsWith('23,')", 120)
    page.locator(".player").press("End")
    visit.wait_for_player("d.step === '22'", 20)
    assert page.locator(".panel").count() == 5
    assert page.locator(".panel h3").first.inner_text() == say("player.you")
    assert page.locator(".panel .big").first.inner_text() == "100%"
    assert page.locator(".panel .state").first.inner_text().startswith("22 moves")
    assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_a_finger_a_reload_and_the_end_of_the_clock(visit: Visit, app: str) -> None:
    page = visit.page
    begin(visit, app, "lang=zh&seconds=30&pool=glyphs&ways=10")
    page.wait_for_timeout(1500)  # it has come to its place
    page.locator(".tile[data-item='0']").tap()
    page.locator(".bin[data-group='9'] .bin-head").tap()
    fingers = page.context.new_cdp_session(page)
    start, end = middle(page.locator(".tile[data-item='1']")), middle(page.locator(".bin[data-group='0']"))
    for kind, at in (("touchStart", start), ("touchMove", (start[0], start[1] + 20)), ("touchMove", end)):
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}]})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert desk(visit, "moves") == "2"
    assert page.locator(".bin[data-group='0'] .tile").get_attribute("data-item") == "1"
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    page.reload()
    page.locator(".sorting[data-state=running][data-sorted='2']").wait_for()
    visit.wait_for_player("d.over === 'true'", 180)  # the clock ran out
    page.locator(".result").get_by_text("10%", exact=False).first.wait_for()  # two of twenty are right
    page.reload()
    visit.wait_for_player("d.over === 'true'", 180)  # the tab told its moves once more
    page.locator(".st-key-turn-anew button").click()
    page.locator(".sorting[data-state=waiting]").wait_for()
    assert (visit.outside, visit.errors) == ([], [])
