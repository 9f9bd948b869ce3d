"""What each part of the adapting loop is worth: one added at a time, the same encoder and the same validation tasks.

    python -m benchmarks.loop                  # measure, write the table
    python -m benchmarks.loop --only 0 7       # these rows again
    python -m benchmarks.loop --readme         # only write the table from benchmarks/results/loop.json

ProtoNet practised on Omniglot (never saw a digit), MNIST's validation part, 10 clusters x 20 images. The defaults were
chosen by these numbers, so labels of validation items have chosen them; nothing here has seen a test item. A quarter of
an hour of one core.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

import torch
from tqdm import tqdm

from benchmarks.readme import RESULTS, put
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.evaluate import adapt_and_score, pad
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.self_labelling import EARLIER
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import stream

POOL, TRAINED_ON, TASKS, STEPS = "mnist", "omniglot-minimal", 16, 20
SHOWN = (0, 1, 3, 5, 10, 20)
LABELS = {"lasting": True, "margin": 1.0}
NEVER = {"settle": 0}
ALIKE = {"late": 1.0}
# name of the row -> learner and what differs from its defaults
ROWS: dict[str, tuple[str, dict[str, Any]]] = {
    "gradient descent 0.5, k-means anew each step": ("protonet-adapt", EARLIER | {"inner_lr": 0.5}),
    "+ clusters that last": ("protonet-adapt", EARLIER | {"inner_lr": 0.5, "lasting": True}),
    "+ weights by the margin": ("protonet-adapt", EARLIER | LABELS | {"inner_lr": 0.5}),
    "+ Adam 0.01": ("protonet-adapt", LABELS | NEVER | ALIKE | {"inner_lr": 0.01, "view_memory": 0.0}),
    "+ memory of views": ("protonet-adapt", NEVER | ALIKE | {"inner_lr": 0.01}),
    "Adam 0.02": ("protonet-adapt", NEVER | ALIKE | {"inner_lr": 0.02}),
    "Adam 0.04": ("protonet-adapt", NEVER | ALIKE | {"inner_lr": 0.04}),
    "Adam 0.02, ends when settled": ("protonet-adapt", ALIKE | {"inner_lr": 0.02}),
    "Adam 0.0125, the last block 3.2 times that (as it is)": ("protonet-adapt", {}),
    "the same, items and views normalised apart": ("protonet-adapt", {"shared_statistics": False}),
    "the same, each item its own class": ("instance-adapt", {}),
}


def measure(row: str) -> dict[str, Any]:
    """Accuracy of every task after every step, seconds and steps of each."""
    name, options = ROWS[row]
    learner, pool = ready_learner(name, trained_on=TRAINED_ON), load_pool(POOL)
    assert isinstance(learner, MetaLearner)
    learner.ready()
    learner.set_params(**options)
    found = []
    for seed in range(TASKS):
        task = sample_clustering_task(pool, 10, 20, 1000 + seed, part="validation")
        found.append(adapt_and_score(learner, task, STEPS, stream(seed, "loop")))
    return {
        "accuracy": pad([one.accuracy for one in found]),
        "steps": [len(one.accuracy) - 1 for one in found],
        "seconds": [one.seconds for one in found],
    }


def table(results: dict[str, dict[str, Any]]) -> list[list[str]]:
    """A row for each: the mean curve, how restless it is, and what it costs."""
    rows = [["", *(f"step {step}" for step in SHOWN), "jump a step", "largest fall", "steps", "s/task"]]
    for row in ROWS:
        if row not in results:
            continue
        one = results[row]
        traces = torch.tensor(one["accuracy"], dtype=torch.float64)
        mean, end = traces.mean(0), mean_interval(traces[:, -1].tolist())
        curve = [f"{float(mean[min(step, len(mean) - 1)]):.3f}" for step in SHOWN]
        curve[-1] = f"{end.mean:.3f} ± {end.margin or 0:.3f}"
        jump, fall = (traces[:, 1:] - traces[:, :-1]).abs().mean(), (mean[:-1] - mean[1:]).max().clamp(min=0)
        steps, seconds = (sum(one[key]) / len(one[key]) for key in ("steps", "seconds"))
        rows.append([row, *curve, f"{float(jump):.3f}", f"{float(fall):.3f}", f"{steps:.1f}", f"{seconds:.2f}"])
    return rows


def main() -> None:
    """Measure what is asked for, then write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", type=int, metavar="ROW", default=range(len(ROWS)))
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    path = RESULTS / "loop.json"
    results = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    torch.set_num_threads(1)
    for row in tqdm([] if chosen.readme else [list(ROWS)[place] for place in chosen.only], desc="loop"):
        results[row] = measure(row)
        path.write_text(json.dumps(results) + "\n", encoding="utf-8")
    put("loop", table(results))


if __name__ == "__main__":
    main()
