"""How long the home page takes, as a visitor feels it: ``python -m benchmarks.home_speed [--races 3] [--starts 3]``.

Starts the app and, as the first visitor of a server that has just begun to answer, measures until the heading, the
button and the pictures are there. Then runs one race to warm the server up, and for other digits measures from the
click on "Start the race" to the first frame that the player has, and to the end of the race; and, since machines are
busy, how long the same races take without any page, at the same moment. Needs playwright and Chromium. Writes
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
from metaunsup.ui.common.requests import home_race
from metaunsup.words import Say

say = Say("en")
RESULT = ROOT / "benchmarks" / "results" / "home_speed.json"


def race(page: Page, address: str, seed: int) -> tuple[float, float]:
    """Seconds from the click to the first frame, and to the end of the race."""
    page.goto(f"{address}/?lang=en&seed={seed}")
    button = page.get_by_role("button", name=say("home.start"))
    button.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    begun = time.perf_counter()
    button.click()
    until(page, "Number(d.frames) > 0")
    first = time.perf_counter() - begun
    until(page, "d.over === 'true'")
    return first, time.perf_counter() - begun


def alone(seed: int) -> float:
    """Seconds that the race of ``seed`` takes without server and browser."""
    begun = time.perf_counter()
    for _ in home_race(seed).run()[1]:
        pass
    return time.perf_counter() - begun


def first_visit(page: Page) -> tuple[float, float, float]:
    """Seconds until the first visitor of a new server sees the heading, the button, and the pictures."""
    with serving() as address:
        begun = time.perf_counter()
        page.goto(f"{address}/?lang=en", wait_until="commit")
        seen = []
        for part in (
            page.get_by_role("heading", name=say("home.title")),
            page.get_by_role("button", name=say("home.start")),
            page.locator("canvas").first,
        ):
            part.wait_for(timeout=120_000)
            seen.append(time.perf_counter() - begun)
        page.goto("about:blank")
    return seen[0], seen[1], seen[2]


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
    ask.add_argument("--starts", type=int, default=3)
    asked = ask.parse_args()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        visits = [first_visit(page) for _ in range(asked.starts)]
        with serving() as address:
            race(page, address, 1000)  # warms the server up
            alone(1000)
            seeds = range(1001, 1001 + asked.races)
            races = [(*race(page, address, seed), alone(seed)) for seed in seeds]
        browser.close()
    result: dict[str, Any] = {"cores": os.cpu_count(), "load_after": round(os.getloadavg()[0], 2)}
    for names, measured in (
        (("cold_heading_seconds", "cold_button_seconds", "cold_pictures_seconds"), visits),
        (("click_to_first_frame_seconds", "click_to_end_seconds", "race_alone_seconds"), races),
    ):
        for name, values in zip(names, zip(*measured, strict=True), strict=True):
            result[name] = [round(value, 2) for value in values]
            print(f"{name}: {result[name]}, median {statistics.median(values):.2f}")
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
