"""How long a class waits: ``python -m benchmarks.class_speed [--browsers 8] [--live]``.

Starts the app, warms it up, opens the home page in several browsers, each with other digits (tasks 0, 1, ..., which
were computed before; ``--live``: 1000, 1001, ..., which were not), presses "Start the race" in all of them within a
moment, and measures in each browser the seconds from its click to the player's first frame. All browsers run on the
same machine as the app; a class brings its own, so the processor's seconds that the server and the browsers spend
until the last has its frame are told apart. Needs playwright and Chromium. Adds to
benchmarks/results/class_speed.json.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import FLAGS, ROOT, browser_seconds, chromium, server_seconds, serving
from metaunsup.words import Say

say = Say("en")
RESULT = ROOT / "benchmarks" / "results" / "class_speed.json"
LIVE = 1000  # the first task, of those that nobody has computed before
PATIENCE = 600  # seconds
# presses the button called NAME and notes when the player, which lies in a shadow root, has a frame
PRESS = """(name) => {
  const button = [...document.querySelectorAll("button")].find((one) => one.textContent.includes(name));
  const begun = performance.now();
  const look = () => {
    const hosts = [...document.querySelectorAll("[data-testid=stMain] *")].filter((one) => one.shadowRoot);
    const players = hosts.map((one) => one.shadowRoot.querySelector(".player"));
    const there = players.some((one) => one && Number(one.dataset.frames) > 0);
    if (there) window.waited = (performance.now() - begun) / 1000;
    else setTimeout(look, 100);
  };
  button.click();
  look();
}"""


def opened(page: Page, address: str, seed: int) -> Page:
    """``page`` with the digits of ``seed``, and its button ready."""
    page.goto(f"{address}/?lang=en&seed={seed}", timeout=PATIENCE * 1000)
    page.get_by_role("button", name=say("home.start")).wait_for(timeout=PATIENCE * 1000)
    return page


def waits(pages: list[Page]) -> list[float]:
    """Seconds from the click to the first frame in each of ``pages``."""
    for page in pages:
        page.evaluate(PRESS, say("home.start"))
    for page in pages:
        page.wait_for_function("window.waited !== undefined", timeout=PATIENCE * 1000, polling=250)
    return [round(page.evaluate("window.waited"), 2) for page in pages]


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--browsers", type=int, default=8)
    ask.add_argument("--live", action="store_true")
    asked = ask.parse_args()
    first = LIVE if asked.live else 0
    with sync_playwright() as play, serving() as address:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        size: Any = {"width": 1280, "height": 800}
        waits([opened(browser.new_page(viewport=size), address, LIVE - 1)])  # warms the server up
        pages = [opened(browser.new_page(viewport=size), address, first + at) for at in range(asked.browsers)]
        time.sleep(3)
        load, server, browsers = round(os.getloadavg()[0], 2), server_seconds(), browser_seconds()
        seconds = waits(pages)
        server, browsers = server_seconds() - server, browser_seconds() - browsers
        browser.close()
    key = f"{asked.browsers} browsers, {'live' if asked.live else 'recorded'}"
    result = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.is_file() else {}
    result[key] = {
        "cores": os.cpu_count(),
        "load_before": load,
        "median_seconds": statistics.median(seconds),
        "slowest_seconds": max(seconds),
        "processor_seconds_of_server": round(server, 1),
        "processor_seconds_of_browsers": round(browsers, 1),
        "click_to_first_frame_seconds": seconds,
    }
    print(key, result[key])
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
