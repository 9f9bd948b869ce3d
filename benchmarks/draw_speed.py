"""How long whoever draws waits for an answer: ``python -m benchmarks.draw_speed [--times 5]``.

Starts the app and draws with the mouse. Grouping: six symbols, three learners, ten steps at most; from lifting the pen
after the last stroke of the sixth to the last step of all three on the screen. One example each: from lifting the pen
to the new probabilities on the screen. Beside these, since machines are busy, how long the processor alone takes for
the same race and the same question. Needs playwright and Chromium. Writes benchmarks/results/draw_speed.json.
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
from metaunsup.data.ready_made import ready_made
from metaunsup.data.strokes import Drawing
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.draw.request import ALONE, TELLERS, DrawnTask
from metaunsup.ui.draw.telling import chances
from metaunsup.words import Say

say = Say("en")
RESULT = ROOT / "benchmarks" / "results" / "draw_speed.json"
LEARNERS, TRAINED_ON = ("kmeans", "protonet", "maml"), "omniglot-minimal"
# milliseconds from the pen's lifting until the condition holds, looked at with every picture of the screen
WAIT = """([condition, before]) => new Promise((found) => {
  const roots = () => [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
  const deep = (name) => roots().map((root) => root.querySelector(name)).find(Boolean);
  const pads = deep(".pads"), begun = performance.now();
  const look = () => {
    const player = deep(".player"), bars = deep(".chances");
    const p = pads.dataset, d = player ? player.dataset : {}, c = bars ? bars.dataset : {};
    if (new Function("p", "d", "c", "before", `return ${condition}`)(p, d, c, before)) found(Date.now() - Number(p.up));
    else if (performance.now() - begun > 60000) found(-1);
    else requestAnimationFrame(look);
  };
  look();
})"""
GROUPED = (
    "d.race && d.race !== before && d.over === 'true'"
    " && Number(d.step) === Math.max(...d.tracks.split(',').map((n) => n - 1))"
)
TOLD = "c.answered === p.points"


def draw(page: Page, drawing: Drawing) -> None:
    """Its strokes, with the mouse, on the pad that is open."""
    for stroke in drawing.strokes:
        edge = page.locator("canvas.pad").bounding_box()
        assert edge is not None
        places = [(edge["x"] + x * edge["width"], edge["y"] + y * edge["height"]) for x, y in stroke]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place)
        page.mouse.up()


def grouping(page: Page, address: str, times: int) -> list[float]:
    """Seconds from the last stroke to the result; the sixth drawing is cleared and drawn again each time."""
    page.goto(f"{address}/Draw?lang=en&start=1")
    page.locator("canvas.pad").wait_for(timeout=300_000)
    page.wait_for_timeout(3000)
    drawings = ready_made("learning")[:6]
    for number, drawing in enumerate(drawings):
        if number:
            page.get_by_role("button", name=say("draw.pad.next"), exact=True).click()
        draw(page, drawing)
        page.wait_for_timeout(1500)
    found = []
    for turn in range(times + 1):
        page.wait_for_timeout(4000)  # nothing of before is still at work
        page.get_by_role("button", name=say("draw.pad.clear"), exact=True).click()
        page.wait_for_timeout(4000)
        before = page.locator(".player").get_attribute("data-race")
        moved = tuple(tuple((x + 0.01 * turn, y) for x, y in stroke) for stroke in drawings[5].strokes)
        draw(page, Drawing(moved))
        found.append(page.evaluate(WAIT, [GROUPED, before]) / 1000)
        print(turn, found[-1], flush=True)
    return found[1:]  # the first has warmed up


def telling(page: Page, address: str, times: int) -> list[float]:
    """Seconds from lifting the pen to the new probabilities."""
    page.goto(f"{address}/Draw?lang=en&mode=oneshot&set=digits")
    page.locator(".chances").wait_for(timeout=300_000)
    page.wait_for_timeout(5000)
    found = []
    for turn in range(times + 1):
        draw(page, Drawing((((0.2 + 0.02 * turn, 0.2), (0.5, 0.5 + 0.02 * turn), (0.8, 0.3)),)))
        found.append(page.evaluate(WAIT, [TOLD, None]) / 1000)
        print(turn, found[-1], flush=True)
        page.wait_for_timeout(1000)
    return found[1:]


def alone(times: int) -> tuple[list[float], list[float]]:
    """Processor seconds of the race and of the question, without server and browser."""
    drawings = tuple(Drawing(one.strokes) for one in ready_made("learning")[:6])
    digits = ready_made("digits")
    races, questions = [], []
    for turn in range(times + 1):
        begun = time.process_time()
        for _ in RaceChoice(DrawnTask(ALONE, 3, 5, turn, None, 0, drawings, 3), LEARNERS, TRAINED_ON, 10).run()[1]:
            pass
        races.append(time.process_time() - begun)
        begun = time.process_time()
        chances(TELLERS, TRAINED_ON, (digits[0], digits[2], digits[4]), digits[5 + turn % 6])
        questions.append(time.process_time() - begun)
    return races[1:], questions[1:]


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--times", type=int, default=5)
    times = ask.parse_args().times
    with sync_playwright() as play, serving() as address:
        browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        told, grouped = telling(page, address, times), grouping(page, address, times)
        browser.close()
    races, questions = alone(times)
    result: dict[str, Any] = {"cores": os.cpu_count(), "load_after": round(os.getloadavg()[0], 2)}
    for name, values in (
        ("last_stroke_to_groups_seconds", grouped),
        ("pen_up_to_probabilities_seconds", told),
        ("race_processor_seconds", races),
        ("question_processor_seconds", questions),
    ):
        result[name] = [round(value, 3) for value in values]
        print(f"{name}: {result[name]}, median {statistics.median(values):.3f}")
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
