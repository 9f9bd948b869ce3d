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


def hand_over(visit: Visit, say: Say, name: str, data: bytes, label: str = "") -> None:
    """Drop a file, and wait until the page has chosen it."""
    visit.page.get_by_text(say("uploads.title"), exact=True).first.click()
    if label:
        visit.page.get_by_role("textbox", name=say("uploads.label")).fill(label)
        visit.page.keyboard.press("Enter")
        visit.rest()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    visit.page.locator("input[type=file]").first.set_input_files(file)
    visit.page.wait_for_url("**own%3A**", timeout=120_000)
    visit.rest()


def primary(visit: Visit, words: str) -> None:
    """Press the page's one button, as soon as it can be pressed."""
    visit.page.locator("button[kind=primary]:enabled").filter(has_text=words).first.click()


def letters(at: Path, each: int = 30) -> bytes:
    """A zip of three classes."""
    return as_zip(at / "mine.zip", classes(3, each)).read_bytes()


TABLE = "x,y,z,kind\n" + "\n".join(f"{n * 7 % 31},{n * n % 29},{n % 7},{'ab'[n % 2]}" for n in range(160))


@pytest.mark.parametrize("path", ["Tasks", "Latent_space"])
def test_pictures_are_handed_over_wherever_pictures_are_chosen(
    app: str, visit: Visit, browser: Any, path: str, tmp_path: Path
) -> None:
    say = Say("en")
    visit.open(app, f"{path}?lang=en")
    hand_over(visit, say, "mine.zip", letters(tmp_path))
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


def test_learners_are_compared_on_own_pictures(app: str, visit: Visit, tmp_path: Path) -> None:
    say = Say("en")
    visit.open(app, "Compare?lang=en&learners=kmeans,random&trained=digits&tasks=2&ways=2&shots=3")
    hand_over(visit, say, "mine.zip", letters(tmp_path))
    primary(visit, say("compare.start"))
    visit.page.get_by_text(say("compare.finished", total=2)).first.wait_for(timeout=180_000)
    visit.rest()
    assert visit.errors == [] and visit.outside == [] and "mine" not in visit.page.url


def test_a_learner_practises_on_own_pictures_which_takes_the_training_along(
    app: str, visit: Visit, tmp_path: Path
) -> None:
    say = Say("en")
    visit.open(app, "Meta_train?lang=en&ways=4&steps=10&validate_every=0")
    hand_over(visit, say, "practice.zip", letters(tmp_path, 31))
    primary(visit, say("meta_train.start"))
    visit.page.get_by_text(say("meta_train.status.done")).first.wait_for(timeout=180_000)
    address = visit.page.url
    visit.page.get_by_role("button", name=say("meta_train.new")).click()
    visit.page.get_by_text(say("uploads.title"), exact=True).first.click()
    delete = visit.page.get_by_role("button", name=say("uploads.delete"), exact=True).first
    delete.click()
    visit.page.get_by_text("1 of your trainings").wait_for(timeout=60_000)
    visit.page.get_by_role("button", name=say("uploads.delete.yes")).click()
    visit.page.get_by_text("1 of your trainings").wait_for(state="detached", timeout=60_000)
    visit.rest()
    visit.page.goto(address)
    visit.page.locator("[data-testid=stAlertContentError]").first.wait_for(timeout=60_000)
    assert "practice.zip" not in visit.page.locator("[data-testid=stMain]").inner_text() and visit.errors == []


def test_own_pictures_are_sorted_by_hand(app: str, visit: Visit, tmp_path: Path) -> None:
    say = Say("zh")
    visit.open(app, "Your_turn?lang=zh&ways=2")
    hand_over(visit, say, "mine.zip", letters(tmp_path, 40))
    visit.page.locator(".sorting[data-ready=true]").wait_for(timeout=60_000)
    visit.page.locator("[data-do=go]").click()
    visit.page.keyboard.press("1")
    visit.page.locator(".sorting[data-sorted='1']").wait_for(timeout=30_000)
    assert visit.errors == [] and visit.outside == []


@pytest.mark.parametrize("kind", ["pictures", "rows"])
def test_what_does_not_belong_is_found_among_own_data(app: str, visit: Visit, tmp_path: Path, kind: str) -> None:
    say, rows = Say("en"), kind == "rows"
    visit.open(app, "Anomalies?lang=en" + ("" if rows else "&detectors=knn,proto@untrained"))
    if rows:
        hand_over(visit, say, "mine.csv", TABLE.encode(), "kind")
    else:
        hand_over(visit, say, "mine.zip", letters(tmp_path, 40))
    primary(visit, say("anomalies.start"))
    visit.page.locator(f".thresholds[data-shown='{4 if rows else 2}']").wait_for(timeout=180_000)
    visit.page.get_by_text(say("anomalies.result"), exact=True).first.wait_for(timeout=120_000)
    visit.rest()
    assert visit.page.locator("[data-testid=stAlertContentWarning]").count() == 0
    assert visit.errors == [] and visit.outside == []


def test_drawings_are_mixed_with_own_pictures(app: str, visit: Visit, tmp_path: Path) -> None:
    say = Say("zh")
    visit.open(app, "Draw?lang=zh&set=learning&learners=kmeans&ways=2&shots=3")
    hand_over(visit, say, "mine.zip", letters(tmp_path))
    primary(visit, say("draw.start"))
    visit.wait_for_player("Number(d.frames) > 0", 120)
    assert "mix=own%3A" in visit.page.url and visit.errors == [] and visit.outside == []
