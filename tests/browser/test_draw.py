"""Drawing in a real browser: with the mouse and a finger, grouped and told, and what outlives a reload."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from visits import Visit

from metaunsup.words import Say

SLOW = 180  # seconds allowed on a busy machine
Stroke = Sequence[tuple[float, float]]
SYMBOLS: tuple[Sequence[Stroke], ...] = (
    [[(0.2, 0.2), (0.5, 0.8), (0.8, 0.2)]],
    [[(0.2, 0.2), (0.8, 0.8)], [(0.8, 0.2), (0.2, 0.8)]],
)


def places(visit: Visit, stroke: Stroke) -> list[tuple[float, float]]:
    """A stroke in the window's pixels."""
    # on a phone the page's own header covers what is scrolled to the very top
    visit.page.locator("canvas.pad").evaluate("(pad) => pad.scrollIntoView({block: 'center', behavior: 'instant'})")
    edge = visit.page.locator("canvas.pad").bounding_box()
    assert edge is not None
    return [(edge["x"] + x * edge["width"], edge["y"] + y * edge["height"]) for x, y in stroke]


def draw(visit: Visit, strokes: Sequence[Stroke]) -> None:
    """With the mouse."""
    for stroke in strokes:
        first, *others = places(visit, stroke)
        visit.page.mouse.move(*first)
        visit.page.mouse.down()
        for place in others:
            visit.page.mouse.move(*place, steps=3)
        visit.page.mouse.up()


def touch(visit: Visit, strokes: Sequence[Stroke]) -> None:
    """With a finger."""
    fingers = visit.page.context.new_cdp_session(visit.page)
    for stroke in strokes:
        kinds = ["touchStart", *["touchMove"] * (len(stroke) - 1)]
        for kind, (x, y) in zip(kinds, places(visit, stroke), strict=True):
            fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def pads(visit: Visit, name: str) -> str:
    """What the pads say of themselves (``drawings``, ``points``)."""
    value: str = visit.page.locator(".pads").get_attribute(f"data-{name}")
    return value


def answered(visit: Visit) -> str | None:
    """Of how many points on the pads the bars speak."""
    value: str | None = visit.page.locator(".chances").get_attribute("data-answered")
    return value


def wait(visit: Visit, until: Callable[[], bool], seconds: float = SLOW) -> None:
    """Wait until it is true."""
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline
        visit.page.wait_for_timeout(50)


def tool(visit: Visit, name: str, lang: str = "en") -> Any:
    """A button of the pads."""
    return visit.page.get_by_role("button", name=Say(lang)(f"draw.pad.{name}"), exact=True)


def test_what_is_drawn_is_grouped_and_outlives_language_and_reload(visit: Visit, app: str) -> None:
    visit.open(app, "Draw?lang=en&groups=2&learners=kmeans,protonet&steps=2")
    for number, symbol in enumerate([*SYMBOLS, *SYMBOLS]):
        if number:
            tool(visit, "next").click()
        draw(visit, symbol)
    draw(visit, [[(0.5, 0.9)]])  # a dot too many
    tool(visit, "undo").click()
    assert pads(visit, "drawings") == "4"
    visit.rest()
    visit.page.locator(".st-key-draw-go button").click()
    visit.wait_for_player("d.over === 'true' && d.view === 'piles'", SLOW)
    panels = visit.page.locator(".panel")
    assert panels.count() == 2 and visit.page.locator(".scores:visible").count() == 0  # nobody has named anything
    assert visit.page.locator("canvas.stage").first.get_attribute("aria-label").startswith("K-Means at step")
    race = visit.player("race")
    draw(visit, [[(0.1, 0.9), (0.9, 0.9)]])
    visit.wait_for_player(f"d.over === 'true' && d.race !== '{race}'", SLOW)  # every stroke groups anew
    points = pads(visit, "points")
    visit.page.get_by_text("中文", exact=True).click()
    visit.rest()
    assert visit.page.locator("h1").first.inner_text() == Say("zh")("draw.title")
    visit.page.reload()
    visit.page.wait_for_selector(".player")
    visit.rest()
    assert (pads(visit, "drawings"), pads(visit, "points")) == ("4", points)
    visit.wait_for_player("d.over === 'true'", SLOW)
    assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_a_finger_draws_examples_and_the_bars_move(visit: Visit, app: str) -> None:
    visit.open(app, "Draw?lang=zh&mode=oneshot")
    for strokes in (*SYMBOLS, [[(0.2, 0.5), (0.8, 0.5)]]):
        touch(visit, strokes)
        tool(visit, "next", "zh").click()
    touch(visit, SYMBOLS[1][:1])
    assert pads(visit, "drawings") == "4"
    wait(visit, lambda: answered(visit) == pads(visit, "points"))
    half = visit.page.locator(".chances .number").all_inner_texts()
    touch(visit, SYMBOLS[1][1:])
    wait(visit, lambda: answered(visit) == pads(visit, "points"))
    whole = visit.page.locator(".chances .number").all_inner_texts()
    assert len(whole) == 12 and whole != half
    assert visit.page.locator(".chances .bar.top b").first.inner_text() == "B"  # as ProtoNet has it
    assert not visit.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.slow
def test_forty_drawings_two_tabs_and_the_keyboard(visit: Visit, app: str) -> None:
    visit.open(app, "Draw?lang=en&groups=2&learners=kmeans&start=1")
    tool(visit, "next").focus()
    for number in range(40):
        if number:
            visit.page.keyboard.press("Enter")
        draw(visit, [[(0.2, 0.2), (0.8, 0.2 + 0.015 * number)]])
    visit.wait_for_player("d.over === 'true'", SLOW)
    stage = visit.page.locator("canvas.stage").first
    wait(visit, lambda: "40" in (stage.get_attribute("aria-label") or ""))
    sheets = visit.page.locator(".sheet")
    sheets.last.focus()
    visit.page.keyboard.press("ArrowRight")  # from the last to the first
    assert sheets.first.get_attribute("aria-checked") == "true"
    before = visit.page.locator("canvas.pad").screenshot()
    tool(visit, "replay").click()
    visit.page.wait_for_timeout(1800)
    assert visit.page.locator("canvas.pad").screenshot() == before  # it ends as it was
    other = visit.page.context.new_page()
    other.goto(visit.page.url)
    other.wait_for_selector(".pads[data-drawings='0']")  # a tab of its own
    visit.page.get_by_role("link", name="Tasks").click()
    visit.page.wait_for_selector(".gallery")
    visit.page.get_by_role("link", name="Draw", exact=True).click()
    visit.page.wait_for_selector(".pads[data-drawings='40']")
    assert visit.errors == []
