"""The address in a real browser: back, forward, reload and the sidebar; and the server's doors."""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visits import Visit

from metaunsup.data.limits import MOST_UPLOAD
from metaunsup.words import Say

SAY = Say()
RACE = "Race?lang=en&ways=8&shots=20&learners=reptile,maml&steps=100"  # long enough to go back in the middle of it


def number(visit: Visit, label: str) -> str:
    """What stands in the box called ``label``."""
    value: str = visit.page.get_by_label(label, exact=True).first.input_value()
    return value


@pytest.mark.slow
def test_back_forward_and_reload_show_what_the_address_says(visit: Visit, app: str) -> None:
    page = visit.page
    visit.open(app, RACE)
    page.get_by_role("button", name=SAY("race.start"), exact=True).click()
    page.wait_for_url(re.compile("start=1"), timeout=10_000)  # at once
    visit.wait_for_player("Number(d.frames) > 0 && d.over !== 'true'", 120)
    page.go_back()  # in the middle of it
    page.wait_for_url(re.compile("^(?!.*start=1)"), timeout=10_000)
    page.locator(".player").first.wait_for(state="detached", timeout=20_000)
    visit.rest()
    assert "start" not in page.url and number(visit, SAY("form.ways")) == "8"
    page.go_forward()
    visit.wait_for_player("d.over === 'true'", 60)
    visit.rest()
    assert "start=1" in page.url
    page.reload()
    visit.wait_for_player("d.over === 'true'", 60)
    assert "start=1" in page.url and number(visit, SAY("form.ways")) == "8"
    page.get_by_role("link", name=SAY("app.page.tasks"), exact=True).first.click()
    page.wait_for_selector(f"h1:has-text('{SAY('tasks.title')}')")
    visit.rest()
    page.go_back()
    visit.wait_for_player("d.over === 'true'", 60)
    assert "start=1" in page.url and number(visit, SAY("form.ways")) == "8"
    assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.slow
def test_new_digits_leave_no_entry_that_starts_a_race(visit: Visit, app: str) -> None:
    page = visit.page
    visit.open(app, "?lang=en&seed=11&start=1")
    visit.wait_for_player("Number(d.frames) > 0", 120)
    page.get_by_role("button", name=SAY("home.again"), exact=True).click()
    page.wait_for_url(re.compile("seed=12"), timeout=20_000)
    visit.rest()
    assert "start" not in page.url
    page.go_back()
    page.wait_for_url(re.compile("seed=11"), timeout=20_000)
    assert "start=1" in page.url  # the race of before: no entry between


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.slow
def test_the_document_says_its_language_and_focus_is_no_current_page(visit: Visit, app: str, lang: str) -> None:
    page = visit.page
    visit.open(app, f"Tasks?lang={lang}")
    wanted = {"en": "en", "zh": "zh-CN"}
    assert page.evaluate("document.documentElement.lang") == wanted[lang]
    other = "zh" if lang == "en" else "en"
    page.get_by_role("radio", name={"en": "English", "zh": "中文"}[other]).click()
    page.wait_for_selector(f"h1:has-text('{Say(other)('tasks.title')}')")
    visit.rest()
    assert page.evaluate("document.documentElement.lang") == wanted[other]
    links = page.locator("[data-testid='stSidebar'] [data-testid='stPageLink-NavLink']")
    here = page.locator("[data-testid='stSidebar'] [aria-current='page']")
    assert here.all_inner_texts() == links.nth(1).all_inner_texts()
    ground = "(node) => getComputedStyle(node).backgroundColor"
    links.nth(0).focus()
    page.keyboard.press("Tab")  # the current page
    page.keyboard.press("Tab")
    page.wait_for_timeout(400)
    assert links.nth(2).evaluate("(node) => node.matches(':focus-visible')")
    assert links.nth(2).evaluate(ground) != links.nth(1).evaluate(ground)
    assert links.nth(2).evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector(f"h1:has-text('{Say(other)('race.title')}')")
    visit.rest()
    assert here.all_inner_texts() == links.nth(2).all_inner_texts()


def handshake(address: str, host: str, origin: str) -> int:
    """The status that the server answers a websocket from ``origin`` at ``host`` with."""
    where = urlsplit(address)
    lines = ["GET /_stcore/stream HTTP/1.1", f"Host: {host}:{where.port}", f"Origin: {origin}", "Upgrade: websocket"]
    lines += ["Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""]
    with socket.create_connection((where.hostname, where.port), timeout=20) as wire:
        wire.sendall("\r\n".join(lines).encode())
        return int(wire.recv(64).split()[1])


def test_only_this_machines_own_pages_get_a_connection(app: str) -> None:
    own = f"http://127.0.0.1:{urlsplit(app).port}"
    assert handshake(app, "127.0.0.1", own) == 101
    assert handshake(app, "localhost", own.replace("127.0.0.1", "localhost")) == 101
    assert handshake(app, "127.0.0.1", "http://elsewhere.example") == 403
    assert handshake(app, "elsewhere.example", f"http://elsewhere.example:{urlsplit(app).port}") == 403  # rebound


@pytest.mark.slow
def test_a_file_that_is_too_large_is_refused(visit: Visit, app: str) -> None:
    sessions: list[str] = []

    def received(frame: bytes | str) -> None:
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        sessions.append(message.new_session.initialize.session_id)

    visit.page.on("websocket", lambda socket: socket.on("framereceived", received))
    visit.open(app, "?lang=en")
    (session,) = set(filter(None, sessions))
    put = """async ([session, size]) => {
      const form = new FormData();
      form.append("file", new Blob([new Uint8Array(size)]), "a.bin");
      const token = decodeURIComponent((document.cookie.match(/_streamlit_xsrf=([^;]*)/) || ["", ""])[1]);
      const answer = await fetch(`/_stcore/upload_file/${session}/one`,
        { method: "PUT", body: form, headers: { "X-Xsrftoken": token } });
      return answer.status;
    }"""
    assert [visit.page.evaluate(put, [session, size]) for size in (1, MOST_UPLOAD + 1)] == [204, 413]
