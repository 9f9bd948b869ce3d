"""Finance: which of a month's card transactions somebody should look at.

Average precision is what is left of precision over all recalls; chance is the share of fraud. Of the ten most
suspicious transactions of the month: how many are fraud, and how much of all the money that was stolen is in them.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score

from metaunsup.applications.credit_card import own_judges, read_card_file, stretches
from metaunsup.applications.field import Field, FieldTask
from metaunsup.applications.judges import CEILINGS, Judge, card_judges
from metaunsup.applications.ledger import DeskTask, desk_tasks
from metaunsup.data.source import Source
from metaunsup.tasks.streams import stream

SHOTS = ("20", "5")  # transactions of each customer that are known
METRICS = ("average_precision", "precision_at_10", "money_at_10")
LOOKED_AT = 10


def evaluate(data: Path | None, variant: str, tasks: int, seed: int) -> Iterator[FieldTask]:
    """Months of a desk, one after the other, with ``variant`` transactions of each customer known."""
    if data is None:
        yield from evaluate_on(desk_tasks(int(variant), seed), card_judges(), seed)
    else:
        own = read_card_file(Source(data))
        yield from evaluate_on(stretches(own, int(variant), seed), own_judges(own), seed)


def evaluate_on(tasks: Iterable[DeskTask], judges: Mapping[str, Judge], seed: int) -> Iterator[FieldTask]:
    """Let every judge rank each task's transactions; its truth is read by the metrics alone."""
    for index, task in enumerate(tasks):
        scores, seconds = {}, {}
        for name, judge in judges.items():
            begun = time.perf_counter()
            suspicion = judge(task, stream(seed, "finance", index, name))
            seconds[name] = time.perf_counter() - begun
            scores[name] = metrics_of(suspicion, task)
        yield FieldTask(index, task.seed, "", scores, seconds)


def metrics_of(suspicion: np.ndarray, task: DeskTask) -> dict[str, float]:
    """What a ranking by ``suspicion`` (Q,) is worth."""
    fraud = task.truth > 0
    first = np.argsort(-suspicion, kind="stable")[:LOOKED_AT]
    stolen = float(task.amount[fraud].sum())
    return {
        "average_precision": float(average_precision_score(fraud, suspicion)),
        "precision_at_10": float(fraud[first].mean()),
        "money_at_10": float(task.amount[first][fraud[first]].sum() / stolen) if stolen else 0.0,
    }


FINANCE = Field(
    name="finance",
    variants=SHOTS,
    metrics=METRICS,
    baselines=("iforest", "knn", "made-up"),
    evaluate=evaluate,
    ceilings=CEILINGS,
)
