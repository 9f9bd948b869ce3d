"""How long the page of latent spaces takes, as a visitor feels it: ``python -m benchmarks.latent_speed [--times 5]``.

Starts the app, warms it up (UMAP is compiled once in the life of a server), and measures from the click on "Show" to
the pictures of both spaces of 200 digits (raw pixels beside ProtoNet), for PCA, t-SNE and UMAP, with other digits each
time; of 5,000 pictures by UMAP, with what its bar showed meanwhile; and from "Stop" to the end of such a one. Beside
it, since machines are busy, how long the same takes without any page, at the same moment. Needs playwright and
Chromium. The 5,000 are of the first pool here whose test part has as many, else of the one that has most of them.
Writes benchmarks/results/latent_speed.json.
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
from metaunsup.data.registry import POOLS, available, part_sizes
from metaunsup.latent.look import Picture
from metaunsup.ui.common.requests import TaskChoice
from metaunsup.ui.latent_space.request import SpaceChoice
from metaunsup.words import Say

say = Say("en")
RESULT = ROOT / "benchmarks" / "results" / "latent_speed.json"
THROUGH = ("pixels", "shipped:digits/protonet")


def press(page: Page, address: str, query: str) -> None:
    """Open the form of ``query`` and press the button."""
    page.goto(f"{address}/Latent_space?lang=en&{query}")
    button = page.get_by_role("button", name=say("latent_space.start"), exact=True)
    button.wait_for(timeout=300_000)
    page.wait_for_timeout(2500)
    page.evaluate(WATCH)
    button.click()


# From the click on the view is looked for every 4 ms, where components live only, and no picture of the screen is asked
# for: what watches must not take the time of what is watched (playwright looks less often, up to half a second late).
# What is noted is the time at which the browser shows it.
WATCH = """() => {
  const there = () => [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
    .some((one) => one.shadowRoot?.querySelector(".spaces[data-ready=true]"));
  window.waited = undefined;
  document.addEventListener("click", (event) => {
    const looking = setInterval(() => {
      if (!there()) return;
      clearInterval(looking);
      requestAnimationFrame(() => { window.waited = performance.now() - event.timeStamp; });
    }, 4);
  }, { once: true, capture: true });
}"""


def click_to_pictures(page: Page, address: str, query: str) -> float:
    """Seconds from the click to the pictures of every space, by the browser's own clock."""
    press(page, address, query)
    page.wait_for_function("window.waited !== undefined", timeout=600_000, polling=250)
    return float(page.evaluate("window.waited")) / 1000


def settled(page: Page) -> None:
    """Wait until the rest of the strip is there, too."""
    page.locator(".spaces[data-over=true]").wait_for(state="attached", timeout=600_000)


def alone(choice: SpaceChoice) -> float:
    """Seconds to the same pictures without server and browser."""
    begun, left = time.perf_counter(), set(range(len(choice.encoders)))
    for event in choice.run()[1]:
        left -= {event.space} if isinstance(event, Picture) else set()
        if not left:
            break
    return time.perf_counter() - begun


def stopping(page: Page, address: str, query: str) -> float:
    """Seconds from the click on "Stop", in the middle, to the word that it has stopped."""
    press(page, address, query)
    button = page.get_by_role("button", name=say("latent_space.cancel"), exact=True)
    button.wait_for(timeout=300_000)
    page.wait_for_timeout(2000)
    begun = time.perf_counter()
    button.click()
    page.get_by_text(say("latent_space.cancelled")).wait_for(timeout=300_000)
    return time.perf_counter() - begun


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--times", type=int, default=5)
    asked = ask.parse_args()
    sizes = {name: part_sizes(name)["test"] for name in POOLS if available(name).here}
    pool = max(sizes, key=lambda name: min(sizes[name], 5000))
    measured: dict[str, list[float]] = {}
    with sync_playwright() as play, serving() as address:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        for method in ("umap", "tsne", "pca"):
            click_to_pictures(page, address, f"method={method}&seed=999")
            settled(page)
            alone(SpaceChoice(TaskChoice("digits", 10, 20, 999), None, THROUGH, method, None, "near"))
        for method in ("pca", "tsne", "umap"):
            for seed in range(asked.times):
                choice = SpaceChoice(TaskChoice("digits", 10, 20, seed), None, THROUGH, method, None, "near")
                seconds = click_to_pictures(page, address, f"method={method}&seed={seed}")
                settled(page)
                measured.setdefault(f"click_to_{method}_of_200", []).append(seconds)
                measured.setdefault(f"{method}_of_200_alone", []).append(alone(choice))
        large = f"of=pool&items=5000&pool={pool}&second=none&method=umap"
        measured["click_to_umap_of_5000"] = [click_to_pictures(page, address, large)]
        choice = SpaceChoice(TaskChoice(pool, 2, 1, 0), 5000, THROUGH[:1], "umap", None, "near")
        measured["umap_of_5000_alone"] = [alone(choice)]
        measured["stop_of_5000"] = [stopping(page, address, f"{large}&seed=1")]
        browser.close()
    result: dict[str, Any] = {
        "cores": os.cpu_count(),
        "load_after": round(os.getloadavg()[0], 2),
        "pool_of_5000": pool,
        "items_of_5000": min(sizes[pool], 5000),
    }
    for name, values in measured.items():
        result[f"{name}_seconds"] = [round(value, 2) for value in values]
        print(f"{name}: {result[f'{name}_seconds']}, median {statistics.median(values):.2f}")
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
