"""What only a real browser can show: the race as it is drawn, deep links, and that nothing is fetched from outside."""

from __future__ import annotations

import re
import time

import pytest
from visits import Visit

from benchmarks.serving import serving
from metaunsup.ui.common.requests import HOME_STEPS
from metaunsup.words import Say

PAGES = {"home": "", "tasks": "Tasks", "race": "Race"}
SLOW = 240  # seconds allowed to a race on a busy machine


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_the_home_race_runs_live_and_plays_back_without_the_server(visit: Visit, app: str, lang: str) -> None:
    visit.open(app, f"?lang={lang}&seed={103 if lang == 'en' else 104}")
    begun = time.monotonic()
    visit.page.get_by_role("button", name=Say(lang)("home.start")).click()
    visit.wait_for_player("Number(d.frames) > 0", 60)
    first = time.monotonic() - begun
    visit.wait_for_player("d.tracks.split(',').filter((n) => n > 0).length === 4", SLOW)
    visit.wait_for_player("d.over === 'true'", SLOW)
    print(f"click to first frame {first:.2f} s, race over after {time.monotonic() - begun:.1f} s")
    visit.wait_for_player(f"d.playing === 'false' && Number(d.step) === {HOME_STEPS}", 60)
    visit.rest()
    panels = visit.page.locator(".panel")
    assert panels.count() == 4
    assert visit.page.locator("table tbody tr").count() == 4
    assert all(text.endswith("%") for text in visit.page.locator(".panel .big").all_inner_texts())

    messages = len(visit.sent)
    visit.page.get_by_role("button", name=Say(lang)("player.play")).click()  # from the start again
    visit.wait_for_player(f"d.playing === 'true' && Number(d.step) >= 2 && Number(d.step) < {HOME_STEPS}", 10)
    visit.page.get_by_role("button", name=Say(lang)("player.pause")).click()
    visit.page.get_by_role("radio", name=Say(lang)("player.view_piles"), exact=True).click()
    visit.page.get_by_role("button", name=Say(lang)("player.truth")).click()
    visit.page.locator("canvas.stage").nth(1).click(position={"x": 60, "y": 14})
    visit.page.locator(".player").press("End")
    visit.wait_for_player(f"Number(d.step) === {HOME_STEPS} && d.view === 'piles'", 5)
    visit.page.locator(".player").press("ArrowLeft")
    visit.wait_for_player(f"Number(d.step) === {HOME_STEPS - 1}", 5)
    assert len(visit.sent) == messages
    assert visit.page.locator("[data-testid='stException']").count() == 0
    assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.slow
def test_a_rerun_of_the_page_does_not_disturb_the_player(visit: Visit, app: str) -> None:
    visit.open(app, "Race?lang=en&ways=3&shots=8&learners=kmeans,random&steps=5&start=1")
    visit.wait_for_player("d.over === 'true' && d.playing === 'false' && Number(d.frames) > 2", SLOW)
    visit.page.get_by_role("radio", name="Piles", exact=True).click()
    visit.page.locator(".player").press("Home")
    visit.page.locator(".player").evaluate("(node) => { node.dataset.same = 'yes'; }")
    visit.page.get_by_role("radio", name="中文").click()
    visit.page.wait_for_selector(f"h1:has-text('{Say('zh')('race.title')}')")
    visit.rest()
    assert [visit.player(name) for name in ("same", "view", "step", "over")] == ["yes", "piles", "0", "true"]
    assert visit.page.get_by_role("radio", name=Say("zh")("player.view_piles"), exact=True).count() == 1
    assert "lang=zh" in visit.page.url
    assert visit.errors == []


@pytest.mark.slow
def test_a_second_visitor_joins_the_same_race_and_sees_all_of_it(visit: Visit, app: str) -> None:
    link = "Race?lang=en&ways=3&shots=8&seed=5&learners=kmeans,random&steps=5&start=1"
    visit.open(app, link)
    visit.wait_for_player("d.over === 'true'", SLOW)
    frames = visit.player("frames")
    visit.open(app, link)  # a new session: everything must be sent again
    visit.wait_for_player("d.over === 'true'", SLOW)
    assert visit.player("frames") == frames
    assert int(frames or 0) > 2


