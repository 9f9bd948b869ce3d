"""The real app in a real browser: a server of its own, and Chromium driven by playwright.

Without Chromium or playwright these tests are skipped and say how to enable them; where the environment says CI=true
a missing browser is a failure, because there it was meant to be installed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visits import Visit

from benchmarks.serving import FLAGS, chromium, serving

ENABLE = "to run the browser tests, pip install -r requirements-dev.txt and install Chromium (apt-get install chromium)"
PATIENCE = 180_000  # milliseconds that a page may take to come, beside other tests on a busy machine


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


@pytest.fixture
def visit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh browser window; its parameter "phone" makes it a small one."""
    phone = getattr(request, "param", "") == "phone"
    size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, has_touch=phone)
    context.set_default_timeout(PATIENCE)
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
