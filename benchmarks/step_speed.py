"""Seconds of one race step at 200 items, one thread: python -m benchmarks.step_speed [--learners ...] [--json FILE].

MNIST, 10 x 20, shipped checkpoints, the race's 10 steps. A step's time is that between two states of the trace; told
are the median over tasks of a task's middling and of its longest step, and of one of K-Means, beside it in one run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

import torch

from metaunsup.data.registry import resolve_pool
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import stream

NAMES = ("kmeans", "vae", "gmvae", "gan", "memory", "rl", "protonet-adapt")


def main() -> None:
    """Measure and say."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--learners", nargs="+", default=NAMES)
    ask.add_argument("--tasks", type=int, default=5)
    ask.add_argument("--steps", type=int, default=10)
    ask.add_argument("--json", type=Path)
    chosen = ask.parse_args()
    torch.set_num_threads(1)
    pool, found = resolve_pool("mnist"), {}
    learners = {name: ready_learner(name, trained_on="mnist") for name in chosen.learners}
    for name, learner in learners.items():
        middling, longest = [], []
        for number in range(-1, chosen.tasks):  # the first warms up
            task = sample_clustering_task(pool, 10, 20, max(0, number))
            seconds, begun = [], time.perf_counter()
            for _ in learner.adapt(task.items, task.n_clusters, steps=chosen.steps, generator=stream(0, task.seed)):
                seconds.append(time.perf_counter() - begun)
                begun = time.perf_counter()
            if number >= 0:
                middling.append(statistics.median(seconds))
                longest.append(max(seconds))
        found[name] = {"median": statistics.median(middling), "longest": statistics.median(longest)}
        print(f"{name:16} {1000 * found[name]['median']:7.1f} ms, longest {1000 * found[name]['longest']:7.1f} ms")
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
