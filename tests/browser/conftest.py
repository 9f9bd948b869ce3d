"""The real app in a real browser: a server of its own, and Chromium driven by playwright.

Without Chromium or playwright these tests are skipped and say how to enable them; where the environment says CI=true
a missing browser is a failure, because there it was meant to be installed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from benchmarks.serving import FLAGS, chromium, serving

ENABLE = "to run the browser tests, pip install -r requirements-dev.txt and install Chromium (apt-get install chromium)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def missing(what: str) -> None:
    """Skip, or fail where the browser was meant to be there."""
    sentence = f"no {what}; {ENABLE}"
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        missing("playwright")
    with sync_playwright() as play:
        try:
            started = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        except Error:
            missing("browser")
        yield started
        started.close()


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    """Address of one server that most tests share."""
    with serving() as address:
        yield address


@dataclass
class Visit:
    """A page in the browser, and all that went wrong while it was open."""

    page: Any
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)  # one entry for each message to the server

    def open(self, address: str, path: str) -> None:
        """Go there and wait until the script has come to rest."""
        self.page.goto(f"{address}/{path}")
        self.page.wait_for_selector("h1", timeout=60_000)
        self.rest()

    def rest(self, seconds: float = 90) -> None:
        """Wait until no script is running."""
        self.page.wait_for_timeout(400)
        self.page.wait_for_function(
            "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
            " && !document.querySelector('[data-testid=stSkeleton]')",
            timeout=seconds * 1000,
        )
        self.page.wait_for_timeout(300)

    def player(self, name: str) -> str | None:
        """What the player says of itself (``frames``, ``step``, ``over``, ``tracks``)."""
        value: str | None = self.page.locator(".player").first.get_attribute(f"data-{name}")
        return value

    def wait_for_player(self, condition: str, seconds: float) -> None:
        """Wait until ``condition``, a JavaScript expression over the player's data ``d``, holds."""
        self.page.wait_for_selector(".player", timeout=seconds * 1000, state="attached")
        deadline = time.monotonic() + seconds
        player = self.page.locator(".player").first
        while not player.evaluate(f"(node) => {{ const d = node.dataset; return Boolean({condition}); }}"):
            assert time.monotonic() < deadline, f"{condition} did not come true within {seconds:.0f} s"
            self.page.wait_for_timeout(50)


@pytest.fixture
def visit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh browser window; its parameter "phone" makes it a small one."""
    phone = getattr(request, "param", "") == "phone"
    size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, has_touch=phone)
    seen = Visit(context.new_page())
    seen.page.on("request", lambda asked: seen.outside.append(asked.url) if _outside(asked.url) else None)
    seen.page.on("console", lambda message: seen.errors.append(message.text) if _serious(message) else None)
    seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
    seen.page.on("websocket", lambda socket: socket.on("framesent", lambda _: seen.sent.append(1)))
    yield seen
    context.close()


def _outside(url: str) -> bool:
    return url.startswith(("http", "ws")) and "//127.0.0.1" not in url


def _serious(message: Any) -> bool:
    # Streamlit probes PAGE/_stcore/... on a deep link and is told 404: not the page's doing
    return message.type == "error" and "Failed to load resource" not in message.text
