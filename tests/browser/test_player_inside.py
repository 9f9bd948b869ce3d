"""From the overview down to one number: a curve's point, a score, its groups, a picture, what the loss does to it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from test_player_lesson import script
from visits import Visit

from metaunsup.evaluation.metrics import score
from metaunsup.learners.base import NOISE, Step
from metaunsup.tasks.task import OUTLIER
from metaunsup.ui.player.packing import matching
from metaunsup.ui.race.frames import NO_GROUP
from metaunsup.ui.race.looked_into import taught
from metaunsup.words import Say

RACE = "Race?lang=en&ways=4&shots=8&learners=kmeans,random,maml&steps=3&start=1"


def test_groups_sum_up_to_the_score_and_pulls_are_read_as_they_were_told(browser: Any) -> None:
    rng = np.random.default_rng(0)
    truth = np.where(rng.random(60) < 0.1, OUTLIER, np.arange(60) % 5)
    found = np.where(rng.random(60) < 0.4, rng.integers(NOISE, 6, 60), np.roll(np.arange(60) % 5, 0))
    match = matching(found[truth != OUTLIER], truth[truth != OUTLIER], 5).tolist()
    frame = {"group": np.where(found == NOISE, NO_GROUP, found).tolist(), "match": match}
    frame["wrong"] = [
        int(kind >= 0 and (group == NO_GROUP or match[group] != kind))
        for group, kind in zip(frame["group"], truth.tolist(), strict=True)
    ]
    page = browser.new_page()
    call = f"([frame, truth]) => {{ {script('breakdown.js')}; return scoreParts(frame, truth); }}"
    told = page.evaluate(call, [frame, truth.tolist()])
    assert told["right"] / told["counted"] == score(torch.from_numpy(found), torch.from_numpy(truth)).accuracy
    assert sum(len(part["items"]) for part in told["parts"]) == 60 and told["counted"] == (truth != OUTLIER).sum()
    assert told["parts"][-1]["group"] == NO_GROUP and told["parts"][-1]["right"] == 0

    pull = rng.normal(size=(60, 2))
    chance = torch.from_numpy(rng.dirichlet(np.ones(5), 60))
    weights = torch.from_numpy(rng.random(60) * 4)
    step = Step(0, torch.from_numpy(found), torch.zeros(60, 2), None, 0.0, chance, shown={"weights": weights})
    where = rng.normal(size=(2, 60, 2))
    call = f"""([fact, where]) => {{ {script("pull.js")}
      const frames = where.map(([x, y]) => ({{ x, y, ...taughtOf(fact) }}));
      return [...["pull", "margin", "weights"].map((name) => [...frames[0][name]]), shareThatWent(frames)]; }}"""
    sides = (where * [1, -1]).transpose(0, 2, 1).tolist()  # on the screen, down is up
    ways, margin, counts, went = page.evaluate(call, [taught(step, pull), sides])
    np.testing.assert_allclose(np.reshape(ways, (2, 60)).T, pull * [1, -1], atol=np.abs(pull).max() / 250)
    top = np.sort(chance.numpy(), 1)
    np.testing.assert_allclose(margin, 100 * (top[:, -1] - top[:, -2]), atol=0.51)
    np.testing.assert_allclose(counts, 100 * weights.numpy(), atol=0.51)
    assert went == pytest.approx((((where[1] - where[0]) * pull).sum(1) > 0).mean(), abs=0.02)
    page.close()


def test_tiles_are_laid_over_each_other_as_alpha_says(browser: Any) -> None:
    rng = np.random.default_rng(3)
    tiles = rng.integers(0, 256, (3, 5, 5, 4))
    tiles[0, ..., 3], tiles[1, 0, :, 3] = 255, 0
    laid = [(0, 1, 2, 256), (1, -2, 3, 256), (2, 4, 6, 107), (0, 7, -1, 107), (2, 1, 2, 256)]
    paper = np.array([18, 52, 86])
    expected = np.tile(paper.astype(float), (9, 10, 1))
    for which, left, top, strength in laid:
        for y, x in np.ndindex(5, 5):
            if 0 <= top + y < 9 and 0 <= left + x < 10:
                share = tiles[which, y, x, 3] / 255 * strength / 256
                at = (top + y, left + x)
                expected[at] = share * tiles[which, y, x, :3] + (1 - share) * expected[at]
    call = f"""([tiles, laid]) => {{ {script("raster.js")}
      const raster = new Raster(null);
      raster.begin(10, 9, "#123456");
      const made = tiles.map((tile) => new Uint32Array(Uint8Array.from(tile).buffer).map(premultiplied));
      for (const [which, left, top, strength] of laid) raster.lay(made[which], 5, left, top, strength);
      return [...raster.out.data]; }}"""
    page = browser.new_page()
    told = np.reshape(page.evaluate(call, [tiles.reshape(3, -1).tolist(), laid]), (9, 10, 4))
    np.testing.assert_allclose(told[..., :3], expected, atol=6)
    assert np.abs(told[..., :3] - expected).mean() < 2 and (told[..., 3] == 255).all()
    page.close()


@pytest.mark.slow
def test_from_a_curve_down_to_one_picture_by_keys_alone(visit: Visit, app: str) -> None:
    page, say = visit.page, Say()
    visit.open(app, RACE)
    visit.wait_for_player("d.over === 'true' && d.playing === 'false'", 240)
    visit.rest()
    messages = len(visit.sent)
    place = (
        "(chart) => { const one = [...chart.querySelectorAll('polyline')].at(-1).points[2]; return [one.x, one.y]; }"
    )
    chart = page.locator(".chart svg").first
    edge, (x, y) = chart.bounding_box(), chart.evaluate(place)  # of the last learner, at step 2
    page.mouse.click(edge["x"] + x, edge["y"] + y)
    visit.wait_for_player("d.step === '2'", 5)
    assert "marked" in (page.locator(".panel").last.get_attribute("class") or "")
    page.locator(".values summary").click()
    page.locator(".values tbody tr").nth(1).locator("button").last.press("Enter")
    visit.wait_for_player("d.step === '1'", 5)
    assert "marked" in (page.locator(".panel").last.get_attribute("class") or "")

    page.locator(".big").last.press("Enter")
    sheet = page.locator("[data-role=breakdown]")
    assert sheet.locator("strong").evaluate("(title) => title.getRootNode().activeElement === title")
    groups = [[int(n) for n in row.inner_text().split("\t")[1:]] for row in sheet.locator("tbody tr").all()]
    right, shown = sum(row[1] for row in groups), page.locator(".big").last.inner_text()
    assert sum(row[0] for row in groups) == 32 and f"{100 * right / 32:.1f}%" == shown
    assert f"{right} = {shown}" in sheet.locator("tfoot").inner_text()
    sheet.locator(".opener").first.press("Enter")
    assert sheet.locator(".pile button").count() == groups[0][0]
    page.keyboard.press("ArrowRight")  # a step on, and whoever stood on the group still does
    visit.wait_for_player("d.step === '2'", 5)
    assert sheet.locator(".opener").first.evaluate("(one) => one.getRootNode().activeElement === one")
    page.keyboard.press("ArrowLeft")
    sheet.locator(".pile button").first.press("Enter")
    told = page.locator(".why").last
    told.wait_for()
    assert "in the loss" not in page.locator(".why").first.inner_text() and "its loss pulls it" in told.inner_text()
    page.get_by_role("button", name=say("player.pulls")).press("Enter")
    page.get_by_text("Arrows: ").wait_for(timeout=10_000)
    assert len(visit.sent) == messages
    assert (visit.outside, visit.errors) == ([], [])
