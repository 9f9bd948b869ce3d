"""On how many tasks LEO's steps in code space lower their objective: python -m benchmarks.leo_objective --pool mnist.

Tasks are drawn from the pool's validation part. The objective is the cross-entropy of views of the task's items under
the head decoded from the codes; the views are new ones, which the inner loop did not learn from, the same before and
after. It is taken twice: against the clusters that the codes were made of, before and after alike, and against those
of the moment, which are what a step learns from.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from metaunsup.data.registry import load_pool
from metaunsup.learners.leo import Leo, Moment
from metaunsup.learners.shipped import shipped_checkpoint
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Task

VIEWS = 4  # of each item


def objectives(
    learner: Leo, tasks: Sequence[Task], seed: int, *, moving: bool = False
) -> Iterator[tuple[float, float]]:
    """For each task the objective before the steps in code space, and after them.

    Both against the clusters at the start, or, if ``moving``, each against the clusters of its moment.
    """
    for number, task in enumerate(tasks):
        generator = stream(seed, "objective", number)
        path = list(learner.inner_loop(task.items, task.n_clusters, steps=learner.code_steps, generator=generator))
        first, last = path[0], path[-1]

        def measured(moved: Moment, clusters: Moment, task: Task = task, number: int = number) -> float:
            views = stream(seed, "views", number)
            weights = moved[0].weights.detach()
            return float(learner.objective(task.items, weights, clusters[1], VIEWS, views))

        yield measured(first, first), measured(last, last if moving else first)


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
    for moving in (False, True):
        found = torch.tensor(list(objectives(learner, tasks, 0, moving=moving)))
        before, after = found.mean(0).tolist()
        share = float((found[:, 1] < found[:, 0]).float().mean())
        against = "the clusters of the moment" if moving else "the clusters at the start"
        print(
            f"{chosen.pool}, against {against}: {before:.4f} -> {after:.4f}, lower on {share:.1%} of {len(tasks)} tasks"
        )


if __name__ == "__main__":
    main()
