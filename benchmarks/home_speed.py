"""How long the home page's race takes, as a visitor feels it: ``python -m benchmarks.home_speed [--races 3]``.

Starts the app, runs one race to warm the server up, then for other digits measures from the click on "Start the race"
to the first frame that the player has, and to the end of the race. Needs playwright and Chromium. Writes
benchmarks/results/home_speed.json.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import FLAGS, ROOT, chromium, serving
from metaunsup.words import say

RESULT = ROOT / "benchmarks" / "results" / "home_speed.json"


def race(page: Page, address: str, seed: int) -> tuple[float, float]:
    """Seconds from the click to the first frame, and to the end of the race."""
    page.goto(f"{address}/?lang=en&seed={seed}")
    button = page.get_by_role("button", name=say("home.start", "en"))
    button.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    begun = time.perf_counter()
    button.click()
    until(page, "Number(d.frames) > 0")
    first = time.perf_counter() - begun
    until(page, "d.over === 'true'")
    return first, time.perf_counter() - begun


def until(page: Page, condition: str) -> None:
    """Wait until ``condition`` over the player's data ``d`` holds."""
    player = page.locator(".player").first
    player.wait_for(state="attached", timeout=120_000)
    while not player.evaluate(f"(node) => {{ const d = node.dataset; return Boolean({condition}); }}"):
        page.wait_for_timeout(20)


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--races", type=int, default=3)
    count = ask.parse_args().races
    with serving() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        race(page, address, 1000)  # warms the server up
        measured = [race(page, address, 1001 + number) for number in range(count)]
        browser.close()
    result: dict[str, Any] = {
        "cores": os.cpu_count(),
        "load_after": round(os.getloadavg()[0], 2),
        "click_to_first_frame_seconds": [round(first, 2) for first, _ in measured],
        "click_to_end_seconds": [round(end, 2) for _, end in measured],
    }
    for name in ("click_to_first_frame_seconds", "click_to_end_seconds"):
        print(f"{name}: {result[name]}, median {statistics.median(result[name]):.2f}")
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
