"""On how many tasks LEO's steps in code space lower their objective: python -m benchmarks.leo_objective --pool mnist.

Tasks are drawn from the pool's validation part. The objective is the cross-entropy of views of the task's items under
the head decoded from the codes; the views are new ones, which the inner loop did not learn from, the same before and
after, and so are the clusters that they should be taken for: those that the codes were made of.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from metaunsup.data.registry import load_pool
from metaunsup.learners.leo import Leo
from metaunsup.learners.shipped import shipped_checkpoint
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task

VIEWS = 4  # of each item


def objectives(learner: Leo, tasks: Sequence[Task], seed: int) -> Iterator[tuple[float, float]]:
    """For each task the objective before the steps in code space, and after them."""
    for number, task in enumerate(tasks):
        generator = stream(seed, "objective", number)
        path = list(learner.inner_loop(task.items, task.n_clusters, steps=learner.code_steps, generator=generator))
        clusters = path[0][1]
        before, after = (
            float(learner.objective(task.items, at[0].weights.detach(), clusters, VIEWS, stream(seed, "views", number)))
            for at in (path[0], path[-1])
        )
        yield before, after


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pool", default="mnist")
    ask.add_argument("--checkpoint", type=Path, help="default: what is shipped for the pool")
    ask.add_argument("--tasks", type=int, default=100)
    ask.add_argument("--ways", type=int, default=10)
    ask.add_argument("--shots", type=int, default=20)
    chosen = ask.parse_args()
    torch.set_num_threads(1)
    learner = Leo()
    path = chosen.checkpoint or shipped_checkpoint("leo", chosen.pool)
    if path is None:
        ask.error(f"nothing is shipped for {chosen.pool}; name a checkpoint")
    learner.load(path)
    pool = load_pool(chosen.pool)
    tasks = [
        sample_clustering_task(pool, chosen.ways, chosen.shots, seed, part="validation") for seed in range(chosen.tasks)
    ]
    found = torch.tensor(list(objectives(learner, tasks, 0)))
    before, after = found.mean(0).tolist()
    lower = int((found[:, 1] < found[:, 0]).sum())
    told = f"{before:.4f} -> {after:.4f} in {learner.code_steps} steps"
    print(f"{chosen.pool}: {told}, lower on {lower} of {len(tasks)} tasks")


if __name__ == "__main__":
    main()
