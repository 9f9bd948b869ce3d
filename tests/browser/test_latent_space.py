"""The spaces in a browser: hover, click, keys, selection, scrubbing, exports; nothing of it asks the server."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from visits import Visit

from metaunsup.ui.latent_space.request import selected_items
from metaunsup.words import Say

SAY = Say("en")

LINK = "Latent_space?ways=3&shots=8&start=1&second=shipped:digits/protonet-adapt"


def spaces(visit: Visit, name: str) -> str:
    return str(visit.page.locator(".spaces").get_attribute(f"data-{name}"))


def shown(visit: Visit, app: str, link: str) -> None:
    """Open the page and wait until all pictures are there."""
    visit.open(app, link)
    visit.page.locator(".spaces[data-over=true][data-ready=true]").wait_for(timeout=180_000)
    visit.rest()


def drag(visit: Visit, *places: tuple[float, float]) -> None:
    """Draw a way over the first canvas, in shares of its size; its corners are round, and not of it."""
    canvas = visit.page.locator(".panel canvas").first
    canvas.evaluate("(one) => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    box = canvas.bounding_box()
    assert box is not None
    way = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    visit.page.mouse.move(*way[0])
    visit.page.mouse.down()
    for x, y in way[1:]:
        visit.page.mouse.move(x, y)
    visit.page.mouse.up()
    visit.page.wait_for_timeout(200)


@pytest.mark.slow
def test_what_is_chosen_selected_and_taken_home_needs_no_server(visit: Visit, app: str) -> None:
    shown(visit, app, f"{LINK}&method=pca&scrub=steps&lang=en")
    before = len(visit.sent)
    canvas = visit.page.locator(".panel canvas").first
    canvas.focus()
    for key in ("ArrowRight", *["ArrowLeft"] * 9, "Enter"):  # as far as one gets
        canvas.press(key)
    visit.page.wait_for_timeout(200)
    chosen = spaces(visit, "chosen")
    assert chosen != "null" and spaces(visit, "selected") == "1"
    told = visit.page.locator(".spaces [data-role=chosen]").inner_text()
    assert f"Picture {int(chosen) + 1}." in told
    assert visit.page.locator(".spaces .chosen .row button").count() == 20  # ten nearest in each space
    visit.page.locator(".spaces .chosen .row button").first.click()
    assert spaces(visit, "chosen") != chosen
    drag(visit, (0.02, 0.02), (0.5, 0.5), (0.98, 0.98))
    assert spaces(visit, "selected") == "24" and "24" in visit.page.locator(".gathered").inner_text()
    visit.page.locator("[data-tool=lasso]").click()
    drag(visit, (0.02, 0.02), (0.98, 0.02), (0.02, 0.98))  # half of it
    assert 0 < int(spaces(visit, "selected")) < 24
    at = float(spaces(visit, "at"))
    canvas.focus()
    canvas.press("[")
    visit.page.locator(f".spaces[data-at='{at - 1:g}']").wait_for(timeout=30_000)
    for kind, begins in (("csv", b"encoder,"), ("svg", b"<svg"), ("png", b"\x89PNG")):
        with visit.page.expect_download() as coming:
            visit.page.locator(f"[data-file={kind}]").click()
        with open(coming.value.path(), "rb") as file:
            assert file.read(8).startswith(begins[:8])
    assert len(visit.sent) == before and visit.errors == [] and visit.outside == []


@pytest.mark.slow
@pytest.mark.parametrize("visit", ["phone"], indirect=True)
def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_language_changes(visit: Visit, app: str) -> None:
    shown(visit, app, f"{LINK}&method=umap&lang=zh")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit.page.locator("[data-tool=lasso]").inner_text() == Say("zh")("latent_space.view.tool.lasso")
    assert len(spaces(visit, "stops").split(",")) > 2


@pytest.mark.slow
def test_an_item_taken_for_a_is_in_the_address_and_in_what_is_drawn(visit: Visit, app: str) -> None:
    shown(visit, app, "Latent_space?ways=3&shots=8&start=1&method=pca&second=shipped:digits/vae&drawn=between&lang=en")
    canvas = visit.page.locator(".panel canvas").first
    canvas.focus()
    canvas.press("ArrowRight")
    canvas.press("ArrowRight")
    chosen = int(spaces(visit, "chosen"))
    visit.page.get_by_role("button", name=Say()("latent_space.view.use.b")).click()
    visit.page.wait_for_url(f"**b={chosen + 1}**", timeout=30_000)
    visit.rest()
    assert visit.errors == []


@pytest.mark.slow
def test_a_moment_is_shared_by_one_message_and_opens_as_it_was(visit: Visit, app: str) -> None:
    shown(visit, app, f"{LINK}&method=pca&scrub=steps&lang=en")
    page, canvas = visit.page, visit.page.locator(".panel canvas").first
    canvas.focus()
    for key in ("ArrowRight", "Enter", "ArrowRight", "ArrowRight", "Enter", "ArrowLeft", "[", "["):
        canvas.press(key)
    chosen, stops = int(spaces(visit, "chosen")), spaces(visit, "stops").split(",")
    before = len(visit.sent)
    page.get_by_role("button", name=SAY("latent_space.view.share")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("img", name=SAY("app.share.code")).wait_for(timeout=60_000)
    assert len(visit.sent) == before + 1
    link = dialog.locator("code", has_text="http").first.inner_text()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    assert asked["at"] == stops[-3] and asked["picked"] == str(chosen + 1)
    assert len(selected_items(asked["selected"])) == 2
    page.keyboard.press("Escape")
    shown(visit, app, link.removeprefix(f"{app}/"))
    page.locator(f".spaces[data-chosen='{chosen}'][data-selected='2']").wait_for(timeout=30_000)
    page.locator(f".spaces[data-at='{len(stops) - 3}']").wait_for(timeout=30_000)
    visit.page.get_by_role("button", name=SAY("latent_space.view.share")).click()  # the same again: nothing was lost
    dialog.locator("code", has_text=link).first.wait_for(timeout=60_000)
    assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.slow
def test_a_moment_that_is_junk_is_told_and_the_rest_is_shown(visit: Visit, app: str) -> None:
    shown(visit, app, f"{LINK}&method=pca&at=-7&picked=none&selected={'A' * 900}&lang=en")
    told = visit.page.locator("[data-testid='stAlert']").first.inner_text()
    assert all(one in told for one in ("at=-7", "picked=none", "selected=AAA"))
    assert (spaces(visit, "chosen"), spaces(visit, "selected")) == ("null", "0")
    shown(visit, app, f"{LINK}&method=pca&picked=25&selected=BAAAC&lang=en")  # 24 are here
    assert visit.page.get_by_text(SAY("latent_space.share.beyond", count=24)).count() == 1
    assert (spaces(visit, "chosen"), spaces(visit, "selected")) == ("null", "1")


@pytest.mark.slow
def test_the_view_is_made_before_the_press_and_kept_and_the_page_s_own_link_follows(visit: Visit, app: str) -> None:
    visit.open(app, "Latent_space?method=pca&lang=en")
    view = visit.page.locator(".spaces")
    assert view.count() == 1 and not view.is_visible()
    view.evaluate("(one) => { one.dataset.mine = 'yes'; }")
    visit.page.get_by_role("button", name=SAY("latent_space.start"), exact=True).click()
    visit.page.locator(".spaces[data-over=true][data-ready=true]").wait_for(timeout=180_000)
    visit.rest()
    assert view.is_visible() and spaces(visit, "mine") == "yes" and spaces(visit, "pictures") == "1,1"
    assert parse_qs(urlsplit(visit.page.url).query) == {"method": ["pca"], "lang": ["en"], "start": ["1"]}
    own = visit.page.locator(".st-key-app-here a").first.get_attribute("href")
    assert "start=1" in str(own)


@pytest.mark.slow
def test_what_was_chosen_beside_the_pictures_is_there_after_a_visit_elsewhere(visit: Visit, app: str) -> None:
    page, link = visit.page, "ways=2&shots=5&first=shipped:digits/vae&second=none&method=pca&start=1&lang=en"
    shown(visit, app, f"Latent_space?{link}")
    for name in ("drawn.between", "drawn.again", "colour.unsure"):  # the first draws boxes that the second does not
        page.get_by_role("radio", name=SAY(f"latent_space.{name}"), exact=True).click()
        visit.rest()
    here = page.url
    assert {("drawn", "again"), ("colour", "unsure")} <= set(parse_qsl(urlsplit(here).query))
    for name in ("tasks", "latent_space"):
        page.locator("[data-testid=stSidebar] a", has_text=SAY(f"app.page.{name}")).first.click()
        page.get_by_role("heading", name=SAY(f"{name}.title"), exact=True).wait_for(timeout=60_000)
        visit.rest()
    page.locator(".spaces[data-over=true][data-ready=true]").wait_for(timeout=60_000)
    visit.rest()
    assert page.url == here and page.locator("[data-testid=stAlert]").count() == 0
    assert visit.errors == []
