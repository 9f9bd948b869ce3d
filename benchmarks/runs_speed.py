"""How long the list of runs takes: ``python -m benchmarks.runs_speed``.

Writes 2,000 finished runs as folders (and then 500 that wait), lets the list find them, and times what a page and the
command do; then compares a training in the worker with the bare loop. Writes benchmarks/results/runs_speed.json.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from metaunsup.runs import queue
from metaunsup.runs.identity import identity
from metaunsup.runs.rows import differing
from metaunsup.runs.store import Store

RESULT = Path(__file__).parent / "results" / "runs_speed.json"
FINISHED, WAITING, REPEATS = 2000, 500, 9
STEPS, TURNS = 200, 5


def write_run(root: Path, number: int, status: str) -> None:
    """A run's folder as a training leaves it, but for its tensors."""
    folder = root / f"{status}-{number:05}"
    folder.mkdir()
    learner = ("protonet", "maml", "reptile")[number % 3]
    settings = {"learner": learner, "pool": ("digits", "mnist")[number % 2], "steps": 40, "seed": number, "options": {}}
    told = identity({**settings, "validate_every": 10, "episodes": "umtra"}, name=f"run {number} of {learner}")
    (folder / "run.json").write_text(json.dumps({"format": 1, "id": folder.name, **told, "starred": number % 50 == 0}))
    (folder / "status.json").write_text(json.dumps({"format": 1, "status": status, "position": number}))
    if status == "queued":
        return
    validation = {"accuracy": number % 97 / 100, "low": 0.1, "high": 0.9, "kmeans": 0.5}
    lines: list[dict[str, Any]] = [
        {"step": step + 1, "loss": 1.0, "seconds": step + 1.0, "items_seen": 8 * step} for step in range(40)
    ]
    (folder / "metrics.jsonl").write_text(
        "".join(json.dumps({**line, "validation": validation}) + "\n" for line in lines)
    )
    (folder / "checkpoint.safetensors").write_bytes(b"tensors")


def timed(work: Callable[[], Any]) -> float:
    """Median seconds of ``work``."""
    taken = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def questions(store: Store) -> dict[str, float]:
    """What a page and the command ask, each with its seconds."""
    rows = store.list()
    return {
        "first page": timed(lambda: store.list(limit=50)),
        "all of them": timed(store.list),
        "filtered by text": timed(lambda: store.list(text="RUN 19", limit=50)),
        "filtered by learner, pool, star": timed(lambda: store.list(learner="maml", pool="mnist", starred=True)),
        "sorted by accuracy": timed(lambda: store.list(sort="accuracy", limit=50)),
        "count": timed(store.count),
        "one run": timed(lambda: store.get(rows[0].id)),
        "rename": timed(lambda: store.rename(rows[0].id, "another name")),
        "settings that differ among 20": timed(lambda: differing(rows[:20])),
    }


def steps_a_second() -> dict[str, float]:
    """A training with many short steps, in the bare loop and as a run, by turns; seconds of this process's cores.

    Other work on the machine makes the clock on the wall useless, and whatever the worker adds takes a core's time.
    """
    from metaunsup.runs.worker import work
    from metaunsup.training.settings import TrainingSettings
    from metaunsup.training.train import train

    settings = TrainingSettings("protonet", steps=STEPS, validate_every=0, options={"ways": 8, "query_views": 1})
    taken: dict[str, list[float]] = {"bare": [], "worker": []}
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "runs")
        for number in range(TURNS):
            for name in taken:
                out = Path(folder) / f"{name}-{number}"
                working = train(settings, out) if name == "bare" else work(settings, out, store=store)
                begun = time.process_time()
                for _ in working:
                    pass
                taken[name].append(time.process_time() - begun)
    rate = {name: STEPS / statistics.median(seconds) for name, seconds in taken.items()}
    return {**rate, "worker against bare": rate["worker"] / rate["bare"]}


def main() -> None:
    """Measure, print and write."""
    result: dict[str, Any] = {"cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2)}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for number in range(FINISHED):
            write_run(root, number, "done")
        store = Store(root)
        begun = time.perf_counter()
        store.rescan()
        result[f"rescan {FINISHED} folders"] = time.perf_counter() - begun
        result[f"{FINISHED} runs"] = questions(store)
        for number in range(WAITING):
            write_run(root, number, "queued")
        result[f"{FINISHED + WAITING} runs, {WAITING} of them waiting"] = questions(store)
        os.environ["METAUNSUP_TRAININGS"] = "1"
        queue._claim(store)  # one takes the only slot, and is not started here
        result["start_waiting with the slot taken"] = timed(store.start_waiting)
    result["steps a core's second"] = steps_a_second()
    result["load_after"] = round(os.getloadavg()[0], 2)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, indent=1, default=str, ensure_ascii=False)
    RESULT.write_text(json.dumps(json.loads(text, parse_float=lambda number: round(float(number), 4)), indent=1) + "\n")
    print(RESULT.read_text())


if __name__ == "__main__":
    main()
