"""The app beside a training: ``python -m benchmarks.training_page [--times 3]``.

On this machine's cores, whatever else they do: how long a page takes to run again while a training runs; how fast the
queue's worker trains against the bare loop; how long it is from the click on "Start training" to the first point of
the curve; and what the estimate said against what training then took. Needs playwright, Chromium and Linux's /proc.
Writes benchmarks/results/training-page.json. The runs live in a folder that is removed afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import FLAGS, ROOT, chromium, serving
from metaunsup.runs.store import Store
from metaunsup.runs.worker import lower_priority
from metaunsup.training.settings import TrainingSettings
from metaunsup.ui.common.shell import URL_PATHS
from metaunsup.words import Say

RESULT = ROOT / "benchmarks" / "results" / "training-page.json"
MARKS = {"rerun_p95_seconds": 0.3, "throughput_ratio": 0.95, "click_to_first_point_seconds": 8.0}
WARM = 20  # steps of a training that are not counted
TURN = 2.0  # seconds that the worker and the bare loop train in turn
RERUN = """async ([language, title]) => {
  const app = document.querySelector('[data-testid=stApp]');
  const buttons = document.querySelectorAll("[data-testid=stSidebar] button");
  const button = [...buttons].find((one) => one.innerText === language);
  const begun = performance.now();
  button.click();
  const heading = () => document.querySelector("h1")?.innerText;
  const settled = () => heading() === title && app.dataset.testScriptState === "notRunning";
  while (!settled()) await new Promise((again) => setTimeout(again, 4));
  return (performance.now() - begun) / 1000;
}"""


def settings(steps: int, **more: Any) -> TrainingSettings:
    """The training that the page offers first, without validation unless asked for."""
    return TrainingSettings("protonet", steps=steps, **{"validate_every": 0, **more})


@contextmanager
def training(store: Store, steps: int) -> Iterator[str]:
    """A training under way in the queue's worker; cancelled at the end."""
    run_id = store.submit(settings(steps)).id
    while store.get(run_id).step < 2:
        time.sleep(0.1)
    try:
        yield run_id
    finally:
        store.request_cancel(run_id)
        while store.get(run_id).status == "running":
            time.sleep(0.1)


def reruns(page: Page, address: str, path: str, name: str, times: int) -> list[float]:
    """Seconds from a click on the other language until the whole page stands there in it."""
    page.goto(f"{address}/{path}")
    page.wait_for_selector("h1")
    page.wait_for_timeout(6000)
    found = []
    for number in range(times + 2):
        lang = ("zh", "en")[number % 2]
        told = [{"en": "English", "zh": "中文"}[lang], Say(lang)(f"{name}.title")]
        found.append(page.evaluate(RERUN, told))
        page.wait_for_timeout(250)
    return found[2:]  # the first two also load what each language needs


def first_point(page: Page, address: str, seed: int, store: Store) -> dict[str, float]:
    """Seconds from the click on start to the first stage shown, and to the first point of the curve."""
    page.goto(f"{address}/Meta_train?lang=en&steps=60&seed={seed}")
    page.wait_for_selector("[data-testid=stMetric]", timeout=240_000)
    page.wait_for_timeout(1000)
    begun = time.perf_counter()
    page.get_by_role("button", name=Say()("meta_train.start")).click()
    page.wait_for_url("**run=*")
    page.get_by_text(Say()("meta_train.stage.first-step")).or_(page.locator(".js-plotly-plot")).first.wait_for()
    stages = time.perf_counter() - begun
    page.wait_for_selector(".js-plotly-plot .scatter", timeout=240_000, state="attached")
    point = time.perf_counter() - begun
    finish(store, page.url.rpartition("run=")[2])
    return {"stages": stages, "point": point}


def finish(store: Store, run_id: str) -> tuple[float, int]:
    """Wait for the end of a run; seconds since now, and its worker's largest memory in bytes."""
    begun, most = time.perf_counter(), 0
    while store.get(run_id).status in ("queued", "running"):
        most = max(most, *(peak(Path(place)) for place in worker_places(run_id)), 0)
        time.sleep(0.05)
    return time.perf_counter() - begun, most


