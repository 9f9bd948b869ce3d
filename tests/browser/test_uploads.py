"""One's own data in a real browser: dropped, told of, and not there for another browser, not even by the link."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from visits import Visit

from metaunsup.words import Say
from tests.data.made import as_zip, classes

pytestmark = pytest.mark.slow


def test_a_dropped_table_is_told_of_and_stays_with_its_browser(app: str, visit: Visit, browser: Any) -> None:
    say = Say("zh")
    visit.open(app, "Race?lang=zh")
    visit.page.get_by_text(say("uploads.title"), exact=True).first.click()
    rows = "x,y,kind\n" + "\n".join(f"{n * 7 % 31},{n * n % 29},{'ab'[n % 2]}" for n in range(120))
    visit.page.get_by_role("textbox", name=say("uploads.label")).fill("kind")
    visit.page.keyboard.press("Enter")
    visit.rest()
    visit.page.locator("input[type=file]").first.set_input_files(
        {"name": "mine <b>*x*.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    visit.page.get_by_text("a (60)").first.wait_for(timeout=120_000)
    visit.rest()
    assert "own%3A" in visit.page.url and "mine" not in visit.page.url
    assert visit.page.get_by_text("mine <b>*x*.csv").count() >= 1
    visit.page.reload()
    visit.page.get_by_text("a (60)").first.wait_for(timeout=120_000)
    other = browser.new_context()  # another browser: its own storage
    page = other.new_page()
    page.goto(visit.page.url)
    page.get_by_text(say("uploads.gone")[:20]).first.wait_for(timeout=120_000)
    assert "mine" not in page.content() and "a (60)" not in page.content()
    other.close()
    visit.page.get_by_text(say("uploads.title"), exact=True).first.click()
    visit.page.get_by_role("button", name=say("uploads.delete")).first.click()
    visit.page.wait_for_url(lambda url: "own%3A" not in url, timeout=60_000)
    visit.rest()
    assert visit.page.get_by_text("a (60)").count() == 0
    assert visit.outside == [] and visit.errors == []


@pytest.mark.parametrize("path", ["Tasks", "Latent_space"])
def test_pictures_are_handed_over_wherever_pictures_are_chosen(
    app: str, visit: Visit, browser: Any, path: str, tmp_path: Path
) -> None:
    say = Say("en")
    data = as_zip(tmp_path / "mine.zip", classes(3, 30)).read_bytes()
    visit.open(app, f"{path}?lang=en")
    visit.page.get_by_text(say("uploads.title"), exact=True).first.click()
    file = {"name": "mine.zip", "mimeType": "application/zip", "buffer": data}
    visit.page.locator("input[type=file]").first.set_input_files(file)
    visit.page.wait_for_url("**own%3A**", timeout=120_000)
    visit.rest()
    preview = visit.page.get_by_alt_text(say("uploads.preview", title="mine.zip"))
    preview.first.wait_for(timeout=60_000)
    assert visit.errors == [] and "mine" not in visit.page.url
    other = browser.new_context()  # another browser: its own storage
    page = other.new_page()
    page.goto(visit.page.url)
    page.get_by_text(say("uploads.gone")[:20]).first.wait_for(timeout=120_000)
    assert "mine.zip" not in page.content()
    other.close()
    visit.page.get_by_role("button", name=say("uploads.delete")).first.click()
    preview.first.wait_for(state="detached", timeout=60_000)
    visit.rest()
