"""A first task: 200 digits without labels, grouped from scratch and by a network that has practised."""

from __future__ import annotations

from metaunsup import load_pool, make_learner, sample_task
from metaunsup.evaluation.metrics import score
from metaunsup.tasks.streams import stream
from metaunsup.words import Say


def run(say: Say) -> None:
    """Let K-Means and MAML adapt to the same task, step by step."""
    task = sample_task(load_pool("digits"), ways=10, shots=20, seed=0)
    print(say("examples.first_task.task", items=len(task.items), clusters=task.n_clusters))
    for name in ("kmeans", "maml"):
        learner = make_learner(name, trained_on="digits")
        print(say.learner_title(name))
        for step in learner.adapt(task.items, task.n_clusters, steps=3, generator=stream(0, name)):
            accuracy = score(step.assignments, task.truth).accuracy  # labels are read here, and by no learner
            print(say("examples.first_task.step", step=step.index, accuracy=accuracy, seconds=step.seconds))
