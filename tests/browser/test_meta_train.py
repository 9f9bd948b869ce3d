"""A training outlives everything: its tab, its server, and a kill of the process that trains; and obeys one browser."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.serving import free_port, serving
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.words import WORDS, Say

SLOW = 240  # seconds allowed on a busy machine
QUICK = "Meta_train?lang=en&ways=8&validate_every=20"
CUT = "(nodes) => nodes.filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => node.textContent)"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Runs of this test's own; whatever still trains at its end is stopped."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    here = Store(tmp_path)
    yield here
    for row in here.list():
        with contextlib.suppress(ProcessLookupError, StopIteration):
            os.kill(worker(row.id), signal.SIGKILL)


def until(done: Callable[[], object], seconds: float = SLOW) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)


def worker(run_id: str) -> int:
    """Process id of what trains a run, by its command line."""
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if (
                entry.name.isdigit()
                and f"/{run_id}\0" in (entry / "cmdline").read_bytes().decode(errors="replace") + "\0"
            ):
                return int(entry.name)
    raise StopIteration


def stop(run_id: str, store: Store) -> None:
    """Stop what trains a run, but not while it holds the list of runs: then nobody could read that."""
    for _ in range(20):
        os.kill(worker(run_id), signal.SIGSTOP)
        try:
            store.database.write(lambda _: None)
            return
        except MetaUnsupError:
            os.kill(worker(run_id), signal.SIGCONT)
            time.sleep(0.3)
    pytest.fail("the list of runs was held at every moment")


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=Say()(f"meta_train.{name}"), exact=True).click(timeout=SLOW * 1000)


def there(page: Any, name: str) -> bool:
    return bool(page.get_by_role("button", name=Say()(f"meta_train.{name}"), exact=True).count())


def says(page: Any, key: str) -> None:
    """Wait until the page says the sentence, its beginning where it has gaps."""
    page.get_by_text(WORDS[key][0].partition("{")[0].strip()).first.wait_for(timeout=SLOW * 1000)


def started(page: Any, address: str, steps: int) -> str:
    """Start a training by the button and return its id, when the first point of its curve is there."""
    page.goto(f"{address}/{QUICK}&steps={steps}")
    press(page, "start")
    page.wait_for_url("**run=*", timeout=SLOW * 1000)
    run_id = str(page.url).rpartition("run=")[2]
    page.wait_for_selector(".js-plotly-plot", timeout=SLOW * 1000)
    return run_id


@contextlib.contextmanager
def standing_still(run_id: str, store: Store) -> Iterator[None]:
    """The worker stopped by the system: however slow the browser is, training gets no further meanwhile."""
    stop(run_id, store)
    yield
    os.kill(worker(run_id), signal.SIGCONT)


def metrics(store: Store, run_id: str) -> list[tuple[int, float]]:
    return [(line["step"], line["loss"]) for line in store.metrics(run_id)]


@pytest.mark.slow
def test_a_training_goes_on_without_its_tab_and_obeys_only_its_browser(browser: Any, store: Store) -> None:
    with serving() as address:
        own, other = browser.new_context(), browser.new_context()
        page = own.new_page()
        run_id = started(page, address, 120)
        with standing_still(run_id, store):
            page.close()
        behind = store.get(run_id).step
        until(lambda: store.get(run_id).step > behind + 3)  # nobody looks, and it goes on
        with standing_still(run_id, store):
            guest = other.new_page()
            guest.goto(f"{address}/Meta_train?lang=en&run={run_id}")
            says(guest, "meta_train.watching")
            guest.wait_for_selector(".js-plotly-plot", timeout=SLOW * 1000)
            assert not any(there(guest, name) for name in ("pause", "cancel", "resume"))
            page = own.new_page()
            page.goto(f"{address}/Meta_train?lang=en&run={run_id}")
            press(page, "pause")
            says(page, "meta_train.asked.pause")
        until(lambda: store.get(run_id).status == "paused")
        says(page, "meta_train.status.paused")
        assert behind + 3 < store.get(run_id).step < 120
        press(page, "resume")
        says(page, "meta_train.status.done")
        assert [step for step, _ in metrics(store, run_id)] == list(range(121))
        page.wait_for_selector(".js-plotly-plot", timeout=SLOW * 1000)
        with page.expect_download() as download:
            page.get_by_role("button", name=Say()("meta_train.download")).click()
        assert Path(download.value.path()).stat().st_size > 10_000
        own.close()
        other.close()


@pytest.mark.slow
def test_neither_a_new_server_nor_a_killed_worker_loses_anything(browser: Any, store: Store) -> None:
    port, context = free_port(), browser.new_context()
    with serving(port=port) as address:
        run_id = started(context.new_page(), address, 120)
        stop(run_id, store)
    assert store.get(run_id).status == "running"  # without a server
    os.kill(worker(run_id), signal.SIGCONT)
    behind = store.get(run_id).step
    until(lambda: store.get(run_id).step > max(behind, 20))  # and a state is kept
    stop(run_id, store)
    with serving(port=port) as address:
        page = context.new_page()
        page.goto(f"{address}/Meta_train?lang=en&run={run_id}")
        page.wait_for_selector(".js-plotly-plot", timeout=SLOW * 1000)
        page.get_by_role("button", name=Say()("meta_train.pause"), exact=True).wait_for(timeout=SLOW * 1000)
        os.kill(worker(run_id), signal.SIGKILL)
        says(page, "meta_train.status.interrupted")
        press(page, "resume")
        says(page, "meta_train.status.done")
    told = metrics(store, run_id)
    assert [step for step, _ in told] == list(range(121))
    plain = store.submit(TrainingSettings("protonet", steps=120, options={"ways": 8}, validate_every=20))
    until(lambda: store.get(plain.id).status == "done")
    assert metrics(store, plain.id) == told  # the same as one that nobody killed
    context.close()


@pytest.mark.slow
def test_a_run_and_the_form_fit_the_screen_in_both_languages(browser: Any, store: Store) -> None:
    row, wrong = made_up(store), []
    with serving() as address:
        for width, height, lang in ((1280, 900, "en"), (390, 844, "en"), (390, 844, "zh")):
            context = browser.new_context(viewport={"width": width, "height": height}, has_touch=width < 500)
            page = context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("request", lambda asked: wrong.append(asked.url) if "//127.0.0.1" not in asked.url else None)
            for path, shown in ((f"run={row}", ".js-plotly-plot"), ("learner=maml&ways=3", "[data-testid=stExpander]")):
                page.goto(f"{address}/Meta_train?lang={lang}&{path}")
                page.wait_for_selector(shown, timeout=SLOW * 1000)
                assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"), (path, width)
                assert page.locator("[data-testid='stException']").count() == 0
                assert page.locator("[data-testid='stMetricDelta'] *").evaluate_all(CUT) == []
            context.close()
    assert not [one for one in wrong if not one.startswith(("data:", "blob:"))]


@pytest.mark.slow
def test_practice_is_seen_on_a_map_and_raced_against_what_is_shipped(browser: Any, store: Store) -> None:
    with serving() as address:
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{address}/Meta_train?lang=en&ways=8&steps=40")
        press(page, "start")
        page.wait_for_url("**run=*", timeout=SLOW * 1000)
        player = page.locator(".player").first
        player.wait_for(state="attached", timeout=SLOW * 1000)
        frames: list[int] = []
        until(lambda: frames.append(int(player.get_attribute("data-frames") or 0)) or frames[-1] == 11)
        assert frames[0] < 11 and len(set(frames)) > 2  # it grew; when a training begins the page draws it anew
        says(page, "meta_train.status.done")
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0  # nobody was taken away
        player.locator('[data-role="scrub"]').press("End")
        page.wait_for_timeout(1000)
        assert "40" in player.locator('[data-role="clock"]').inner_text()
        assert not player.locator('[data-view="differ"]').is_visible()
        page.get_by_text(Say()("own.race")).click(timeout=SLOW * 1000)
        page.wait_for_selector(".player .panel:nth-child(3)", timeout=SLOW * 1000)
        told = [Say()(f"own.{key}", learner="ProtoNet", steps=steps) for key, steps in (("shipped", 300), ("here", 40))]
        until(lambda: page.locator(".player .panel h3").all_inner_texts()[1:] == told)


@pytest.mark.slow
def test_a_frozen_chart_keeps_what_the_reader_zoomed_to(browser: Any, store: Store) -> None:
    with serving() as address:
        page = browser.new_context(viewport={"width": 1280, "height": 1200}).new_page()
        run_id = started(page, address, 2000)
        until(lambda: store.get(run_id).step > 5)
        page.locator("[data-testid=stCheckbox]").first.click()
        page.wait_for_timeout(1500)
        chart = page.locator(".js-plotly-plot").first
        box = chart.locator(".nsewdrag").first.bounding_box()
        page.mouse.move(box["x"] + 20, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 20, steps=5)
        page.mouse.up()
        page.wait_for_timeout(500)
        zoomed = chart.evaluate("(node) => node._fullLayout.xaxis.range.slice()")
        assert zoomed[0] > 1
        behind = store.get(run_id).step
        until(lambda: store.get(run_id).step > behind + 5)
        page.wait_for_timeout(2500)  # the figures above have been refreshed since
        assert chart.evaluate("(node) => node._fullLayout.xaxis.range.slice()") == zoomed
        press(page, "cancel")
        says(page, "meta_train.status.cancelled")
        assert store.get(run_id).status == "cancelled"


def made_up(store: Store) -> str:
    """A long run that is over, without training one."""
    store.start_waiting = lambda: 0  # type: ignore[method-assign]
    row = store.submit(TrainingSettings("protonet", steps=3000), name="A name with `ticks`, [a](b) and emoji 😀")
    lines = [
        {"step": step, "loss": 3 / step**0.3, "seconds": step / 8, "items_seen": 384 * step}
        | ({"validation": {"accuracy": 0.8, "low": 0.7, "high": 0.9, "kmeans": 0.6}} if step % 50 == 0 else {})
        for step in range(1, 3001)
    ]
    folder = Path(row.folder)
    (folder / "metrics.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "checkpoint.safetensors").write_bytes(b"x")
    files.write_status(folder, "done")
    return row.id
