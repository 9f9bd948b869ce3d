"""Memory of a server that estimates whatever a link asks for: ``python -m benchmarks.estimate_memory [--each 6]``.

In one process, as in the app's: all pages are opened, four pools are loaded, three of them as large as MNIST is (noise
in its format), and then for every trainable learner trainings from the whole ranges of the form are estimated, one
after the other: of hundreds of corners, and of hundreds within the ranges, the one of which most is tried, by the
formula, with everything else at its largest; and corners drawn at random. Of each the largest resident memory of the
whole process is kept, the server's own included. Needs Linux's /proc. Writes benchmarks/results/estimate_memory.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import struct
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.serving import ROOT

RESULT = ROOT / "benchmarks" / "results" / "estimate_memory.json"
MARK = 1_500_000_000  # bytes
TRIED = 400  # trainings whose size the formula tells, for every learner
PIXELS = 28 * 28
SIZES = ("ways", "warmup_ways", "support_views", "query_views", "train_steps", "meta_batch", "samples")
SIZES += ("gradient_samples", "code_size", "code_steps", "weight_steps")
SHARES = ("warmup", "first_order_until", "multi_step_loss")


def full_pools(root: Path) -> None:
    """Noise in the files of the three pools of 70,000 pictures."""
    from metaunsup.data.mnist_family import FASHION_MNIST, KMNIST, MNIST

    rng = np.random.default_rng(0)
    for member in (MNIST, FASHION_MNIST, KMNIST):
        for path in member.files(root):
            path.parent.mkdir(parents=True, exist_ok=True)
            count = 60_000 if path.name.startswith("train") else 10_000
            pictures = "images" in path.name
            shape = (count, 28, 28) if pictures else (count,)
            values = rng.integers(0, 256, shape, dtype=np.uint8) if pictures else np.arange(count, dtype=np.uint8) % 10
            head = b"\0\0\x08" + bytes([len(shape)]) + struct.pack(f">{len(shape)}I", *shape)
            path.write_bytes(head + values.tobytes())


def resident(kind: str = "VmHWM") -> int:
    """Bytes of this process that were in memory at most (VmHWM) or are now (VmRSS)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(kind))


def open_pages() -> None:
    """Everything that the app imports and keeps: each page is drawn once, and the pools are there."""
    from streamlit.testing.v1 import AppTest

    from metaunsup.data.registry import load_pool
    from metaunsup.ui.common.shell import PAGES

    for file, _ in PAGES.values():
        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
        if file != "app.py":
            page.switch_page(file)
        page.run()
    for name in ("fashion-mnist", "kmnist", "mnist", "digits"):
        load_pool(name)


def drawn(learner: str, rng: random.Random, *, ends: bool) -> dict[str, Any]:
    """Options of ``learner`` from the form's ranges: their ends alone, or anything between them as well."""
    from metaunsup.ui.meta_train.fields import asked

    options: dict[str, Any] = {"filters": rng.choice((32, 64))}
    for name, one in asked(learner).items():
        if name in SIZES and one.low is not None and one.high is not None:
            low, high = max(1, int(one.low)), int(one.high)
            value = rng.choice((low, high)) if ends else round(low * (high / low) ** rng.random())
            options[name] = max(int(one.low), value)
        elif name in SHARES:
            options[name] = rng.choice((0.0, 1.0)) if ends else rng.random()
    return options


def tried_bytes(learner: str, options: dict[str, Any], precision: str) -> float:
    """The most that is really tried of a step, by the formula."""
    import torch

    from metaunsup.learners.meta import MetaLearner
    from metaunsup.learners.registry import make_learner
    from metaunsup.training.pieces import smaller, task_bytes

    built = make_learner(learner, **options)
    assert isinstance(built, MetaLearner)
    built.dtype = getattr(torch, precision)
    return max(task_bytes(smaller(built, share, PIXELS), share, PIXELS) for share in (0.0, 0.999))


def chosen(learner: str, each: int) -> Iterator[dict[str, Any]]:
    """Trainings of ``learner`` to be estimated, as settings."""
    rng = random.Random(f"estimate {learner}")

    def settings(*, ends: bool) -> dict[str, Any]:
        return {
            "pool": "mnist" if rng.random() < 0.7 else "digits",
            "options": drawn(learner, rng, ends=ends),
            "precision": rng.choice(("float32", "float64")),
            "episodes": rng.choice(("umtra", "cactus", "self-training")),
            "clusters": rng.choice((2, 150, 5000)),
            "partitions": rng.choice((1, 100)),
            "validate_every": rng.choice((0, 1000)),
        }

    def size(one: dict[str, Any]) -> float:
        return tried_bytes(learner, one["options"], one["precision"])

    for ends, episodes in ((True, "cactus"), (False, "self-training")):
        largest = max((settings(ends=ends) for _ in range(TRIED)), key=size)
        yield {**largest, "pool": "mnist", "validate_every": 1000, "episodes": episodes, "clusters": 5000}
    yield from (settings(ends=True) for _ in range(each - 2))


def measured(learner: str, one: dict[str, Any]) -> dict[str, Any]:
    """Estimate it: megabytes of this process at most, and seconds; or why it was refused."""
    from metaunsup.errors import MetaUnsupError
    from metaunsup.training.estimate import measure
    from metaunsup.training.settings import TrainingSettings

    Path("/proc/self/clear_refs").write_text("5")  # the peak begins here
    begun, told = time.perf_counter(), {}
    try:
        told["said_megabytes"] = measure(TrainingSettings(learner, **one)).memory_bytes // 10**6
    except MetaUnsupError as error:
        told["refused"] = error.code
    return {"megabytes": resident() // 10**6, "seconds": round(time.perf_counter() - begun, 2), **told, **one}


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--each", type=int, default=6, help="trainings of every learner, at least 2")
    ask.add_argument("--learners", default="", help="only these, with commas; of the others what was written stays")
    wanted = ask.parse_args()
    import torch

    from metaunsup.learners.registry import trainable_learners
    from metaunsup.ui.meta_train.estimates import Estimates

    Estimates().prepare_thread()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"METAUNSUP_DATA": folder, "METAUNSUP_RUNS": f"{folder}/runs"}
        full_pools(Path(folder))
        open_pages()
        alone = resident("VmRSS") // 10**6
        print(f"server alone: {alone} MB", flush=True)
        for learner in wanted.learners.split(",") if wanted.learners else trainable_learners():
            told = [measured(learner, one) for one in chosen(learner, wanted.each)]
            keep(learner, {"server_megabytes": alone, "threads": torch.get_num_threads(), "estimates": told})


def keep(learner: str, told: dict[str, Any]) -> None:
    """Print what was measured, and put it beside what is known of the other learners."""
    known = json.loads(RESULT.read_text(encoding="utf-8"))["learners"] if RESULT.exists() else {}
    known[learner] = told
    most = max(one["megabytes"] for learned in known.values() for one in learned["estimates"])
    result = {"mark_megabytes": MARK // 10**6, "most_megabytes": most, "met": most * 10**6 < MARK, "learners": known}
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(learner, json.dumps(told["estimates"]), f"at most {most} MB of {MARK // 10**6}", flush=True)


if __name__ == "__main__":
    main()
