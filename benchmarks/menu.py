"""The policy against its own menu, paired: python -m benchmarks.menu [--pool digits] [--tasks 100].

On test tasks (10 x 20, seed 0) each entry of the menu is clustered once, and the policy, its controls and an oracle,
which is told the accuracy of each entry, choose among these. Says for each its accuracy and the policy's lead.
"""

from __future__ import annotations

import argparse
from collections import deque

from metaunsup.data.registry import resolve_pool
from metaunsup.evaluation.metrics import Interval, mean_interval, paired_difference, score
from metaunsup.learners.choosing import ChoosingLearner
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.streams import stream

NAMES = ("rl", "rl-random", "rl-fixed", "rl-silhouette")


def main() -> None:
    """Measure and say."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pool", default="digits")
    ask.add_argument("--part", default="test", choices=("validation", "test"))
    ask.add_argument("--shots", type=int, default=20)
    ask.add_argument("--tasks", type=int, default=100)
    chosen = ask.parse_args()
    pool = resolve_pool(chosen.pool)
    learners: dict[str, ChoosingLearner] = {}
    for name in NAMES:
        learner = ready_learner(name, trained_on=chosen.pool)
        assert isinstance(learner, ChoosingLearner)
        learners[name] = learner
    first = learners["rl"]
    accuracy: dict[str, list[float]] = {}
    for number in range(chosen.tasks):
        task = sample_clustering_task(pool, 10, chosen.shots, number, part=chosen.part)
        menu = first.menu(first.ready(), task.items, task.n_clusters, stream(0, "menu", task.seed))
        each = [score(menu.tries(entry), task.truth).accuracy for entry in range(first.entries)]
        for entry, value in zip(menu.entries, each, strict=True):
            accuracy.setdefault(entry.name, []).append(value)
        for name, learner in learners.items():
            choices = learner.choices(learner.ready(), menu, stream(0, task.seed, name))
            accuracy.setdefault(name, []).append(each[deque(choices, maxlen=1).pop().answer])
        accuracy.setdefault("oracle", []).append(max(each))
        if number % 10 == 9 or number + 1 == chosen.tasks:
            _say(accuracy, number + 1)


def _say(accuracy: dict[str, list[float]], tasks: int) -> None:
    print(f"{tasks} tasks", flush=True)
    for name, values in accuracy.items():
        mean = mean_interval(values)
        lead = paired_difference(accuracy["rl"], values)
        print(f"{name:24} {_told(mean)}  rl leads by {_told(lead)}", flush=True)


def _told(one: Interval) -> str:
    return f"{one.mean:.4f}" + (f" [{one.low:.4f}, {one.high:.4f}]" if one.low is not None else "")


if __name__ == "__main__":
    main()