@pytest.mark.slow
def test_going_away_and_coming_back_shows_the_whole_race_again(visit: Visit, app: str) -> None:
    visit.open(app, "Race?lang=en&ways=3&shots=8&seed=6&learners=kmeans,random&steps=5&start=1")
    visit.wait_for_player("d.over === 'true'", SLOW)
    frames = visit.player("frames")
    visit.page.get_by_role("link", name="Tasks").first.click()
    visit.page.wait_for_selector(f"h1:has-text('{Say('en')('tasks.title')}')")
    visit.rest()
    visit.page.get_by_role("link", name="Race", exact=True).first.click()
    visit.page.wait_for_selector(f"h1:has-text('{Say('en')('race.title')}')")
    visit.wait_for_player(f"d.over === 'true' && d.frames === '{frames}'", 60)
    assert visit.page.locator(".panel").count() == 2
    assert visit.errors == []


@pytest.mark.slow
def test_a_picture_tells_what_it_is_and_where_each_learner_puts_it(visit: Visit, app: str) -> None:
    visit.open(app, "Race?lang=en&ways=3&shots=8&seed=7&learners=kmeans,random&steps=5&start=1")
    visit.wait_for_player("d.over === 'true' && d.playing === 'false'", SLOW)
    visit.page.get_by_role("radio", name="Piles", exact=True).click()
    visit.page.get_by_role("button", name="Show the truth").click()
    visit.page.wait_for_timeout(1200)
    stage = visit.page.locator("canvas.stage").first
    stage.hover(position={"x": 62, "y": 16})  # the first picture of the first pile
    tip = visit.page.get_by_role("tooltip")
    assert "group 1, with" in tip.inner_text()
    assert "really " in tip.inner_text()
    stage.click(position={"x": 62, "y": 16})
    visit.page.locator(".company").nth(1).wait_for()  # a busy page draws a little later
    assert visit.page.locator(".company").count() == 2
    visit.page.locator(".panel .term").first.hover()
    assert tip.inner_text() == Say()("metric.nmi.about")


@pytest.mark.slow
def test_a_learner_with_probabilities_tells_how_sure_it_is(visit: Visit, app: str) -> None:
    visit.open(app, "Race?lang=en&ways=3&shots=8&seed=8&learners=protonet&steps=2&start=1")
    visit.wait_for_player("d.over === 'true' && d.playing === 'false'", SLOW)
    visit.page.get_by_role("radio", name="Piles", exact=True).click()
    visit.page.wait_for_timeout(1200)
    visit.page.locator("canvas.stage").first.hover(position={"x": 62, "y": 16})
    told = visit.page.get_by_role("tooltip").inner_text()
    assert 33 <= int(re.search(r"· (\d+) % sure", told)[1]) <= 100, told
    assert visit.errors == []


@pytest.mark.slow
def test_the_truth_gathers_the_task_in_the_browser(visit: Visit, app: str) -> None:
    visit.open(app, "Tasks?lang=en&ways=4&shots=6&outliers=3")
    grid = visit.page.locator(".gallery").first
    before = grid.locator("canvas").screenshot()
    messages = len(visit.sent)
    visit.page.get_by_role("button", name="Show the truth").click()
    visit.page.wait_for_timeout(1500)
    assert grid.locator("canvas").screenshot() != before
    assert Say()("tasks.shown") in grid.inner_text()
    assert len(visit.sent) == messages


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_the_first_deep_link_after_a_start_works(visit: Visit, name: str) -> None:
    with serving() as address:
        visit.open(address, f"{PAGES[name]}?lang=zh")
        assert visit.page.locator("h1").first.inner_text() == Say("zh")(f"{name}.title")
        assert visit.page.locator("[data-testid='stException'], [role='dialog']").count() == 0
        assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.parametrize(
    ("visit", "lang"),
    [
        ("desktop", "en"),
        pytest.param("phone", "zh", marks=pytest.mark.slow),
        pytest.param("desktop", "zh", marks=pytest.mark.slow),
        pytest.param("phone", "en", marks=pytest.mark.slow),
    ],
    indirect=["visit"],
)
@pytest.mark.parametrize("path", ["", "Tasks", "Race", "Race?ways=2&shots=5&learners=kmeans&steps=2&start=1"])
def test_nothing_comes_from_outside_and_nothing_scrolls_sideways(visit: Visit, app: str, path: str, lang: str) -> None:
    visit.open(app, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert visit.page.locator("[data-testid='stException']").count() == 0
    assert not visit.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    main = "document.querySelector(\"[data-testid='stMain']\")"
    assert not visit.page.evaluate(f"{main}.scrollWidth > {main}.clientWidth + 1")
    assert (visit.outside, visit.errors) == ([], [])
