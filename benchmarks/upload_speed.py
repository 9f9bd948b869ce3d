"""From 2,000 pictures that are dropped on the race page to its first frame: ``python -m benchmarks.upload_speed``.

The pictures (28 x 28 PNG in ten folders of a zip) are made here, anew for each round, so that nothing is known of them.
Measured are the seconds from the drop until the page shows what became of them, and from the press on "Start" to the
first frame that the player has; the reader's own time between the two is left out. Beside it, since machines are busy,
the processor's seconds that the same reading and the same first frame take without server and browser (``--alone``:
nothing else is measured). Needs playwright and Chromium.
Writes benchmarks/results/upload_speed.json.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import FLAGS, ROOT, chromium, serving
from metaunsup.data.kept import owner_of
from metaunsup.data.registry import load_pool
from metaunsup.ui.common.requests import HOME_LEARNERS, RaceChoice, TaskChoice
from metaunsup.ui.common.uploads import take
from metaunsup.ui.race.recording import Recorder
from metaunsup.words import Say

say = Say("en")
RESULT = ROOT / "benchmarks" / "results" / "upload_speed.json"
COUNT = 2000


def packed(seed: int) -> bytes:
    """A zip of 2,000 handwritten digits with a little noise of their own, a folder for each class."""
    pool, rng = load_pool("digits"), np.random.default_rng(seed)
    assert pool.labels is not None
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(COUNT):
            at = number % len(pool)
            pixels = pool.images[at, 0].numpy().astype(int) + rng.integers(0, 20, (28, 28))
            picture = io.BytesIO()
            Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(picture, "PNG")
            archive.writestr(f"{int(pool.labels[at])}/{number}.png", picture.getvalue())
    return file.getvalue()


def upload(page: Page, address: str, data: bytes) -> tuple[float, float]:
    """Seconds from the drop to the report, and from the press on Start to the first frame."""
    page.goto(f"{address}/Race?lang=en")
    page.get_by_role("button", name=say("race.start")).wait_for(timeout=120_000)
    page.get_by_text(say("uploads.title"), exact=True).click()
    page.wait_for_timeout(2000)
    begun = time.perf_counter()
    page.locator("input[type=file]").set_input_files(
        {"name": "digits.zip", "mimeType": "application/zip", "buffer": data}
    )
    page.get_by_text("2,000 pictures of 28 x 28").wait_for(timeout=120_000)
    told = time.perf_counter() - begun
    page.wait_for_timeout(1500)
    begun = time.perf_counter()
    page.get_by_role("button", name=say("race.start")).click()
    player = page.locator(".player").first
    player.wait_for(state="attached", timeout=120_000)
    while not player.evaluate("(node) => Number(node.dataset.frames) > 0"):
        page.wait_for_timeout(20)
    return told, time.perf_counter() - begun


def note(result: dict[str, Any], name: str, values: Sequence[float]) -> None:
    """Put them into ``result``, and print them."""
    result[f"{name}_seconds"] = [round(value, 2) for value in values]
    print(f"{name}: {result[f'{name}_seconds']}, median {statistics.median(values):.2f}")


def alone(data: bytes) -> tuple[float, float]:
    """Seconds of the processor from the bytes to the kept pool, and from there to a race's first frame."""
    begun = time.process_time()
    one = take([("digits.zip", data)], None, owner_of("benchmark"))
    read = time.process_time() - begun
    choice = RaceChoice(TaskChoice(one.name, 10, 20, 0), HOME_LEARNERS, "digits", 20)
    task, events = choice.run()
    Recorder(task, choice.learners)
    next(iter(events))
    return read, time.process_time() - begun - read


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--shots", type=Path, help="a folder for a picture of the page at the end of each round")
    ask.add_argument("--alone", action="store_true")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as runs:
        os.environ["METAUNSUP_RUNS"] = runs
        result: dict[str, Any] = {"pictures": COUNT, "cores": os.cpu_count()}
        spent = [alone(packed(100 + number)) for number in range(asked.rounds + 1)][1:]
    for name, values in zip(("processor_reading", "processor_first_frame"), zip(*spent, strict=True), strict=True):
        note(result, name, values)
    if asked.alone:
        RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as runs, sync_playwright() as play:
        os.environ["METAUNSUP_RUNS"] = runs
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        with serving() as address:
            measured = []
            for number in range(asked.rounds + 1):  # the first warms the server up
                page = browser.new_page(viewport={"width": 1280, "height": 2000})
                measured.append(upload(page, address, packed(number)))
                if asked.shots is not None:
                    page.screenshot(path=asked.shots / f"{number}.png")
                page.close()
        browser.close()
    result["load_after"] = round(os.getloadavg()[0], 2)
    told, first = zip(*measured[1:], strict=True)
    both = [one + other for one, other in measured[1:]]
    for name, values in (("drop_to_report", told), ("press_to_first_frame", first), ("together", both)):
        note(result, name, values)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
