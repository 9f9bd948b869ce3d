"""Applications in a real browser: a task with its truth, and one's own pictures and table, judged and kept nowhere."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from visits import Visit

from metaunsup.data import textures
from metaunsup.data.defects import spoil
from metaunsup.words import Say

pytestmark = pytest.mark.slow


def _png(picture: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, format="PNG")
    return file.getvalue()


def test_a_task_is_shown_and_its_truth_is_in_the_link(app: str, visit: Visit) -> None:
    say = Say("en")
    visit.open(app, "Applications?lang=en&field=industry&industry_kind=grid&industry_method=knn")
    thread = visit.page.get_by_text(say("applications.industry.defect.missing_thread"))
    assert thread.count() == 0
    visit.page.get_by_text(say("applications.industry.truth"), exact=True).click()
    visit.rest()
    assert "industry_truth=1" in visit.page.url
    assert thread.count() >= 1
    assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    assert visit.outside == [] and visit.errors == []


def test_one_s_own_pictures_are_judged(app: str, visit: Visit) -> None:
    drawn = textures.draw("tile", 3, 6, side=96)
    flawed, _ = spoil(drawn[5], "hole", textures.rng("browser"))
    visit.open(app, "Applications?lang=zh&field=industry&industry_method=untrained")
    good = [{"name": f"good{n}.png", "mimeType": "image/png", "buffer": _png(drawn[n])} for n in range(4)]
    files = visit.page.locator("input[type=file]")
    files.nth(0).set_input_files(good)
    visit.rest()
    others = [("plain.png", _png(drawn[4])), ("torn ![x](http://a.b/c).png", _png(flawed)), ("text.png", b"no")]
    files.nth(1).set_input_files([{"name": name, "mimeType": "image/png", "buffer": data} for name, data in others])
    visit.rest()
    visit.page.get_by_role("button", name=Say("zh")("applications.own.go")).click()
    visit.page.get_by_text("1：torn ![x](http").first.wait_for(timeout=120_000)
    assert visit.page.get_by_text("2：plain.png").count() >= 1
    assert visit.page.get_by_text(Say("zh")("error.surfaces_picture", path="text.png")).count() >= 1
    assert visit.page.locator("img[alt^='1：torn']").count() == 1
    assert visit.outside == [] and visit.errors == []


def test_one_s_own_table_is_judged(app: str, visit: Visit) -> None:
    rng, say = np.random.default_rng(0), Say("en")
    values = np.concatenate([rng.normal(0, 1, (150, 3)), rng.normal(3, 1, (60, 3))])
    rows = "\n".join(
        ",".join(f"{x:.3f}" for x in row) + f",{'ok' if n < 150 else 'odd'}" for n, row in enumerate(values)
    )
    visit.open(app, "Applications?lang=en&field=medical&medical_method=knn")
    table = {"name": "mine.csv", "mimeType": "text/csv", "buffer": f"a,b,c,kind\n{rows}".encode()}
    visit.page.locator("input[type=file]").first.set_input_files(table)
    visit.rest()
    visit.page.get_by_role("textbox", name=say("applications.medical.own.label")).fill("kind")
    visit.page.keyboard.press("Enter")
    visit.rest()
    go = visit.page.get_by_role("button", name=say("applications.own.go"))
    go.click()
    visit.page.get_by_text(say("applications.own.told", tasks=20)).first.wait_for(timeout=180_000)
    visit.rest()
    visit.page.get_by_role("textbox", name=say("applications.medical.own.label")).fill("nothing")
    visit.page.keyboard.press("Enter")
    visit.rest()
    go.click()
    visit.page.get_by_text("nothing").first.wait_for(timeout=60_000)
    assert visit.page.get_by_test_id("stAlert").count() >= 2  # the notice, and what to do
    assert visit.outside == [] and visit.errors == []
