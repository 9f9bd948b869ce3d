"""A page in the browser, as the tests see it."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from metaunsup.words import LANGUAGES, Say

FAULTS = [Say(lang)(key, number="") for lang in LANGUAGES for key in ("app.fault", "app.fault.callback")]
FAULT = re.compile("|".join(re.escape(sentence[:20]) for sentence in FAULTS))


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
        self.page.wait_for_selector("h1")
        self.rest()

    def rest(self, seconds: float = 180) -> None:
        """Wait until no script is running."""
        self.page.wait_for_timeout(400)
        self.page.wait_for_function(
            "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
            " && !document.querySelector('[data-testid=stSkeleton]')",
            timeout=seconds * 1000,
        )
        self.page.wait_for_timeout(300)
        told = self.page.locator("[data-testid='stAlert']").all_inner_texts()
        assert not [one for one in told if FAULT.match(one.strip())], "a fault of the program is told on the page"

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
