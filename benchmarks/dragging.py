"""Frames a second while a handle of each figure is dragged: python -m benchmarks.dragging.

Drives Chromium without a graphics card on this machine; writes ``results/dragging.json``: for each figure the frames
that were drawn in each second of a drag, the mean and the longest time that one took, what it took of processors in
all, and messages to the server. Beside them what no figure can outdo: the pictures a second of an empty page, and the
moves of the mouse a second that came in, since nothing is drawn anew that has not moved.
"""

from __future__ import annotations

import json
import math
import os
import time

from playwright.sync_api import sync_playwright

from benchmarks.readme import RESULTS
from benchmarks.serving import FLAGS, SCREEN_RATE, browser_seconds, chromium, serving
from metaunsup.ui.how_it_works.figures import FIGURES

SECONDS = 4.0
COUNT = """(figure) => {
  window.moves = 0;
  figure.addEventListener("pointermove", () => { window.moves += 1; }, true);
}"""


def main() -> None:
    """Open each figure, drag its first handle in circles, write what was counted."""
    told: dict[str, object] = {"cores": os.cpu_count(), "load_before": os.getloadavg()[0], "figures": {}}
    figures: dict[str, object] = {}
    with serving() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        empty = browser.new_page()
        told["empty_page"] = round(empty.evaluate(SCREEN_RATE, SECONDS), 1)
        empty.close()
        for name in FIGURES:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(180_000)
            sent: list[int] = []
            page.on("websocket", lambda socket, sent=sent: socket.on("framesent", lambda _: sent.append(1)))
            page.goto(f"{address}/How_it_works?lang=en&section={name}")
            page.locator(".handle").first.wait_for()
            page.wait_for_timeout(3000)
            box = page.locator(".handle").first.bounding_box()
            assert box is not None
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            page.mouse.move(x, y)
            page.mouse.down()
            page.locator(".figure").evaluate(COUNT)
            spent, before, began = browser_seconds(), len(sent), time.perf_counter()
            while (passed := time.perf_counter() - began) < SECONDS:  # many moves a call: each call takes its time
                page.mouse.move(x + 60 * math.sin(4 * passed), y + 30 * math.sin(7 * passed), steps=10)
            data = page.locator(".figure").evaluate("(figure) => ({...figure.dataset, moves: window.moves})")
            figures[name] = {
                "frames_a_second": round(int(data["frames"]) / passed, 1),
                "moves_a_second": round(int(data["moves"]) / passed, 1),
                "mean_milliseconds": float(data["mean"]),
                "slowest_milliseconds": float(data["slowest"]),
                "processor_milliseconds": round(1000 * (browser_seconds() - spent) / int(data["frames"]), 1),
                "messages": len(sent) - before,
            }
            page.mouse.up()
            page.close()
        browser.close()
    told |= {"figures": figures, "load_after": os.getloadavg()[0]}
    (RESULTS / "dragging.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
