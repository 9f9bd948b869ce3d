"""The lesson on one screen: disagreements, pictures chosen by keys, numbers behind curves, a picture and a film."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from visits import Visit

import metaunsup.ui
from metaunsup.ui.race.frames import NO_GROUP
from metaunsup.words import Say

PLAYER = Path(metaunsup.ui.__file__).parent / "player"
RACE = "Race?lang=en&ways=4&shots=8&learners=kmeans,spectral,agglomerative,random&steps=4&start=1"


def script(*names: str) -> str:
    """The player's files, to be called from outside the player."""
    return "\n".join((PLAYER / name).read_text(encoding="utf-8") for name in ("palette.js", *names))


def differing(ends: list[list[int]]) -> list[set[int]]:
    """How many learners differ on each item, by its companies as sets; any of several where standards tie."""
    told = []
    for item in range(len(ends[0])):
        kept = [
            {item} if end[item] == NO_GROUP else {other for other, group in enumerate(end) if group == end[item]}
            for end in ends
        ]
        shared = np.array([[len(a & b) / len(a | b) for b in kept] for a in kept])
        best = shared.sum(1) >= shared.sum(1).max() - 1e-9
        told.append({int(count) for count in (shared[best] < 0.5).sum(1)})
    return told


def test_disagreement_is_counted_by_company_and_piles_keep_their_places(browser: Any) -> None:
    rng = np.random.default_rng(0)
    kinds = np.arange(60) % 5
    ends = [
        rng.permutation(5)[np.where(rng.random(60) < noise, rng.integers(0, 5, 60), kinds)] for noise in (0, 0.3, 0.8)
    ]
    ends.append(np.where(rng.random(60) < 0.3, NO_GROUP, ends[0]))
    lists = [end.tolist() for end in ends]
    page = browser.new_page()
    call = """(ends) => {
      const told = disagreement(ends.map((one) => Uint16Array.from(one)));
      return [[...told.level], told.order, told.counts]; }"""
    level, order, counts = page.evaluate(f"(ends) => {{ {script('disagree.js')}; return ({call})(ends); }}", lists)
    assert all(one in options for one, options in zip(level, differing(lists), strict=True))
    assert sorted(order) == list(range(60)) and [level[item] for item in order] == sorted(level, reverse=True)
    assert counts == [level.count(number) for number in range(4)] and len(set(level)) > 2
    renamed = [[(group + 1) % 5 if group != NO_GROUP else group for group in one] for one in lists]
    assert page.evaluate(f"(ends) => {{ {script('disagree.js')}; return ({call})(ends); }}", renamed)[0] == level

    call = """(ends) => ends.map((group) => {
      const counts = [0, 1, 2, 3, 4].map((one) => group.filter((other) => other === one).length);
      const noise = group.filter((one) => one === NO_GROUP).length;
      const frame = { x: group, group, counts, noise };
      const place = pilesLayout(frame, { width: 270, height: 180 }, null, [0, 1, 2, 3, 4, NO_GROUP]);
      return [place.badges.map((top) => [top.x, top.y]), place.size, Math.max(...place.x), Math.max(...place.y)]; })"""
    told = page.evaluate(f"(ends) => {{ {script('layout.js')}; return ({call})(ends); }}", [*lists, [0] * 60])
    assert all(one[:2] == told[0][:2] for one in told)
    assert all(across < 270 and down < 180 for _, _, across, down in told)
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("visit", ["desktop", "phone"], indirect=True)
def test_a_lesson_by_keys_with_nothing_asked_of_the_server(visit: Visit, app: str, tmp_path: Path) -> None:
    page, say = visit.page, Say()
    visit.open(app, RACE)
    visit.wait_for_player("d.over === 'true' && d.playing === 'false'", 240)
    visit.rest()
    messages = len(visit.sent)
    assert " points over K-Means" in page.locator(".result").inner_text()
    phone = page.viewport_size["width"] < 500
    if phone:
        inside = (
            "(panel) => { const at = panel.getBoundingClientRect(); return at.left >= 0 && at.right <= innerWidth; }"
        )
        assert page.locator(".panel").evaluate_all(f"(panels) => panels.filter({inside}).length") == 1
        page.locator(".names-row button").nth(1).click()
        page.wait_for_timeout(1500)
        assert page.locator(".panel").nth(1).evaluate(inside)
    page.get_by_role("radio", name=say("player.view_differ"), exact=True).click()
    visit.wait_for_player("d.view === 'differ'", 5)
    page.wait_for_timeout(1500)
    page.locator("canvas.stage").nth(1).evaluate("(canvas) => canvas.focus()")
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.locator(".company").nth(3).wait_for()
    assert page.locator(".heard").inner_text().startswith("Picture ")
    assert page.locator(".why").count() == 4 and "middle" in page.locator(".why").first.inner_text()
    page.locator(".values summary").click()
    page.locator(".values tbody tr").first.wait_for()
    last = page.locator(".values tbody tr").last.locator("td").first.inner_text()
    assert last in page.locator(".panel .big").first.inner_text() or last == ""
    with page.expect_download() as taken:
        page.get_by_role("button", name=say("player.frame"), exact=True).click()
    taken.value.save_as(tmp_path / "frame.png")
    assert (tmp_path / "frame.png").read_bytes().startswith(b"\x89PNG")
    page.locator("[data-role=speed]").select_option("4")
    with page.expect_download(timeout=90_000) as taken:
        page.get_by_role("button", name=say("player.film"), exact=True).click()
    taken.value.save_as(tmp_path / "film.webm")
    assert (tmp_path / "film.webm").stat().st_size > 1000
    page.locator(".player").evaluate("() => { window.MediaRecorder = undefined; }")
    page.get_by_role("button", name=say("player.film"), exact=True).click()
    page.get_by_text(say("player.film_cannot")).wait_for()
    assert len(visit.sent) == messages
    assert (visit.outside, visit.errors) == ([], [])