def worker_places(run_id: str) -> list[str]:
    """Folders in /proc of the processes that train a run."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and run_id.encode() in (entry / "cmdline").read_bytes():
                found.append(str(entry))
        except OSError:
            continue
    return found


def peak(process: Path) -> int:
    """The largest resident memory that a process has had, in bytes."""
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def bare(steps: int, told: Path) -> None:
    """The loop and nothing else, but for a mark in the file ``told`` after each step."""
    lower_priority()  # beside other work it must not be ahead of the worker for that alone
    from metaunsup.data.registry import load_pool
    from metaunsup.learners.meta import MetaLearner
    from metaunsup.learners.registry import make_learner
    from metaunsup.tasks.streams import stream
    from metaunsup.tasks.umtra import UmtraEpisodes

    learner = make_learner("protonet")
    assert isinstance(learner, MetaLearner)
    episodes = UmtraEpisodes(load_pool("digits").unlabelled("train"), learner.strength)
    with told.open("ab", buffering=0) as file:
        for _ in learner.meta_train(episodes, steps=steps, generator=stream(0, "meta-train", "protonet")):
            file.write(b"\n")


def throughput(store: Store, rounds: int) -> dict[str, Any]:
    """Steps of both in turns of the same length, one standing still meanwhile: whatever else runs strikes both."""
    run_id = store.submit(settings(20_000)).id
    folder = Path(store.get(run_id).folder)
    command = [sys.executable, "-m", "benchmarks.training_page", "--bare", str(folder / "bare")]
    # in a session of its own, as the worker is: the system divides its time among sessions
    loop = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    files = {"worker": folder / "metrics.jsonl", "bare": folder / "bare"}
    while min(marks(path) for path in files.values()) < WARM:
        time.sleep(0.2)
    processes = {"worker": int(Path(worker_places(run_id)[0]).name), "bare": loop.pid}
    done: dict[str, list[int]] = {name: [] for name in files}
    for process in processes.values():
        os.kill(process, signal.SIGSTOP)
    for turn in range(2 * rounds):
        name = ("worker", "bare", "bare", "worker")[turn % 4]
        before = marks(files[name])
        os.kill(processes[name], signal.SIGCONT)
        time.sleep(TURN)
        os.kill(processes[name], signal.SIGSTOP)
        done[name].append(marks(files[name]) - before)
    loop.kill()
    os.kill(processes["worker"], signal.SIGCONT)
    store.request_cancel(run_id)
    finish(store, run_id)
    rates = {name: round(sum(steps) / TURN / len(steps), 3) for name, steps in done.items()}
    return {**rates, "ratio": round(sum(done["worker"]) / sum(done["bare"]), 3)}


def marks(path: Path) -> int:
    """Lines in a file that grows; 0 before it is there."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


def estimated(store: Store) -> dict[str, Any]:
    """What was said of a training, and what it took from its submission to its end."""
    from metaunsup.training.estimate import estimate

    wanted = settings(100, validate_every=50, episodes="self-training")
    said = estimate(wanted)
    took, memory = finish(store, store.submit(wanted).id)
    return {
        "seconds": rounded([said.seconds, took]),
        "megabytes": [said.memory_bytes // 10**6, memory // 10**6],
        "said_by_took": rounded([said.seconds / took, said.memory_bytes / memory]),
    }


def rounded(values: list[float]) -> list[float]:
    """To three digits after the point."""
    return [round(value, 3) for value in values]


def p95(values: list[float]) -> float:
    """The value that 95 % are not above."""
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--times", type=int, default=3)
    ask.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    chosen = ask.parse_args()
    if chosen.bare:
        bare(100_000, chosen.bare)
        return
    result: dict[str, Any] = {"cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2), "marks": MARKS}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["METAUNSUP_RUNS"] = folder
        store = Store(Path(folder))
        print("throughput ...", flush=True)
        result["steps_a_second"] = throughput(store, 8 * chosen.times)
        print("estimate ...", flush=True)
        result["estimate"] = estimated(store)
        print("first point ...", flush=True)
        with serving() as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            points = [first_point(page, address, seed, store) for seed in range(chosen.times)]
            result["click_to_stages_seconds"] = rounded([one["stages"] for one in points])
            result["click_to_first_point_seconds"] = rounded([one["point"] for one in points])
            result["rerun_seconds"] = {}
            print("reruns ...", flush=True)
            with training(store, 20_000) as run_id:
                pages = {name: f"{path}?lang=en" for name, path in URL_PATHS.items()}
                pages["meta_train"] += f"&run={run_id}"
                pages["runs"] += f"&runs={run_id}"
                for name, path in pages.items():
                    times = reruns(page, address, path, name, 10 * chosen.times)
                    result["rerun_seconds"][name] = {"median": statistics.median(times), "p95": p95(times)}
            browser.close()
    result["load_after"] = round(os.getloadavg()[0], 2)
    print(json.dumps(result, indent=1))
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
