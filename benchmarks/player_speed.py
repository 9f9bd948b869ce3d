"""Pictures a second while the player plays 400 items: ``python -m benchmarks.player_speed [--times 5]``.

Opens a race of four learners in Chromium without a graphics card, waits for its end and plays it. Counted are the
times that a panel whose items move is drawn, in each view; beside it the pictures a second of an empty page, which no
page can outdo, and messages to the server while playing. Writes benchmarks/results/player_speed.json.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import FLAGS, ROOT, SCREEN_RATE, browser_seconds, chromium, serving

RESULT = ROOT / "benchmarks" / "results" / "player_speed.json"
LEARNERS = "kmeans,protonet-adapt,reptile,maml"
RACE = f"Race?lang=en&pool=mnist&trained=mnist&ways=10&shots=40&steps=6&start=1&learners={LEARNERS}"
SECONDS = 4.0
# how often each panel's canvas was cleared, which is once a picture
COUNT = """() => {
  window.drawn = new Map();
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.className === "stage") window.drawn.set(this.canvas, (window.drawn.get(this.canvas) || 0) + 1);
    return clear.apply(this, box);
  };
}"""


def play(page: Page, view: str) -> dict[str, float]:
    """From step 0 at a quarter of the speed, so that it lasts: pictures a second, and what one takes of a processor."""
    page.locator(f"button[data-view={view}]").click()
    page.locator("[data-role=speed]").select_option("0.25")
    page.locator("[data-role=scrub]").evaluate("(one) => { one.value = 0; one.dispatchEvent(new Event('input')); }")
    page.wait_for_timeout(1500)
    page.locator("button[data-do=play]").click()
    page.wait_for_timeout(500)
    spent, begun = browser_seconds(), page.evaluate("() => { window.drawn.clear(); return performance.now(); }")
    page.wait_for_timeout(1000 * SECONDS)
    drawn, ended = page.evaluate("() => [Math.max(...window.drawn.values()), performance.now()]")
    spent = browser_seconds() - spent
    assert page.locator(".player").get_attribute("data-playing") == "true"
    page.locator("button[data-do=play]").click()
    return {
        "pictures_a_second": round(1000 * drawn / (ended - begun), 1),
        "processor_milliseconds": round(1000 * spent / drawn, 2),
    }


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--times", type=int, default=5)
    times = ask.parse_args().times
    result: dict[str, Any] = {"cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2)}
    with sync_playwright() as playwright, serving() as address:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(300_000)
        result["empty_page"] = round(page.evaluate(SCREEN_RATE, SECONDS), 1)
        sent: list[int] = []
        page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
        page.goto(f"{address}/{RACE}")
        page.locator(".player[data-over=true][data-playing=false]").wait_for(state="attached")
        page.wait_for_timeout(3000)
        page.evaluate(COUNT)
        messages = len(sent)
        for view in ("map", "piles"):
            told = [play(page, view) for _ in range(times)]
            result[view] = {name: [one[name] for one in told] for name in told[0]}
            medians = {name: statistics.median(values) for name, values in result[view].items()}
            print(view, medians, flush=True)
        result["messages_while_playing"] = len(sent) - messages
        browser.close()
    result["load_after"] = round(os.getloadavg()[0], 2)
    print(result)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
