"""The page of anomalies in a real browser: a dragged line answers at once and is in the address; on a phone."""

from __future__ import annotations

import pytest
from visits import Visit

from metaunsup.words import Say

pytestmark = pytest.mark.slow
LINK = "Anomalies?shots=5&queries=12&detectors=knn,proto@protonet&start=1"


def shown(visit: Visit, app: str, path: str) -> None:
    """Open it and wait for both detectors."""
    visit.open(app, path)
    visit.page.locator(".thresholds[data-shown='2']").wait_for(timeout=180_000)
    visit.page.locator(".panel").nth(1).locator(".said").filter(has_text="12").wait_for(timeout=60_000)
    visit.rest()


def called(visit: Visit, number: int = 0) -> int:
    """How many pictures a detector calls odd at the line where it is now."""
    return int(visit.page.locator(".panel").nth(number).get_attribute("data-called"))


def test_a_dragged_line_answers_at_once_and_comes_back_with_the_link(visit: Visit, app: str) -> None:
    shown(visit, app, f"{LINK}&truth=1&miss=3&lang=en")
    panel = visit.page.locator(".panel").first
    own, sent = called(visit), len(visit.sent)
    box = panel.locator(".plot canvas").bounding_box()
    panel.locator(".plot").scroll_into_view_if_needed()
    box = panel.locator(".plot canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 60
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    for place in (0.3, 0.1, 0.0):
        visit.page.mouse.move(box["x"] + place * box["width"], y)
    visit.page.locator(".panel[data-called='0']").first.wait_for(timeout=30_000)
    assert panel.get_attribute("data-cost") == "18"  # all six odd ones are missed, at three each
    assert len(visit.sent) == sent  # nobody else was asked
    visit.page.mouse.up()
    visit.page.wait_for_url("**cut=0**", timeout=30_000)
    handle = panel.locator(".handle")
    handle.focus()
    for _ in range(4):
        handle.press("ArrowRight")
    visit.page.wait_for_url("**cut=4**", timeout=30_000)
    assert called(visit) == 4 == int(handle.get_attribute("aria-valuenow"))
    visit.rest()
    address = visit.page.url.partition("/Anomalies")[2]
    shown(visit, app, f"Anomalies{address}")
    assert called(visit) == 4 and called(visit, 1) > 0
    panel.get_by_role("button", name=Say()("anomalies.view.back")).click()
    visit.page.locator(f".panel[data-called='{own}']").first.wait_for(timeout=30_000)
    assert visit.errors == [] and visit.outside == []


def test_the_truth_stays_with_the_server_until_it_is_asked_for(visit: Visit, app: str) -> None:
    shown(visit, app, f"{LINK}&lang=zh")
    view = visit.page.locator(".thresholds")
    assert (
        view.get_attribute("data-truth") == "false"
        and visit.page.locator(".panel").first.get_attribute("data-cost") == ""
    )
    visit.page.get_by_text(Say("zh")("anomalies.truth"), exact=True).first.click()
    visit.page.locator(".thresholds[data-truth=true]").wait_for(timeout=30_000)
    visit.page.wait_for_url("**truth=1**", timeout=30_000)
    visit.rest()
    assert visit.page.locator(".legend li").count() == 7 and visit.errors == []


@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_on_a_phone_nothing_is_wider_than_the_screen(visit: Visit, app: str) -> None:
    shown(visit, app, f"{LINK}&truth=1&lang=zh")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    plot = visit.page.locator(".plot").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    visit.page.touchscreen.tap(box["x"] + 3, box["y"] + 60)
    visit.page.locator(".panel[data-called='0']").first.wait_for(timeout=30_000)
    assert visit.errors == []


def test_nearest_patches_show_where_a_picture_is_odd(visit: Visit, app: str) -> None:
    say = Say("en")
    visit.open(app, "Anomalies?shots=5&queries=12&detectors=knn,patches&start=1&lang=en")
    visit.page.locator(".thresholds[data-shown='2']").wait_for(timeout=180_000)
    told = say("anomalies.glow.caption", detector=say("detector.patches.title"), count=12)
    visit.page.get_by_text(told).first.wait_for(timeout=60_000)
    assert visit.page.locator(f"img[alt='{told}']").count() == 1
    assert "--heat heat.png" in visit.page.inner_text("body")
    assert visit.errors == [] and visit.outside == []
