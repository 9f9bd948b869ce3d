"""How soon each page of a warm server is there: ``python -m benchmarks.first_paint [--times 5]``.

Each page is opened by its link in a browser that has the app's files already (another page of it was open), and again
by a click in the sidebar. Measured from there: the browser's own first contentful paint (of links), the heading, and
the end of the page's script. Needs playwright and Chromium. Writes benchmarks/results/first_paint.json.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.readme import RESULTS
from benchmarks.serving import FLAGS, chromium, serving
from metaunsup.ui.common.shell import URL_PATHS
from metaunsup.words import Say

say = Say("en")
DONE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"


def there(page: Page, name: str, begun: float) -> tuple[float, float]:
    """Seconds since ``begun`` until the page's heading stands, and until its script has ended."""
    page.get_by_role("heading", level=1, name=say(f"{name}.title"), exact=True).wait_for()
    heading = time.perf_counter() - begun
    page.locator(DONE).wait_for(state="attached")
    return heading, time.perf_counter() - begun


def by_link(page: Page, address: str, name: str) -> tuple[float, float, float]:
    """First contentful paint, heading and end of a page that is opened by its link."""
    page.goto("about:blank")
    begun = time.perf_counter()
    page.goto(f"{address}/{URL_PATHS[name]}?lang=en", wait_until="commit")
    heading, end = there(page, name, begun)
    return float(page.evaluate(PAINT)), heading, end


def by_click(page: Page, address: str, name: str) -> tuple[float, float]:
    """Heading and end of a page that is opened in the sidebar."""
    before = "runs" if name == "home" else "home"
    page.goto(f"{address}/{URL_PATHS[before]}?lang=en")
    there(page, before, 0.0)
    page.wait_for_timeout(1000)
    begun = time.perf_counter()
    page.locator('[data-testid="stSidebar"]').get_by_role("link", name=say(f"app.page.{name}")).click()
    return there(page, name, begun)


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--times", type=int, default=5)
    asked = ask.parse_args()
    told: dict[str, Any] = {"cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2), "pages": {}}
    with serving() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(180_000)
        for name in URL_PATHS:
            by_link(page, address, name)  # warms both up
            page.wait_for_timeout(1000)
        for name in URL_PATHS:
            links = [by_link(page, address, name) for _ in range(asked.times)]
            clicks = [by_click(page, address, name) for _ in range(asked.times)]
            names = ("link_paint", "link_heading", "link_end", "click_heading", "click_end")
            columns = [*zip(*links, strict=True), *zip(*clicks, strict=True)]
            middle = {key: round(statistics.median(each), 2) for key, each in zip(names, columns, strict=True)}
            told["pages"][name] = middle
            print(name, middle, flush=True)
        browser.close()
    told["load_after"] = round(os.getloadavg()[0], 2)
    (RESULTS / "first_paint.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
