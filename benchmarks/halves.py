"""Which images of MNIST a figure is measured on matters: python -m benchmarks.halves.

MNIST's 10,000 t10k images are two collections of writers, 5,000 each, and for every learner here the first are plainly
harder (MNIST's own page expects the opposite). The project's test part is decided by each image's hash and so holds as
many of the ones as of the others; a figure measured on the last 5,000 alone cannot be compared with it.

The same shipped checkpoints on tasks of 10 clusters x 20 images of the test part, drawn from either half. Writes
benchmarks/results/halves.json and the table in the README beside it (`--readme`: only that). Needs METAUNSUP_DATA to
hold MNIST's t10k files and nothing else of it; about ten minutes of one core.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import Any

import torch
from tqdm import tqdm

from benchmarks.readme import RESULTS, around, put
from metaunsup.data.pool import PARTS, Pool
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.learners.shipped import ready_learner

RESULT = RESULTS / "halves.json"
T10K = 10_000
HALVES = {"first 5,000": (0, 5000), "last 5,000": (5000, T10K)}
# learner, practised on
LEARNERS = (("kmeans", None), ("spectral", None), ("protonet", "mnist"), ("protonet-adapt", "omniglot-minimal"))


def half_of(pool: Pool, first: int, end: int) -> Pool:
    """The pool with a test part of those images alone whose place in the file is ``first`` to before ``end``."""
    place = torch.arange(len(pool))
    elsewhere = (pool.parts == PARTS.index("test")) & ((place < first) | (place >= end))
    return replace(pool, parts=torch.where(elsewhere, PARTS.index("train"), pool.parts).to(pool.parts.dtype))


def measure(tasks: int) -> dict[str, Any]:
    """Accuracy of each learner on either half."""
    pool = load_pool("mnist")
    if len(pool) != T10K:
        raise SystemExit("all of MNIST is here: the halves are those of the 10,000 t10k images alone")
    learners = {name: ready_learner(name, trained_on=practised) for name, practised in LEARNERS}
    found: dict[str, Any] = {}
    for half, (first, end) in HALVES.items():
        work = evaluate(half_of(pool, first, end), learners, ways=10, shots=20, tasks=tasks, seed=0, adapt_steps=20)
        results = list(tqdm(work, total=tasks, desc=half))
        for name, practised in LEARNERS:
            mean = mean_interval([result.learners[name].accuracy[-1] for result in results])
            told = found.setdefault(name, {"trained_on": practised})
            told[half] = {"mean": mean.mean, "ci95": [mean.low, mean.high]}
    return {"tasks": tasks, "seed": 0, "adapt_steps": 20, "learners": found}


def table(found: dict[str, Any]) -> list[list[str]]:
    """The table of benchmarks/results/README.md: a row for each learner."""
    rows = [["", "practised on", *(f"{half} images" for half in HALVES)]]
    for name, one in found["learners"].items():
        rows.append([f"`{name}`", one["trained_on"] or "nothing", *(around(one[half]) for half in HALVES)])
    return rows


def main() -> None:
    """Measure, keep and tell."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--tasks", type=int, default=50)
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    if not chosen.readme:
        RESULT.write_text(json.dumps(measure(chosen.tasks), indent=1) + "\n", encoding="utf-8")
    put("halves", table(json.loads(RESULT.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
